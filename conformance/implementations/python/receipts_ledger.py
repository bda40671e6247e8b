"""What the parent chain and the market know of a log: time, commitments, challenges, the halt.

_Receipts_, Events, Halt and What can be seen. Nothing is refused here.
"""

from typing import Dict, List, Optional, Set

from log_tree import Log, LogHasher
from receipts_messages import (
    UNANSWERED, UNCOMMITTED, Committed, Issued, LogHalt, OpenChallenge, Receipt,
    ReceiptObservation, ReceiptParams,
)


class ReceiptLedger:
    """The state of an instance."""

    def __init__(self, params: ReceiptParams) -> None:
        self.params = params
        self.hasher = LogHasher(params.hash)
        self.block = 0
        self.log = Log(self.hasher)
        self.committed: Dict[int, Committed] = {}
        self.challenged: Set[Receipt] = set()
        self.open: Dict[Receipt, int] = {}
        self.halt: Optional[LogHalt] = None

    # Time.

    @property
    def epoch(self) -> int:
        """How many blocks an epoch has."""
        return self.params.blocks_per_eon // 4

    @property
    def eon(self) -> int:
        """The eon that runs."""
        return self.eon_of(self.block)

    def eon_of(self, block: int) -> int:
        """The eon in which a block lies."""
        return block // self.params.blocks_per_eon + 1

    def start(self, eon: int) -> int:
        """The first block of an eon."""
        return (eon - 1) * self.params.blocks_per_eon

    def first_epoch_is_over(self) -> bool:
        """Has a quarter of this eon gone by (RE-10)?"""
        return self.block >= self.start(self.eon) + self.epoch

    def advance(self, block: int) -> Optional[LogHalt]:
        """Time goes by, and maybe the market halts."""
        halt = None if self.halt else self._halts_until(block)
        if self.eon_of(block) != self.eon:
            self.log = Log(self.hasher)
        self.block = block
        self.halt = self.halt or halt
        return halt

    def _halts_until(self, block: int) -> Optional[LogHalt]:
        """The first cause to halt up to a later block (RE-19)."""
        causes = [(self._uncommitted_at(), UNCOMMITTED)]
        if self.open:
            causes.insert(0, (min(self.open.values()) + self.epoch + 1, UNANSWERED))
        at, why = min(causes, key=lambda cause: cause[0])
        return LogHalt(self.eon_of(at), why) if at <= block else None

    def _uncommitted_at(self) -> int:
        """In which block the market halts if no log is committed any more."""
        eon = max(1, self.eon - 1)
        while eon in self.committed:
            eon += 1
        return self.start(eon + 2)

    # Orders, logs, challenges.

    def issue(self, order: bytes) -> Issued:
        """The order takes the next place, and its receipt says so (RE-3 to RE-5)."""
        index = self.log.size
        self.log.append(order)
        receipt = Receipt(self.eon, index, order, self.log.root)
        return Issued(receipt, self.hasher.receipt(self.params.contract, receipt))

    def commit(self, log: Committed) -> None:
        """This is the log of that eon."""
        self.committed[log.eon] = log

    def opens(self, receipt: Receipt) -> None:
        """A challenge is opened."""
        self.challenged.add(receipt)
        self.open[receipt] = self.block

    def closes(self, receipt: Receipt) -> None:
        """A challenge is closed."""
        del self.open[receipt]

    # What can be seen.

    def observe(self, what: str) -> ReceiptObservation:
        """One observation (_What can be seen_)."""
        if what == "block":
            return self.block
        if what == "eon":
            return self.eon
        if what == "size":
            return self.log.size
        if what == "root":
            return self.log.root
        if what == "committed":
            return self._recently_committed()
        if what == "challenges":
            return [OpenChallenge(receipt, block) for receipt, block in self.open.items()]
        if what == "halt":
            return [] if self.halt is None else [self.halt]
        raise ValueError("unknown observation: " + what)

    def _recently_committed(self) -> List[Committed]:
        """The logs of the two eons before the one that runs, as far as they are committed."""
        return [self.committed[eon] for eon in (self.eon - 2, self.eon - 1)
                if eon in self.committed]
