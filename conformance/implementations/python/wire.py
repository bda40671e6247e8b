"""How the words of messages.py look in JSON, and what of it is malformed.

The chapter _Primitives_ says how numbers and names are written. `Malformed` is raised for
everything that is not written so.
"""

import re
from typing import Any, Callable, Dict, List, Tuple

from messages import (
    BUY, SELL, Accepted, Answer, Cancel, DepthView, EndEon, Entry, Event, Fill, History, LevelView,
    Limit, Market, Observation, OrderView, Params, Rejected, Removal,
)

Json = Any
Reader = Callable[[Json], Any]
Field = Tuple[str, Reader]
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,99})")
NAME = re.compile(r"[A-Za-z0-9._:-]{1,64}")
CLAUSES = {"PR": 5, "OB": 22, "RE": 41, "SO": 43, "CC": 51, "IN": 8, "CO": 19, "MG": 35}
"""How many clauses each chapter has; they are numbered from 1."""
OBSERVATIONS = ("book", "depth", "sequence", "eon")


class Malformed(Exception):
    """The message is not what the protocol says it should be."""


# What a value is made of (_Numbers_, _Names_).


def read_integer(value: Json) -> int:
    """An integer of any sign, as a string in decimal."""
    if not isinstance(value, str) or value == "-0" or not INTEGER.fullmatch(value):
        raise Malformed("not an integer in decimal: %.120r" % (value,))
    return int(value)


def read_name(value: Json) -> str:
    """The id of an order, a trader or whatever else has a name."""
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise Malformed("not an id: %.120r" % (value,))
    return value


def read_text(value: Json) -> str:
    """Any string."""
    if not isinstance(value, str):
        raise Malformed("not a string: %.120r" % (value,))
    return value


def one_of(*choices: str) -> Callable[[Json], str]:
    """A reader for one of a few words."""

    def read(value: Json) -> str:
        if not isinstance(value, str) or value not in choices:
            raise Malformed("not one of %s: %.120r" % (", ".join(choices), value))
        return value

    return read


def read_object(value: Json) -> Dict[str, Json]:
    """A JSON object."""
    if not isinstance(value, dict):
        raise Malformed("not an object: %.120r" % (value,))
    return value


def read_list(value: Json) -> List[Json]:
    """A JSON array."""
    if not isinstance(value, list):
        raise Malformed("not an array: %.120r" % (value,))
    return value


def read_fields(value: Json, *fields: Field) -> List[Any]:
    """The fields of an object that has exactly these."""
    record = read_object(value)
    unknown = set(record) - {name for name, _ in fields}
    if unknown:
        raise Malformed("unknown field: %.120r" % sorted(unknown)[0])
    for name, _ in fields:
        if name not in record:
            raise Malformed("missing field: " + name)
    return [read(record[name]) for name, read in fields]


def record(make: Callable[..., Any], *fields: Field) -> Reader:
    """A reader for an object that has exactly these members."""
    return lambda value: make(*read_fields(value, *fields))


def list_of(read: Reader) -> Reader:
    """A reader for an array."""
    return lambda value: [read(item) for item in read_list(value)]


# What is read.

read_side = one_of(BUY, SELL)
read_why = one_of("cancelled", "expired", "dropped", "self-trade")
ORDER = ("order", read_name)
TRADER = ("trader", read_name)
SIDE = ("side", read_side)
PRICE = ("price", read_integer)
VOLUME = ("volume", read_integer)
LAST_EON = ("lastEon", read_integer)
EVENTS = {
    "limit": (Limit, (ORDER, TRADER, SIDE, PRICE, VOLUME, LAST_EON)),
    "market": (Market, (ORDER, TRADER, SIDE, VOLUME)),
    "cancel": (Cancel, (ORDER, TRADER)),
    "endEon": (EndEon, (("eon", read_integer),)),
}


def read_params(value: Json) -> Params:
    """The parameters of a book (_Parameters_)."""
    return Params(*read_fields(
        value,
        ("preference", one_of("time", "price-time")),
        ("executionPrice", one_of("resting", "incoming")),
        ("selfTrade", one_of("allow", "cancel-resting", "cancel-incoming")),
    ))


def read_event(value: Json) -> Event:
    """An event (_Events_)."""
    return read_tagged(EVENTS, value)


def read_tagged(makers: Dict[str, Tuple[Callable[..., Any], Tuple[Field, ...]]],
                value: Json) -> Any:
    """An object whose tag says what it is, with the fields of that tag."""
    fields = dict(read_object(value))
    tag = fields.pop("tag", None)
    if not isinstance(tag, str) or tag not in makers:
        raise Malformed("not the tag of an event: %.120r" % (tag,))
    make, readers = makers[tag]
    return make(*read_fields(fields, *readers))


def read_answer(value: Json) -> Answer:
    """An answer (_Answers_)."""
    record = read_object(value)
    if set(record) not in ({"accepted"}, {"rejected"}):
        raise Malformed("an answer is either accepted or rejected")
    if "rejected" in record:
        return read_rejected(record["rejected"])
    fills, removed = read_fields(
        record["accepted"], ("fills", read_list), ("removed", read_list))
    return Accepted([read_fill(fill) for fill in fills], [read_removal(it) for it in removed])


def read_rejected(value: Json) -> Rejected:
    """A refusal; its reason may be left out."""
    if not read_object(value):
        return Rejected(None)
    return Rejected(*read_fields(value, ("reason", read_clause)))


def read_clause(value: Json) -> str:
    """The id of a clause of any chapter."""
    chapter, _, number = read_text(value).partition("-")
    last = CLAUSES.get(chapter, 0)
    if not INTEGER.fullmatch(number) or not 1 <= int(number) <= last:
        raise Malformed("not the id of a clause: %.120r" % value)
    return value


def read_fill(value: Json) -> Fill:
    """A fill (_Answers_)."""
    return Fill(*read_fields(value, ("maker", read_name), ("taker", read_name), PRICE, VOLUME))


def read_removal(value: Json) -> Removal:
    """A removal (_Answers_)."""
    return Removal(*read_fields(value, ORDER, VOLUME, ("why", read_why)))


read_orders = list_of(record(OrderView, ORDER, TRADER, SIDE, PRICE, VOLUME, LAST_EON))


def read_observation(what: str, value: Json) -> Observation:
    """What was observed (_What can be seen_)."""
    if what == "book":
        return read_orders(value)
    if what == "depth":
        return DepthView(*read_fields(value, ("buys", read_levels), ("sells", read_levels)))
    if what in OBSERVATIONS:
        return read_integer(value)
    raise Malformed("unknown observation: %.120r" % what)


def read_levels(value: Json) -> List[LevelView]:
    """One side of the observation `depth`."""
    return [LevelView(*read_fields(level, PRICE, VOLUME)) for level in read_list(value)]


def read_history(value: Json) -> History:
    """A history (_Judging a history_)."""
    params, entries = read_fields(value, ("params", read_params), ("entries", read_list))
    return History(params, [read_entry(entry) for entry in entries])


def read_entry(value: Json) -> Entry:
    """An entry of a history; what was observed may be left out."""
    record = {"observed": {}, **read_object(value)}
    event, answer, observed = read_fields(
        record, ("event", read_event), ("answer", read_answer), ("observed", read_object))
    seen = {what: read_observation(what, value) for what, value in observed.items()}
    return Entry(event, answer, seen)


# What is written.

FIELD_NAMES = {"last_eon": "lastEon"}


def write(value: Any) -> Json:
    """A word of messages.py or chain_messages.py in JSON: a record as an object, a number as a
    string, bytes in hex."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, list):
        return [write(item) for item in value]
    if isinstance(value, tuple):
        return {FIELD_NAMES.get(name, name): write(field)
                for name, field in zip(value._fields, value) if field is not None}
    return value


def write_answer(answer: Any) -> Dict[str, Json]:
    """An answer of either chapter (_Answers_)."""
    return {"rejected" if isinstance(answer, Rejected) else "accepted": write(answer)}
