"""Algorithms 7 and 8 (_Receipts_, Provable matching): each is a list of assertions in order.

The first that does not hold is the verdict; one that cannot be asked, since a path leads nowhere,
does not hold.
"""

from typing import List, NamedTuple, Optional, Sequence, Union

from commit_chain import Condition, holds
from encoding import Undefined
from log_tree import LogHasher
from match_tree import MatchHasher, can_match, has_prices, node_can_match
from matching_messages import Appended, Broken, Incoming, Leaf, Match, SizedLog
from messages import BUY, SELL, is_amount, is_price, opposite
from mountains import LEFT, fits, way


class Rest(NamedTuple):
    """What remains of an incoming order."""

    remaining: int


class ProvenBook(NamedTuple):
    """The book after all orders of a log."""

    book: bytes


def first_broken(assertions: List[Condition]) -> Optional[str]:
    """The first assertion that does not hold."""
    return next((clause for clause, question in assertions if not holds(question)), None)


class Matching:
    """The proofs of one market with one suite."""

    def __init__(self, suite: str, contract: str = "") -> None:
        self._hasher = MatchHasher(suite)
        self._log = LogHasher(suite)
        self._contract = contract

    # Algorithm 7.

    def verify_match(self, count: int, before: bytes, incoming: Incoming,
                     match: Match) -> Union[Rest, Broken]:
        """Is the incoming order rightly matched with this maker?"""
        clause = first_broken(self._match_assertions(count, before, incoming, match))
        return Broken(clause) if clause else Rest(incoming.remaining - match.matched)

    def _match_assertions(self, count: int, before: bytes, incoming: Incoming,
                          match: Match) -> List[Condition]:
        place, maker, path, matched, after = match
        amounts = (count, maker.remaining, incoming.remaining, matched)

        def none_on_the_left() -> bool:
            sides = way(place, count)
            return not any(side == LEFT and node_can_match(sibling, incoming)
                           for side, sibling in zip(sides, path))

        def used_up() -> Leaf:
            return maker._replace(remaining=maker.remaining - matched)

        return [
            ("PR-1", lambda: all(map(is_amount, amounts))),
            ("PR-2", lambda: (is_price(maker.price) and is_price(incoming.price)
                              and all(map(has_prices, path)))),
            ("RE-26", lambda: fits(path, place, count)),
            ("RE-27", lambda: (maker.remaining > 0 and maker.side == opposite(incoming.side)
                               and node_can_match(self._hasher.leaf(maker), incoming))),
            ("RE-28", lambda: incoming.side != SELL or none_on_the_left()),
            ("RE-29", lambda: incoming.side != BUY or none_on_the_left()),
            ("RE-30", lambda: self._hasher.book_of_path(maker, place, count, path) == before),
            ("RE-31", lambda: matched == min(maker.remaining, incoming.remaining)),
            ("RE-32", lambda: self._hasher.book_of_path(used_up(), place, count, path) == after),
        ]

    # Algorithm 8.

    def verify_order(self, log: SizedLog, count: int, before: bytes,
                     appended: Appended) -> Union[Rest, Broken]:
        """Is the order of this place rightly matched and appended?"""
        rests = rests_before(appended)
        clause = first_broken(self._arrival_assertions(log, count, appended) + [
            ("RE-37", lambda: all(rest > 0 for rest in rests[:-1]))])
        if clause:
            return Broken(clause)
        book = before
        for match, rest in zip(appended.matches, rests):
            incoming = Incoming(appended.order.side, appended.order.price, rest)
            verdict = self.verify_match(count, book, incoming, match)
            if isinstance(verdict, Broken):
                return verdict
            book = match.after
        clause = first_broken(self._append_assertions(count, book, appended, rests[-1]))
        return Broken(clause) if clause else Rest(rests[-1])

    def _arrival_assertions(self, log: SizedLog, count: int,
                            appended: Appended) -> List[Condition]:
        order, validated = appended.order, appended.validated
        return [
            ("RE-33", lambda: validated.applied),
            ("RE-34", lambda: validated.committed),
            ("PR-1", lambda: is_amount(count) and is_amount(order.volume)),
            ("PR-2", lambda: is_price(order.price)),
            ("RE-36", lambda: self._log.recompute(
                self._hasher.order(self._contract, order), count, log.size,
                appended.arrival).root == log.root),
        ]

    def _append_assertions(self, count: int, book: bytes, appended: Appended,
                           rest: int) -> List[Condition]:
        order, peaks = appended.order, appended.peaks

        def none_can_match() -> bool:
            return not any(can_match(peak, order.side, order.price) for peak in peaks)

        def book_after() -> bytes:
            leaf = Leaf(self._hasher.order(self._contract, order), order.side, order.price, rest)
            return self._hasher.book_of_peaks(
                count + 1, self._hasher.append(peaks, count, leaf))

        return [
            ("RE-35", lambda: (all(map(has_prices, peaks))
                               and self._hasher.book_of_peaks(count, peaks) == book)),
            ("RE-38", lambda: rest == 0 or order.side != SELL or none_can_match()),
            ("RE-39", lambda: rest == 0 or order.side != BUY or none_can_match()),
            ("RE-40", lambda: book_after() == appended.after),
        ]

    # A whole book.

    def verify_book(self, log: SizedLog,
                    appended: Sequence[Appended]) -> Union[ProvenBook, Broken]:
        """Is each order of the log rightly matched and appended, from the book of no order on?"""
        book = self._hasher.book_of_peaks(0, [])
        for place, proof in enumerate(appended):
            if place >= log.size:
                return Broken("RE-15", place)
            verdict = self.verify_order(log, place, book, proof)
            if isinstance(verdict, Broken):
                return Broken(verdict.clause, place)
            book = proof.after
        if len(appended) != log.size:
            return Broken("RE-15", len(appended))
        return ProvenBook(book)


def rests_before(appended: Appended) -> List[int]:
    """What remains of an order before each of its matches, and after the last one."""
    rests = [appended.order.volume]
    for match in appended.matches:
        rests.append(rests[-1] - match.matched)
    return rests


def check_leaves(leaves: Sequence[Leaf]) -> Optional[str]:
    """What keeps leaves from being those of a book."""
    return first_broken([
        ("PR-1", lambda: all(is_amount(leaf.remaining) for leaf in leaves)),
        ("PR-2", lambda: all(is_price(leaf.price) for leaf in leaves)),
    ])
