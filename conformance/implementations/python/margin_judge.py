"""The function `judge` of the chapter _Margin_.

What was matched is believed, and asked about as in the chapter _Order-book_: nothing is matched
here. What should have followed from it is what the clearing house does. What was refused, or was
accepted against a condition, has no consequence.
"""

from typing import Iterable, List, Optional, Tuple

from account import Account as Book
from clearing import Clearing
from judge import broken_by_answer
from margin import MATCHING, in_book
from margin_conditions import conditions, is_sound
from margin_messages import (
    AccountView, CancelPost, EndDay, Liquidation, MarginEntry, MarginEvent, MarginHistory,
    MarginObservation, MarginParams, Outcome, Post,
)
from messages import BUY, Accepted, Cancel, Fill, Rejected, Removal


def judge_margin(history: MarginHistory) -> Optional[str]:
    """A clause that the last entry of the history breaks; None if it keeps them all."""
    if not history.entries:
        return None
    log = Log(history.params)
    for entry in history.entries[:-1]:
        if isinstance(entry.answer, Outcome) and not log.failed(entry.event):
            log.settle(entry.event, matched_of(entry.event, entry.answer))
    return next(iter(broken_by_last(log, history.entries[-1])), None)


class LoggedBook(Book):
    """What is live according to a history, and can be cancelled by a liquidation."""

    def submit(self, event: Cancel) -> Accepted:
        """A live order leaves."""
        removal = Removal(event.order, self.live[event.order].volume, "cancelled")
        answer = Accepted([], [removal])
        self.apply(event, answer)
        return answer


class Log:
    """Where a history has come."""

    def __init__(self, params: MarginParams) -> None:
        self._sound = is_sound(params)
        self.book = LoggedBook()
        self.clearing = Clearing(params, self.book)

    def failed(self, event: MarginEvent) -> List[str]:
        """The conditions that an event fails."""
        return [clause for clause, holds in conditions(self.clearing, self._sound, event)
                if not holds()]

    def settle(self, event: MarginEvent, matched: Accepted) -> Outcome:
        """What follows from an event. Only what a post was matched with is believed."""
        matched = self._in_book(event, matched)
        if isinstance(event, (Post, CancelPost, EndDay)):
            self.book.apply(in_book(event, self.clearing.day), matched)
        return self.clearing.settle(event, matched)

    def _in_book(self, event: MarginEvent, matched: Accepted) -> Accepted:
        """What happens in the book; who leaves it at a cancel or the end of a day is no question."""
        if isinstance(event, Post):
            return Accepted(self._possible(event, matched.fills),
                            [it for it in matched.removed if it.why == "self-trade"])
        if isinstance(event, CancelPost):
            volume = self.book.live[event.order].volume
            return Accepted([], [Removal(event.order, volume, "cancelled")])
        if isinstance(event, EndDay):
            return Accepted([], [Removal(it.order, it.volume, "expired")
                                 for it in self.book.live.values()])
        return Accepted([], [])

    def _possible(self, event: Post, fills: List[Fill]) -> List[Fill]:
        """The fills that can be, in the sequence of matching, and of no more than there is."""
        live = self.book.live
        left = {order: view.volume for order, view in live.items() if view.side != event.side}
        left[event.order] = event.volume
        sign = 1 if event.side == BUY else -1
        possible = []
        for fill in sorted(
                (it for it in fills if it.taker == event.order != it.maker and it.maker in left),
                key=lambda it: (sign * live[it.maker].price, self.book.places[it.maker])):
            volume = min(fill.volume, left[fill.maker], left[fill.taker])
            if volume > 0:
                left[fill.maker] -= volume
                left[fill.taker] -= volume
                possible.append(fill._replace(volume=volume))
        return possible

    def observe(self, what: str) -> MarginObservation:
        """What should be seen."""
        return (self.book if what == "book" else self.clearing).observe(what)


def matched_of(event: MarginEvent, answer: Outcome) -> Accepted:
    """Of an answer what happened in the book, without what liquidations cancelled."""
    own = event.order if isinstance(event, CancelPost) else None
    return Accepted(answer.fills, [removal for removal in answer.removed
                                   if removal.why != "cancelled" or removal.order == own])


def broken_by_last(log: Log, last: MarginEntry) -> Iterable[str]:
    """What the last entry breaks, the cause before what follows from it."""
    failed = log.failed(last.event)
    if isinstance(last.answer, Rejected):
        reason = last.answer.reason
        if not failed or (reason is not None and reason not in failed):
            yield "MG-32"
        if any(log.observe(what) != seen for what, seen in last.observed.items()):
            yield "MG-31"
        return
    yield from failed
    if failed:
        return
    matched = matched_of(last.event, last.answer)
    if is_matched_wrongly(log, last.event, matched):
        yield "MG-15"
        return
    yield from broken_by_outcome(log, last.event, last.answer, matched)
    fund = last.observed.get("fund", log.clearing.fund)
    for what, seen in last.observed.items():
        if what == "accounts":
            yield from broken_by_accounts(log.clearing.views(), seen, fund, log.clearing.held)
        else:
            yield from broken_by_observation(what, log.observe(what), seen)


def is_matched_wrongly(log: Log, event: MarginEvent, matched: Accepted) -> bool:
    """MG-15: the clauses of the chapter _Order-book_."""
    if not isinstance(event, (Post, CancelPost, EndDay)):
        return bool(matched.fills or matched.removed)
    return bool(broken_by_answer(
        MATCHING, log.book, in_book(event, log.clearing.day), matched))


def broken_by_outcome(log: Log, event: MarginEvent, seen: Outcome,
                      matched: Accepted) -> Iterable[str]:
    """MG-18 to MG-26: what follows from the event."""
    right = log.settle(event, matched)
    if not (same(right.forfeited, seen.forfeited) and same(right.rewarded, seen.rewarded)):
        yield "MG-26"
    cancelled = sorted(set(right.removed) - set(matched.removed))
    closed = {it.trader for it in seen.liquidated}
    if sorted(right.lifted) != sorted(seen.lifted):
        yield "MG-20"
    called, right_called = set(seen.called), set(right.called)
    if right_called - called:
        yield "MG-18" if {it.trader for it in right_called - called} - {
            it.trader for it in called} else "MG-23"
    if called - right_called or len(seen.called) != len(right.called):
        yield "MG-19"
    if {it.trader for it in right.liquidated} != closed or len(seen.liquidated) != len(closed):
        yield "MG-21"
    if cancelled != sorted(set(seen.removed) - set(matched.removed)):
        yield "MG-22"
    yield from broken_by_liquidations(right.liquidated, seen.liquidated)
    if not same(right.marked, seen.marked):
        yield "MG-25"


def broken_by_liquidations(right: List[Liquidation], seen: List[Liquidation]) -> Iterable[str]:
    """MG-23, MG-24: how those who are liquidated are closed, and who pays."""
    for one, other in zip(sorted(right), sorted(seen)):
        if one.trader != other.trader:
            continue
        if one.price != other.price or not same(one.closed, other.closed):
            yield "MG-23"
        elif one.fund != other.fund or not same(one.shared, other.shared):
            yield "MG-24"


def same(some: List[tuple], others: List[tuple]) -> bool:
    """Have these the same parts? In what sequence they are listed is open."""
    return sorted(some) == sorted(others)


def broken_by_observation(what: str, right: MarginObservation,
                          seen: MarginObservation) -> Iterable[str]:
    """MG-16, MG-17, MG-30: what is seen is what is so."""
    if right == seen:
        return
    if what == "reference":
        yield "MG-16"
    elif what == "version":
        yield "MG-17"
    else:
        yield "MG-30"


def broken_by_accounts(right: List[AccountView], seen: List[AccountView],
                       fund: int, held: int) -> Iterable[str]:
    """MG-17, MG-27, MG-28, MG-30, MG-34: the accounts, with so much in the fund and so much held."""
    if sum(view.position for view in seen) != 0:
        yield "MG-27"
    if sum(view.cash + view.escrow for view in seen) + fund != held:
        yield "MG-28"

    def without_messages(views: List[AccountView]) -> List[AccountView]:
        return [view._replace(credential=0, own=0, joint=0) for view in views]

    def messages(views: List[AccountView]) -> List[Tuple[int, int]]:
        return [(view.own, view.joint) for view in views]

    if without_messages(right) != without_messages(seen):
        yield "MG-30"
    elif messages(right) != messages(seen):
        yield "MG-34"
    elif right != seen:
        yield "MG-17"
