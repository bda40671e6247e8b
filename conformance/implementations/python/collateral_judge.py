"""The function `judge` of the chapter _Collateral_ (_Judging a log_).

A log is believed: what was accepted has happened, whatever it should have been.
"""

from typing import Iterator, List, Optional, Tuple

from collateral import failing, recovered
from collateral_account import Ledger, Purse, Swap, total
from collateral_messages import CollateralEntry, CollateralHistory, Fail, Payment, Recovery
from messages import Rejected


def judge_collateral(history: CollateralHistory) -> Optional[str]:
    """A clause that the last entry of the history breaks; None if it keeps them all."""
    if not history.entries:
        return None
    ledger = Ledger(history.params)
    for entry in history.entries[:-1]:
        if isinstance(entry.answer, Recovery):
            ledger.happen(entry.event)
    return next(broken_by_last(ledger, history.entries[-1]), None)


def broken_by_last(ledger: Ledger, last: CollateralEntry) -> Iterator[str]:
    """What the last entry breaks; the ledger is left as it is afterwards."""
    failed = failing(ledger, last.event)
    if isinstance(last.answer, Rejected):
        reason = last.answer.reason
        if not failed or (reason is not None and reason not in failed):
            yield "CO-18"
    else:
        yield from failed
        yield from broken_by_payments(ledger, last.event, last.answer.paid)
        ledger.happen(last.event)
    if not ledger.failed:
        yield from broken_by_state(ledger)
    shown = {"eon": ledger.eon, "holdings": ledger.shown()}
    if any(shown[what] != seen for what, seen in last.observed.items()):
        yield "CO-19"


def broken_by_payments(ledger: Ledger, event: object, paid: List[Payment]) -> Iterator[str]:
    """CO-11, CO-12, CO-15 and CO-17."""
    is_failure = isinstance(event, Fail) and not ledger.failed
    due = recovered(ledger) if is_failure else []
    if nonzero(due, "holdings") != nonzero(paid, "holdings"):
        yield "CO-11"
    if nonzero(due, "collateral") != nonzero(paid, "collateral"):
        yield "CO-12"
    purses = {one.trader: paid_to(paid, one.trader) for one in paid}
    if is_failure:
        for trader in careful(ledger):
            lost = ledger.value(ledger.has(trader)) - ledger.value(purses.get(trader, {}))
            if is_too_much(ledger, lost, ledger.since(trader, ledger.passed)):
                yield "CO-15"
    for coin in ledger.coins:
        there = ledger.staked.get(coin, 0) + sum(
            made.amount for made, _ in ledger.deposits if made.coin == coin)
        if sum(max(0, purse.get(coin, 0)) for purse in purses.values()) > there:
            yield "CO-17"


def nonzero(paid: List[Payment], what: str) -> dict:
    """What is paid of holdings, or of collateral, by trader and coin; nothing is not listed."""
    sums: dict = {}
    for one in paid:
        place: Tuple[str, str] = (one.trader, one.coin)
        sums[place] = sums.get(place, 0) + getattr(one, what)
    return {place: amount for place, amount in sums.items() if amount != 0}


def paid_to(paid: List[Payment], trader: str) -> Purse:
    """Holdings and collateral together, by coin."""
    return total((one.coin, one.holdings + one.collateral) for one in paid if one.trader == trader)


def broken_by_state(ledger: Ledger) -> Iterator[str]:
    """CO-13, CO-14 and CO-16: how things stand."""
    for clause, passed in (("CO-13", ledger.passed), ("CO-14", ledger.eon)):
        for trader in careful(ledger):
            swaps = ledger.since(trader, passed)
            short = sum(change(ledger, swap) for swap in swaps) - ledger.value(
                ledger.protecting(trader, passed))
            if is_too_much(ledger, short, swaps):
                yield clause
    numerator, denominator = ledger.params.volatility
    for coin in ledger.coins:
        sold = sum(ledger.sold(trader, ledger.passed).get(coin, 0) for trader in careful(ledger))
        if numerator * sold > denominator * ledger.staked.get(coin, 0):
            yield "CO-16"


def careful(ledger: Ledger) -> List[str]:
    """The traders to whom something is promised."""
    return [known.trader for known in ledger.params.traders if known.careful]


def change(ledger: Ledger, swap: Swap) -> int:
    """The change of value of a swap (_What may change_)."""
    return ledger.value(total([swap.bought])) - ledger.value(total([swap.sold]))


def is_too_much(ledger: Ledger, lost: int, swaps: List[Swap]) -> bool:
    """Whether more is lost than what is beyond the volatility (_Judging a log_)."""
    numerator, denominator = ledger.params.volatility
    beyond = sum(
        max(0, denominator * change(ledger, swap) - numerator * ledger.value(total([swap.sold])))
        for swap in swaps)
    return denominator * lost > beyond
