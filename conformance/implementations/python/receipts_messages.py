"""The words of the chapter _Receipts_: parameters, receipts, events, answers, observations.

All numbers are Python ints of any sign; how they look in JSON is the business of receipts_wire.py.
"""

from typing import Dict, List, NamedTuple, Optional, Union

from messages import Rejected

UNANSWERED = "unanswered"
UNCOMMITTED = "uncommitted"


class ReceiptParams(NamedTuple):
    """One log of one market (_Parameters_)."""

    contract: str
    blocks_per_eon: int
    hash: str
    signature: str
    operator: bytes


class Receipt(NamedTuple):
    """In which eon and at which place an order stands, and the log that ends with it (_The log_)."""

    eon: int
    index: int
    order: bytes
    commitment: bytes


class Advance(NamedTuple):
    """The event `advance` (_Events_)."""

    block: int


class Append(NamedTuple):
    """The event `append` (_Events_)."""

    order: bytes


class Commit(NamedTuple):
    """The event `commit` (_Events_)."""

    eon: int
    size: int
    root: bytes


class Challenge(NamedTuple):
    """The event `challenge` (_Events_)."""

    receipt: Receipt
    by_operator: bytes


class Respond(NamedTuple):
    """The event `answer` (_Events_)."""

    receipt: Receipt
    path: List[bytes]


ReceiptEvent = Union[Advance, Append, Commit, Challenge, Respond]


class Issued(NamedTuple):
    """A receipt, and the hash that the operator signs (_Answers_)."""

    receipt: Receipt
    signs: bytes


class LogHalt(NamedTuple):
    """In which eon the market halts, and why (_Halt_)."""

    eon: int
    why: str


class Taken(NamedTuple):
    """The answer to an event that is accepted (_Answers_)."""

    issued: Optional[Issued] = None
    halted: Optional[LogHalt] = None


ReceiptAnswer = Union[Taken, Rejected]


class Committed(NamedTuple):
    """The log of an eon, as it was committed (_What can be seen_)."""

    eon: int
    size: int
    root: bytes


class OpenChallenge(NamedTuple):
    """A challenge that waits for its answer, and the block in which it was opened."""

    receipt: Receipt
    block: int


ReceiptObservation = Union[int, bytes, List[Committed], List[OpenChallenge], List[LogHalt]]


class ReceiptEntry(NamedTuple):
    """One entry of a history (_Functions_)."""

    event: ReceiptEvent
    answer: ReceiptAnswer
    observed: Dict[str, ReceiptObservation]


class ReceiptHistory(NamedTuple):
    """What `judge` is given (_Functions_)."""

    params: ReceiptParams
    entries: List[ReceiptEntry]
