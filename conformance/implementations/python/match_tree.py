"""The match tree and its book (_Receipts_, Provable matching)."""

from typing import List, Optional, Sequence

from encoding import Undefined
from log_tree import digest_of
from matching_messages import Incoming, Leaf, LimitOrder, Node
from messages import BUY, SELL, is_price
from mountains import append, bag, climb, root_of


class MatchHasher:
    """The hashes of match trees with one suite."""

    def __init__(self, suite: str) -> None:
        self._digest = digest_of(suite)
        self._empty = Node(self._digest("no-matches"), None, None)

    def order(self, contract: str, order: LimitOrder) -> bytes:
        """The hash with which an order arrives."""
        return self._digest("order", contract, *order)

    def leaf(self, leaf: Leaf) -> Node:
        """The node of a leaf: it has a price on its own side if something remains."""
        hashed, price = self._digest("match-leaf", *leaf), None
        if leaf.remaining > 0:
            price = leaf.price
        return Node(hashed, price if leaf.side == SELL else None,
                    price if leaf.side == BUY else None)

    def join(self, left: Node, right: Node) -> Node:
        """The node of two children."""
        hashed = self._digest("match-node", *bounds(left), left.hash, *bounds(right), right.hash)
        return Node(hashed, best(min, left.sell, right.sell), best(max, left.buy, right.buy))

    def book(self, count: int, root: Node) -> bytes:
        """The book of so many orders."""
        return self._digest("match-book", count, *bounds(root), root.hash)

    def root(self, leaves: Sequence[Leaf]) -> Node:
        """The root over some leaves."""
        return root_of([self.leaf(leaf) for leaf in leaves], self._empty, self.join)

    def book_of_peaks(self, count: int, peaks: Sequence[Node]) -> bytes:
        """The book with these mountains; none if there are too few or too many of them."""
        if len(peaks) != bin(count).count("1"):
            raise Undefined("not the right number of peaks")
        return self.book(count, bag(peaks, self._empty, self.join))

    def append(self, peaks: Sequence[Node], count: int, leaf: Leaf) -> List[Node]:
        """The mountains with a leaf more."""
        return append(peaks, count, self.leaf(leaf), self.join)

    def book_of_path(self, leaf: Leaf, place: int, count: int, path: Sequence[Node]) -> bytes:
        """The book to which a leaf and its path lead."""
        return self.book(count, climb(self.leaf(leaf), place, count, path, self.join))


def bounds(node: Node) -> List[int]:
    """The two prices of a node as they are hashed: no price is 0."""
    return [node.sell or 0, node.buy or 0]


def best(choose, one: Optional[int], other: Optional[int]) -> Optional[int]:
    """The chosen one of two prices that there may be."""
    prices = [price for price in (one, other) if price is not None]
    return choose(prices) if prices else None


def has_prices(node: Node) -> bool:
    """Are the prices of a node prices?"""
    return all(price is None or is_price(price) for price in (node.sell, node.buy))


def can_match(node: Node, side: str, price: int) -> bool:
    """Is there below the node what an incoming order of this side and price can be matched with?"""
    if side == SELL:
        return node.buy is not None and node.buy >= price
    return node.sell is not None and node.sell <= price


def node_can_match(node: Node, incoming: Incoming) -> bool:
    """The same of an incoming order."""
    return can_match(node, incoming.side, incoming.price)
