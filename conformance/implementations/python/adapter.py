"""The adapter between Touchstone and this order book (docs/adapters.md).

JSON-RPC 2.0, one message a line, on standard input and output. Nothing here knows how a book works.
"""

import json
import platform
import sys
from typing import Any, Callable, Dict, List, Optional

from encoding import encode, hash_datum, write_bytes
from judge import judge
from messages import Event
from order_book import OrderBook
from wire import (
    OBSERVATIONS, Json, Malformed, read_event, read_fields, read_history, read_list, read_object,
    read_params, read_text, write, write_answer,
)

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
UNKNOWN = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603

OPTIONS = [
    "preference=time", "preference=price-time",
    "executionPrice=resting", "executionPrice=incoming",
    "selfTrade=allow", "selfTrade=cancel-resting", "selfTrade=cancel-incoming",
    "event=limit", "event=market", "event=cancel", "event=endEon",
    "dummy-orders", "wide-amounts", "owners", "id-reuse", "reason-precedence",
    "observe=book", "observe=depth", "observe=sequence", "observe=eon",
    "evaluate=judge",
]


PRIMITIVES = ["evaluate=encode", "evaluate=hash", "hash=sha256"]


class RpcError(Exception):
    """An answer that is an error (_Errors_)."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def evaluate_judge(arguments: Json) -> Json:
    """`judge` (_Judging a history_)."""
    history, = read_fields(arguments, ("history", read_history))
    clause = judge(history)
    return {"verdict": "kept"} if clause is None else {"verdict": "broken", "clause": clause}


def evaluate_encode(arguments: Json) -> Json:
    """`encode` (_Bytes_)."""
    encoded, = read_fields(arguments, ("datum", encode))
    return write_bytes(encoded)


def evaluate_hash(arguments: Json) -> Json:
    """`hash` (_Bytes_)."""
    suite, datum = read_fields(arguments, ("suite", read_text), ("datum", read_object))
    return write_bytes(hash_datum(suite, datum))


FUNCTIONS = {"judge": evaluate_judge, "encode": evaluate_encode, "hash": evaluate_hash}


class Adapter:
    """The methods, and the sessions that are open."""

    def __init__(self) -> None:
        self.stopped = False
        self._sessions: Dict[str, OrderBook] = {}
        self._opened = 0
        self._methods: Dict[str, Callable[[Dict[str, Json]], Json]] = {
            "initialize": self._initialize,
            "open": self._open,
            "step": self._step,
            "run": self._run,
            "observe": self._observe,
            "evaluate": self._evaluate,
            "close": self._close,
            "shutdown": self._shutdown,
        }

    def call(self, method: str, params: Json) -> Json:
        """The result of a method."""
        if method not in self._methods:
            raise RpcError(UNKNOWN, "unknown method: %.120r" % method)
        try:
            return self._methods[method](read_object(params))
        except Malformed as error:
            raise RpcError(INVALID_PARAMS, str(error))

    def _initialize(self, params: Dict[str, Json]) -> Json:
        if params.get("protocol") != "1":
            raise Malformed("the protocol is not 1")
        return {
            "name": "touchstone-python",
            "version": "1.0.0",
            "language": "Python " + platform.python_version(),
            "profiles": [
                {"chapter": "primitives", "options": PRIMITIVES},
                {"chapter": "order-book", "options": OPTIONS},
            ],
        }

    def _open(self, params: Dict[str, Json]) -> Json:
        machine, choices = read_fields(params, ("machine", read_text), ("params", read_object))
        if machine != "order-book":
            raise RpcError(UNKNOWN, "unknown machine: %.120r" % machine)
        book = OrderBook(read_params(choices))
        self._opened += 1
        session = "s%d" % self._opened
        self._sessions[session] = book
        return {"session": session}

    def _step(self, params: Dict[str, Json]) -> Json:
        observe = read_observe(params)
        book, event = read_fields(
            params, ("session", self._session), ("event", read_event))
        return take_step(book, event, observe)

    def _run(self, params: Dict[str, Json]) -> Json:
        observe = read_observe(params)
        book, events = read_fields(params, ("session", self._session), ("events", read_list))
        # All are read before the first is submitted: a malformed message changes nothing.
        decoded = [read_event(event) for event in events]
        return {"steps": [take_step(book, event, observe) for event in decoded]}

    def _observe(self, params: Dict[str, Json]) -> Json:
        book, what = read_fields(params, ("session", self._session), ("what", read_observations))
        return look(book, what)

    def _evaluate(self, params: Dict[str, Json]) -> Json:
        function, arguments = read_fields(
            params, ("function", read_text), ("arguments", read_object))
        if function not in FUNCTIONS:
            raise RpcError(UNKNOWN, "unknown function: %.120r" % function)
        return {"result": FUNCTIONS[function](arguments)}

    def _close(self, params: Dict[str, Json]) -> Json:
        read_fields(params, ("session", self._session))
        del self._sessions[params["session"]]
        return {}

    def _shutdown(self, params: Dict[str, Json]) -> Json:
        read_fields(params)
        self.stopped = True
        return {}

    def _session(self, value: Json) -> OrderBook:
        """The book that a session names."""
        session = read_text(value)
        if session not in self._sessions:
            raise Malformed("unknown session: %.120r" % session)
        return self._sessions[session]


def read_observe(params: Dict[str, Json]) -> Optional[List[str]]:
    """Take the field `observe` out of the params; it may be absent."""
    return read_observations(params.pop("observe")) if "observe" in params else None


def read_observations(value: Json) -> List[str]:
    """The names of observations."""
    names = [read_text(name) for name in read_list(value)]
    for name in names:
        if name not in OBSERVATIONS:
            raise RpcError(UNKNOWN, "unknown observation: %.120r" % name)
    return names


def take_step(book: OrderBook, event: Event, observe: Optional[List[str]]) -> Json:
    """Submit one event, and look at what was asked for."""
    result = write_answer(book.submit(event))
    if observe is not None:
        result["observed"] = look(book, observe)
    return result


def look(book: OrderBook, what: List[str]) -> Json:
    """Several observations."""
    return {name: write(book.observe(name)) for name in what}


def failure(id: Json, code: int, message: str) -> Json:
    """An error response."""
    return {"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}}


def respond(adapter: Adapter, line: bytes) -> Optional[Json]:
    """The response to one line; None to a notification, which gets none."""
    try:
        request: Any = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return failure(None, PARSE_ERROR, "not JSON: %s" % error)
    if not isinstance(request, dict) or not isinstance(request.get("method"), str):
        return failure(None, INVALID_REQUEST, "not a request")
    id = request.get("id")
    try:
        result = adapter.call(request["method"], request.get("params", {}))
        response = {"jsonrpc": "2.0", "id": id, "result": result}
    except RpcError as error:
        response = failure(id, error.code, str(error))
    except Exception as error:
        response = failure(id, INTERNAL_ERROR, "%s: %s" % (type(error).__name__, error))
    return response if "id" in request else None


def main() -> None:
    """Answer line by line until the input ends or a shutdown is asked for."""
    adapter = Adapter()
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        response = respond(adapter, line)
        if response is not None:
            sys.stdout.write(json.dumps(response, separators=(",", ":")) + "\n")
            sys.stdout.flush()
        if adapter.stopped:
            return


if __name__ == "__main__":
    main()
