"""Tests of the log of arrivals and its challenges, and of their judge."""

import random
import unittest
from typing import List

from log_tree import LogHasher
from messages import Rejected
from mountains import fits
from receipts import ReceiptVerifier
from receipts_evaluate import evaluate_link, evaluate_log_path, evaluate_receipts_judge
from receipts_functions import link
from receipts_judge import judge_receipts
from receipts_messages import (
    UNANSWERED, UNCOMMITTED, Advance, Append, Challenge, Commit, Committed, Issued, LogHalt,
    Receipt, ReceiptEntry, ReceiptEvent, ReceiptHistory, ReceiptParams, Respond, Taken,
)
from receipts_wire import (
    OBSERVATIONS, read_receipt_event, read_receipt_history, read_receipt_params,
)
from test_suites import ed25519_key, ed25519_sign
from wire import Malformed, write, write_answer

SECRET = bytes(32)
PARAMS = ReceiptParams("market-1", 4, "sha256", "ed25519", ed25519_key(SECRET))
LOG = LogHasher("sha256")
EMPTY = LOG.root([])


def orders_of(size: int) -> List[bytes]:
    """Some orders."""
    return [bytes([number]) * 4 for number in range(size)]


def issued(eon: int, index: int, orders: List[bytes]) -> Receipt:
    """The receipt for a place of a log."""
    return Receipt(eon, index, orders[index], LOG.root(orders[:index + 1]))


def challenge(receipt: Receipt) -> Challenge:
    """A challenge with a receipt that the operator signed."""
    return Challenge(receipt, ed25519_sign(SECRET, LOG.receipt("market-1", receipt)))


def play(events: List[ReceiptEvent]) -> ReceiptHistory:
    """The history that the verifier makes of the events."""
    verifier = ReceiptVerifier(PARAMS)
    return ReceiptHistory(PARAMS, [
        ReceiptEntry(event, verifier.submit(event),
                     {what: verifier.observe(what) for what in OBSERVATIONS})
        for event in events])


def answers(events: List[ReceiptEvent]) -> list:
    """What the events are answered with."""
    return [entry.answer for entry in play(events).entries]


def random_event(dice: random.Random, verifier: ReceiptVerifier, kept: List[bytes]) -> ReceiptEvent:
    """An event of a market whose operator is mostly honest."""
    ledger = verifier.ledger
    eon, kind = ledger.eon - 1, dice.randrange(10)
    receipt = issued(eon, dice.randrange(len(kept)), kept) if kept else Receipt(eon, 0, b"", b"")
    if kind < 3:
        return Append(bytes([dice.randrange(4)]))
    if kind < 5:
        return Advance(ledger.block + dice.choice((0, 1, 1, 1, 2)))
    if kind < 7:
        return Commit(eon, len(kept), dice.choice((LOG.root(kept), LOG.root(kept), EMPTY)))
    if kind == 7:
        return challenge(receipt)
    path = LOG.path(kept, receipt.index) if kept else []
    return Respond(receipt, path if dice.randrange(6) else path[:-1])


def random_history(seed: int) -> ReceiptHistory:
    """A random history; at the change of an eon the operator keeps the log."""
    dice, verifier = random.Random(seed), ReceiptVerifier(PARAMS)
    growing: List[bytes] = []
    kept: List[bytes] = []
    entries = []
    for _ in range(30):
        event, eon = random_event(dice, verifier, kept), verifier.ledger.eon
        answer = verifier.submit(event)
        if verifier.ledger.eon != eon:
            growing, kept = [], growing if verifier.ledger.eon == eon + 1 else []
        if isinstance(event, Append) and isinstance(answer, Taken):
            growing = growing + [event.order]
        entries.append(ReceiptEntry(
            event, answer, {what: verifier.observe(what) for what in OBSERVATIONS}))
    return ReceiptHistory(PARAMS, entries)


class TheLog(unittest.TestCase):
    """_The log_."""

    def test_the_root_is_that_of_the_two_parts(self):
        def defined(orders: List[bytes]) -> bytes:
            if len(orders) == 1:
                return LOG.leaf(orders[0])
            first = max(1 << level for level in range(9) if 1 << level < len(orders))
            return LOG.join(defined(orders[:first]), defined(orders[first:]))

        for size in range(1, 35):
            self.assertEqual(LOG.root(orders_of(size)), defined(orders_of(size)))

    def test_algorithm_2_leads_to_the_log_then_and_to_the_log_now(self):
        for size in range(1, 20):
            orders = orders_of(size)
            for place in range(size):
                ends = LOG.recompute(orders[place], place, size, LOG.path(orders, place))
                self.assertEqual(ends.commitment, LOG.root(orders[:place + 1]))
                self.assertEqual(ends.root, LOG.root(orders))

    def test_the_way_in_a_log_beyond_all_logs_is_found(self):
        self.assertTrue(fits([b""] * 300, 5, 1 << 300))

    def test_a_link_shows_that_one_log_extends_the_other(self):
        orders = orders_of(7)
        path = LOG.path(orders, 2)
        earlier, later = issued(1, 2, orders), issued(1, 6, orders)
        self.assertEqual(link("sha256", earlier, later, path), ())
        for clause, broken in (
                ("RE-15", (later, earlier, path)), ("RE-16", (earlier, later, path[1:])),
                ("RE-15", (earlier._replace(eon=2), later, path)),
                ("RE-17", (earlier._replace(commitment=later.commitment), later, path)),
                ("RE-18", (earlier, later._replace(commitment=earlier.commitment), path))):
            self.assertEqual(link("sha256", *broken).clause, clause)

    def test_functions_answer_with_a_verdict(self):
        receipt = write(issued(1, 0, orders_of(1)))
        self.assertEqual(
            evaluate_link({"hash": "sha256", "earlier": receipt, "later": receipt, "path": []}),
            {"verdict": "kept"})
        self.assertEqual(evaluate_log_path({"hash": "sha256", "orders": [], "index": "0"}),
                         {"verdict": "broken", "clause": "RE-15"})


class Halts(unittest.TestCase):
    """_Halt_; an eon has four blocks, and an epoch one."""

    ORDERS = orders_of(3)
    GROW = [Append(order) for order in ORDERS] + [Advance(5)]
    COMMIT = Commit(1, 3, LOG.root(ORDERS))
    CHALLENGE = challenge(issued(1, 1, ORDERS))

    def test_an_answer_in_the_last_block_prevents_it(self):
        answer = Respond(self.CHALLENGE.receipt, LOG.path(self.ORDERS, 1))
        self.assertEqual(
            answers(self.GROW + [self.CHALLENGE, self.COMMIT, Advance(6), answer, Advance(7)])[4:],
            [Taken()] * 5)

    def test_a_challenge_that_stays_open_halts(self):
        self.assertEqual(
            answers(self.GROW + [self.CHALLENGE, self.COMMIT, Advance(99), Append(b"")])[-2:],
            [Taken(halted=LogHalt(2, UNANSWERED)), Rejected("RE-1")])

    def test_a_log_that_is_not_committed_halts_at_the_second_eon_after_it(self):
        self.assertEqual(answers([Advance(7), Advance(8)]),
                         [Taken(), Taken(halted=LogHalt(3, UNCOMMITTED))])

    def test_of_two_causes_in_one_block_the_open_challenge_counts(self):
        late = self.GROW + [Advance(6), self.CHALLENGE, Advance(8)]
        self.assertEqual(answers(late)[-1], Taken(halted=LogHalt(3, UNANSWERED)))

    def test_the_challenge_that_was_opened_first_counts(self):
        first, second = challenge(issued(1, 0, self.ORDERS)), self.CHALLENGE
        self.assertEqual(
            answers(self.GROW + [self.COMMIT, first, Advance(6), second, Advance(7)])[-1],
            Taken(halted=LogHalt(2, UNANSWERED)))

    def test_of_two_receipts_for_one_place_both_are_challenged_and_one_is_answered(self):
        kept, other = self.CHALLENGE.receipt, issued(1, 1, [b"other"] * 2)
        path = LOG.path(self.ORDERS, 1)
        self.assertEqual(
            answers(self.GROW + [self.COMMIT, self.CHALLENGE, Respond(other, path),
                                 challenge(other), Respond(kept, path), Respond(other, path)])[5:],
            [Taken(), Rejected("RE-13"), Taken(), Taken(), Rejected("RE-17")])

    def test_the_logs_of_two_eons_are_seen(self):
        entries = play([Advance(4), Commit(1, 0, EMPTY), Advance(8)]).entries
        self.assertEqual(entries[-1].observed["committed"], [Committed(1, 0, EMPTY)])


class TheJudge(unittest.TestCase):
    """_Functions_, `judge`."""

    def test_what_the_verifier_does_is_kept(self):
        halted = accepted = 0
        for seed in range(12):
            history = random_history(seed)
            for end in range(len(history.entries) + 1):
                cut = history._replace(entries=history.entries[:end])
                self.assertIsNone(judge_receipts(cut))
            read = read_receipt_history({"params": {
                "contract": "market-1", "blocksPerEon": "4", "hash": "sha256",
                "signature": "ed25519", "operator": write(PARAMS.operator),
            }, "entries": [
                {"event": event_in_json(it.event), "answer": write_answer(it.answer),
                 "observed": {what: write(seen) for what, seen in it.observed.items()}}
                for it in history.entries]})
            self.assertEqual(read, history)
            halted += bool(history.entries[-1].observed["halt"])
            accepted += sum(isinstance(it.event, Respond) and isinstance(it.answer, Taken)
                            for it in history.entries)
        self.assertTrue(0 < halted < 12 and accepted > 0, (halted, accepted))

    def test_what_is_changed_breaks_a_clause(self):
        entry = play([Append(b"\1")]).entries[0]
        receipt, signs = entry.answer.issued
        for clause, answer in (
                ("RE-3", Taken()),
                ("RE-3", Taken(Issued(receipt._replace(index=1), signs))),
                ("RE-4", Taken(Issued(receipt._replace(commitment=EMPTY), signs))),
                ("RE-5", Taken(Issued(receipt, b""))),
                ("RE-19", entry.answer._replace(halted=LogHalt(1, UNANSWERED))),
                ("RE-20", Rejected("RE-1")), ("RE-20", Rejected(None))):
            history = ReceiptHistory(PARAMS, [entry._replace(answer=answer)])
            self.assertEqual(judge_receipts(history), clause)
        seen = entry._replace(observed={"size": 0})
        self.assertEqual(judge_receipts(ReceiptHistory(PARAMS, [seen])), "RE-21")

    def test_an_earlier_entry_that_was_refused_did_not_happen(self):
        first, second = play([Append(b"\1"), Append(b"\2")]).entries
        alone, = play([Append(b"\2")]).entries
        refused = first._replace(answer=Rejected("RE-1"))
        self.assertIsNone(judge_receipts(ReceiptHistory(PARAMS, [refused, alone])))
        self.assertEqual(judge_receipts(ReceiptHistory(PARAMS, [refused, second])), "RE-3")

    def test_an_earlier_entry_that_was_accepted_has_the_consequences_that_it_should_have_had(self):
        first, second = play([Append(b"\1"), Append(b"\2")]).entries
        wrong = first._replace(answer=Taken())
        self.assertIsNone(judge_receipts(ReceiptHistory(PARAMS, [wrong, second])))

    def test_what_is_malformed_is_no_history(self):
        with self.assertRaises(Malformed):
            evaluate_receipts_judge({"history": {"params": {}, "entries": []}})
        with self.assertRaises(Malformed):
            read_receipt_event({"tag": "append", "order": "0x0"})
        with self.assertRaises(Malformed):
            read_receipt_params({
                "contract": "m", "blocksPerEon": "6", "hash": "sha256", "signature": "ed25519",
                "operator": "0x"})


def event_in_json(event: ReceiptEvent):
    """An event as it is sent."""
    tag = "answer" if isinstance(event, Respond) else type(event).__name__.lower()
    fields = write(event)
    if "by_operator" in fields:
        fields["byOperator"] = fields.pop("by_operator")
    return {"tag": tag, **fields}


if __name__ == "__main__":
    unittest.main()
