"""An adapter between Touchstone and your exchange, in Python with nothing but the standard library.

It claims nothing yet. Three places are yours: ABOUT and PROFILES, the class Book, and FUNCTIONS. What comes below them
is the protocol (docs/adapters.md) and works as it is.

In the comments, `>` is what Touchstone writes and `<` what this adapter answers; each is one line. Where `>` is an event
alone, it stands in a `step` or a `run` as the one of `limit` does.
"""

import json
import re
import sys
import traceback

# ---------------------------------------------------------------------------------------------------------------------
# 1. What you are, and what you claim.
#
# > {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":"1","suites":["sha256","keccak256"],"seed":"0"}}
# < {"jsonrpc":"2.0","id":1,"result":{"name":"my-exchange","version":"0.0.0","language":"Python","profiles":[]}}

ABOUT = {"name": "my-exchange", "version": "0.0.0", "language": "Python"}

# What is not claimed is not tested. Take away the `#` for a beginning; docs/adapters.md lists all options. What you
# claim is what is known below: a chapter, `observe=...` and `evaluate=...` that are not here are answered with -32601.
PROFILES = [
    # {"chapter": "order-book", "options": ["preference=time", "executionPrice=resting", "selfTrade=allow", "event=limit", "event=cancel", "observe=depth"]},
]


# ---------------------------------------------------------------------------------------------------------------------
# 2. Your order book: the chapter spec/order-book/chapter.md says what each event has to do.


class Book:
    """One book of your exchange. Many may be open at once; each begins empty, and none sees another.

    Integers come as int, of any size and sign: whether one of them is an amount or a price is for your exchange to say.
    Ask your exchange for every answer; keep no second account of the orders here.
    """

    # > {"jsonrpc":"2.0","id":2,"method":"open","params":{"machine":"order-book","params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"}}}
    # < {"jsonrpc":"2.0","id":2,"result":{"session":"s1"}}
    def __init__(self, preference, execution_price, self_trade):
        """YOURS: start your exchange, or make a new book in it. Only values that you claim come here."""

    # > {"jsonrpc":"2.0","id":9,"method":"close","params":{"session":"s1"}}
    # < {"jsonrpc":"2.0","id":9,"result":{}}
    def close(self):
        """YOURS: end what __init__ has started, if there is something to end."""

    # > {"jsonrpc":"2.0","id":3,"method":"step","params":{"session":"s1","event":{"tag":"limit","order":"A","trader":"alice","side":"sell","price":"12","volume":"5","lastEon":"1"},"observe":["depth"]}}
    # < {"jsonrpc":"2.0","id":3,"result":{"accepted":{"fills":[],"removed":[]},"observed":{"depth":{"buys":[],"sells":[{"price":"12","volume":"5"}]}}}}
    #
    # An order that trades, one that leaves for a self-trade, one that is refused, and one refused without a reason:
    # < {"accepted":{"fills":[{"maker":"A","taker":"B","price":"12","volume":"3"}],"removed":[]}}
    # < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"5","why":"self-trade"}]}}
    # < {"rejected":{"reason":"OB-17"}}
    # < {"rejected":{}}
    def limit(self, order, trader, side, price, volume, last_eon):
        # YOURS: pass the order to your exchange, and return what it answers:
        #   return accepted([fill("A", order, 12, 3)], [removal("A", 2, "self-trade")])
        #   return refused("OB-17")   # the condition that it fails
        #   return refused()          # your exchange gives no reason
        raise NotWritten("limit")

    # > {"tag":"market","order":"C","trader":"carol","side":"buy","volume":"7"}
    # < {"accepted":{"fills":[{"maker":"A","taker":"C","price":"12","volume":"5"}],"removed":[{"order":"C","volume":"2","why":"dropped"}]}}
    def market(self, order, trader, side, volume):
        raise NotWritten("market")

    # > {"tag":"cancel","order":"A","trader":"alice"}
    # < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"2","why":"cancelled"}]}}
    # < {"rejected":{"reason":"OB-18"}}
    def cancel(self, order, trader):
        raise NotWritten("cancel")

    # > {"tag":"endEon","eon":"1"}
    # < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"2","why":"expired"}]}}
    # < {"rejected":{"reason":"OB-21"}}
    def end_eon(self, eon):
        raise NotWritten("endEon")

    # > {"jsonrpc":"2.0","id":5,"method":"observe","params":{"session":"s1","what":["book","depth","sequence","eon"]}}
    # < {"jsonrpc":"2.0","id":5,"result":{"book":[{"order":"A","trader":"alice","side":"sell","price":"12","volume":"5","lastEon":"1"}],"depth":{"buys":[],"sells":[{"price":"12","volume":"5"}]},"sequence":"1","eon":"1"}}

    def book(self):
        """The live orders as they were accepted: [shown(order, trader, side, price, volume, last_eon), ...]."""
        raise NotWritten("observe book")

    def depth(self):
        """{"buys": [level(price, volume), ...], "sells": [...]}, the best price first on both sides."""
        raise NotWritten("observe depth")

    def sequence(self):
        """How many orders were accepted so far: str(n)."""
        raise NotWritten("observe sequence")

    def eon(self):
        """The number of the eon that runs: str(n)."""
        raise NotWritten("observe eon")


# ---------------------------------------------------------------------------------------------------------------------
# 3. Your functions without state: each takes the `arguments` and returns the `result`.
#
# > {"jsonrpc":"2.0","id":6,"method":"evaluate","params":{"chapter":"order-book","function":"judge","arguments":{"history":{"params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"},"entries":[{"event":{"tag":"cancel","order":"A","trader":"alice"},"answer":{"accepted":{"fills":[],"removed":[]}}}]}}}}
# < {"jsonrpc":"2.0","id":6,"result":{"result":{"verdict":"broken","clause":"OB-18"}}}
#
# Of the order book, `judge`. Of the primitives, whose claim is {"chapter": "primitives", "options": ["evaluate=encode"]}:
# > {"function":"encode","arguments":{"datum":{"tag":"x","fields":[{"amount":"258"}]}}}
# < {"result":"0x01000000017800000001010000001000000000000000000000000000000102"}
# > {"function":"hash","arguments":{"suite":"sha256","datum":{"tag":"x","fields":[]}}}
# < {"result":"0x..."}
#
# A `raise Malformed("why")` anywhere in your code answers -32602.

FUNCTIONS = {
    # "judge": lambda arguments: {"verdict": "kept"},
}


# ---------------------------------------------------------------------------------------------------------------------
# What answers are made of.


def accepted(fills, removed):
    return {"accepted": {"fills": fills, "removed": removed}}


def refused(reason=None):
    return {"rejected": {} if reason is None else {"reason": reason}}


def fill(maker, taker, price, volume):
    return {"maker": maker, "taker": taker, "price": str(price), "volume": str(volume)}


def removal(order, volume, why):
    """Why is "cancelled", "expired", "dropped" or "self-trade"."""
    return {"order": order, "volume": str(volume), "why": why}


def level(price, volume):
    return {"price": str(price), "volume": str(volume)}


def shown(order, trader, side, price, volume, last_eon):
    return {
        "order": order, "trader": trader, "side": side,
        "price": str(price), "volume": str(volume), "lastEon": str(last_eon),
    }


# ---------------------------------------------------------------------------------------------------------------------
# How messages are read. Whatever is not written as the chapter Primitives says is malformed.


class RpcError(Exception):
    """An answer that is an error, with its code."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Unknown(RpcError):
    """A method, machine, function or observation that is not claimed."""

    def __init__(self, what):
        super().__init__(-32601, what)


class Malformed(RpcError):
    """Params, or an event in them, that are not as they should be."""

    def __init__(self, what):
        super().__init__(-32602, what)


class NotWritten(RpcError):
    """Claimed, but not there yet: the case counts as one that could not be run."""

    def __init__(self, what):
        super().__init__(-32603, what + " is not written yet")


def text(value):
    if not isinstance(value, str):
        raise Malformed("not a string: %.120r" % (value,))
    return value


def integer(value):
    """An integer of any size and sign: in JSON a string in decimal."""
    if not re.fullmatch(r"0|-?[1-9][0-9]{0,99}", text(value)):
        raise Malformed("not an integer in decimal: %.120r" % value)
    return int(value)


def name(value):
    """The id of an order or of a trader."""
    if not re.fullmatch(r"[A-Za-z0-9._:-]{1,64}", text(value)):
        raise Malformed("not an id: %.120r" % value)
    return value


def one_of(*words):
    def read(value):
        if text(value) not in words:
            raise Malformed("not one of %s: %.120r" % (", ".join(words), value))
        return value

    return read


def array(value):
    if not isinstance(value, list):
        raise Malformed("not an array: %.120r" % (value,))
    return value


def members(value, readers):
    """The members of an object that are named here, read; others are ignored."""
    if not isinstance(value, dict):
        raise Malformed("not an object: %.120r" % (value,))
    for key in readers:
        if key not in value:
            raise Malformed("missing: " + key)
    return [read(value[key]) for key, read in readers.items()]


def exactly(value, readers):
    """The members of an object that has these and no others."""
    read = members(value, readers)
    for key in value:
        if key not in readers:
            raise Malformed("unknown: %.120r" % key)
    return read


def anything(value):
    return value


PARAMS = {
    "preference": one_of("time", "price-time"),
    "executionPrice": one_of("resting", "incoming"),
    "selfTrade": one_of("allow", "cancel-resting", "cancel-incoming"),
}
SIDE = one_of("buy", "sell")
EVENTS = {
    "limit": (
        Book.limit,
        {"order": name, "trader": name, "side": SIDE, "price": integer, "volume": integer, "lastEon": integer},
    ),
    "market": (Book.market, {"order": name, "trader": name, "side": SIDE, "volume": integer}),
    "cancel": (Book.cancel, {"order": name, "trader": name}),
    "endEon": (Book.end_eon, {"eon": integer}),
}
OBSERVATIONS = {"book": Book.book, "depth": Book.depth, "sequence": Book.sequence, "eon": Book.eon}


def read_event(value):
    """An event: the method of the book that it calls, and with what."""
    tag, = members(value, {"tag": one_of(*EVENTS)})
    method, readers = EVENTS[tag]
    return method, exactly(value, {"tag": text, **readers})[1:]


# ---------------------------------------------------------------------------------------------------------------------
# The methods of the protocol.


def claimed(option):
    return any(option in profile["options"] for profile in PROFILES)


def open_session(sessions, params):
    machine, choices = members(params, {"machine": text, "params": anything})
    if machine != "order-book" or not any(profile["chapter"] == machine for profile in PROFILES):
        raise Unknown("no machine %.120r is claimed" % machine)
    session = "s%d" % next(sessions.numbers)
    sessions.open[session] = Book(*exactly(choices, PARAMS))
    return {"session": session}


def step(sessions, params):
    book, observe = in_session(sessions, params)
    event, = members(params, {"event": read_event})
    return take(book, event, observe)


# > {"jsonrpc":"2.0","id":4,"method":"run","params":{"session":"s1","events":[{"tag":"cancel","order":"A","trader":"alice"},{"tag":"cancel","order":"A","trader":"alice"}],"observe":["eon"]}}
# < {"jsonrpc":"2.0","id":4,"result":{"steps":[{"accepted":{"fills":[],"removed":[{"order":"A","volume":"5","why":"cancelled"}]},"observed":{"eon":"1"}},{"rejected":{"reason":"OB-18"},"observed":{"eon":"1"}}]}}
def run(sessions, params):
    book, observe = in_session(sessions, params)
    events, = members(params, {"events": array})
    # All are read before the first is passed on: of a malformed message nothing happens.
    return {"steps": [take(book, event, observe) for event in [read_event(event) for event in events]]}


def observe(sessions, params):
    book, = members(params, {"session": sessions.find})
    what, = members(params, {"what": observations})
    return look(book, what)


def evaluate(sessions, params):
    function, arguments = members(params, {"function": text, "arguments": anything})
    if function not in FUNCTIONS or not claimed("evaluate=" + function):
        raise Unknown("no function %.120r is claimed" % function)
    members(arguments, {})
    return {"result": FUNCTIONS[function](arguments)}


def close(sessions, params):
    book, = members(params, {"session": sessions.find})
    book.close()
    del sessions.open[params["session"]]
    return {}


def initialize(sessions, params):
    members(params, {"protocol": one_of("1")})
    return {**ABOUT, "profiles": PROFILES}


def shutdown(sessions, params):
    members(params, {})
    return {}


METHODS = {
    "initialize": initialize, "open": open_session, "step": step, "run": run,
    "observe": observe, "evaluate": evaluate, "close": close, "shutdown": shutdown,
}


def in_session(sessions, params):
    """The book that is meant, and what is to be observed after each event; None where nothing is asked for."""
    book, = members(params, {"session": sessions.find})
    return book, observations(params["observe"]) if "observe" in params else None


def observations(value):
    for what in array(value):
        if text(what) not in OBSERVATIONS or not claimed("observe=" + what):
            raise Unknown("no observation %.120r is claimed" % what)
    return value


def look(book, what):
    return {one: OBSERVATIONS[one](book) for one in what}


def take(book, event, observe):
    method, arguments = event
    answer = method(book, *arguments)
    return answer if observe is None else {**answer, "observed": look(book, observe)}


class Sessions:
    """The books that are open, by the names that they were given."""

    def __init__(self):
        self.open = {}
        self.numbers = iter(range(1, sys.maxsize))

    def find(self, session):
        if text(session) not in self.open:
            raise Malformed("no session %.120r" % session)
        return self.open[session]


# ---------------------------------------------------------------------------------------------------------------------
# One message a line.


def not_json(constant):
    raise ValueError(constant + " is not JSON")


def respond(sessions, line):
    """The answer to one line, and whether it was the last."""
    try:
        request = json.loads(line.decode("utf-8"), parse_constant=not_json)
    except (ValueError, RecursionError) as error:
        return failure(None, -32700, "not JSON: %s" % error), False
    id = request.get("id") if isinstance(request, dict) else None
    if not isinstance(request, dict) or request.get("jsonrpc") != "2.0" or not isinstance(request.get("method"), str):
        return failure(id, -32600, "not a request of JSON-RPC 2.0"), False
    method = request["method"]
    try:
        if method not in METHODS:
            raise Unknown("no method %.120r" % method)
        result = METHODS[method](sessions, request.get("params"))
        return {"jsonrpc": "2.0", "id": id, "result": result}, method == "shutdown"
    except RpcError as error:
        return failure(id, error.code, str(error)), False
    except Exception as error:  # A mistake in your code; Touchstone shows what is on standard error.
        traceback.print_exc()
        return failure(id, -32603, "%s: %s" % (type(error).__name__, error)), False


def failure(id, code, message):
    return {"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}}


def main():
    """Answers line by line until the input ends or a shutdown is asked for."""
    # Only answers may be written to standard output: what your code prints goes to standard error.
    output, sys.stdout = sys.stdout, sys.stderr
    sessions = Sessions()
    for line in sys.stdin.buffer:
        if line.strip():
            answer, last = respond(sessions, line)
            output.write(json.dumps(answer, separators=(",", ":")) + "\n")
            output.flush()
            if last:
                return


if __name__ == "__main__":
    main()
