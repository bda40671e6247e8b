"""The adapter between Touchstone and this implementation (docs/adapters.md).

JSON-RPC 2.0, one message a line, on standard input and output. Nothing here knows how a book or a
verifier works.
"""

import json
import platform
import sys
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple, Union

from chain_functions import checkpoint_root, commit, transaction_set
from chain_wire import OBSERVATIONS as CHAIN_OBSERVATIONS
from chain_wire import (
    COIN, TRADER, list_of, read_account, read_chain_event, read_chain_history, read_chain_params,
    read_proof, read_transaction,
)
from collateral import CollateralExchange, collateral_for_finality
from collateral_judge import judge_collateral
from collateral_wire import OBSERVATIONS as COLLATERAL_OBSERVATIONS
from collateral_wire import (
    read_collateral_event, read_collateral_history, read_collateral_params, read_finality,
)
from commit_chain import Verifier
from commit_chain_judge import judge_chain
from encoding import Undefined, encode, hash_datum, read_bytes, write_bytes
from integrity import MOVES, STATES, automaton
from judge import judge
from margin import Exchange
from margin_judge import judge_margin
from margin_wire import OBSERVATIONS as MARGIN_OBSERVATIONS
from margin_wire import read_margin_event, read_margin_history, read_margin_params
from order_book import OrderBook
from receipts import ReceiptVerifier
from receipts_evaluate import RECEIPTS_FUNCTIONS
from receipts_wire import OBSERVATIONS as RECEIPTS_OBSERVATIONS
from receipts_wire import read_receipt_event, read_receipt_params
from sealed_functions import SEALED_FUNCTIONS
from sealed_orders import Desk
from sealed_orders_judge import judge_sealed
from sealed_wire import OBSERVATIONS as SEALED_OBSERVATIONS
from sealed_wire import read_sealed_event, read_sealed_history, read_sealed_params
from suites import SIGNATURES, verify
from wire import (
    OBSERVATIONS, Json, Malformed, read_event, read_fields, read_history, read_list, read_object,
    read_params, read_text, write, write_answer,
)

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
UNKNOWN = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603

ORDER_BOOK = [
    "preference=time", "preference=price-time",
    "executionPrice=resting", "executionPrice=incoming",
    "selfTrade=allow", "selfTrade=cancel-resting", "selfTrade=cancel-incoming",
    "event=limit", "event=market", "event=cancel", "event=endEon",
    "dummy-orders", "wide-amounts", "owners", "id-reuse", "reason-precedence",
    "observe=book", "observe=depth", "observe=sequence", "observe=eon",
    "evaluate=judge",
]

PRIMITIVES = [
    "evaluate=encode", "evaluate=hash", "hash=sha256", "hash=keccak256",
    "evaluate=verify", "signature=ed25519", "signature=secp256k1",
]

RECEIPTS = [
    "hash=sha256", "hash=keccak256",
    "signature=ed25519", "signature=secp256k1",
    "reason-precedence",
    "observe=block", "observe=eon", "observe=size", "observe=root", "observe=committed",
    "observe=challenges", "observe=halt",
    "evaluate=logRoot", "evaluate=logPath", "evaluate=recompute", "evaluate=link",
    "evaluate=bookRoot", "evaluate=verifyMatch", "evaluate=verifyOrder", "evaluate=verifyBook",
    "evaluate=judge",
]

COMMIT_CHAIN = [
    "hash=sha256", "hash=keccak256",
    "signature=ed25519", "signature=secp256k1",
    "cancelling", "delivery", "passive-delivery", "swaps", "punishing", "reason-precedence",
    "observe=block", "observe=eon", "observe=held", "observe=challenges", "observe=withdrawals",
    "observe=operations", "observe=halt",
    "evaluate=checkpointRoot", "evaluate=commit", "evaluate=transactionSet", "evaluate=judge",
]

SEALED_ORDERS = [
    "hash=sha256", "hash=keccak256",
    "signature=ed25519", "signature=secp256k1",
    "reason-precedence",
    *("observe=" + what for what in SEALED_OBSERVATIONS),
    *("evaluate=" + name for name in SEALED_FUNCTIONS), "evaluate=judge",
]

COLLATERAL = [
    "unstaking", "challenges", "wide-amounts", "reason-precedence",
    "observe=eon", "observe=holdings",
    "evaluate=collateralForFinality", "evaluate=judge",
]

MARGIN = [
    "valuation=mid", "valuation=walk",
    "liquidationPrice=last-solvent", "liquidationPrice=reference",
    "lossRule=net-positions", "lossRule=closed-lots",
    "markRule=keep", "markRule=close",
    "deadline=none", "deadline=some",
    "withdrawals", "joint-steps", "days", "fund", "wide-amounts", "reason-precedence",
    "observe=accounts", "observe=reference", "observe=version", "observe=fund", "observe=time",
    "observe=day", "observe=book",
    "evaluate=judge",
]


class RpcError(Exception):
    """An answer that is an error (_Errors_)."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


Instance = Union[OrderBook, ReceiptVerifier, Verifier, CollateralExchange, Exchange, Desk]


class Machine(NamedTuple):
    """What can be opened: how, what it understands, and what can be seen of it."""

    make: Callable[[Json], Instance]
    read_event: Callable[[Json], Any]
    observations: Tuple[str, ...]


MACHINES = {
    "order-book": Machine(
        lambda params: OrderBook(read_params(params)), read_event, OBSERVATIONS),
    "receipts": Machine(
        lambda params: ReceiptVerifier(read_receipt_params(params)), read_receipt_event,
        RECEIPTS_OBSERVATIONS),
    "commit-chain": Machine(
        lambda params: Verifier(read_chain_params(params)), read_chain_event, CHAIN_OBSERVATIONS),
    "collateral": Machine(
        lambda params: CollateralExchange(read_collateral_params(params)), read_collateral_event,
        COLLATERAL_OBSERVATIONS),
    "margin": Machine(
        lambda params: Exchange(read_margin_params(params)), read_margin_event,
        MARGIN_OBSERVATIONS),
    "sealed-orders": Machine(
        lambda params: Desk(read_sealed_params(params)), read_sealed_event, SEALED_OBSERVATIONS),
}


class Session(NamedTuple):
    """An instance that is open."""

    machine: Machine
    instance: Instance


def evaluate_judge(arguments: Json) -> Json:
    """`judge` of the order book."""
    return verdict(judge(*read_fields(arguments, ("history", read_history))))


def evaluate_chain_judge(arguments: Json) -> Json:
    """`judge` of the commit-chain."""
    return verdict(judge_chain(*read_fields(arguments, ("history", read_chain_history))))


def evaluate_collateral_judge(arguments: Json) -> Json:
    """`judge` of the exchange with collateral."""
    return verdict(judge_collateral(
        *read_fields(arguments, ("history", read_collateral_history))))


def evaluate_finality(arguments: Json) -> Json:
    """`collateralForFinality` (_Collateral_, What instant finality costs)."""
    return write(collateral_for_finality(read_finality(arguments)))


def evaluate_margin_judge(arguments: Json) -> Json:
    """`judge` of the margin exchange."""
    return verdict(judge_margin(*read_fields(arguments, ("history", read_margin_history))))


def evaluate_sealed_judge(arguments: Json) -> Json:
    """`judge` of sealed orders."""
    return verdict(judge_sealed(*read_fields(arguments, ("history", read_sealed_history))))


def verdict(clause: Optional[str]) -> Json:
    """What is answered where a history breaks this clause, or none."""
    return {"verdict": "kept"} if clause is None else {"verdict": "broken", "clause": clause}


def evaluate_encode(arguments: Json) -> Json:
    """`encode` (_Bytes_)."""
    encoded, = read_fields(arguments, ("datum", encode))
    return write_bytes(encoded)


def evaluate_hash(arguments: Json) -> Json:
    """`hash` (_Bytes_)."""
    suite, datum = read_fields(arguments, ("suite", read_text), ("datum", read_object))
    return write_bytes(hash_datum(suite, datum))


def evaluate_verify(arguments: Json) -> Json:
    """`verify` (_Suites_)."""
    suite, key, message, signature = read_fields(
        arguments, ("suite", read_text), ("publicKey", read_bytes), ("message", read_bytes),
        ("signature", read_bytes))
    if suite not in SIGNATURES:
        raise Malformed("not a suite: %.120r" % suite)
    return verify(suite, key, message, signature)


PARAMS = ("params", read_chain_params)


def evaluate_checkpoint_root(arguments: Json) -> Json:
    """`checkpointRoot` (_The commit-chain_, Functions)."""
    return write(checkpoint_root(*read_fields(
        arguments, PARAMS, TRADER, COIN, ("proof", read_proof))))


def evaluate_commit(arguments: Json) -> Json:
    """`commit` (_The commit-chain_, Functions)."""
    return write(commit(*read_fields(arguments, PARAMS, ("accounts", list_of(read_account)))))


def evaluate_transaction_set(arguments: Json) -> Json:
    """`transactionSet` (_The commit-chain_, Functions)."""
    return write(transaction_set(*read_fields(
        arguments, PARAMS, ("transactions", list_of(read_transaction)))))


def read_one_of(names: List[str]) -> Callable[[Json], str]:
    """Reads one of some names."""
    def read(value: Json) -> str:
        name = read_text(value)
        if name not in names:
            raise Malformed("expected one of %s, got %.120r" % (", ".join(names), name))
        return name
    return read


def evaluate_automaton(arguments: Json) -> Json:
    """`automaton` (_Integrity_)."""
    states, verdict_of_last = automaton(*read_fields(
        arguments, ("from", read_one_of(STATES)), ("moves", list_of(read_one_of(MOVES)))))
    return {"states": states, "verdict": verdict_of_last}


FUNCTIONS = {
    ("order-book", "judge"): evaluate_judge,
    ("primitives", "encode"): evaluate_encode,
    ("primitives", "hash"): evaluate_hash,
    ("primitives", "verify"): evaluate_verify,
    **{("receipts", name): function for name, function in RECEIPTS_FUNCTIONS.items()},
    ("commit-chain", "checkpointRoot"): evaluate_checkpoint_root,
    ("commit-chain", "commit"): evaluate_commit,
    ("commit-chain", "transactionSet"): evaluate_transaction_set,
    ("commit-chain", "judge"): evaluate_chain_judge,
    ("collateral", "collateralForFinality"): evaluate_finality,
    ("collateral", "judge"): evaluate_collateral_judge,
    ("margin", "judge"): evaluate_margin_judge,
    ("integrity", "automaton"): evaluate_automaton,
    ("sealed-orders", "judge"): evaluate_sealed_judge,
    **{("sealed-orders", name): compute for name, compute in SEALED_FUNCTIONS.items()},
}


class Adapter:
    """The methods, and the sessions that are open."""

    def __init__(self) -> None:
        self.stopped = False
        self._sessions: Dict[str, Session] = {}
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
        except (Malformed, Undefined) as error:
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
                {"chapter": "order-book", "options": ORDER_BOOK},
                {"chapter": "receipts", "options": RECEIPTS},
                {"chapter": "commit-chain", "options": COMMIT_CHAIN},
                {"chapter": "integrity", "options": ["evaluate=automaton"]},
                {"chapter": "collateral", "options": COLLATERAL},
                {"chapter": "margin", "options": MARGIN},
                {"chapter": "sealed-orders", "options": SEALED_ORDERS},
            ],
        }

    def _open(self, params: Dict[str, Json]) -> Json:
        name, choices = read_members(params, ("machine", read_text), ("params", read_object))
        if name not in MACHINES:
            raise RpcError(UNKNOWN, "unknown machine: %.120r" % name)
        machine = MACHINES[name]
        opened = Session(machine, machine.make(choices))
        self._opened += 1
        session = "s%d" % self._opened
        self._sessions[session] = opened
        return {"session": session}

    def _step(self, params: Dict[str, Json]) -> Json:
        session, value = read_members(params, ("session", self._session), ("event", read_object))
        event = session.machine.read_event(value)
        return take_step(session, event, read_observe(session, params))

    def _run(self, params: Dict[str, Json]) -> Json:
        session, values = read_members(params, ("session", self._session), ("events", read_list))
        # All are read before the first is submitted: a malformed message changes nothing.
        events = [session.machine.read_event(value) for value in values]
        observe = read_observe(session, params)
        return {"steps": [take_step(session, event, observe) for event in events]}

    def _observe(self, params: Dict[str, Json]) -> Json:
        session, names = read_members(params, ("session", self._session), ("what", read_list))
        return look(session, read_observations(session, names))

    def _evaluate(self, params: Dict[str, Json]) -> Json:
        chapter, function, arguments = read_members(
            params, ("chapter", read_text), ("function", read_text), ("arguments", read_object))
        if (chapter, function) not in FUNCTIONS:
            raise RpcError(UNKNOWN, "unknown function: %.120r of %.120r" % (function, chapter))
        return {"result": FUNCTIONS[chapter, function](arguments)}

    def _close(self, params: Dict[str, Json]) -> Json:
        read_members(params, ("session", self._session))
        del self._sessions[params["session"]]
        return {}

    def _shutdown(self, params: Dict[str, Json]) -> Json:
        self.stopped = True
        return {}

    def _session(self, value: Json) -> Session:
        """What a session's name stands for."""
        session = read_text(value)
        if session not in self._sessions:
            raise Malformed("unknown session: %.120r" % session)
        return self._sessions[session]


def read_members(params: Dict[str, Json],
                 *fields: Tuple[str, Callable[[Json], Any]]) -> List[Any]:
    """Members of a method's params; those that are not known are ignored (_Errors_)."""
    names = [name for name, _ in fields]
    return read_fields({name: params[name] for name in names if name in params}, *fields)


def read_observe(session: Session, params: Dict[str, Json]) -> Optional[List[str]]:
    """The member `observe` of the params; it may be absent."""
    if "observe" not in params:
        return None
    return read_observations(session, read_list(params["observe"]))


def read_observations(session: Session, values: List[Json]) -> List[str]:
    """The names of observations."""
    names = [read_text(value) for value in values]
    for name in names:
        if name not in session.machine.observations:
            raise RpcError(UNKNOWN, "unknown observation: %.120r" % name)
    return names


def take_step(session: Session, event: Any, observe: Optional[List[str]]) -> Json:
    """Submit one event, and look at what was asked for."""
    result = write_answer(session.instance.submit(event))
    if observe is not None:
        result["observed"] = look(session, observe)
    return result


def look(session: Session, what: List[str]) -> Json:
    """Several observations."""
    return {name: write(session.instance.observe(name)) for name in what}


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
