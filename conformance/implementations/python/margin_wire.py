"""How the words of margin_messages.py look in JSON, and what of it is malformed."""

from margin_messages import (
    CALLED, CLOSE, CLOSED_LOTS, GOOD, KEEP, LAST_SOLVENT, MID, NET_POSITIONS, OUT, REFERENCE, WALK,
    AccountView, Advance, Call, CancelPost, Deposit, EndDay, Liquidation, Lots, MarginAnswer,
    MarginEntry, MarginEvent, MarginHistory, MarginObservation, MarginParams, Money, OpenStep,
    Outcome, Post, TakePart, Withdraw,
)
from wire import (
    ORDER, PRICE, SIDE, TRADER, VOLUME, Json, Malformed, list_of, one_of, read_fields, read_fill,
    read_integer, read_name, read_object, read_orders, read_rejected, read_removal, read_tagged,
    record,
)

AMOUNT = ("amount", read_integer)
OBSERVATIONS = ("accounts", "reference", "version", "fund", "time", "day", "book")
EVENTS = {
    "deposit": (Deposit, (TRADER, AMOUNT)),
    "withdraw": (Withdraw, (TRADER, AMOUNT)),
    "post": (Post, (TRADER, ORDER, SIDE, PRICE, VOLUME, ("version", read_integer))),
    "cancel": (CancelPost, (TRADER, ORDER)),
    "advance": (Advance, (("time", read_integer),)),
    "openStep": (OpenStep, ()),
    "takePart": (TakePart, (TRADER,)),
    "endDay": (EndDay, (("day", read_integer),)),
}


# That the parameters are sound is asked later (MG-1).
read_margin_params = record(
    MarginParams,
    ("traders", list_of(read_name)),
    ("openingPrice", read_integer),
    ("initialRate", read_integer),
    ("maintenanceRate", read_integer),
    ("threshold", read_integer),
    ("deadline", read_integer),
    ("valuation", one_of(MID, WALK)),
    ("liquidationPrice", one_of(LAST_SOLVENT, REFERENCE)),
    ("lossRule", one_of(NET_POSITIONS, CLOSED_LOTS)),
    ("markRule", one_of(KEEP, CLOSE)),
    ("fund", read_integer),
    ("dropOutRate", read_integer),
    ("stepDeadline", read_integer),
    ("lastDay", read_integer),
    ("highestPrice", read_integer),
    ("largestPosition", read_integer),
    ("mostHeld", read_integer),
)


def read_margin_event(value: Json) -> MarginEvent:
    """An event (_Events_): its tag, and the fields of that tag."""
    return read_tagged(EVENTS, value)


read_money = list_of(record(Money, TRADER, AMOUNT))
read_liquidation = record(
    Liquidation, TRADER, PRICE, ("closed", list_of(record(Lots, TRADER, VOLUME))),
    ("fund", read_integer), ("shared", read_money))
read_outcome = record(
    Outcome,
    ("fills", list_of(read_fill)),
    ("removed", list_of(read_removal)),
    ("called", list_of(record(Call, TRADER, PRICE))),
    ("lifted", list_of(read_name)),
    ("liquidated", list_of(read_liquidation)),
    ("forfeited", read_money),
    ("rewarded", read_money),
    ("marked", read_money),
)
read_accounts = list_of(record(
    AccountView, TRADER, ("cash", read_integer), ("balance", read_integer),
    ("escrow", read_integer), ("position", read_integer), ("net", read_integer),
    ("status", one_of(GOOD, CALLED, OUT)), ("credential", read_integer), ("own", read_integer),
    ("joint", read_integer)))


def read_margin_answer(value: Json) -> MarginAnswer:
    """An answer (_Answers and observations_)."""
    answer = read_object(value)
    if set(answer) == {"rejected"}:
        return read_rejected(answer["rejected"])
    return read_fields(answer, ("accepted", read_outcome))[0]


def read_margin_observation(what: str, value: Json) -> MarginObservation:
    """What was observed."""
    if what == "accounts":
        return read_accounts(value)
    if what == "book":
        return read_orders(value)
    if what in OBSERVATIONS:
        return read_integer(value)
    raise Malformed("unknown observation: %.120r" % what)


def read_margin_entry(value: Json) -> MarginEntry:
    """An entry of a history; what was observed may be left out."""
    event, answer, observed = read_fields(
        {"observed": {}, **read_object(value)}, ("event", read_margin_event),
        ("answer", read_margin_answer), ("observed", read_object))
    seen = {what: read_margin_observation(what, value) for what, value in observed.items()}
    return MarginEntry(event, answer, seen)


read_margin_history = record(
    MarginHistory, ("params", read_margin_params), ("entries", list_of(read_margin_entry)))
