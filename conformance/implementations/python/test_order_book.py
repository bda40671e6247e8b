"""Tests of the order book, of the judge, and of the adapter's manners."""

import json
import random
import unittest
from itertools import product
from typing import List

from adapter import Adapter, respond
from judge import judge
from messages import (
    BUY, SELL, Accepted, Cancel, EndEon, Entry, Event, Fill, History, Limit, Market, OrderView,
    Params, Rejected, Removal,
)
from order_book import OrderBook

OBSERVATIONS = ("book", "depth", "sequence", "eon")
ALL_PARAMS = [Params(*choices) for choices in product(
    ("time", "price-time"), ("resting", "incoming"), ("allow", "cancel-resting", "cancel-incoming"))]
PLAIN = Params("price-time", "resting", "allow")
EXAMPLE = [
    Limit("a", "A", SELL, 12, 5, 1),
    Limit("b", "B", SELL, 10, 5, 1),
    Limit("c", "C", BUY, 12, 7, 1),
]


def play(params: Params, events: List[Event]) -> History:
    """The history that the order book makes of the events."""
    book = OrderBook(params)
    entries = []
    for event in events:
        answer = book.submit(event)
        entries.append(Entry(event, answer, {what: book.observe(what) for what in OBSERVATIONS}))
    return History(params, entries)


def last_answer(params: Params, events: List[Event]):
    return play(params, events).entries[-1].answer


def random_event(dice: random.Random) -> Event:
    """An event on a small book, sometimes one that has to be refused."""
    order, trader = "o%d" % dice.randrange(12), "t%d" % dice.randrange(3)
    kind = dice.randrange(20)
    if kind < 12:
        return Limit(order, trader, dice.choice((BUY, SELL)), dice.randrange(7),
                     dice.randrange(-1, 9), dice.randrange(1, 6))
    if kind < 15:
        return Market(order, trader, dice.choice((BUY, SELL)), dice.randrange(-1, 12))
    return Cancel(order, trader) if kind < 19 else EndEon(dice.randrange(1, 5))


class TheExample(unittest.TestCase):
    """_An example_."""

    def test_time(self):
        history = play(Params("time", "resting", "allow"), EXAMPLE)
        self.assertEqual(history.entries[-1].answer,
                         Accepted([Fill("a", "c", 12, 5), Fill("b", "c", 10, 2)], []))
        self.assertEqual(history.entries[-1].observed["book"],
                         [OrderView("b", "B", SELL, 10, 3, 1)])

    def test_price_time(self):
        self.assertEqual(last_answer(PLAIN, EXAMPLE),
                         Accepted([Fill("b", "c", 10, 5), Fill("a", "c", 12, 2)], []))

    def test_incoming_price(self):
        answer = last_answer(PLAIN._replace(execution_price="incoming"), EXAMPLE)
        self.assertEqual([fill.price for fill in answer.fills], [12, 12])


class TheEvents(unittest.TestCase):
    """_Events_."""

    def test_first_failed_condition_is_the_reason(self):
        live = Limit("a", "A", BUY, 1, 1, 1)
        for event, reason in [
            (Limit("a", "A", BUY, 0, -1, 0), "PR-1"),
            (Limit("a", "A", BUY, 0, 1, 0), "PR-2"),
            (Limit("a", "A", BUY, 2, 1 << 127, 0), "PR-3"),
            (Limit("a", "A", BUY, 1, 1, 0), "OB-20"),
            (Limit("a", "A", BUY, 1, 1, 1), "OB-17"),
            (Market("a", "A", BUY, 1 << 128), "PR-1"),
            (Market("a", "A", BUY, 1), "OB-17"),
            (Cancel("b", "A"), "OB-18"),
            (Cancel("a", "B"), "OB-19"),
            (EndEon(2), "OB-21"),
        ]:
            self.assertEqual(last_answer(PLAIN, [live, event]), Rejected(reason))

    def test_market_order_drops_what_is_left(self):
        answer = last_answer(PLAIN, [EXAMPLE[0], Market("m", "M", BUY, 8)])
        self.assertEqual(answer, Accepted([Fill("a", "m", 12, 5)], [Removal("m", 3, "dropped")]))

    def test_dummy_takes_its_place_only(self):
        entry = play(PLAIN, [Limit("d", "D", BUY, 9, 0, 1)]).entries[-1]
        self.assertEqual(entry.answer, Accepted([], []))
        self.assertEqual((entry.observed["book"], entry.observed["sequence"]), ([], 1))

    def test_end_of_eon(self):
        history = play(PLAIN, [EXAMPLE[0], EXAMPLE[1]._replace(last_eon=2), EndEon(1)])
        self.assertEqual(history.entries[-1].answer, Accepted([], [Removal("a", 5, "expired")]))
        self.assertEqual(history.entries[-1].observed["eon"], 2)

    def test_self_trade_rules(self):
        events = [EXAMPLE[0], EXAMPLE[1], Limit("c", "B", BUY, 12, 7, 1)]
        resting = last_answer(PLAIN._replace(self_trade="cancel-resting"), events)
        self.assertEqual(resting, Accepted([Fill("a", "c", 12, 5)], [Removal("b", 5, "self-trade")]))
        incoming = last_answer(PLAIN._replace(self_trade="cancel-incoming"), events)
        self.assertEqual(incoming, Accepted([], [Removal("c", 7, "self-trade")]))


class TheJudge(unittest.TestCase):
    """_Judging a history_."""

    def judged(self, answer, observed=None, params=PLAIN, events=EXAMPLE):
        """What the judge says if the last event is answered so."""
        entries = play(params, events).entries
        return judge(History(params, entries[:-1] + [Entry(events[-1], answer, observed or {})]))

    def test_keeps_with_the_order_book(self):
        dice = random.Random(1)
        for params in ALL_PARAMS:
            history = play(params, [random_event(dice) for _ in range(150)])
            for end in range(len(history.entries) + 1):
                self.assertIsNone(judge(History(params, history.entries[:end])))

    def test_fills(self):
        good = [Fill("b", "c", 10, 5), Fill("a", "c", 12, 2)]
        for fills, clause in [
            ([Fill("a", "c", 12, 5), Fill("b", "c", 10, 2)], "OB-1"),
            ([Fill("c", "b", 10, 5), good[1]], "OB-2"),
            ([good[0]], "OB-3"),
            ([good[0], Fill("a", "c", 13, 2)], "OB-4"),
            ([Fill("b", "c", 11, 5), good[1]], "OB-5"),
            ([Fill("b", "c", 10, 7)], "OB-6"),
            ([*good, Fill("b", "c", 10, 0)], "OB-6"),
            ([good[0], Fill("z", "c", 12, 2)], "OB-8"),
            ([good[0], Fill("a", "c", 12, 1), Fill("a", "c", 12, 1)], None),
            (good[::-1], None),
        ]:
            self.assertEqual(self.judged(Accepted(fills, [])), clause, fills)

    def test_removals(self):
        cancel = EXAMPLE[:2] + [Cancel("a", "A")]
        end = EXAMPLE[:2] + [EndEon(1)]
        market = EXAMPLE[:1] + [Market("m", "M", BUY, 8)]
        for events, fills, removed, clause in [
            (cancel, [], [], "OB-10"),
            (cancel, [], [Removal("a", 4, "cancelled")], "OB-10"),
            (cancel, [], [Removal("a", 5, "cancelled")], None),
            (end, [], [Removal("a", 5, "expired")], "OB-11"),
            (market, [Fill("a", "m", 12, 5)], [], "OB-12"),
        ]:
            self.assertEqual(self.judged(Accepted(fills, removed), events=events), clause)

    def test_conditions_and_observations(self):
        rested = EXAMPLE[:2]
        again = EXAMPLE[:1] * 2
        dummy = [Limit("d", "D", BUY, 9, 0, 1)]
        for events, answer, observed, clause in [
            (again, Accepted([], []), {}, "OB-17"),
            (again, Rejected("OB-17"), {}, None),
            (again, Rejected(None), {}, None),
            (again, Rejected("OB-18"), {}, "OB-22"),
            (again, Rejected("OB-17"), {"book": []}, "OB-16"),
            (rested, Rejected(None), {}, "OB-22"),
            (rested, Accepted([], []), {"sequence": 1}, "OB-14"),
            (rested, Accepted([], []), {"eon": 2}, "OB-15"),
            (dummy, Accepted([Fill("x", "d", 9, 0)], []), {}, "OB-13"),
            (dummy, Rejected("PR-1"), {}, "OB-13"),
        ]:
            self.assertEqual(self.judged(answer, observed, events=events), clause)


class TheAdapter(unittest.TestCase):
    """docs/adapters.md, _Errors_."""

    def test_errors(self):
        adapter = Adapter()
        self.assertEqual(respond(adapter, b"{")["error"]["code"], -32700)
        for method, params, code in [
            ("nothing", {}, -32601),
            ("open", {"machine": "clock", "params": {}}, -32601),
            ("open", {"machine": "order-book", "params": {"preference": "time"}}, -32602),
            ("evaluate", {"chapter": "order-book", "function": "f", "arguments": {}}, -32601),
            ("step", {"session": "s9", "event": {"endEon": {"eon": "1"}}}, -32602),
        ]:
            request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            self.assertEqual(respond(adapter, json.dumps(request).encode())["error"]["code"], code)

    def test_malformed_integers(self):
        adapter = Adapter()
        params = {"preference": "time", "executionPrice": "resting", "selfTrade": "allow"}
        session = adapter.call("open", {"machine": "order-book", "params": params})["session"]
        for eon in ["007", "1.5", 7, "+1", "-0", "", "1\n", "1" * 101, None]:
            step = {"session": session, "event": {"endEon": {"eon": eon}}}
            request = {"jsonrpc": "2.0", "id": 1, "method": "step", "params": step}
            self.assertEqual(respond(adapter, json.dumps(request).encode())["error"]["code"], -32602)


if __name__ == "__main__":
    unittest.main()
