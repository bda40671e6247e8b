"""The log of arrivals, what is hashed of it, and Algorithm 2 (_Receipts_, The log)."""

from typing import Callable, List, NamedTuple, Sequence

from encoding import Undefined, encode_record
from mountains import LEFT, append, bag, path_of, root_of, way
from receipts_messages import Receipt
from suites import HASHES

Digest = Callable[..., bytes]


def digest_of(suite: str) -> Digest:
    """The hash of a datum, given its tag and its fields."""
    return lambda tag, *fields: HASHES[suite](encode_record(tag, *fields))


class Recomputed(NamedTuple):
    """Where Algorithm 2 leads: the log when the order had just arrived, and the whole log."""

    commitment: bytes
    root: bytes


class LogHasher:
    """The hashes of logs with one suite."""

    def __init__(self, suite: str) -> None:
        self._digest = digest_of(suite)
        self.empty = self._digest("no-arrivals")

    def leaf(self, order: bytes) -> bytes:
        """The leaf of an order."""
        return self._digest("arrival", order)

    def join(self, left: bytes, right: bytes) -> bytes:
        """The node above two others."""
        return self._digest("arrivals", left, right)

    def root(self, orders: Sequence[bytes]) -> bytes:
        """The root of a log."""
        return root_of(self._leaves(orders), self.empty, self.join)

    def path(self, orders: Sequence[bytes], place: int) -> List[bytes]:
        """The path of a place in a log."""
        return path_of(self._leaves(orders), place, self.empty, self.join)

    def recompute(self, order: bytes, place: int, size: int, path: Sequence[bytes]) -> Recomputed:
        """Algorithm 2."""
        sides = way(place, size)
        if len(path) != len(sides):
            raise Undefined("not the right number of siblings")
        commitment = node = self.leaf(order)
        for side, sibling in zip(sides, path):
            if side == LEFT:
                node, commitment = self.join(sibling, node), self.join(sibling, commitment)
            else:
                node = self.join(node, sibling)
        return Recomputed(commitment, node)

    def receipt(self, contract: str, receipt: Receipt) -> bytes:
        """The hash that the operator signs."""
        return self._digest("receipt", contract, *receipt)

    def _leaves(self, orders: Sequence[bytes]) -> List[bytes]:
        return [self.leaf(order) for order in orders]


class Log:
    """The log of an eon as it grows: its mountains are enough to know its root."""

    def __init__(self, hasher: LogHasher) -> None:
        self.size = 0
        self._hasher = hasher
        self._peaks: List[bytes] = []

    @property
    def root(self) -> bytes:
        """The root of all that arrived."""
        return bag(self._peaks, self._hasher.empty, self._hasher.join)

    def append(self, order: bytes) -> None:
        """An order takes the next place."""
        hasher = self._hasher
        self._peaks = append(self._peaks, self.size, hasher.leaf(order), hasher.join)
        self.size += 1
