"""Tests of the margin exchange and of its judge."""

import random
import unittest
from itertools import combinations, product
from typing import Dict, List

from margin import Exchange
from margin_account import Account, Standing, split
from margin_judge import judge_margin
from margin_messages import (
    CALLED, GOOD, MID, OUT, WHOLE, Advance, Call, CancelPost, Deposit, EndDay, Liquidation, Lots,
    MarginEntry, MarginEvent, MarginHistory, MarginParams, Money, OpenStep, Outcome, Post,
    TakePart, Withdraw,
)
from margin_wire import OBSERVATIONS, read_margin_event, read_margin_params
from messages import BUY, SELL, Fill, Rejected, Removal
from wire import Malformed, write

NAMES = ["alice", "bob", "carol", "dave"]
PLAIN = MarginParams(
    NAMES, 10, 2000, 1000, 0, 1, "mid", "last-solvent", "net-positions", "keep", 0, 100, 1, 2,
    100, 100, 1000000)
ALL_RULES = [
    dict(zip(("valuation", "liquidation_price", "loss_rule", "mark_rule", "deadline", "fund",
              "threshold"), choice))
    for choice in product(
        ("mid", "walk"), ("last-solvent", "reference"), ("net-positions", "closed-lots"),
        ("keep", "close"), (0, 2), (0, 40), (0, 5))]


def random_event(dice: random.Random, exchange: Exchange, number: int) -> MarginEvent:
    """An event on a small market, sometimes one that has to be refused."""
    trader = dice.choice(NAMES)
    kind = dice.randrange(40)
    if kind < 24:
        version = exchange.observe("version") - (dice.randrange(12) == 0)
        return Post(trader, "o%d" % (number % 30), dice.choice((BUY, SELL)),
                    dice.choice((6, 8, 9, 10, 11, 12, 14, 18)), dice.randrange(0, 7), version)
    if kind < 28:
        return Deposit(trader, dice.randrange(60))
    if kind < 31:
        return Withdraw(trader, dice.randrange(80))
    if kind < 34:
        return CancelPost(trader, "o%d" % dice.randrange(30))
    if kind < 36:
        return Advance(exchange.observe("time") + dice.randrange(3))
    if kind < 37:
        return OpenStep()
    if kind < 39:
        return TakePart(trader)
    return EndDay(exchange.observe("day"))


def random_history(dice: random.Random, params: MarginParams, length: int) -> MarginHistory:
    """What the exchange makes of random events."""
    exchange = Exchange(params)
    entries: List[MarginEntry] = []
    for number in range(length):
        event = random_event(dice, exchange, number)
        answer = exchange.submit(event)
        entries.append(MarginEntry(event, answer, {
            what: exchange.observe(what) for what in OBSERVATIONS}))
    return MarginHistory(params, entries)


def worst_by_subsets(params: MarginParams, seen: Dict, view, rate: int) -> int:
    """The worst margin as it is defined: over all subsets of the orders (_Margin_)."""
    orders = [(it.volume if it.side == BUY else -it.volume, it.price)
              for it in seen["book"] if it.trader == view.trader]
    threshold = params.threshold if orders or view.position else 0
    margins = []
    for size in range(len(orders) + 1):
        for filled in combinations(orders, size):
            position = view.position + sum(lots for lots, _ in filled)
            cash = view.cash - sum(2 * lots * price for lots, price in filled)
            value = worth(params, seen, position)
            margins.append(WHOLE * (cash + view.escrow + value - threshold)
                           - rate * abs(position) * seen["reference"])
    return min(margins)


def worth(params: MarginParams, seen: Dict, position: int) -> int:
    """What a position is worth, lot by lot."""
    at_mid = position * seen["reference"]
    if params.valuation == MID:
        return at_mid
    sign, side = (1, BUY) if position > 0 else (-1, SELL)
    prices = sorted((it.price for it in seen["book"] if it.side == side
                     for _ in range(it.volume)), reverse=sign > 0)
    rest = 1 if sign > 0 else params.highest_price
    prices += [rest] * abs(position)
    return min(at_mid, sign * 2 * sum(prices[:abs(position)]))


class RandomRuns(unittest.TestCase):
    """Whatever the log."""

    def test_invariants_and_validation(self):
        dice = random.Random(7)
        happened = {"called": 0, "lifted": 0, "liquidated": 0, "forfeited": 0, "shared": 0}
        for rules in ALL_RULES:
            params = PLAIN._replace(**rules)
            held = params.fund
            for entry in random_history(dice, params, 120).entries:
                seen = entry.observed
                if isinstance(entry.answer, Outcome):
                    for what in ("called", "lifted", "liquidated", "forfeited"):
                        happened[what] += len(getattr(entry.answer, what))
                    happened["shared"] += sum(len(it.shared) for it in entry.answer.liquidated)
                    sign = {Deposit: 1, Withdraw: -1}.get(type(entry.event), 0)
                    held += sign * entry.event.amount if sign else 0
                self.assertEqual(sum(view.position for view in seen["accounts"]), 0)
                self.assertEqual(
                    sum(view.cash + view.escrow for view in seen["accounts"]) + seen["fund"], held)
                for view in seen["accounts"]:
                    margin = worst_by_subsets(params, seen, view, params.maintenance_rate)
                    if view.status != OUT:
                        self.assertEqual(view.status, GOOD if margin >= 0 else CALLED)
        self.assertGreater(min(happened.values()), 20, happened)

    def test_the_judge_keeps_them(self):
        dice = random.Random(8)
        for rules in ALL_RULES[::5]:
            history = random_history(dice, PLAIN._replace(**rules), 40)
            for end in range(len(history.entries) + 1):
                self.assertIsNone(judge_margin(MarginHistory(history.params, history.entries[:end])))


if __name__ == "__main__":
    unittest.main()
