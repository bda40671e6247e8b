"""Tests of provable matching: what the order book does can be proven, and nothing else."""

import random
import unittest
from typing import List, Tuple

from log_tree import LogHasher
from match_tree import MatchHasher
from matching import Matching, ProvenBook
from matching_messages import Appended, Leaf, LimitOrder, Match, Node, SizedLog, Validated
from messages import BUY, SELL, Fill, Limit, Params
from mountains import append, path_of
from order_book import OrderBook
from receipts_evaluate import evaluate_book_root
from receipts_functions import book_root

HASHER, LOG = MatchHasher("sha256"), LogHasher("sha256")
MATCHING = Matching("sha256", "market-1")
NOTHING = HASHER.book(0, HASHER.root([]))


def fills_of(orders: List[LimitOrder]) -> List[List[Fill]]:
    """What the order book does with preference `time`."""
    book = OrderBook(Params("time", "resting", "allow"))
    return [book.submit(Limit(*order, 1)).fills for order in orders]


def book_of(leaves: List[Leaf]) -> bytes:
    """The book of some leaves."""
    return HASHER.book(len(leaves), HASHER.root(leaves))


def prove(orders: List[LimitOrder], fills: List[List[Fill]]) -> Tuple[SizedLog, List[Appended]]:
    """The proof of a book in which these orders are filled so."""
    arrivals = [HASHER.order("market-1", order) for order in orders]
    leaves: List[Leaf] = []
    appended = []
    for place, order in enumerate(orders):
        matches = []
        for fill in fills[place]:
            at = next(i for i, it in enumerate(orders) if it.order == fill.maker)
            maker, path = leaves[at], match_path(leaves, at)
            leaves[at] = maker._replace(remaining=maker.remaining - fill.volume)
            matches.append(Match(at, maker, path, fill.volume, book_of(leaves)))
        peaks: List[Node] = []
        for count, leaf in enumerate(leaves):
            peaks = append(peaks, count, HASHER.leaf(leaf), HASHER.join)
        rest = max(0, order.volume - sum(fill.volume for fill in fills[place]))
        leaves.append(Leaf(arrivals[place], order.side, order.price, rest))
        appended.append(Appended(order, Validated(True, True), LOG.path(arrivals, place), matches,
                                 peaks, book_of(leaves)))
    return SizedLog(len(orders), LOG.root(arrivals)), appended


def match_path(leaves: List[Leaf], place: int) -> List[Node]:
    """The path of a place in the match tree."""
    nodes = [HASHER.leaf(leaf) for leaf in leaves]
    return path_of(nodes, place, HASHER.root([]), HASHER.join)


def random_orders(dice: random.Random) -> List[LimitOrder]:
    """Orders that often meet."""
    return [LimitOrder("o%d" % number, "t%d" % dice.randrange(3), dice.choice((BUY, SELL)),
                       dice.randrange(1, 6), dice.randrange(5))
            for number in range(dice.randrange(1, 14))]


class AWholeBook(unittest.TestCase):
    """RE-41."""

    def test_what_the_order_book_does_can_be_proven(self):
        matched = 0
        for seed in range(40):
            orders = random_orders(random.Random(seed))
            fills = fills_of(orders)
            log, appended = prove(orders, fills)
            self.assertEqual(MATCHING.verify_book(log, appended), ProvenBook(appended[-1].after))
            matched += sum(map(len, fills))
        self.assertGreater(matched, 40)

    def test_a_fill_that_is_left_out_cannot(self):
        for seed in range(40):
            orders = random_orders(random.Random(seed))
            fills = fills_of(orders)
            place = next((i for i, some in enumerate(fills) if some), None)
            if place is None:
                continue
            short = fills[:place] + [fills[place][:-1]] + [[] for _ in fills[place + 1:]]
            verdict = MATCHING.verify_book(*prove(orders, short))
            clause = "RE-38" if orders[place].side == SELL else "RE-39"
            self.assertEqual(verdict, (clause, place))

    def test_a_book_has_as_many_orders_as_the_log(self):
        orders = random_orders(random.Random(1))
        log, appended = prove(orders, fills_of(orders))
        self.assertEqual(MATCHING.verify_book(log, appended[:-1]), ("RE-15", len(orders) - 1))
        cut = SizedLog(0, LOG.root([]))
        self.assertEqual(MATCHING.verify_book(cut, appended), ("RE-15", 0))
        self.assertEqual(MATCHING.verify_book(cut, []), ProvenBook(NOTHING))
        self.assertEqual(MATCHING.verify_book(cut._replace(size=-1), []), ("RE-15", 0))


class OneMatch(unittest.TestCase):
    """Algorithm 7: two sells, and a buy that has to take the first."""

    ORDERS = [LimitOrder("a", "A", SELL, 12, 5), LimitOrder("b", "B", SELL, 10, 5),
              LimitOrder("c", "C", BUY, 12, 7)]

    def verdict(self, *fills: Fill):
        return MATCHING.verify_book(*prove(self.ORDERS, [[], [], list(fills)]))

    def test_the_first_comes_first(self):
        self.assertIsInstance(
            self.verdict(Fill("a", "c", 12, 5), Fill("b", "c", 10, 2)), ProvenBook)
        self.assertEqual(self.verdict(Fill("b", "c", 10, 5)), ("RE-29", 2))

    def test_no_order_on_the_way_is_passed_over(self):
        sells = [LimitOrder("o%d" % number, "t", SELL, price, 1)
                 for number, price in enumerate((20, 20, 20, 20, 12, 20, 12))]
        orders = sells + [LimitOrder("buy", "b", BUY, 12, 1)]
        log, appended = prove(orders, [[]] * 7 + [[Fill("o4", "buy", 12, 1)]])
        self.assertEqual(MATCHING.verify_book(log, appended), ProvenBook(appended[-1].after))
        log, appended = prove(orders, [[]] * 7 + [[Fill("o6", "buy", 12, 1)]])
        self.assertEqual(MATCHING.verify_book(log, appended), ("RE-29", 7))

    def test_as_much_as_can_be_is_matched(self):
        self.assertEqual(self.verdict(Fill("a", "c", 12, 4)), ("RE-31", 2))
        self.assertEqual(self.verdict(Fill("a", "c", 12, 5)), ("RE-39", 2))

    def test_nothing_is_matched_with_an_order_that_is_used_up(self):
        self.assertEqual(self.verdict(
            Fill("a", "c", 12, 5), Fill("b", "c", 10, 2), Fill("b", "c", 10, 1)), ("RE-37", 2))

    def test_that_something_remains_is_asked_before_any_match_is_verified(self):
        self.assertEqual(self.verdict(
            Fill("b", "c", 10, 5), Fill("a", "c", 12, 2), Fill("a", "c", 12, 1)), ("RE-37", 2))


class Peaks(unittest.TestCase):
    """RE-35."""

    def test_mountains_that_are_joined_already_are_refused(self):
        orders = [LimitOrder("o%d" % number, "t", SELL, 10, 1) for number in range(6)]
        log, appended = prove(orders, [[]] * 6)
        last, leaf = appended[5], HASHER.leaf(Leaf(HASHER.order("market-1", orders[5]), SELL, 10, 1))
        joined = HASHER.join(*last.peaks)
        wrong = last._replace(peaks=[joined], after=HASHER.book(6, HASHER.join(joined, leaf)))
        self.assertEqual(MATCHING.verify_book(log, appended[:5] + [wrong]), ("RE-35", 5))

    def test_a_price_of_nothing_is_left_out_and_not_0(self):
        log, appended = prove([LimitOrder("a", "A", SELL, 10, 1)] * 2, [[], []])
        zero = appended[1]._replace(peaks=[appended[1].peaks[0]._replace(buy=0)])
        self.assertEqual(MATCHING.verify_book(log, [appended[0], zero]), ("RE-35", 1))


class TheMatchTree(unittest.TestCase):
    """_The match tree_."""

    def test_the_root_has_the_best_prices_of_what_is_left(self):
        leaves = [Leaf(b"", SELL, 5, 1), Leaf(b"", SELL, 3, 0), Leaf(b"", SELL, 4, 2),
                  Leaf(b"", BUY, 2, 1), Leaf(b"", BUY, 1, 1)]
        root = book_root("sha256", leaves).root
        self.assertEqual((root.sell, root.buy), (4, 2))

    def test_what_is_no_leaf_is_refused(self):
        for clause, wrong in (("PR-1", {"remaining": "-1"}), ("PR-2", {"price": "0"})):
            leaf = {"order": "0x", "side": BUY, "price": "1", "remaining": "0", **wrong}
            self.assertEqual(evaluate_book_root({"hash": "sha256", "leaves": [leaf]}),
                             {"verdict": "broken", "clause": clause})


if __name__ == "__main__":
    unittest.main()
