"""How the words of chain_messages.py look in JSON, and what of it is malformed.

`Malformed` is raised for everything that is not written as _The commit-chain_ says (Parameters,
How it looks, Events, Answers and what can be seen).
"""

from typing import Any, Callable, Dict, Tuple

from chain_messages import (
    KINDS, NO_PASSIVE, Account, Advance, Agreed, AnswerBalance, AnswerDelivery,
    AnswerPassiveDelivery, AnswerSwap, CancelWithdrawal, ChainAnswer, ChainEntry, ChainEvent,
    ChainHistory, ChainObservation, ChainParams, ChallengeBalance, ChallengeDelivery,
    ChallengePassiveDelivery, ChallengeSwap, ChallengeView, Checkpoint, Claim, ConfirmWithdrawal,
    Deposit, Done, Halt, HeldView, Interval, Leg, Membership, Passive, Payment, Proof, PunishSwap,
    Recover, Registered, RequestWithdrawal, Sibling, Statement, Swap, Transaction, Transfer,
    Update, WithdrawalView,
)
from encoding import read_bytes
from messages import Rejected
from suites import HASHES, SIGNATURES
from wire import (
    Field, Json, Malformed, Reader, list_of, one_of, read_fields, read_integer, read_list,
    read_name, read_object, read_rejected, record,
)

OBSERVATIONS = ("block", "eon", "held", "challenges", "withdrawals", "operations", "halt")
LEFT_OUT = object()
"""Stands for a member that is not there; `null` in JSON does not."""


def with_default(value: Json, **defaults: Any) -> Dict[str, Json]:
    """An object in which some members may be left out; those become their reader's input."""
    return {**defaults, **read_object(value)}


def optional(read: Reader) -> Reader:
    """A reader for a member that was left out, or is there."""
    return lambda value: None if value is LEFT_OUT else read(value)


def read_flag(value: Json) -> bool:
    """A boolean."""
    if not isinstance(value, bool):
        raise Malformed("not true or false: %.120r" % (value,))
    return value


# Data and proofs (_How it looks_).

TRADER = ("trader", read_name)
COIN = ("coin", read_name)
EON = ("eon", read_integer)
AMOUNT = ("amount", read_integer)
NONCE = ("nonce", read_integer)
INDEX = ("index", read_integer)
BY_TRADER = ("byTrader", read_bytes)
BY_OPERATOR = ("byOperator", read_bytes)

read_update = record(
    Update, TRADER, COIN, EON, ("transactions", read_bytes), ("spent", read_integer),
    ("gained", read_integer))
read_transfer = record(
    Transfer, COIN, ("sender", read_name), ("recipient", read_name), AMOUNT,
    ("passive", read_flag), NONCE)
read_swap = record(
    Swap, TRADER, ("sellCoin", read_name), ("buyCoin", read_name), ("sellAmount", read_integer),
    ("buyAmount", read_integer), NONCE)
read_passive = record(
    Passive, ("root", read_bytes), AMOUNT, ("mark", read_integer))
read_sibling = record(Sibling, ("hash", read_bytes), ("bound", read_integer))
read_statement = record(Statement, EON, ("available", read_integer), BY_TRADER)
read_membership = record(Membership, INDEX, ("path", list_of(read_bytes)))
read_interval = record(Interval, INDEX, ("path", list_of(read_sibling)))
UPDATE = ("update", read_update)
read_claim = record(Claim, UPDATE, BY_OPERATOR)
read_agreed = record(Agreed, UPDATE, BY_TRADER, BY_OPERATOR)


def read_proof(value: Json) -> Proof:
    """A proof of exclusive allotment; `update` is left out where none is applied."""
    return Proof(*read_fields(
        with_default(value, update=LEFT_OUT), ("left", read_integer), ("right", read_integer),
        ("passive", read_passive), ("update", optional(read_update)),
        ("path", list_of(read_sibling)), ("coins", list_of(read_bytes))))


read_leg = record(
    Leg, ("membership", read_membership), ("before", read_proof), ("after", read_proof))


def read_transaction(value: Json) -> Transaction:
    """A transfer or a swap; its members tell which."""
    return read_transfer(value) if "sender" in read_object(value) else read_swap(value)


# Parameters.


def read_quarters(value: Json) -> int:
    """A multiple of four above zero."""
    number = read_integer(value)
    if number <= 0 or number % 4 != 0:
        raise Malformed("not a multiple of four above zero: %d" % number)
    return number


def read_chain_params(value: Json) -> ChainParams:
    """The parameters of an instance (_Parameters_)."""
    params = ChainParams(*read_fields(
        value, ("contract", read_name), ("blocksPerEon", read_quarters),
        ("hash", one_of(*HASHES)), ("signature", one_of(*SIGNATURES)), ("operator", read_bytes),
        ("coins", list_of(read_name)),
        ("traders", list_of(record(Registered, TRADER, ("key", read_bytes))))))
    for names in (params.coins, [it.trader for it in params.traders]):
        if len(set(names)) < len(names):
            raise Malformed("a name stands twice in a list")
    return params


# Events.

TRANSFER = ("transfer", read_transfer)
SWAP = ("swap", read_swap)
MEMBERSHIP = ("membership", read_membership)
AFTER = ("after", read_proof)
SELL = ("sell", read_leg)
BUY = ("buy", read_leg)
EVENTS: Dict[str, Tuple[Callable[..., ChainEvent], Tuple[Field, ...]]] = {
    "advance": (Advance, (("block", read_integer),)),
    "deposit": (Deposit, (TRADER, COIN, AMOUNT)),
    "checkpoint": (
        Checkpoint, (("by", read_name), ("root", read_bytes), ("operations", read_bytes))),
    "requestWithdrawal": (RequestWithdrawal, (TRADER, COIN, AMOUNT, ("proof", read_proof))),
    "cancelWithdrawal": (CancelWithdrawal, (TRADER, COIN, EON, ("statement", read_statement))),
    "confirmWithdrawal": (ConfirmWithdrawal, (TRADER, COIN, EON)),
    "challengeBalance": (
        ChallengeBalance, (TRADER, COIN, ("claim", optional(read_claim)), ("before", read_proof))),
    "answerBalance": (AnswerBalance, (TRADER, COIN, ("agreed", optional(read_agreed)), AFTER)),
    "challengeDelivery": (
        ChallengeDelivery, (TRADER, TRANSFER, ("claim", read_claim), MEMBERSHIP)),
    "answerDelivery": (AnswerDelivery, (TRADER, TRANSFER, MEMBERSHIP, AFTER)),
    "challengePassiveDelivery": (
        ChallengePassiveDelivery, (TRADER, TRANSFER, MEMBERSHIP, AFTER)),
    "answerPassiveDelivery": (
        AnswerPassiveDelivery, (TRADER, TRANSFER, AFTER, ("interval", read_interval))),
    "challengeSwap": (ChallengeSwap, (TRADER, SWAP, SELL)),
    "answerSwap": (AnswerSwap, (TRADER, SWAP, BUY)),
    "punishSwap": (PunishSwap, (TRADER, SWAP, SELL, BUY)),
    "recover": (Recover, (TRADER, COIN, ("proof", read_proof))),
}
MAY_BE_LEFT_OUT = {"challengeBalance": "claim", "answerBalance": "agreed"}


def read_chain_event(value: Json) -> ChainEvent:
    """An event (_Events_): its tag, and the members of that tag."""
    fields = dict(read_object(value))
    tag = fields.pop("tag", None)
    if not isinstance(tag, str) or tag not in EVENTS:
        raise Malformed("not the tag of an event: %.120r" % (tag,))
    make, readers = EVENTS[tag]
    if tag in MAY_BE_LEFT_OUT:
        fields.setdefault(MAY_BE_LEFT_OUT[tag], LEFT_OUT)
    return make(*read_fields(fields, *readers))


# Histories.

read_payment = record(Payment, TRADER, COIN, AMOUNT)
read_halt = record(Halt, EON, ("safe", read_integer))
read_kind = one_of(*KINDS)


def read_chain_answer(value: Json) -> ChainAnswer:
    """An answer (_Answers and what can be seen_)."""
    answer = read_object(value)
    if set(answer) not in ({"accepted"}, {"rejected"}):
        raise Malformed("an answer is either accepted or rejected")
    if "rejected" in answer:
        return read_rejected(answer["rejected"])
    return Done(*read_fields(
        with_default(answer["accepted"], halted=LEFT_OUT), ("paid", list_of(read_payment)),
        ("halted", optional(read_halt))))


READ_OBSERVATION: Dict[str, Reader] = {
    "block": read_integer,
    "eon": read_integer,
    "held": list_of(record(HeldView, COIN, AMOUNT)),
    "challenges": list_of(record(
        ChallengeView, ("kind", read_kind), TRADER, COIN, EON, ("block", read_integer))),
    "withdrawals": list_of(record(WithdrawalView, TRADER, COIN, EON, AMOUNT)),
    "operations": read_bytes,
    "halt": list_of(read_halt),
}


def read_chain_observation(what: str, value: Json) -> ChainObservation:
    """What was observed."""
    if what not in READ_OBSERVATION:
        raise Malformed("unknown observation: %.120r" % what)
    return READ_OBSERVATION[what](value)


def read_chain_entry(value: Json) -> ChainEntry:
    """An entry of a history; what was observed may be left out."""
    event, answer, observed = read_fields(
        with_default(value, observed={}), ("event", read_chain_event),
        ("answer", read_chain_answer), ("observed", read_object))
    return ChainEntry(event, answer, {
        what: read_chain_observation(what, seen) for what, seen in observed.items()})


read_chain_history = record(
    ChainHistory, ("params", read_chain_params), ("entries", list_of(read_chain_entry)))


# Arguments of functions.


def read_account(value: Json) -> Account:
    """An account that is to be committed; `passive` and `update` may be left out."""
    trader, coin, amount, passive, update = read_fields(
        with_default(value, passive=LEFT_OUT, update=LEFT_OUT), TRADER, COIN, AMOUNT,
        ("passive", optional(read_passive)), ("update", optional(read_update)))
    return Account(trader, coin, amount, NO_PASSIVE if passive is None else passive, update)
