"""The words of the chapter _The commit-chain_: parameters, data, proofs, events, answers.

All numbers are Python ints of any sign and size: that one is no amount is a reason to refuse. How
they look in JSON is the business of chain_wire.py.
"""

from typing import Dict, List, NamedTuple, Optional, Tuple, Union

from messages import Rejected

BALANCE, DELIVERY, PASSIVE_DELIVERY, SWAP = KINDS = (
    "balance", "delivery", "passive-delivery", "swap")
"""The kinds of challenges, in the order in which they are shown (_What can be seen_)."""

OPERATOR = "operator"
"""By whom a checkpoint has to be (CC-6)."""


class Registered(NamedTuple):
    """A trader and its public key (_Parameters_)."""

    trader: str
    key: bytes


class ChainParams(NamedTuple):
    """What an instance is opened with (_Parameters_)."""

    contract: str
    blocks_per_eon: int
    hash: str
    signature: str
    operator: bytes
    coins: List[str]
    traders: List[Registered]


# Data that are hashed and signed (_What is hashed and signed_).


class Update(NamedTuple):
    """What a trader spent and gained in an account in an eon, and by which transactions."""

    trader: str
    coin: str
    eon: int
    transactions: bytes
    spent: int
    gained: int


class Transfer(NamedTuple):
    """An amount from one trader to another; passive if the recipient does nothing for it."""

    coin: str
    sender: str
    recipient: str
    amount: int
    passive: bool
    nonce: int


class Swap(NamedTuple):
    """An order to give at most one amount for at least the other, or pro rata."""

    trader: str
    sell_coin: str
    buy_coin: str
    sell_amount: int
    buy_amount: int
    nonce: int


Transaction = Union[Transfer, Swap]


class Passive(NamedTuple):
    """The passive part of an account: the root of its tree, what it received, and its mark."""

    root: bytes
    amount: int
    mark: int


NO_PASSIVE = Passive(b"", 0, 0)


class Sibling(NamedTuple):
    """A sibling in an interval tree, with its outer bound."""

    hash: bytes
    bound: int


class Proof(NamedTuple):
    """A proof of exclusive allotment (_What is hashed and signed_)."""

    left: int
    right: int
    passive: Passive
    update: Optional[Update]
    path: List[Sibling]
    coins: List[bytes]


class Membership(NamedTuple):
    """A place in a set of transactions."""

    index: int
    path: List[bytes]


class Interval(NamedTuple):
    """A place in a passive tree."""

    index: int
    path: List[Sibling]


class Statement(NamedTuple):
    """What a trader says is available to it, and its signature."""

    eon: int
    available: int
    by_trader: bytes


class Claim(NamedTuple):
    """An update that the operator signed."""

    update: Update
    by_operator: bytes


class Agreed(NamedTuple):
    """An update that both signed."""

    update: Update
    by_trader: bytes
    by_operator: bytes


class Leg(NamedTuple):
    """One coin of a swap: the place of the order in the update, and the account in two eons."""

    membership: Membership
    before: Proof
    after: Proof


# Events (_Events_).


class Advance(NamedTuple):
    """Time goes by."""

    block: int


class Deposit(NamedTuple):
    """Coins come in."""

    trader: str
    coin: str
    amount: int


class Checkpoint(NamedTuple):
    """The operator commits all balances."""

    by: str
    root: bytes
    operations: bytes


class RequestWithdrawal(NamedTuple):
    """A trader wants coins out."""

    trader: str
    coin: str
    amount: int
    proof: Proof


class CancelWithdrawal(NamedTuple):
    """A request is more than the trader itself said is available."""

    trader: str
    coin: str
    eon: int
    statement: Statement


class ConfirmWithdrawal(NamedTuple):
    """A request is due."""

    trader: str
    coin: str
    eon: int


class ChallengeBalance(NamedTuple):
    """A trader asks for a proof that its allotment is right."""

    trader: str
    coin: str
    claim: Optional[Claim]
    before: Proof


class AnswerBalance(NamedTuple):
    """The proof."""

    trader: str
    coin: str
    agreed: Optional[Agreed]
    after: Proof


class ChallengeDelivery(NamedTuple):
    """A trader asks for the other end of an active transfer."""

    trader: str
    transfer: Transfer
    claim: Claim
    membership: Membership


class AnswerDelivery(NamedTuple):
    """It is in the recipient's update."""

    trader: str
    transfer: Transfer
    membership: Membership
    after: Proof


class ChallengePassiveDelivery(NamedTuple):
    """A trader asks for the other end of a passive transfer."""

    trader: str
    transfer: Transfer
    membership: Membership
    after: Proof


class AnswerPassiveDelivery(NamedTuple):
    """It is in the recipient's passive tree."""

    trader: str
    transfer: Transfer
    after: Proof
    interval: Interval


class ChallengeSwap(NamedTuple):
    """A trader shows what was taken for its order, and asks what was given."""

    trader: str
    swap: Swap
    sell: Leg


class AnswerSwap(NamedTuple):
    """What was given."""

    trader: str
    swap: Swap
    buy: Leg


class PunishSwap(NamedTuple):
    """Both at once: a swap that was not at its limit."""

    trader: str
    swap: Swap
    sell: Leg
    buy: Leg


class Recover(NamedTuple):
    """After a halt, a trader takes what it had."""

    trader: str
    coin: str
    proof: Proof


ChainEvent = Union[
    Advance, Deposit, Checkpoint, RequestWithdrawal, CancelWithdrawal, ConfirmWithdrawal,
    ChallengeBalance, AnswerBalance, ChallengeDelivery, AnswerDelivery, ChallengePassiveDelivery,
    AnswerPassiveDelivery, ChallengeSwap, AnswerSwap, PunishSwap, Recover,
]


# Answers and observations (_Answers and what can be seen_).


class Payment(NamedTuple):
    """Coins that go out."""

    trader: str
    coin: str
    amount: int


class Halt(NamedTuple):
    """The eon in which the exchange halted, and the one whose checkpoint all recover from."""

    eon: int
    safe: int


class Done(NamedTuple):
    """The answer to an event that is accepted."""

    paid: List[Payment]
    halted: Optional[Halt]


ChainAnswer = Union[Done, Rejected]


class HeldView(NamedTuple):
    """What is held of a coin."""

    coin: str
    amount: int


class ChallengeView(NamedTuple):
    """A challenge that is open."""

    kind: str
    trader: str
    coin: str
    eon: int
    block: int


class WithdrawalView(NamedTuple):
    """A request that is not paid."""

    trader: str
    coin: str
    eon: int
    amount: int


ChainObservation = Union[
    int, bytes, List[HeldView], List[ChallengeView], List[WithdrawalView], List[Halt]]


class ChainEntry(NamedTuple):
    """One entry of a history (_Functions_)."""

    event: ChainEvent
    answer: ChainAnswer
    observed: Dict[str, ChainObservation]


class ChainHistory(NamedTuple):
    """What `judge` is given (_Functions_)."""

    params: ChainParams
    entries: List[ChainEntry]


# Arguments and results of the other functions (_Functions_).


class Account(NamedTuple):
    """What is to be committed of one trader and coin."""

    trader: str
    coin: str
    amount: int
    passive: Passive = NO_PASSIVE
    update: Optional[Update] = None


class AccountProof(NamedTuple):
    """The proof of one account of a checkpoint."""

    trader: str
    coin: str
    proof: Proof


class Commitment(NamedTuple):
    """The result of `commit`."""

    root: bytes
    proofs: List[AccountProof]


class TransactionSet(NamedTuple):
    """The result of `transactionSet`."""

    root: bytes
    memberships: List[Membership]


AccountId = Tuple[str, str]
"""A trader and a coin."""
