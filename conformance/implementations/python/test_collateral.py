"""Tests of the exchange with collateral and of its judge."""

import random
import unittest
from typing import List

from collateral import CollateralExchange, collateral_for_finality, recovered
from collateral_judge import judge_collateral
from collateral_messages import (
    AnswerChallenge, CloseEon, CollateralEntry, CollateralEvent, CollateralHistory,
    CollateralParams, Deposit, Fail, Finality, Holding, Member, Payment, Price, PricedCoin,
    Recovery, Reserve, Share, Stake, Trade, Unstake,
)
from collateral_wire import OBSERVATIONS, read_collateral_event, read_collateral_params
from messages import Rejected
from wire import Malformed

TENTH = Share(1, 10)
NAMES = ["alice", "bob", "carol"]
COINS = ["X", "Y", "Z"]
PARAMS = CollateralParams(
    [PricedCoin(coin, 10) for coin in COINS],
    [Member(name, name != "carol") for name in NAMES], TENTH)
END, CONTESTED = CloseEon(False), CloseEon(True)
COVERED = [
    Deposit("alice", "X", 100), Deposit("carol", "Y", 200), Stake("X", 10),
    Reserve("alice", "X", 3, 10), Reserve("alice", "X", 4, 7), END, END,
]
SALE = Trade("alice", "carol", "X", "Y", 60, 60)


def play(events: List[CollateralEvent]) -> CollateralHistory:
    """The log that the exchange makes of the events."""
    exchange = CollateralExchange(PARAMS)
    return CollateralHistory(PARAMS, [
        CollateralEntry(event, exchange.submit(event),
                        {what: exchange.observe(what) for what in OBSERVATIONS})
        for event in events])


def last_of(*events: CollateralEvent):
    """The answer to the last of some events."""
    return play(list(events)).entries[-1].answer


def random_event(dice: random.Random, exchange: CollateralExchange) -> CollateralEvent:
    """An event, often one that just is or just is not accepted."""
    eon = exchange.observe("eon")
    name, coin, amount = dice.choice(NAMES), dice.choice(COINS), dice.choice((0, 1, 9, 10, 60, 100))
    kind = dice.randrange(20)
    if kind < 7:
        other, quote = dice.choice(NAMES), dice.choice(COINS)
        return Trade(name, other, coin, quote, amount, dice.choice((amount, amount + 1, 0)))
    if kind < 12:
        return Reserve(name, coin, eon + dice.choice((1, 2, 2, 3)), dice.choice((1, 5, 10)))
    if kind < 14:
        return Price(coin, dice.choice((1, 9, 10, 11, 20)))
    if kind < 17:
        return dice.choice((END, END, CONTESTED, AnswerChallenge()))
    return dice.choice((
        Deposit(name, coin, amount), Stake(coin, amount), Unstake(coin, amount),
        Deposit("mallory", coin, 1), Price(coin, 0), Deposit(name, coin, -1)))


def random_run(seed: int) -> List[CollateralEvent]:
    """A run that begins with deposits and stakes."""
    dice = random.Random(seed)
    exchange = CollateralExchange(PARAMS)
    events: List[CollateralEvent] = []
    opening = [Deposit(name, coin, 200) for name in NAMES for coin in COINS[:2]]
    opening += [Stake(coin, 30) for coin in COINS]
    for _ in range(60):
        event = opening.pop() if opening else random_event(dice, exchange)
        exchange.submit(event)
        events.append(event)
    return events


class Recovering(unittest.TestCase):
    """_What is recovered_."""

    def test_a_failure_in_the_eon_of_a_trade_undoes_it(self):
        self.assertEqual(last_of(*COVERED, SALE, Fail()).paid, [
            Payment("alice", "X", 100, 10), Payment("carol", "Y", 200, 0)])

    def test_and_in_the_next_with_the_collateral_for_that(self):
        self.assertEqual(last_of(*COVERED, SALE, END, Fail()).paid, [
            Payment("alice", "X", 100, 7), Payment("carol", "Y", 200, 0)])

    def test_two_eons_later_it_is_settled(self):
        self.assertCountEqual(last_of(*COVERED, SALE, END, END, Fail()).paid, [
            Payment("alice", "X", 40, 0), Payment("alice", "Y", 60, 0),
            Payment("carol", "X", 60, 0), Payment("carol", "Y", 140, 0)])

    def test_unless_the_checkpoint_is_contested(self):
        self.assertEqual(last_of(*COVERED, SALE, END, CONTESTED, Fail()).paid, [
            Payment("alice", "X", 100, 7), Payment("carol", "Y", 200, 0)])

    def test_at_every_moment_of_random_runs_nobody_loses_or_gains_coins_of_deposits(self):
        for seed in range(60):
            exchange = CollateralExchange(PARAMS)
            for event in random_run(seed):
                exchange.submit(event)
                paid = recovered(exchange.ledger)
                for coin in COINS:
                    self.assertEqual(
                        sum(one.holdings for one in paid if one.coin == coin),
                        sum(made.amount for made, _ in exchange.ledger.deposits
                            if made.coin == coin))
                    self.assertLessEqual(
                        sum(one.collateral for one in paid if one.coin == coin),
                        exchange.ledger.staked[coin])


class Protecting(unittest.TestCase):
    """_What may change_."""

    def test_a_trade_is_covered_to_the_unit(self):
        self.assertEqual(last_of(*COVERED, SALE), Recovery([]))
        for amount, answer in ((70, Recovery([])), (71, Rejected("CO-7"))):
            self.assertEqual(last_of(*COVERED, SALE._replace(base_amount=amount)), answer)

    def test_three_eons_are_covered_while_a_challenge_is_open(self):
        events = [*COVERED, Reserve("alice", "X", 5, 10), SALE, END, Reserve("alice", "X", 6, 10),
                  CONTESTED]
        small, large = (SALE._replace(base_amount=amount) for amount in (10, 11))
        self.assertEqual(last_of(*events, small), Recovery([]))
        self.assertEqual(last_of(*events, large), Rejected("CO-8"))
        self.assertEqual(last_of(*events, AnswerChallenge(), large), Recovery([]))

    def test_at_every_moment_of_random_runs_no_careful_trader_loses(self):
        refused = 0
        for seed in range(60):
            events = random_run(seed)
            log = play(events)
            refused += sum(isinstance(entry.answer, Rejected) for entry in log.entries)
            for at in range(0, len(events), 7):
                failed = play(events[:at] + [Fail()])
                self.assertIsNone(judge_collateral(failed))
        self.assertGreater(refused, 300)


class Judging(unittest.TestCase):
    """_Judging a log_."""

    def test_every_random_run_is_kept(self):
        for seed in range(40):
            log = play(random_run(seed))
            for end in range(1, len(log.entries) + 1, 5):
                self.assertIsNone(judge_collateral(log._replace(entries=log.entries[:end])))

    def test_what_was_accepted_wrongly_has_happened(self):
        uncovered = [event for event in COVERED if event != Reserve("alice", "X", 3, 10)]
        events = [*uncovered, SALE, Price("Y", 11)]
        entries = [CollateralEntry(event, Recovery([]), {}) for event in events]
        self.assertEqual(judge_collateral(CollateralHistory(PARAMS, entries[:-1])), "CO-6")
        self.assertEqual(judge_collateral(CollateralHistory(PARAMS, entries)), "CO-13")

    def test_in_how_many_parts_is_paid_says_nothing(self):
        log = play([*COVERED, SALE, Fail()])
        parts = [Payment("carol", "Y", 150, 0), Payment("alice", "X", 0, 10),
                 Payment("carol", "Y", 50, 0), Payment("alice", "X", 100, 0),
                 Payment("bob", "X", 0, 0)]
        for paid, clause in ((parts, None), (parts[1:], "CO-11"), (parts[:1] + parts[2:], "CO-12")):
            entries = [*log.entries[:-1], log.entries[-1]._replace(answer=Recovery(paid))]
            self.assertEqual(judge_collateral(log._replace(entries=entries)), clause)

    def test_what_is_seen_is_what_follows(self):
        log = play([*COVERED, SALE])
        seen = log.entries[-1].observed["holdings"]
        self.assertEqual(seen[:2], [Holding("alice", "X", 40), Holding("alice", "Y", 60)])
        for shown, clause in ((seen, None), (seen[:-1], "CO-19")):
            entries = [*log.entries[:-1], log.entries[-1]._replace(observed={"holdings": shown})]
            self.assertEqual(judge_collateral(log._replace(entries=entries)), clause)


class Reading(unittest.TestCase):
    """What is malformed."""

    def test_a_flag_is_true_or_false(self):
        self.assertEqual(read_collateral_event({"tag": "endEon", "challenged": False}), END)
        for wrong in ("false", 0, None):
            with self.assertRaises(Malformed):
                read_collateral_event({"tag": "endEon", "challenged": wrong})

    def test_a_fraction_has_two_integers(self):
        good = {"coins": [], "traders": [], "volatility": {"numerator": "1", "denominator": "10"}}
        self.assertEqual(read_collateral_params(good).volatility, TENTH)
        with self.assertRaises(Malformed):
            read_collateral_params({**good, "volatility": "1/10"})


class Finalities(unittest.TestCase):
    """_What instant finality costs_."""

    def test_the_rows_of_the_chapter(self):
        two, contested = Share(2, 1), Share(9, 4)
        for hours, eons, sides, expected in (
                (12, two, "1", 30), (36, two, "1", 90), (12, contested, "1", 33.75),
                (12, two, "2", 60), (12, contested, "2", 67.5)):
            asked = Finality(300000000, hours, TENTH, eons, sides)
            self.assertEqual(collateral_for_finality(asked), expected * 10 ** 6)

    def test_it_is_rounded_up(self):
        self.assertEqual(collateral_for_finality(Finality(1, 1, TENTH, Share(1, 1), "1")), 1)
        self.assertEqual(collateral_for_finality(Finality(0, 1, TENTH, Share(1, 1), "1")), 0)


if __name__ == "__main__":
    unittest.main()
