"""Tests of the margin exchange and of its judge."""

import random
import unittest
from itertools import combinations, product
from typing import Dict, List

from margin import Exchange
from margin_account import split
from margin_judge import judge_margin
from margin_messages import (
    CALLED, GOOD, MID, OUT, WHOLE, Advance, Call, CancelPost, Deposit, EndDay, Liquidation, Lots,
    MarginEntry, MarginEvent, MarginHistory, MarginParams, Money, OpenStep, Outcome, Post,
    TakePart, Withdraw,
)
from margin_wire import OBSERVATIONS, read_margin_event, read_margin_params
from messages import BUY, SELL, Fill, Rejected, Removal
from wire import Malformed

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


def play(params: MarginParams, events: List[MarginEvent]) -> MarginHistory:
    """The history that the exchange makes of the events."""
    exchange = Exchange(params)
    return MarginHistory(params, [
        MarginEntry(event, exchange.submit(event),
                    {what: exchange.observe(what) for what in OBSERVATIONS})
        for event in events])


def post(trader: str, order: str, lots: int, price: int, version: int = 0) -> Post:
    """An order; it sells if the lots are below zero."""
    return Post(trader, order, BUY if lots > 0 else SELL, price, abs(lots), version)


def account_of(entry: MarginEntry, trader: str):
    """What is seen of one account."""
    return next(view for view in entry.observed["accounts"] if view.trader == trader)


def random_event(dice: random.Random, exchange: Exchange, number: int) -> MarginEvent:
    """An event on a small market, sometimes one that has to be refused."""
    trader = dice.choice(NAMES)
    if number < len(NAMES):
        return Deposit(NAMES[number], dice.choice((10, 20, 40, 60, 200)))
    kind = dice.randrange(40)
    if kind < 24:
        version = exchange.observe("version") - (dice.randrange(12) == 0)
        return Post(trader, "o%d" % (number % 30), dice.choice((BUY, SELL)),
                    dice.choice((1, 6, 8, 9, 10, 11, 12, 14, 19)),
                    dice.choice((0, 1, 1, 2, 2, 3, 5)), version)
    if kind < 28:
        return Deposit(trader, dice.randrange(30))
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


class TheFigure(unittest.TestCase):
    """P Fig. 1: Alice, short 90, is forced out at the price before."""

    PARAMS = MarginParams(
        ["alice", "bob", "carol", "eve"], 10, 0, 0, 0, 0, "mid", "last-solvent", "net-positions",
        "keep", 0, 0, 1, 1, 1000, 1000, 1000000)
    EVENTS = [
        Deposit("alice", 1000), Deposit("bob", 5000), Deposit("carol", 5000), Deposit("eve", 5000),
        post("alice", "a", -90, 10),
        post("bob", "b", 30, 10), post("carol", "c", 30, 10), post("eve", "e", 30, 10),
        post("bob", "bid", 5, 9), post("bob", "ask", -5, 11), post("eve", "far", -5, 17),
    ]

    def test_it(self):
        history = play(self.PARAMS, self.EVENTS + [
            post("carol", "wipe", 5, 11), post("eve", "push", 5, 15, 1)])
        nets = [account_of(entry, "alice").net for entry in history.entries[-3:]]
        self.assertEqual(nets, [2 * 500, 2 * 230, 2 * 230])
        last = history.entries[-1].answer
        self.assertEqual(last.called, [Call("alice", 26)])
        self.assertEqual(last.liquidated, [Liquidation(
            "alice", 26, [Lots("bob", 25), Lots("carol", 35), Lots("eve", 30)], 0, [])])

    def test_who_is_called_can_meet_it(self):
        history = play(self.PARAMS._replace(deadline=1), self.EVENTS + [
            post("carol", "wipe", 5, 11), post("eve", "push", 5, 15, 1), Deposit("alice", 80),
            Advance(1)])
        called, lifted, later = (entry.answer for entry in history.entries[-3:])
        self.assertEqual((called.called, called.liquidated), ([Call("alice", 26)], []))
        self.assertEqual(account_of(history.entries[-3], "alice").credential, 1)
        self.assertEqual((lifted.lifted, later.liquidated), (["alice"], []))


class TheEvents(unittest.TestCase):
    """_Events_."""

    START = [Deposit("alice", 80), Deposit("bob", 2000), post("bob", "b", 10, 10),
             post("alice", "a", -10, 10)]

    def last(self, *events, **changes):
        """The last entry of a run that begins with Alice short 10 at 10."""
        return play(PLAIN._replace(**changes), [*self.START, *events]).entries[-1]

    def test_first_failed_condition_is_the_reason(self):
        for event, reason in [
            (Deposit("mallory", -1), "MG-3"), (Deposit("bob", -1), "PR-1"),
            (Deposit("bob", 0), "MG-4"), (Deposit("bob", 10 ** 6), "MG-5"),
            (Withdraw("bob", 2001), "MG-10"), (Withdraw("alice", 41), "MG-10"),
            (post("bob", "x", 1, 0, 7), "PR-2"), (post("bob", "x", 1, 101, 7), "MG-5"),
            (post("bob", "x", 91, 10, 7), "MG-5"), (post("bob", "x", 1, 10, 7), "MG-6"),
            (post("alice", "x", -11, 10), "MG-9"), (CancelPost("bob", "b"), "OB-18"),
            (Advance(0), "MG-11"), (TakePart("bob"), "MG-13"), (EndDay(2), "MG-14"),
        ]:
            self.assertEqual(self.last(event).answer, Rejected(reason), event)
        self.assertEqual(self.last(OpenStep(), EndDay(1)).answer, Rejected("MG-12"))
        self.assertEqual(self.last(EndDay(1), EndDay(2), OpenStep()).answer, Rejected("MG-2"))

    def test_unsound_parameters_refuse_everything(self):
        for changes in [
            {"maintenance_rate": 2001}, {"initial_rate": 10000}, {"drop_out_rate": -1},
            {"threshold": -1}, {"step_deadline": 0}, {"last_day": 0}, {"opening_price": 101},
            {"fund": 1000001}, {"traders": ["alice", "alice"]}, {"most_held": 1 << 113},
        ]:
            history = play(PLAIN._replace(**changes), [Deposit("alice", 1)])
            self.assertEqual(history.entries[0].answer, Rejected("MG-1"), changes)

    def test_an_order_of_nothing_counts_for_the_threshold(self):
        history = play(PLAIN._replace(threshold=1), [post("alice", "x", 1, 10)._replace(volume=0)])
        self.assertEqual(history.entries[0].answer, Rejected("MG-9"))

    def test_what_is_closed_against_a_trader_counts_for_the_bounds_of_both_sides(self):
        history = play(PLAIN._replace(
            largest_position=2, initial_rate=0, maintenance_rate=0, drop_out_rate=0,
            deadline=0), [
            Deposit("alice", 20), Deposit("bob", 900), Deposit("carol", 900),
            post("alice", "a", -2, 10), post("bob", "b", 2, 10), post("bob", "more", -4, 38),
            post("carol", "c", 1, 10), post("bob", "d", 1, 1, 1)])
        self.assertEqual([it.trader for it in history.entries[-2].answer.liquidated], ["alice"])
        self.assertEqual(history.entries[-1].answer, Rejected("MG-5"))

    def test_turning_a_position_over_settles_nothing(self):
        entry = self.last(
            post("bob", "s", -15, 12), Deposit("carol", 500), post("carol", "c", 15, 12))
        view = account_of(entry, "bob")
        self.assertEqual((view.position, view.balance, view.cash), (-5, 2000, 2000 - 200 + 360))

    def test_a_walk_makes_credentials_stale_with_every_order(self):
        nothing = post("bob", "n", 1, 10)._replace(volume=0)
        for changes, versions in [({}, [0, 0]), ({"valuation": "walk"}, [1, 2])]:
            history = play(PLAIN._replace(**changes), [nothing, EndDay(1)])
            self.assertEqual([entry.observed["version"] for entry in history.entries], versions)


class JointSteps(unittest.TestCase):
    """_Joint steps_."""

    START = TheEvents.START

    def test_who_drops_out_pays_those_who_took_part(self):
        history = play(PLAIN, [*self.START, OpenStep(), TakePart("alice"), Advance(1)])
        answer = history.entries[-1].answer
        self.assertEqual(answer.forfeited, [Money("bob", 2)])
        self.assertEqual(answer.rewarded, [Money("alice", 2)])
        self.assertEqual(account_of(history.entries[-1], "alice").joint, 1)

    def test_it_is_over_as_soon_as_it_waits_for_nobody(self):
        for events in [[OpenStep()],
                       [*self.START, OpenStep(), TakePart("alice"), TakePart("bob")]]:
            history = play(PLAIN, [*events, EndDay(1)])
            self.assertIsInstance(history.entries[-1].answer, Outcome)

    def test_who_took_part_and_was_liquidated_has_no_reward(self):
        history = play(PLAIN._replace(
            initial_rate=1000, drop_out_rate=1000, deadline=0, step_deadline=2, fund=100), [
            Deposit("alice", 40), Deposit("bob", 300), Deposit("carol", 900),
            post("alice", "a", -4, 10), post("bob", "b", 4, 10), post("carol", "c", -1, 30),
            OpenStep(), TakePart("alice"), post("carol", "d", 1, 10), Advance(2)])
        self.assertEqual([it.trader for it in history.entries[-2].answer.liquidated], ["alice"])
        self.assertEqual(history.entries[-1].answer.forfeited, [Money("bob", 8)])
        self.assertEqual(history.entries[-1].answer.rewarded, [])

    def test_no_more_is_held_than_the_trader_has(self):
        called = [*self.START, Deposit("carol", 2000), post("carol", "bid", 5, 9),
                  post("carol", "far", -5, 17)]
        for more, held in [([], 20), ([post("carol", "up", 1, 12, 1)], 0)]:
            history = play(PLAIN._replace(drop_out_rate=1000, deadline=9), [
                *called, *more, OpenStep(), TakePart("bob"), Advance(1)])
            alice = account_of(history.entries[-3], "alice")
            self.assertEqual((alice.status, alice.escrow), (CALLED, held))
            self.assertEqual(history.entries[-1].answer.forfeited,
                             [Money("alice", held)] if held else [])

    def test_what_nobody_took_part_in_goes_to_the_fund(self):
        history = play(PLAIN, [*self.START, OpenStep(), Advance(1)])
        self.assertEqual(history.entries[-1].observed["fund"], 4)


class Losses(unittest.TestCase):
    """Everybody is validated again: who bears what the fund cannot."""

    def test_who_is_out_bears_a_part_too(self):
        params = PLAIN._replace(
            traders=["alice", "bob", "carol", "dave", "eve"], initial_rate=1000, deadline=0,
            liquidation_price="reference")
        entry = play(params, [
            Deposit("alice", 30), Deposit("eve", 20), Deposit("bob", 300), Deposit("carol", 300),
            Deposit("dave", 300), post("alice", "a", -2, 10), post("eve", "e", -2, 10),
            post("bob", "b", 4, 10), post("carol", "ask", -1, 18), post("dave", "bid", 1, 10),
            Deposit("eve", 2000), post("carol", "far", -1, 44, 1), post("dave", "wipe", 2, 18, 1),
        ]).entries[-1]
        self.assertEqual(account_of(entry, "eve").status, OUT)
        self.assertEqual(entry.answer.liquidated[0].shared, [
            Money("bob", 7), Money("carol", 5), Money("dave", 6), Money("eve", 36)])


class RandomRuns(unittest.TestCase):
    """Whatever the log."""

    def test_sums_calls_and_the_definition_of_the_worst_margin(self):
        dice = random.Random(7)
        happened = dict.fromkeys(("called", "lifted", "liquidated", "forfeited", "shared"), 0)
        for rules in ALL_RULES:
            params = PLAIN._replace(
                initial_rate=100, maintenance_rate=100, highest_price=20, **rules)
            held = params.fund
            for entry in random_history(dice, params, 150).entries:
                held += self.added(entry, happened)
                self.check(params, entry, held)
        self.assertGreater(min(happened.values()), 3, happened)

    def added(self, entry: MarginEntry, happened: Dict[str, int]) -> int:
        """What an entry adds to what is held; and it counts what happens."""
        if not isinstance(entry.answer, Outcome):
            return 0
        for what in ("called", "lifted", "liquidated", "forfeited"):
            happened[what] += len(getattr(entry.answer, what))
        happened["shared"] += sum(len(it.shared) for it in entry.answer.liquidated)
        sign = {Deposit: 1, Withdraw: -1}.get(type(entry.event), 0)
        return sign * entry.event.amount if sign else 0

    def check(self, params: MarginParams, entry: MarginEntry, held: int) -> None:
        """MG-18, MG-19, MG-20, MG-27, MG-28, by their definitions."""
        seen = entry.observed
        views = seen["accounts"]
        self.assertEqual(sum(view.position for view in views), 0)
        self.assertEqual(sum(view.cash + view.escrow for view in views) + seen["fund"], held)
        for view in views:
            if view.status != OUT:
                margin = worst_by_subsets(params, seen, view, params.maintenance_rate)
                self.assertEqual(view.status, GOOD if margin >= 0 else CALLED)

    def test_the_judge_keeps_them(self):
        dice = random.Random(8)
        for rules in ALL_RULES[::3]:
            history = random_history(dice, PLAIN._replace(**rules), 40)
            for end in range(0, len(history.entries) + 1, 3):
                self.assertIsNone(judge_margin(
                    MarginHistory(history.params, history.entries[:end])))


class TheJudge(unittest.TestCase):
    """The function `judge`."""

    def judged(self, history: MarginHistory, **changes):
        """What the judge says if the last answer is changed."""
        *earlier, last = history.entries
        answer = last.answer._replace(**changes)
        return judge_margin(MarginHistory(
            history.params, [*earlier, MarginEntry(last.event, answer, {})]))

    def seen(self, history: MarginHistory, **changes):
        """What the judge says if something else is seen."""
        *earlier, last = history.entries
        return judge_margin(MarginHistory(
            history.params, [*earlier, last._replace(observed={**last.observed, **changes})]))

    def test_answers(self):
        figure = play(TheFigure.PARAMS, TheFigure.EVENTS + [
            post("carol", "wipe", 5, 11), post("eve", "push", 5, 15, 1)])
        right = figure.entries[-1].answer.liquidated[0]
        for changes, clause in [
            ({}, None),
            ({"fills": [Fill("far", "push", 15, 1)]}, "MG-15"),
            ({"removed": [Removal("far", 5, "expired")]}, "MG-15"),
            ({"removed": [Removal("far", 5, "cancelled")]}, "MG-22"),
            ({"called": []}, "MG-18"),
            ({"called": [Call("alice", 26), Call("bob", 26)]}, "MG-19"),
            ({"called": [Call("alice", 32)]}, "MG-23"),
            ({"lifted": ["bob"]}, "MG-20"),
            ({"liquidated": []}, "MG-21"),
            ({"liquidated": [right._replace(price=32)]}, "MG-23"),
            ({"liquidated": [right._replace(closed=right.closed[::-1])]}, None),
            ({"liquidated": [right._replace(closed=right.closed[1:])]}, "MG-23"),
            ({"liquidated": [right._replace(fund=1)]}, "MG-24"),
            ({"liquidated": [right._replace(shared=[Money("bob", 1)])]}, "MG-24"),
            ({"forfeited": [Money("bob", 1)]}, "MG-26"),
            ({"marked": [Money("bob", 1)]}, "MG-25"),
        ]:
            self.assertEqual(self.judged(figure, **changes), clause, changes)

    def test_a_post_takes_no_order_out_but_its_own(self):
        history = play(PLAIN, [*TheEvents.START, post("bob", "bid", 1, 9), post("bob", "n", 1, 8)])
        for order, why, clause in [
            ("bid", "expired", "MG-15"), ("bid", "dropped", "MG-15"), ("x", "dropped", "MG-15"),
            ("x", "self-trade", "MG-15"), ("n", "expired", "MG-15"), ("bid", "cancelled", "MG-22"),
        ]:
            self.assertEqual(
                self.judged(history, removed=[Removal(order, 1, why)]), clause, (order, why))

    def test_fills_that_cannot_be_are_believed_as_far_as_they_can(self):
        right = play(PLAIN, [*TheEvents.START, Deposit("bob", 1)])
        *start, sale, last = right.entries
        fill = sale.answer.fills[0]
        for fills in [[fill, fill], [fill._replace(volume=11)],
                      [fill, fill._replace(maker="x")], [fill, fill._replace(taker="b")],
                      [fill._replace(volume=-1), fill]]:
            wrong = sale._replace(answer=sale.answer._replace(fills=fills))
            self.assertIsNone(judge_margin(MarginHistory(PLAIN, [*start, wrong, last])), fills)

    def test_observations(self):
        history = play(PLAIN, TheEvents.START)
        alice, *others = history.entries[-1].observed["accounts"]
        for changes, clause in [
            ({"reference": 21}, "MG-16"), ({"version": 1}, "MG-17"), ({"fund": 1}, "MG-28"),
            ({"time": 1}, "MG-30"), ({"day": 2}, "MG-30"),
            ({"accounts": [alice._replace(credential=1), *others]}, "MG-17"),
            ({"accounts": [alice._replace(own=3), *others]}, "MG-34"),
            ({"accounts": [alice._replace(balance=81), *others]}, "MG-30"),
            ({"accounts": [alice._replace(cash=281), *others]}, "MG-28"),
            ({"accounts": [alice._replace(position=-9), *others]}, "MG-27"),
        ]:
            self.assertEqual(self.seen(history, **changes), clause, changes)

    def test_refusals(self):
        start = play(PLAIN, TheEvents.START).entries
        for event, answer, observed, clause in [
            (Deposit("bob", 0), Rejected("MG-4"), {}, None),
            (Deposit("bob", 0), Rejected(None), {}, None),
            (Deposit("bob", 0), Rejected("MG-5"), {}, "MG-32"),
            (Deposit("bob", 1), Rejected(None), {}, "MG-32"),
            (Deposit("bob", 0), Rejected("MG-4"), {"version": 1}, "MG-31"),
            (Deposit("bob", 0), Outcome(*[[] for _ in Outcome._fields]), {}, "MG-4"),
        ]:
            self.assertEqual(judge_margin(MarginHistory(
                PLAIN, [*start, MarginEntry(event, answer, observed)])), clause)


class TheWords(unittest.TestCase):
    """What is malformed, and what is refused."""

    def test_events_and_parameters(self):
        params = {
            "traders": ["alice", "alice"], "openingPrice": "-10", "initialRate": "2000",
            "maintenanceRate": "1000", "threshold": "0", "deadline": "1", "valuation": "mid",
            "liquidationPrice": "last-solvent", "lossRule": "net-positions", "markRule": "keep",
            "fund": "0", "dropOutRate": "100", "stepDeadline": "1", "lastDay": "1",
            "highestPrice": "1000", "largestPosition": "1000", "mostHeld": "1000000"}
        self.assertEqual(read_margin_params(params).opening_price, -10)
        for wrong in [{**params, "valuation": "best"}, {**params, "fund": 0},
                      {**params, "more": "0"}, {**params, "traders": ["a b"]}]:
            with self.assertRaises(Malformed):
                read_margin_params(wrong)
        self.assertEqual(read_margin_event({"tag": "deposit", "trader": "a", "amount": "-1"}),
                         Deposit("a", -1))
        for wrong in [{"tag": "deposit", "trader": "a"}, {"tag": "openStep", "time": "1"},
                      {"tag": "limit"}, {"tag": "advance", "time": "01"}]:
            with self.assertRaises(Malformed):
                read_margin_event(wrong)

    def test_splits(self):
        for amount, weights, parts in [
            (10, [1, 1, 1], [4, 3, 3]), (90, [25, 35, 30], [25, 35, 30]), (1, [1, 3], [0, 1]),
            (5, [0, 0], [0, 0]), (7, [5, 0, 2], [5, 0, 2]),
        ]:
            self.assertEqual(split(amount, weights), parts)


if __name__ == "__main__":
    unittest.main()
