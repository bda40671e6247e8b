"""Which parameters are sound (_Sealed orders_, SO-1)."""

from messages import is_amount
from sealed_messages import Limits, SealedParams

SPEED_LIMIT = 1 << 64


def limits_are_sound(limits: Limits) -> bool:
    """What SO-1 says of the limits."""
    return (8 <= limits.least_bits <= limits.most_bits <= 4096 and 3 <= limits.bound <= 256
            and 1 <= limits.rounds <= 256 and 1 <= limits.most_steps <= 64)


def are_sound(params: SealedParams) -> bool:
    """SO-1."""
    traders = [it.trader for it in params.traders]
    accounts = [(it.trader, it.coin) for it in params.accounts]
    return (limits_are_sound(params.limits) and 1 <= params.speed < SPEED_LIMIT
            and min(params.penalty, params.reward, params.fine) >= 0
            and len(set(traders)) == len(traders) and len(set(accounts)) == len(accounts)
            and all(is_amount(it.available) and it.version == 0 for it in params.accounts))
