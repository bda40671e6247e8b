"""The function `judge` of the chapter _The order book_ (_Judging a history_).

Each clause is a question about the last entry and the account of what was live before it.
Nothing is matched. If several clauses are broken, the lowest-numbered one is reported; but the
conditions of an event come first, in the order in which they stand in the chapter.
"""

from typing import Callable, List, Optional, Set, Tuple, Union

from account import Account, filled_volumes
from messages import (
    BUY, Accepted, Cancel, EndEon, Entry, Event, Fill, History, Limit, Market, OrderView, Params,
    Rejected, is_amount, is_price, opposite,
)

Submitted = Union[Limit, Market]


def judge(history: History) -> Optional[str]:
    """The clause that the last entry of the history breaks; None if it keeps them all."""
    if not history.entries:
        return None
    account = Account()
    for entry in history.entries[:-1]:
        account.apply(entry.event, entry.answer)
    last = history.entries[-1]
    if isinstance(last.answer, Rejected):
        return _lowest(_broken_by_refusal(account, last, last.answer))
    failed = failed_conditions(account, last.event)
    if failed:
        return failed[0]
    broken = broken_by_answer(history.params, account, last.event, last.answer)
    account.apply(last.event, last.answer)
    return _lowest(broken | _broken_by_observations(account, last))


def failed_conditions(account: Account, event: Event) -> List[str]:
    """The conditions that an event fails, in the order of the chapter (_Events_)."""
    live = account.live
    if isinstance(event, Limit):
        conditions = [
            ("PR-1", is_amount(event.volume)),
            ("PR-2", is_price(event.price)),
            ("PR-3", is_amount(event.volume * event.price)),
            ("OB-20", event.last_eon >= account.eon),
            ("OB-17", event.order not in live),
        ]
    elif isinstance(event, Market):
        conditions = [("PR-1", is_amount(event.volume)), ("OB-17", event.order not in live)]
    elif isinstance(event, Cancel):
        order = live.get(event.order)
        conditions = [
            ("OB-18", order is not None),
            ("OB-19", order is None or order.trader == event.trader),
        ]
    else:
        conditions = [("OB-21", event.eon == account.eon)]
    return [clause for clause, holds in conditions if not holds]


def _lowest(broken: Set[str]) -> Optional[str]:
    return min(broken, key=lambda clause: int(clause[3:])) if broken else None


def _broken_by_refusal(account: Account, last: Entry, answer: Rejected) -> Set[str]:
    """OB-13, OB-16, OB-22: a refusal has a cause, and changes nothing."""
    broken = set(_broken_by_observations(account, last))
    failed = failed_conditions(account, last.event)
    if not failed:
        broken.add("OB-13" if _is_dummy(last.event) else "OB-22")
    elif answer.reason is not None and answer.reason not in failed:
        broken.add("OB-22")
    return broken


def _broken_by_observations(account: Account, last: Entry) -> Set[str]:
    """OB-13, OB-14, OB-15, OB-16: what is seen is what is live (_What can be seen_)."""
    broken = set()
    wrong = "OB-16" if isinstance(last.answer, Rejected) else "OB-15"
    for what, seen in last.observed.items():
        expected = account.observe(what)
        if seen == expected:
            continue
        if what == "sequence":
            broken.add("OB-14")
        elif what == "book" and sorted(seen) == sorted(expected):
            broken.add("OB-14")
        elif what == "book" and wrong == "OB-15" and _shows_dummy(last.event, seen):
            broken.add("OB-13")
        else:
            broken.add(wrong)
    return broken


def _is_dummy(event: Event) -> bool:
    """An order of volume zero (OB-13)."""
    return isinstance(event, (Limit, Market)) and event.volume == 0


def _shows_dummy(event: Event, book: List[OrderView]) -> bool:
    return _is_dummy(event) and any(view.order == event.order and view.volume == 0 for view in book)


def broken_by_answer(params: Params, account: Account, event: Event, answer: Accepted) -> Set[str]:
    """The clauses about fills and removals (_Events_, _Matching_)."""
    if isinstance(event, (Limit, Market)):
        return _Submission(params, account, event, answer).broken()
    broken = {"OB-2"} if answer.fills else set()
    cancelled: List[Tuple[str, int]] = []
    expired: List[Tuple[str, int]] = []
    if isinstance(event, Cancel):
        cancelled = [(event.order, account.live[event.order].volume)]
    elif isinstance(event, EndEon):
        expired = [(view.order, view.volume) for view in account.live.values()
                   if view.last_eon == event.eon]
    if _removed(answer, "self-trade"):
        broken.add("OB-9")
    if _removed(answer, "cancelled") != cancelled:
        broken.add("OB-10")
    if _removed(answer, "expired") != sorted(expired):
        broken.add("OB-11")
    if _removed(answer, "dropped"):
        broken.add("OB-12")
    return broken


def _removed(answer: Accepted, why: str) -> List[Tuple[str, int]]:
    """The orders and volumes that were removed for this cause, sorted."""
    return sorted((removal.order, removal.volume) for removal in answer.removed
                  if removal.why == why)


class _Submission:
    """The questions about an accepted `limit` or `market` event."""

    def __init__(self, params: Params, account: Account, event: Submitted,
                 answer: Accepted) -> None:
        self.params = params
        self.live = account.live
        self.places = account.places
        self.event = event
        self.limit = event.price if isinstance(event, Limit) else None
        self.answer = answer
        self.filled = filled_volumes(answer.fills)
        self.left = event.volume - self.filled.get(event.order, 0)
        self.self_trades = _removed(answer, "self-trade")
        self.leaves_by_self_trade = any(id == event.order for id, _ in self.self_trades)
        self.next_maker = self._most_preferred_remaining()

    def broken(self) -> Set[str]:
        """All clauses about fills and removals that the answer breaks."""
        if self.event.volume == 0 and self._names_incoming():
            return {"OB-13"}
        broken = self._broken_by_removals()
        for fill in self.answer.fills:
            broken |= self._broken_by_fill(fill)
        if self._is_passed_over(lambda view: not self._is_self_trade(view)):
            broken.add("OB-1")
        if self._is_passed_over(self._is_self_trade):
            broken.add("OB-9")
        if self._fills_too_much():
            broken.add("OB-6")
        return broken | self._broken_by_end()

    def _names_incoming(self) -> bool:
        """Is the incoming order traded or removed? A dummy never is (OB-13)."""
        id = self.event.order
        return (any(id in (fill.maker, fill.taker) for fill in self.answer.fills)
                or any(removal.order == id for removal in self.answer.removed))

    def _broken_by_fill(self, fill: Fill) -> Set[str]:
        """OB-2, OB-4, OB-5, OB-6, OB-7, OB-8, OB-9: questions about one fill."""
        event, broken = self.event, set()
        if fill.taker != event.order or fill.maker == event.order:
            broken.add("OB-2")
        if fill.volume <= 0:
            broken.add("OB-6")
        parties = [self._party(id) for id in (fill.maker, fill.taker)]
        known = [party for party in parties if party is not None]
        if any(not _within_limit(side, limit, fill.price) for _, side, limit in known):
            broken.add("OB-4")
        if len(known) < 2:
            broken.add("OB-8")
            return broken
        (maker_trader, maker_side, maker_limit), (taker_trader, taker_side, taker_limit) = known
        incoming = self.params.execution_price == "incoming" and taker_limit is not None
        if fill.price != (taker_limit if incoming else maker_limit):
            broken.add("OB-5")
        if maker_side == taker_side:
            broken.add("OB-7")
        if maker_trader == taker_trader and self.params.self_trade != "allow":
            broken.add("OB-9")
        return broken

    def _party(self, id: str) -> Optional[Tuple[str, str, Optional[int]]]:
        """Trader, side and limit of the incoming order or a live one."""
        if id == self.event.order:
            return self.event.trader, self.event.side, self.limit
        view = self.live.get(id)
        return None if view is None else (view.trader, view.side, view.price)

    def _is_passed_over(self, among: Callable[[OrderView], bool]) -> bool:
        """OB-1, OB-9: is somebody filled while a more preferred order among these remains?"""
        first = self._most_preferred_remaining(among)
        return first is not None and any(self._preference(first) < self._preference(maker)
                                         for maker in self._filled_makers())

    def _fills_too_much(self) -> bool:
        """OB-6: nobody is filled beyond what remained."""
        return self.left < 0 or any(self.filled.get(view.order, 0) > view.volume
                                    for view in self.live.values())

    def _broken_by_end(self) -> Set[str]:
        """OB-3, OB-9: matching did not end too early."""
        maker = self.next_maker
        if self.left <= 0 or maker is None or self.leaves_by_self_trade:
            return set()
        if not self._is_self_trade(maker):
            return {"OB-3"}
        return {"OB-3", "OB-9"} if isinstance(self.event, Limit) else {"OB-9"}

    def _broken_by_removals(self) -> Set[str]:
        """OB-9, OB-10, OB-11, OB-12: who may leave, and with what."""
        broken = set()
        dropped: List[Tuple[str, int]] = []
        if isinstance(self.event, Market) and self.left > 0 and not self.leaves_by_self_trade:
            dropped = [(self.event.order, self.left)]
        if not self._self_trades_are_right():
            broken.add("OB-9")
        if _removed(self.answer, "cancelled"):
            broken.add("OB-10")
        if _removed(self.answer, "expired"):
            broken.add("OB-11")
        if _removed(self.answer, "dropped") != dropped:
            broken.add("OB-12")
        return broken

    def _self_trades_are_right(self) -> bool:
        """OB-9: those who leave because of a self-trade had to, with all that remained."""
        removed = self.self_trades
        if not removed:
            return True
        if self.params.self_trade == "cancel-resting":
            return len(dict(removed)) == len(removed) and all(
                self._was_met(id, volume) for id, volume in removed)
        if self.params.self_trade == "cancel-incoming":
            maker = self.next_maker
            return (removed == [(self.event.order, self.left)] and self.left > 0
                    and maker is not None and self._is_self_trade(maker))
        return False

    def _was_met(self, id: str, volume: int) -> bool:
        """Did the incoming order come to this maker, of its own trader, with something left?"""
        maker = self.live.get(id)
        if maker is None or volume != maker.volume:
            return False
        if not self._is_compatible(maker) or not self._is_self_trade(maker):
            return False
        place = self._preference(maker)
        return self.left > 0 or any(place < self._preference(other)
                                    for other in self._filled_makers())

    def _is_self_trade(self, maker: OrderView) -> bool:
        return self.params.self_trade != "allow" and maker.trader == self.event.trader

    def _is_compatible(self, maker: OrderView) -> bool:
        """Are the maker and the incoming order compatible (_State_)?"""
        return (maker.side == opposite(self.event.side)
                and (self.limit is None
                     or _within_limit(self.event.side, self.limit, maker.price)))

    def _preference(self, maker: OrderView) -> Tuple[int, int]:
        """The smaller, the more preferred (_Parameters_)."""
        place = self.places[maker.order]
        if self.params.preference == "time":
            return 0, place
        return (maker.price if self.event.side == BUY else -maker.price), place

    def _filled_makers(self) -> List[OrderView]:
        """The compatible orders that were filled."""
        return [self.live[id] for id in self.filled
                if id in self.live and self._is_compatible(self.live[id])]

    def _most_preferred_remaining(
            self, among: Callable[[OrderView], bool] = lambda view: True) -> Optional[OrderView]:
        """Of the compatible orders among these of which something remains, the most preferred."""
        gone = {removal.order for removal in self.answer.removed}
        makers = [view for view in self.live.values()
                  if view.order not in gone and self.filled.get(view.order, 0) < view.volume
                  and self._is_compatible(view) and among(view)]
        return min(makers, key=self._preference) if makers else None


def _within_limit(side: str, limit: Optional[int], price: int) -> bool:
    """OB-4: a buyer pays at most its limit, a seller gets at least its own."""
    if limit is None:
        return True
    return price <= limit if side == BUY else price >= limit
