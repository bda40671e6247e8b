"""The words of the chapter _Sealed orders_: parameters, puzzles, orders, events, answers."""

from typing import Any, Dict, List, NamedTuple, Optional, Union

from messages import Rejected


class Limits(NamedTuple):
    """What puzzles and their proofs may be (_Parameters_)."""

    least_bits: int
    most_bits: int
    bound: int
    rounds: int
    most_steps: int


class Member(NamedTuple):
    """A trader of the parameters."""

    trader: str
    key: bytes
    anchor: bytes


class SealedAccount(NamedTuple):
    """What a trader has of a coin."""

    trader: str
    coin: str
    available: int
    version: int


class SealedParams(NamedTuple):
    """The parameters of an instance (_Parameters_)."""

    hash: str
    signature: str
    contract: str
    limits: Limits
    operator: bytes
    traders: List[Member]
    accounts: List[SealedAccount]
    speed: int
    penalty: int
    reward: int
    fine: int


class Puzzle(NamedTuple):
    """n, h, g, k and C_K (_Puzzle_)."""

    modulus: int
    base: int
    generator: int
    steps: int
    end: int


class Round(NamedTuple):
    """g^alpha, b(i-1)^alpha, c and y (_Algorithm 11_)."""

    by_generator: int
    by_power: int
    challenge: int
    response: int


class PuzzleProof(NamedTuple):
    """A proof of Algorithm 11."""

    powers: List[int]
    rounds: List[List[Round]]


class Order(NamedTuple):
    """What is sealed (_Sealed order_)."""

    trader: str
    eon: int
    key: bytes
    side: str
    base: str
    quote: str
    price: int
    volume: int
    give: bytes
    take: bytes


class Sealed(NamedTuple):
    """What is sent."""

    eon: int
    reference: bytes
    order_hash: bytes
    puzzle: Puzzle
    ciphertext: bytes
    proof: PuzzleProof


class Permit(NamedTuple):
    """An account, and the operator's signature on its permit datum."""

    account: SealedAccount
    signature: bytes


class Witness(NamedTuple):
    """The witness of Algorithm 1; `root` is kappa_h."""

    trader: str
    key: bytes
    root: int
    order: Order
    give: Permit
    take: Permit


class SealedReceipt(NamedTuple):
    """The receipt of the chapter _Receipts_."""

    eon: int
    index: int
    order: bytes
    commitment: bytes


class SignedReceipt(NamedTuple):
    """A receipt with the operator's signature."""

    receipt: SealedReceipt
    by_operator: bytes


class Submit(NamedTuple):
    """The event `submit`."""

    sealed: Sealed
    witness: Witness


class Receipt(NamedTuple):
    """The event `receipt`."""

    reference: bytes
    receipt: SignedReceipt


class Open(NamedTuple):
    """The event `open`."""

    reference: bytes
    root: int
    order: Order


class Solve(NamedTuple):
    """The event `solve`."""

    reference: bytes
    root: int
    order: Order


class Acknowledge(NamedTuple):
    """The event `acknowledge`."""

    reference: bytes
    permits: List[bytes]


class AdvanceTime(NamedTuple):
    """The event `advance`."""

    time: int


class EndSealedEon(NamedTuple):
    """The event `endEon`."""

    eon: int


SealedEvent = Union[Submit, Receipt, Open, Solve, Acknowledge, AdvanceTime, EndSealedEon]


class Entered(NamedTuple):
    """The answer to an event that is accepted: what the book takes in with it."""

    entered: List[bytes]


SealedAnswer = Union[Entered, Rejected]


class Shown(NamedTuple):
    """What is shown of an order that is open."""

    trader: str
    side: str
    base: str
    quote: str
    price: int
    volume: int


class SealedView(NamedTuple):
    """An entry of the observation `orders`."""

    reference: bytes
    eon: int
    stage: str
    place: Optional[int]
    order: Optional[Shown]


class ScoreView(NamedTuple):
    """An entry of the observation `scores`."""

    trader: str
    prompt: int
    late: int
    score: int


class SealedEntry(NamedTuple):
    """An entry of a history."""

    event: SealedEvent
    answer: SealedAnswer
    observed: Dict[str, Any]


class SealedHistory(NamedTuple):
    """What `judge` is given."""

    params: SealedParams
    entries: List[SealedEntry]
