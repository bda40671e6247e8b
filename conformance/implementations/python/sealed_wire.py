"""How the words of sealed_messages.py look in JSON, and what of it is malformed."""

import re
from typing import Any, Callable, Dict, Tuple

from chain_wire import LEFT_OUT, optional, with_default
from encoding import read_bytes
from sealed_messages import (
    Acknowledge, AdvanceTime, EndSealedEon, Entered, Limits, Member, Open, Order, Permit, Puzzle,
    PuzzleProof, Receipt, Round, ScoreView, Sealed, SealedAccount, SealedAnswer, SealedEntry,
    SealedEvent, SealedHistory, SealedParams, SealedReceipt, SealedView, Shown, SignedReceipt,
    Solve, Submit, Witness,
)
from suites import HASHES, SIGNATURES
from wire import (
    SIDE, TRADER, Field, Json, Malformed, Reader, list_of, one_of, read_fields, read_integer,
    read_name, read_object, read_rejected, read_tagged, record,
)

OBSERVATIONS = ("orders", "visible", "scores", "time", "eon")
STAGES = ("sealed", "receipted", "opened", "solved", "acknowledged", "void")
NUMBER = re.compile(r"0x(?:0|[1-9a-f][0-9a-f]{0,1023})")


def read_number(value: Json) -> int:
    """A number of the group (_Numbers and bytes_)."""
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise Malformed("not a number of the group: %.120r" % (value,))
    return int(value, 16)


def read_count(value: Json) -> int:
    """A JSON number, whole and not below zero."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Malformed("not a number: %.120r" % (value,))
    if value < 0 or value != value or value in (float("inf"),) or value != int(value):
        raise Malformed("not whole, or below zero: %.120r" % (value,))
    return int(value)


HASH = ("hash", one_of(*HASHES))
CONTRACT = ("contract", read_name)
EON = ("eon", read_integer)
KEY = ("key", read_bytes)
COIN = ("coin", read_name)
REFERENCE = ("reference", read_bytes)
ORDER_HASH = ("orderHash", read_bytes)
CIPHERTEXT = ("ciphertext", read_bytes)
ROOT = ("root", read_number)
MODULUS = ("modulus", read_number)
BASE = ("base", read_number)
TERMS: Tuple[Field, ...] = (
    SIDE, ("base", read_name), ("quote", read_name), ("price", read_integer),
    ("volume", read_integer))

read_limits = record(
    Limits, ("leastBits", read_count), ("mostBits", read_count), ("bound", read_count),
    ("rounds", read_count), ("mostSteps", read_count))
read_sealed_account = record(
    SealedAccount, TRADER, COIN, ("available", read_integer), ("version", read_integer))
read_puzzle = record(
    Puzzle, MODULUS, BASE, ("generator", read_number), ("steps", read_integer),
    ("end", read_number))
read_round = record(
    Round, ("byGenerator", read_number), ("byPower", read_number), ("challenge", read_number),
    ("response", read_number))
read_puzzle_proof = record(
    PuzzleProof, ("powers", list_of(read_number)), ("rounds", list_of(list_of(read_round))))
read_order = record(
    Order, TRADER, EON, KEY, *TERMS, ("give", read_bytes), ("take", read_bytes))
LIMITS = ("limits", read_limits)
PUZZLE = ("puzzle", read_puzzle)
PROOF = ("proof", read_puzzle_proof)
ORDER = ("order", read_order)
read_sealed = record(Sealed, EON, REFERENCE, ORDER_HASH, PUZZLE, CIPHERTEXT, PROOF)
read_permit = record(Permit, ("account", read_sealed_account), ("signature", read_bytes))
read_witness = record(
    Witness, TRADER, KEY, ROOT, ORDER, ("give", read_permit), ("take", read_permit))
read_signed_receipt = record(
    SignedReceipt,
    ("receipt", record(SealedReceipt, EON, ("index", read_integer), ("order", read_bytes),
                       ("commitment", read_bytes))),
    ("byOperator", read_bytes))
read_sealed_params = record(
    SealedParams, HASH, ("signature", one_of(*SIGNATURES)), CONTRACT, LIMITS,
    ("operator", read_bytes),
    ("traders", list_of(record(Member, TRADER, KEY, ("anchor", read_bytes)))),
    ("accounts", list_of(read_sealed_account)), ("speed", read_integer),
    ("penalty", read_integer), ("reward", read_integer), ("fine", read_integer))
PARAMS = ("params", read_sealed_params)
SEALED = ("sealed", read_sealed)
WITNESS = ("witness", read_witness)

EVENTS: Dict[str, Tuple[Callable[..., SealedEvent], Tuple[Field, ...]]] = {
    "submit": (Submit, (SEALED, WITNESS)),
    "receipt": (Receipt, (REFERENCE, ("receipt", read_signed_receipt))),
    "open": (Open, (REFERENCE, ROOT, ORDER)),
    "solve": (Solve, (REFERENCE, ROOT, ORDER)),
    "acknowledge": (Acknowledge, (REFERENCE, ("permits", list_of(read_bytes)))),
    "advance": (AdvanceTime, (("time", read_integer),)),
    "endEon": (EndSealedEon, (EON,)),
}


def read_sealed_event(value: Json) -> SealedEvent:
    """An event (_Between trader and operator_)."""
    return read_tagged(EVENTS, value)


# Histories.


def read_sealed_answer(value: Json) -> SealedAnswer:
    """An answer."""
    answer = read_object(value)
    if set(answer) not in ({"accepted"}, {"rejected"}):
        raise Malformed("an answer is either accepted or rejected")
    if "rejected" in answer:
        return read_rejected(answer["rejected"])
    return Entered(*read_fields(answer["accepted"], ("entered", list_of(read_bytes))))


def read_view(value: Json) -> SealedView:
    """An entry of `orders`; `place` and `order` may be left out."""
    return SealedView(*read_fields(
        with_default(value, place=LEFT_OUT, order=LEFT_OUT), REFERENCE, EON,
        ("stage", one_of(*STAGES)), ("place", optional(read_integer)),
        ("order", optional(record(Shown, TRADER, *TERMS)))))


READ_OBSERVATION: Dict[str, Reader] = {
    "orders": list_of(read_view),
    "visible": read_integer,
    "scores": list_of(record(
        ScoreView, TRADER, ("prompt", read_integer), ("late", read_integer),
        ("score", read_integer))),
    "time": read_integer,
    "eon": read_integer,
}


def read_seen(what: str, value: Json) -> Any:
    """What was observed."""
    if what not in READ_OBSERVATION:
        raise Malformed("unknown observation: %.120r" % what)
    return READ_OBSERVATION[what](value)


def read_sealed_entry(value: Json) -> SealedEntry:
    """An entry of a history; what was observed may be left out."""
    event, answer, observed = read_fields(
        with_default(value, observed={}), ("event", read_sealed_event),
        ("answer", read_sealed_answer), ("observed", read_object))
    return SealedEntry(event, answer, {
        what: read_seen(what, seen) for what, seen in observed.items()})


read_sealed_history = record(
    SealedHistory, PARAMS, ("entries", list_of(read_sealed_entry)))
