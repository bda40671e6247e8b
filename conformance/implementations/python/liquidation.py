"""Who takes over the position of a liquidated trader, and who bears its loss.

_Margin_, Everybody is validated again. Lists are by the index of a trader; the liquidated one has
a zero in each.
"""

from typing import List

from margin_account import Account, split
from margin_messages import CLOSED_LOTS


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
