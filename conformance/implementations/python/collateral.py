"""The exchange of the chapter _Collateral_: what it accepts, what that does, who recovers what."""

from typing import Callable, Dict, List, Tuple

from collateral_account import Ledger, Purse, swaps_of, total
from collateral_messages import (
    AnswerChallenge, CloseEon, CollateralAnswer, CollateralEvent, CollateralObservation,
    CollateralParams, Deposit, Fail, Finality, Payment, Price, Recovery, Reserve, Stake, Trade,
    Unstake,
)
from messages import Rejected, is_amount, is_price

Condition = Tuple[str, Callable[[], bool]]


class CollateralExchange:
    """One exchange."""

    def __init__(self, params: CollateralParams) -> None:
        self.ledger = Ledger(params)

    def submit(self, event: CollateralEvent) -> CollateralAnswer:
        """Accept the event and do what it says, or refuse it and change nothing (_Events_)."""
        for clause, holds in conditions(self.ledger, event):
            if not holds():
                return Rejected(clause)
        self.ledger.happen(event)
        return Recovery(recovered(self.ledger) if isinstance(event, Fail) else [])

    def observe(self, what: str) -> CollateralObservation:
        """One observation (_Answers and observations_)."""
        return self.ledger.eon if what == "eon" else self.ledger.shown()


def failing(ledger: Ledger, event: CollateralEvent) -> List[str]:
    """All conditions that an event fails, in the order of the chapter."""
    return [clause for clause, holds in conditions(ledger, event) if not holds()]


def recovered(ledger: Ledger) -> List[Payment]:
    """What everybody recovers at a failure (_What is recovered_)."""
    passed = ledger.passed
    payments = []
    for known in ledger.params.traders:
        held = ledger.allotted(known.trader, passed)
        extra = ledger.protecting(known.trader, passed)
        payments += [Payment(known.trader, coin, held.get(coin, 0), extra.get(coin, 0))
                     for coin in {**held, **extra} if held.get(coin) or extra.get(coin)]
    return payments


def conditions(ledger: Ledger, event: CollateralEvent) -> List[Condition]:
    """The conditions of an event, in the order of the chapter."""
    return [("CO-1", lambda: not ledger.failed)] + _RULES[type(event)](ledger, event)


def _known(ledger: Ledger, event: Deposit) -> List[Condition]:
    """CO-2 of an event that names a coin, and perhaps a trader."""
    named = getattr(event, "trader", None)
    return [("CO-2", lambda: event.coin in ledger.coins
             and (named is None or named in ledger.careful))]


def _amount(ledger: Ledger, event: Deposit) -> List[Condition]:
    return _known(ledger, event) + [("PR-1", lambda: is_amount(event.amount))]


def _unstake(ledger: Ledger, event: Unstake) -> List[Condition]:
    def stays() -> bool:
        left = ledger.staked.get(event.coin, 0) - event.amount
        eons = {eon for _, coin, eon in ledger.reserved
                if coin == event.coin and eon > ledger.passed}
        return left >= 0 and all(_reserved(ledger, event.coin, eon) <= left for eon in eons)
    return _amount(ledger, event) + [("CO-5", stays)]


def _reserve(ledger: Ledger, event: Reserve) -> List[Condition]:
    def is_free() -> bool:
        if event.eon <= ledger.passed:
            return True
        most = ledger.staked.get(event.coin, 0)
        return _reserved(ledger, event.coin, event.eon) + event.amount <= most
    return _amount(ledger, event) + [
        ("CO-4", lambda: event.eon >= ledger.eon + 2), ("CO-5", is_free)]


def _reserved(ledger: Ledger, coin: str, eon: int) -> int:
    """What is reserved of a coin for an eon, for all traders together."""
    return sum(amount for (_, of, when), amount in ledger.reserved.items()
               if of == coin and when == eon)


def _trade(ledger: Ledger, event: Trade) -> List[Condition]:
    parties = [(event.seller, event.base, event.base_amount),
               (event.buyer, event.quote, event.quote_amount)]
    known = ledger.careful
    return [
        ("CO-2", lambda: event.seller != event.buyer and event.base != event.quote
            and all(who in known and coin in ledger.coins for who, coin, _ in parties)),
        ("PR-1", lambda: all(is_amount(amount) for _, _, amount in parties)),
        ("CO-3", lambda: all(ledger.holdings.get((who, coin), 0) >= amount
                             for who, coin, amount in parties)),
        ("CO-6", lambda: _covered(ledger, event, ledger.eon - 1)),
        ("CO-7", lambda: _covered(ledger, event, ledger.eon)),
        ("CO-8", lambda: not ledger.contested or _covered(ledger, event, ledger.eon - 2)),
    ]


def _covered(ledger: Ledger, event: Trade, passed: int) -> bool:
    """Whether the careful parties are covered, with this trade, if the last that passed is s."""
    numerator, denominator = ledger.params.volatility
    for trader in (event.seller, event.buyer):
        if not ledger.careful.get(trader, False):
            continue
        new = [swap.sold for swap in swaps_of(event, ledger.eon) if swap.trader == trader]
        sold: Purse = total([*ledger.sold(trader, passed).items(), *new])
        reserved = ledger.protecting(trader, passed)
        if any(numerator * amount > denominator * reserved.get(coin, 0)
               for coin, amount in sold.items()):
            return False
    return True


def _price(ledger: Ledger, event: Price) -> List[Condition]:
    return [("CO-2", lambda: event.coin in ledger.coins), ("PR-2", lambda: is_price(event.price))]


def _close(ledger: Ledger, event: CloseEon) -> List[Condition]:
    return [("CO-9", lambda: not ledger.contested)]


def _answer(ledger: Ledger, event: AnswerChallenge) -> List[Condition]:
    return [("CO-10", lambda: ledger.contested)]


def _fail(ledger: Ledger, event: Fail) -> List[Condition]:
    return []


_RULES: Dict[type, Callable[..., List[Condition]]] = {
    Deposit: _amount, Stake: _amount, Unstake: _unstake, Reserve: _reserve, Trade: _trade,
    Price: _price, CloseEon: _close, AnswerChallenge: _answer, Fail: _fail,
}


def collateral_for_finality(asked: Finality) -> int:
    """The collateral for instant finality, rounded up (_What instant finality costs_)."""
    share = (asked.daily_volume * asked.eon_hours * int(asked.sides)
             * asked.change.numerator * asked.eons.numerator)
    return -(-share // (24 * asked.change.denominator * asked.eons.denominator))
