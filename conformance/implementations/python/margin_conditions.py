"""What is asked of an event of the margin exchange before it is accepted (_Events_)."""

from typing import Callable, Dict, List, Tuple

from clearing import Clearing, standing
from margin_account import Account
from margin_messages import (
    CALLED, GOOD, OUT, WHOLE, Advance, CancelPost, Deposit, EndDay, MarginEvent, MarginParams,
    OpenStep, Post, TakePart, Withdraw,
)
from messages import BUY, is_amount, is_price

Condition = Tuple[str, Callable[[], bool]]


def conditions(state: Clearing, sound: bool, event: MarginEvent) -> List[Condition]:
    """The conditions of an event, in the order of the chapter."""
    named = getattr(event, "trader", None)
    first: List[Condition] = [("MG-1", lambda: sound)]
    if named is not None:
        first.append(("MG-3", lambda: named in state.by_name))
    return first + _RULES[type(event)](state, event)


def is_sound(params: MarginParams) -> bool:
    """MG-1 (_Parameters_)."""
    rates = [0, params.drop_out_rate, params.maintenance_rate, params.initial_rate, WHOLE - 1]
    amounts = [params.threshold, params.deadline, params.fund, params.highest_price,
               params.largest_position, params.most_held]
    most = params.most_held + (
        12 * (len(params.traders) + 1) * params.highest_price * params.largest_position)
    return (rates == sorted(rates)
            and all(is_amount(amount) for amount in amounts)
            and params.step_deadline > 0 and params.last_day > 0
            and is_price(params.opening_price) and params.opening_price <= params.highest_price
            and params.fund <= params.most_held
            and len(set(params.traders)) == len(params.traders)
            and 2 * WHOLE * (most + params.threshold) < 1 << 127)


def _is_open(state: Clearing) -> Condition:
    return "MG-2", lambda: state.day <= state.params.last_day


def _amount(event: Deposit) -> List[Condition]:
    return [("PR-1", lambda: is_amount(event.amount)), ("MG-4", lambda: event.amount > 0)]


def _order(event: Post) -> List[Condition]:
    return [
        ("PR-1", lambda: is_amount(event.volume)),
        ("PR-2", lambda: is_price(event.price)),
        ("PR-3", lambda: is_amount(event.volume * event.price)),
    ]


def _account(state: Clearing, trader: str) -> Account:
    """The account of a trader; who has none (MG-3) is asked about like who has nothing."""
    return state.by_name.get(trader) or Account(len(state.accounts), trader)


def _deposit(state: Clearing, event: Deposit) -> List[Condition]:
    return [*_amount(event), _is_open(state),
            ("MG-5", lambda: state.held + event.amount <= state.params.most_held)]


def _withdraw(state: Clearing, event: Withdraw) -> List[Condition]:
    account = _account(state, event.trader)
    rate = state.params.initial_rate
    return [*_amount(event), (
        "MG-10", lambda: event.amount <= min(account.balance, state.held)
        and state.worst(account, rate) - WHOLE * event.amount >= 0)]


def _post(state: Clearing, event: Post) -> List[Condition]:
    account = _account(state, event.trader)
    return [
        *_order(event),
        _is_open(state),
        ("OB-17", lambda: event.order not in state.owners),
        ("MG-5", lambda: event.price <= state.params.highest_price
            and _largest(account, event) <= state.params.largest_position),
        ("MG-6", lambda: event.version == state.version),
        ("MG-7", lambda: account.status != OUT),
        ("MG-8", lambda: account.status != CALLED or _only_reduces(state, account, event)),
        ("MG-9", lambda: account.status == CALLED or _meets_initial(state, account, event)),
    ]


def _largest(account: Account, event: Post) -> int:
    """MG-5: the largest position if the order and all others of one side are filled.

    It may be that of the other side: what was closed against the trader has moved its position.
    """
    own = 1 if event.side == BUY else -1
    return max(sign * account.position + _lots(account, sign) + (event.volume if sign == own else 0)
               for sign in (1, -1))


def _lots(account: Account, sign: int) -> int:
    """The lots of all live orders of one side."""
    return sum(max(0, sign * order.lots) for order in account.orders.values())


def _only_reduces(state: Clearing, account: Account, event: Post) -> bool:
    """MG-8."""
    sign = 1 if event.side == BUY else -1
    rate = state.params.maintenance_rate
    return (sign * account.position < 0
            and _lots(account, sign) + event.volume <= abs(account.position)
            and state.worst(account, rate, standing(event)) >= state.worst(account, rate))


def _meets_initial(state: Clearing, account: Account, event: Post) -> bool:
    """MG-9."""
    return state.worst(account, state.params.initial_rate, standing(event)) >= 0


def _cancel(state: Clearing, event: CancelPost) -> List[Condition]:
    owner = state.owners.get(event.order)
    return [_is_open(state), ("OB-18", lambda: owner is not None),
            ("OB-19", lambda: owner is None or owner.trader == event.trader)]


def _advance(state: Clearing, event: Advance) -> List[Condition]:
    return [_is_open(state), (
        "MG-11", lambda: event.time > state.time and is_amount(event.time))]


def _open_step(state: Clearing, event: OpenStep) -> List[Condition]:
    return [_is_open(state), ("MG-12", lambda: state.step is None)]


def _take_part(state: Clearing, event: TakePart) -> List[Condition]:
    index = _account(state, event.trader).index
    return [_is_open(state), (
        "MG-13", lambda: state.step is not None and index in state.step.awaited)]


def _end_day(state: Clearing, event: EndDay) -> List[Condition]:
    return [_is_open(state), ("MG-14", lambda: event.day == state.day),
            ("MG-12", lambda: state.step is None)]


_RULES: Dict[type, Callable[..., List[Condition]]] = {
    Deposit: _deposit, Withdraw: _withdraw, Post: _post, CancelPost: _cancel, Advance: _advance,
    OpenStep: _open_step, TakePart: _take_part, EndDay: _end_day,
}
