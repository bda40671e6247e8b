"""How the words of collateral_messages.py look in JSON, and what of it is malformed."""

from collateral_messages import (
    AnswerChallenge, CloseEon, CollateralAnswer, CollateralEntry, CollateralEvent,
    CollateralHistory, CollateralObservation, CollateralParams, Deposit, Fail, Finality, Holding,
    Member, Payment, Price, PricedCoin, Recovery, Reserve, Share, Stake, Trade, Unstake,
)
from wire import (
    PRICE, TRADER, Json, Malformed, list_of, one_of, read_fields, read_integer, read_name,
    read_object, read_rejected, read_tagged, record,
)

OBSERVATIONS = ("eon", "holdings")


def read_flag(value: Json) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Malformed("not true or false: %.120r" % (value,))
    return value


COIN = ("coin", read_name)
AMOUNT = ("amount", read_integer)
EVENTS = {
    "deposit": (Deposit, (TRADER, COIN, AMOUNT)),
    "stake": (Stake, (COIN, AMOUNT)),
    "unstake": (Unstake, (COIN, AMOUNT)),
    "reserve": (Reserve, (TRADER, COIN, ("eon", read_integer), AMOUNT)),
    "trade": (Trade, (
        ("seller", read_name), ("buyer", read_name), ("base", read_name), ("quote", read_name),
        ("baseAmount", read_integer), ("quoteAmount", read_integer))),
    "price": (Price, (COIN, PRICE)),
    "endEon": (CloseEon, (("challenged", read_flag),)),
    "answer": (AnswerChallenge, ()),
    "fail": (Fail, ()),
}

read_share = record(Share, ("numerator", read_integer), ("denominator", read_integer))
read_collateral_params = record(
    CollateralParams,
    ("coins", list_of(record(PricedCoin, COIN, PRICE))),
    ("traders", list_of(record(Member, TRADER, ("careful", read_flag)))),
    ("volatility", read_share),
)
read_finality = record(
    Finality, ("dailyVolume", read_integer), ("eonHours", read_integer), ("change", read_share),
    ("eons", read_share), ("sides", one_of("1", "2")))
read_recovery = record(Recovery, ("paid", list_of(record(
    Payment, TRADER, COIN, ("holdings", read_integer), ("collateral", read_integer)))))
read_holdings = list_of(record(Holding, TRADER, COIN, AMOUNT))


def read_collateral_event(value: Json) -> CollateralEvent:
    """An event (_Events_): its tag, and the fields of that tag."""
    return read_tagged(EVENTS, value)


def read_collateral_answer(value: Json) -> CollateralAnswer:
    """An answer (_Answers and observations_)."""
    answer = read_object(value)
    if set(answer) == {"rejected"}:
        return read_rejected(answer["rejected"])
    return read_fields(answer, ("accepted", read_recovery))[0]


def read_collateral_observation(what: str, value: Json) -> CollateralObservation:
    """What was observed."""
    if what == "eon":
        return read_integer(value)
    if what == "holdings":
        return read_holdings(value)
    raise Malformed("unknown observation: %.120r" % what)


def read_collateral_entry(value: Json) -> CollateralEntry:
    """An entry of a log; what was observed may be left out."""
    event, answer, observed = read_fields(
        {"observed": {}, **read_object(value)}, ("event", read_collateral_event),
        ("answer", read_collateral_answer), ("observed", read_object))
    seen = {what: read_collateral_observation(what, value) for what, value in observed.items()}
    return CollateralEntry(event, answer, seen)


read_collateral_history = record(
    CollateralHistory, ("params", read_collateral_params),
    ("entries", list_of(read_collateral_entry)))
