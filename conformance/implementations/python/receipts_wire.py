"""How the words of receipts_messages.py and matching_messages.py look in JSON.

`Malformed` is raised for everything that is not written as _Receipts_ says (Parameters, Events,
Answers, What can be seen, Provable matching, Functions).
"""

from typing import Any, Dict

from chain_wire import LEFT_OUT, optional, read_flag, read_quarters, with_default
from encoding import read_bytes
from matching_messages import (
    Appended, Broken, Incoming, Leaf, LimitOrder, Match, Node, SizedLog, Validated,
)
from receipts_messages import (
    UNANSWERED, UNCOMMITTED, Advance, Append, Challenge, Commit, Committed, Issued, LogHalt,
    OpenChallenge, Receipt, ReceiptAnswer, ReceiptEntry, ReceiptEvent, ReceiptHistory,
    ReceiptParams, Respond, Taken,
)
from suites import HASHES, SIGNATURES
from wire import (
    ORDER, PRICE, SIDE, TRADER, VOLUME, Json, Malformed, Reader, list_of, one_of, read_fields,
    read_integer, read_name, read_object, read_rejected, read_tagged, record, write,
)

OBSERVATIONS = ("block", "eon", "size", "root", "committed", "challenges", "halt")
read_suite = one_of(*HASHES)
read_path = list_of(read_bytes)
BLOCK = ("block", read_integer)
EON = ("eon", read_integer)
INDEX = ("index", read_integer)
SIZE = ("size", read_integer)
ROOT = ("root", read_bytes)
HASHED = ("order", read_bytes)
PATH = ("path", read_path)

read_receipt_params = record(
    ReceiptParams, ("contract", read_name), ("blocksPerEon", read_quarters),
    ("hash", read_suite), ("signature", one_of(*SIGNATURES)), ("operator", read_bytes))
read_receipt = record(Receipt, EON, INDEX, HASHED, ("commitment", read_bytes))
RECEIPT = ("receipt", read_receipt)


# Events.

EVENTS = {
    "advance": (Advance, (BLOCK,)),
    "append": (Append, (HASHED,)),
    "commit": (Commit, (EON, SIZE, ROOT)),
    "challenge": (Challenge, (RECEIPT, ("byOperator", read_bytes))),
    "answer": (Respond, (RECEIPT, PATH)),
}


def read_receipt_event(value: Json) -> ReceiptEvent:
    """An event (_Events_): its tag, and the members of that tag."""
    return read_tagged(EVENTS, value)


# Histories.

read_issued = record(Issued, RECEIPT, ("signs", read_bytes))
read_log_halt = record(LogHalt, EON, ("why", one_of(UNANSWERED, UNCOMMITTED)))


def read_receipt_answer(value: Json) -> ReceiptAnswer:
    """An answer (_Answers_); what it brings may be left out."""
    answer = read_object(value)
    if set(answer) == {"rejected"}:
        return read_rejected(answer["rejected"])
    accepted, = read_fields(answer, ("accepted", read_object))
    return Taken(*read_fields(
        with_default(accepted, issued=LEFT_OUT, halted=LEFT_OUT),
        ("issued", optional(read_issued)), ("halted", optional(read_log_halt))))


READ_OBSERVATION: Dict[str, Reader] = {
    "block": read_integer,
    "eon": read_integer,
    "size": read_integer,
    "root": read_bytes,
    "committed": list_of(record(Committed, EON, SIZE, ROOT)),
    "challenges": list_of(record(OpenChallenge, RECEIPT, BLOCK)),
    "halt": list_of(read_log_halt),
}


def read_receipt_observation(what: str, value: Json) -> Any:
    """What was observed."""
    if what not in READ_OBSERVATION:
        raise Malformed("unknown observation: %.120r" % what)
    return READ_OBSERVATION[what](value)


def read_receipt_entry(value: Json) -> ReceiptEntry:
    """An entry of a history; what was observed may be left out."""
    event, answer, observed = read_fields(
        with_default(value, observed={}), ("event", read_receipt_event),
        ("answer", read_receipt_answer), ("observed", read_object))
    return ReceiptEntry(event, answer, {
        what: read_receipt_observation(what, seen) for what, seen in observed.items()})


read_receipt_history = record(
    ReceiptHistory, ("params", read_receipt_params), ("entries", list_of(read_receipt_entry)))


# Provable matching.

REMAINING = ("remaining", read_integer)
AFTER = ("after", read_bytes)
read_order = record(LimitOrder, ORDER, TRADER, SIDE, PRICE, VOLUME)
read_leaf = record(Leaf, HASHED, SIDE, PRICE, REMAINING)
read_incoming = record(Incoming, SIDE, PRICE, REMAINING)
read_sized_log = record(SizedLog, SIZE, ROOT)


def read_node(value: Json) -> Node:
    """A node of the match tree; a price that is not there is left out."""
    return Node(*read_fields(
        with_default(value, sell=LEFT_OUT, buy=LEFT_OUT), ("hash", read_bytes),
        ("sell", optional(read_integer)), ("buy", optional(read_integer))))


read_match = record(
    Match, ("place", read_integer), ("maker", read_leaf), ("path", list_of(read_node)),
    ("matched", read_integer), AFTER)
read_appended = record(
    Appended, ("order", read_order),
    ("validated", record(Validated, ("applied", read_flag), ("committed", read_flag))),
    ("arrival", read_path), ("matches", list_of(read_match)), ("peaks", list_of(read_node)), AFTER)


def write_verdict(result: Any) -> Json:
    """The verdict of a function, and what comes with it."""
    verdict = "broken" if isinstance(result, Broken) else "kept"
    return {"verdict": verdict, **write(result)}


# Arguments of functions.

SUITE = ("hash", read_suite)
CONTRACT = ("contract", read_name)
COUNT = ("count", read_integer)
BEFORE = ("before", read_bytes)
LOG = ("log", read_sized_log)
ORDERS = ("orders", list_of(read_bytes))
EARLIER, LATER = ("earlier", read_receipt), ("later", read_receipt)
LEAVES = ("leaves", list_of(read_leaf))
INCOMING, MATCH = ("incoming", read_incoming), ("match", read_match)
APPENDED = ("appended", read_appended)
ALL_APPENDED = ("appended", list_of(read_appended))
HISTORY = ("history", read_receipt_history)
