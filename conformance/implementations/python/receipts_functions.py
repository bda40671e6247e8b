"""The functions of the chapter _Receipts_ without those of matching and `judge` (_Functions_)."""

from typing import List, NamedTuple, Union

from log_tree import LogHasher, Recomputed
from match_tree import MatchHasher
from matching import check_leaves, first_broken
from matching_messages import Broken, Leaf, Node
from mountains import fits
from receipts_messages import Receipt


class FoundPath(NamedTuple):
    """The path of an order."""

    path: List[bytes]


class Kept(NamedTuple):
    """All that was asked is so; there is nothing more to say."""


class BookRoot(NamedTuple):
    """A book, and the root of its match tree."""

    book: bytes
    root: Node


def log_root(suite: str, orders: List[bytes]) -> bytes:
    """The root of a log."""
    return LogHasher(suite).root(orders)


def log_path(suite: str, orders: List[bytes], index: int) -> Union[FoundPath, Broken]:
    """The path of a place."""
    if not 0 <= index < len(orders):
        return Broken("RE-15")
    return FoundPath(LogHasher(suite).path(orders, index))


def recompute(suite: str, order: bytes, index: int, size: int,
              path: List[bytes]) -> Union[Recomputed, Broken]:
    """Algorithm 2."""
    clause = first_broken([
        ("RE-15", lambda: 0 <= index < size),
        ("RE-16", lambda: fits(path, index, size)),
    ])
    return Broken(clause) if clause else LogHasher(suite).recompute(order, index, size, path)


def link(suite: str, earlier: Receipt, later: Receipt,
         path: List[bytes]) -> Union[Kept, Broken]:
    """Does the log of the later receipt begin with that of the earlier one (_An honest trader_)?"""
    size = later.index + 1

    def ends() -> Recomputed:
        return LogHasher(suite).recompute(earlier.order, earlier.index, size, path)

    clause = first_broken([
        ("RE-15", lambda: earlier.eon == later.eon and 0 <= earlier.index < size),
        ("RE-16", lambda: fits(path, earlier.index, size)),
        ("RE-17", lambda: ends().commitment == earlier.commitment),
        ("RE-18", lambda: ends().root == later.commitment),
    ])
    return Broken(clause) if clause else Kept()


def book_root(suite: str, leaves: List[Leaf]) -> Union[BookRoot, Broken]:
    """The book of these leaves."""
    clause = check_leaves(leaves)
    if clause:
        return Broken(clause)
    hasher = MatchHasher(suite)
    root = hasher.root(leaves)
    return BookRoot(hasher.book(len(leaves), root), root)
