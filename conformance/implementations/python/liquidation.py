"""How a position is closed by force, and who bears the loss.

_Margin_, Everybody is validated again. Lists are by the index of a trader; the liquidated one has
a zero in each.
"""

from typing import TYPE_CHECKING, List, Tuple

from margin_account import Account, split
from margin_messages import CLOSED_LOTS, LAST_SOLVENT, OUT, Liquidation, Lots, Money

if TYPE_CHECKING:
    from clearing import Clearing


def close(house: "Clearing", account: Account) -> Liquidation:
    """Close a position, at the price that was agreed; its trader is out, and its loss is shared."""
    last_solvent = house.params.liquidation_price == LAST_SOLVENT
    price = account.solvent_at if last_solvent else house.reference
    lots = taken_over(house.accounts, account)
    sign = 1 if account.position > 0 else -1
    for other, part in zip(house.accounts, lots):
        if part != 0:
            other.take(sign * part, price)
            house.touch(other)
    account.take(-account.position, price)
    house.leave_step(account)
    account.status = OUT
    fund, shared = cover(house, account, lots)
    closed = [Lots(other.trader, part) for other, part in zip(house.accounts, lots) if part != 0]
    return Liquidation(account.trader, price, closed, fund, shared)


def cover(house: "Clearing", account: Account, lots: List[int]) -> Tuple[int, List[Money]]:
    """What the fund and the others pay of a balance below zero (MG-24)."""
    loss = max(0, -account.balance)
    fund = min(house.fund, loss)
    house.fund -= fund
    nets = [0 if other is account else other.net(house.reference) for other in house.accounts]
    shared: List[Money] = []
    parts = borne(house.params.loss_rule, loss - fund, lots, nets)
    for other, part in zip(house.accounts, parts):
        if part != 0:
            other.balance -= part
            house.touch(other)
            shared.append(Money(other.trader, part))
    account.balance += loss
    return fund, shared


def taken_over(accounts: List[Account], leaving: Account) -> List[int]:
    """How many lots are closed against each: everybody on the other side, in proportion (MG-23)."""
    sign = 1 if leaving.position > 0 else -1
    opposite = [max(0, -sign * account.position) for account in accounts]
    return split(abs(leaving.position), opposite)


def borne(rule: str, loss: int, lots: List[int], nets: List[int]) -> List[int]:
    """What each pays of a loss that the fund does not cover, none beyond its net position (MG-24)."""
    able = [max(0, net) for net in nets]
    if rule != CLOSED_LOTS:
        return split(loss, able)
    first = [min(part, most) for part, most in zip(split(loss, lots), able)]
    left = [most - part for most, part in zip(able, first)]
    return [one + other for one, other in zip(first, split(loss - sum(first), left))]
