"""The log and its challenges (_Receipts_): what is accepted, and what that does.

Each event has a list of conditions, in the order of the chapter: the name of a clause and a
question. A question that cannot be asked, since what it is about does not exist, is answered no.
"""

from typing import Any, Callable, Dict, List, Tuple

from commit_chain import Condition, holds
from encoding import Undefined
from log_tree import Recomputed
from messages import Rejected, is_amount
from mountains import fits
from receipts_ledger import ReceiptLedger
from receipts_messages import (
    Advance, Append, Challenge, Commit, Committed, Receipt, ReceiptAnswer, ReceiptEvent,
    ReceiptObservation, ReceiptParams, Respond, Taken,
)
from suites import verify


class ReceiptVerifier:
    """One instance: one log of one market."""

    def __init__(self, params: ReceiptParams) -> None:
        self.ledger = ReceiptLedger(params)
        self._params = params
        self._rules: Dict[type, Tuple[Callable[[Any], List[Condition]],
                                      Callable[[Any], Taken]]] = {
            Advance: (self._advance_conditions, self._advance),
            Append: (self._append_conditions, self._append),
            Commit: (self._commit_conditions, self._commit),
            Challenge: (self._challenge_conditions, self._challenge),
            Respond: (self._respond_conditions, self._respond),
        }

    def submit(self, event: ReceiptEvent) -> ReceiptAnswer:
        """Accept the event and do what it says, or refuse it and change nothing (RE-20)."""
        conditions, effect = self._rules[type(event)]
        for clause, question in conditions(event):
            if not holds(question):
                return Rejected(clause)
        return effect(event)

    def failed(self, event: ReceiptEvent) -> List[str]:
        """All conditions that an event fails, in the order of the chapter."""
        conditions, _ = self._rules[type(event)]
        return [clause for clause, question in conditions(event) if not holds(question)]

    def observe(self, what: str) -> ReceiptObservation:
        """One observation."""
        return self.ledger.observe(what)

    def _not_halted(self) -> Condition:
        return "RE-1", lambda: self.ledger.halt is None

    # Each event: its conditions, and what it does.

    def _advance_conditions(self, event: Advance) -> List[Condition]:
        return [("RE-2", lambda: is_amount(event.block) and event.block > self.ledger.block)]

    def _advance(self, event: Advance) -> Taken:
        return Taken(halted=self.ledger.advance(event.block))

    def _append_conditions(self, event: Append) -> List[Condition]:
        return [self._not_halted()]

    def _append(self, event: Append) -> Taken:
        return Taken(issued=self.ledger.issue(event.order))

    def _commit_conditions(self, event: Commit) -> List[Condition]:
        ledger = self.ledger
        return [
            self._not_halted(),
            ("PR-1", lambda: is_amount(event.eon) and is_amount(event.size)),
            ("RE-6", lambda: event.eon == ledger.eon - 1 and event.eon != 0),
            ("RE-7", lambda: event.eon not in ledger.committed),
            ("RE-8", lambda: event.size != 0 or event.root == ledger.hasher.empty),
        ]

    def _commit(self, event: Commit) -> Taken:
        self.ledger.commit(Committed(*event))
        return Taken()

    def _challenge_conditions(self, event: Challenge) -> List[Condition]:
        ledger, receipt = self.ledger, event.receipt
        return [
            self._not_halted(),
            ("PR-1", lambda: is_amount(receipt.eon) and is_amount(receipt.index)),
            ("RE-9", lambda: receipt.eon == ledger.eon - 1),
            ("RE-10", ledger.first_epoch_is_over),
            ("RE-11", lambda: self._signed(receipt, event.by_operator)),
            ("RE-12", lambda: receipt not in ledger.challenged),
        ]

    def _signed(self, receipt: Receipt, signature: bytes) -> bool:
        """RE-11: did the operator sign the receipt, for this contract?"""
        digest = self.ledger.hasher.receipt(self._params.contract, receipt)
        return verify(self._params.signature, self._params.operator, digest, signature)

    def _challenge(self, event: Challenge) -> Taken:
        self.ledger.opens(event.receipt)
        return Taken()

    def _respond_conditions(self, event: Respond) -> List[Condition]:
        ledger, (eon, index, order, commitment) = self.ledger, event.receipt

        def log() -> Committed:
            if eon not in ledger.committed:
                raise Undefined("nothing is committed")
            return ledger.committed[eon]

        def ends() -> Recomputed:
            return ledger.hasher.recompute(order, index, log().size, event.path)

        return [
            self._not_halted(),
            ("RE-13", lambda: event.receipt in ledger.open),
            ("RE-14", lambda: eon in ledger.committed),
            ("RE-15", lambda: 0 <= index < log().size),
            ("RE-16", lambda: fits(event.path, index, log().size)),
            ("RE-17", lambda: ends().commitment == commitment),
            ("RE-18", lambda: ends().root == log().root),
        ]

    def _respond(self, event: Respond) -> Taken:
        self.ledger.closes(event.receipt)
        return Taken()
