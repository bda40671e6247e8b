"""The joint step that is open (_Margin_, Joint steps)."""

from typing import Dict, List, Tuple

from margin_account import Account, split
from margin_messages import WHOLE


class JointStep:
    """Since when it is open, and what is at stake for whom, by the index of a trader."""

    def __init__(self, since: int, stakes: Dict[int, int]) -> None:
        self.since = since
        self.awaited = stakes
        self._loyal: Dict[int, int] = {}

    def take_part(self, index: int) -> None:
        """A trader takes part, and is awaited no longer."""
        self._loyal[index] = self.awaited.pop(index)

    def leave(self, index: int) -> None:
        """Who is liquidated is not awaited, nor rewarded."""
        self._loyal.pop(index, None)
        self.awaited.pop(index, None)

    def rewards(self, total: int) -> List[Tuple[int, int]]:
        """What is forfeited goes to those who took part, in proportion to their stakes (MG-26)."""
        loyal = sorted(self._loyal)
        return list(zip(loyal, split(total, [self._loyal[index] for index in loyal])))


def stake(account: Account, rate: int, reference: int) -> int:
    """What is held of an account: in proportion to its position, and no more than it has."""
    in_proportion = rate * abs(account.position) * reference // WHOLE
    return max(0, min(in_proportion, account.net(reference)))
