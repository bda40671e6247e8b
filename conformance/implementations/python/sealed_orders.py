"""What passes between traders and operator (_Sealed orders_).

Each event has a list of conditions, in the order of the chapter. `Desk.submit` refuses an event
with the clause of the first that fails.
"""

from typing import Any, Callable, Dict, List, Optional, Tuple

from conditions import Condition, failing
from messages import Rejected, is_amount
from moonwalk import after_giving, given, given_coin, lines_of_order, taken_coin
from promptness import delay, is_prompt, score
from puzzle import lines_of_puzzle
from sealed_data import SealedData
from sealed_messages import (
    Acknowledge, AdvanceTime, EndSealedEon, Entered, Open, Order, Receipt, ScoreView, Sealed,
    SealedAccount, SealedAnswer, SealedEvent, SealedParams, SealedReceipt, SealedView, Shown,
    Solve, Submit,
)
from sealing import is_key_material
from soundness import are_sound
from suites import verify


class Kept:
    """An order that came, and what became of it. The witness is not kept."""

    def __init__(self, sealed: Sealed, arrived: int) -> None:
        self.sealed = sealed
        self.arrived = arrived
        self.stage = "sealed"
        self.place: Optional[int] = None
        self.received: Optional[int] = None
        self.order: Optional[Order] = None
        self.solved: Optional[int] = None


class Desk:
    """One instance."""

    def __init__(self, params: SealedParams) -> None:
        self._params = params
        self._sound = are_sound(params)
        self._data = SealedData(params.hash)
        self._time = 0
        self._eon = 1
        self._orders: Dict[bytes, Kept] = {}
        self._log: List[Kept] = []
        self._visible = 0
        self._accounts = list(params.accounts)
        self._rules: Dict[type, Tuple[Callable[[Any], List[Condition]],
                                      Callable[[Any], None]]] = {
            Submit: (self._submit_conditions, self._submit),
            Receipt: (self._receipt_conditions, self._receipt),
            Open: (self._open_conditions, self._open),
            Solve: (self._solve_conditions, self._solve),
            Acknowledge: (self._acknowledge_conditions, self._acknowledge),
            AdvanceTime: (self._advance_conditions, self._advance),
            EndSealedEon: (self._end_conditions, self._end),
        }

    def submit(self, event: SealedEvent) -> SealedAnswer:
        """Accept the event and do what it says, or refuse it and change nothing."""
        for condition in failing(self._conditions(event)):
            return Rejected(condition.clause)
        self._rules[type(event)][1](event)
        return Entered(self._take_in())

    def failed(self, event: SealedEvent) -> List[str]:
        """The clauses of all conditions that an event fails, in the order of the chapter."""
        return [condition.clause for condition in failing(self._conditions(event))]

    def is_second(self, event: SealedEvent) -> bool:
        """SO-37: is another order of the trader open and not acknowledged?"""
        return isinstance(event, (Open, Solve)) and any(
            kept.order is not None and kept.order.trader == event.order.trader
            and kept.stage != "acknowledged" and reference != event.reference
            for reference, kept in self._orders.items())

    def observe(self, what: str) -> Any:
        """One observation."""
        looks: Dict[str, Callable[[], Any]] = {
            "orders": lambda: [view(kept) for kept in self._orders.values()],
            "visible": lambda: self._visible,
            "scores": lambda: [self._score(it.trader) for it in self._params.traders],
            "time": lambda: self._time,
            "eon": lambda: self._eon,
        }
        return looks[what]()

    def _score(self, trader: str) -> ScoreView:
        params = self._params
        prompt = [is_prompt(params.speed, kept.sealed.puzzle.steps, kept.received - kept.arrived)
                  for kept in self._orders.values()
                  if kept.order is not None and kept.order.trader == trader
                  and kept.received is not None]
        counts = prompt.count(True), prompt.count(False)
        return ScoreView(trader, *counts, score(params.reward, params.fine, *counts))

    def _take_in(self) -> List[bytes]:
        """What the book takes in: the log from the front up to the first that is closed."""
        before = self._visible
        while self._visible < len(self._log) and self._log[self._visible].order is not None:
            self._visible += 1
        return [kept.sealed.reference for kept in self._log[before:self._visible]]

    def _conditions(self, event: SealedEvent) -> List[Condition]:
        return [Condition("sound", "SO-1", lambda: self._sound),
                *self._rules[type(event)][0](event)]

    # Sending and receipts.

    def _submit_conditions(self, event: Submit) -> List[Condition]:
        sealed, witness = event
        params = self._params
        known = self._orders.get(sealed.reference)
        lines = [*lines_of_puzzle(self._data, params.limits, sealed.puzzle, sealed.proof),
                 *lines_of_order(params, sealed, witness)]
        return [
            *(lines if self._sound else []),
            Condition("eon", "SO-21", lambda: sealed.eon == self._eon),
            Condition("new", "SO-22", lambda: known is None or known.stage == "void"),
        ]

    def _submit(self, event: Submit) -> None:
        self._orders.pop(event.sealed.reference, None)
        self._orders[event.sealed.reference] = Kept(event.sealed, self._time)

    def _receipt_conditions(self, event: Receipt) -> List[Condition]:
        reference, (receipt, signature) = event
        kept = self._orders.get(reference)

        def names_place() -> bool:
            if kept is None:
                return False
            hashes = [it.sealed.order_hash for it in self._log] + [kept.sealed.order_hash]
            return receipt == SealedReceipt(
                self._eon, len(self._log), hashes[-1], self._data.log_root(hashes))

        return [
            Condition("waits", "SO-23", lambda: kept is not None and kept.stage == "sealed"),
            Condition("place", "SO-24", names_place, ("waits",)),
            Condition("signed", "SO-24", lambda: verify(
                self._params.signature, self._params.operator,
                self._data.receipt(self._params.contract, receipt), signature)),
        ]

    def _receipt(self, event: Receipt) -> None:
        kept = self._orders[event.reference]
        kept.stage, kept.place, kept.received = "receipted", len(self._log), self._time
        self._log.append(kept)

    # Opening.

    def _open_conditions(self, event: Open) -> List[Condition]:
        kept = self._orders.get(event.reference)
        return [
            Condition("closed", "SO-25", lambda: kept is not None and kept.stage == "receipted"),
            Condition("root", "SO-26", lambda: kept is None or is_key_material(
                self._params.contract, kept.sealed, event.root, event.order)),
        ]

    def _open(self, event: Open) -> None:
        kept = self._orders[event.reference]
        kept.stage, kept.order = "opened", event.order

    def _solve_conditions(self, event: Solve) -> List[Condition]:
        kept = self._orders.get(event.reference)
        return [
            *self._open_conditions(Open(*event)),
            Condition("time", "SO-27", lambda: (
                kept is None or kept.received is None
                or self._time - kept.received
                >= delay(self._params.speed, kept.sealed.puzzle.steps))),
        ]

    def _solve(self, event: Solve) -> None:
        kept = self._orders[event.reference]
        kept.stage, kept.order, kept.solved = "solved", event.order, self._time

    def _acknowledge_conditions(self, event: Acknowledge) -> List[Condition]:
        kept = self._orders.get(event.reference)
        params = self._params

        def permits_are_right() -> bool:
            if kept is None or kept.order is None:
                return True
            key = kept.order.key
            accounts = [it for it in self._after(kept.order) if it.trader == kept.order.trader]
            return len(event.permits) == len(accounts) and all(
                verify(params.signature, params.operator,
                       self._data.permit(params.contract, key, account), permit)
                for account, permit in zip(accounts, event.permits))

        return [
            Condition("open", "SO-28", lambda: (
                kept is not None and kept.stage in ("opened", "solved"))),
            Condition("permits", "SO-29", permits_are_right),
            Condition("penalty", "SO-30", lambda: (
                kept is None or kept.solved is None
                or self._time - kept.solved >= params.penalty)),
        ]

    def _after(self, order: Order) -> List[SealedAccount]:
        """All accounts, as they are after the order."""
        spent = {given_coin(order): given(order), taken_coin(order): 0}
        return [after_giving(it, spent[it.coin])
                if it.trader == order.trader and it.coin in spent else it
                for it in self._accounts]

    def _acknowledge(self, event: Acknowledge) -> None:
        kept = self._orders[event.reference]
        if kept.order is not None:
            self._accounts = self._after(kept.order)
        kept.stage = "acknowledged"

    # Time.

    def _advance_conditions(self, event: AdvanceTime) -> List[Condition]:
        return [Condition("later", "SO-31",
                          lambda: event.time > self._time and is_amount(event.time))]

    def _advance(self, event: AdvanceTime) -> None:
        self._time = event.time

    def _end_conditions(self, event: EndSealedEon) -> List[Condition]:
        return [
            Condition("runs", "SO-32", lambda: event.eon == self._eon),
            Condition("all open", "SO-33", lambda: all(
                kept.stage != "receipted" for kept in self._log)),
        ]

    def _end(self, _: EndSealedEon) -> None:
        for kept in self._orders.values():
            if kept.stage == "sealed":
                kept.stage = "void"
        self._eon, self._log, self._visible = self._eon + 1, [], 0


def view(kept: Kept) -> SealedView:
    """What is shown of an order."""
    order = kept.order
    shown = None if order is None else Shown(
        order.trader, order.side, order.base, order.quote, order.price, order.volume)
    return SealedView(
        kept.sealed.reference, kept.sealed.eon, kept.stage, kept.place, shown)
