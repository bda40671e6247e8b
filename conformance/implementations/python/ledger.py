"""What the verifier knows (_The commit-chain_, What the verifier knows), time, and halts.

Nothing is decided here: commit_chain.py asks before it writes something down.
"""

from typing import Dict, Iterator, List, NamedTuple, Optional, Set, Tuple

from chain_messages import (
    KINDS, AccountId, ChainObservation, ChainParams, ChallengeView, Halt, HeldView, Proof, Swap,
    Update, WithdrawalView,
)
from encoding import Undefined
from trees import Hasher, allotted

Matter = Tuple[object, ...]
"""What a challenge is about; of one matter there is one in an eon."""


class Challenge(NamedTuple):
    """A challenge, and what its answer is measured by; each kind has its own of these."""

    kind: str
    trader: str
    matter: Matter
    coin: str
    eon: int
    block: int
    claimed: Optional[Update] = None
    before: int = 0
    mark: int = 0
    swap: Optional[Swap] = None
    taken: int = 0


ChallengeKey = Tuple[int, str, str, Matter]


class Ledger:
    """The state of an instance."""

    def __init__(self, params: ChainParams) -> None:
        self.params = params
        self.hasher = Hasher(params)
        self.block = 0
        nothing = self.hasher.commit([]).root
        self.roots: Dict[int, bytes] = {0: nothing, 1: nothing}
        self.deposited: Dict[Tuple[str, str, int], int] = {}
        self.requested: Dict[Tuple[str, str, int], int] = {}
        self.paid: Set[Tuple[str, str, int]] = set()
        self.held: Dict[str, int] = {coin: 0 for coin in params.coins}
        self.challenges: Dict[ChallengeKey, Challenge] = {}
        self.open: Set[ChallengeKey] = set()
        self.recovered: Set[AccountId] = set()
        self.halt: Optional[Halt] = None
        self._accumulators: Dict[int, bytes] = {}

    # Time.

    @property
    def epoch(self) -> int:
        """How many blocks an epoch has."""
        return self.params.blocks_per_eon // 4

    @property
    def eon(self) -> int:
        """The present eon."""
        return self.block // self.params.blocks_per_eon + 1

    def start(self, eon: int) -> int:
        """The first block of an eon."""
        return (eon - 1) * self.params.blocks_per_eon

    def first_epoch_is_over(self) -> bool:
        """Has a quarter of this eon gone by?"""
        return self.block >= self.start(self.eon) + self.epoch

    # Deposits and withdrawals.

    def accumulator(self, eon: int) -> bytes:
        """The accumulator of the deposits of an eon."""
        return self._accumulators.get(eon) or self.hasher.operations(eon)

    def deposit(self, trader: str, coin: str, amount: int) -> None:
        """Coins have come in."""
        place, eon = (trader, coin, self.eon), self.eon
        self.held[coin] += amount
        self.deposited[place] = self.deposited.get(place, 0) + amount
        self._accumulators[eon] = self.hasher.operation(
            self.accumulator(eon), coin, trader, amount)

    def d(self, trader: str, coin: str, eon: int) -> int:
        """D: what was deposited."""
        return self.deposited.get((trader, coin, eon), 0)

    def w(self, trader: str, coin: str, eon: int) -> int:
        """W: what was requested to withdraw."""
        return self.requested.get((trader, coin, eon), 0)

    def requested_from(self, trader: str, coin: str, first: int, last: int) -> int:
        """W from an eon up to another."""
        return sum(amount for place, amount in self.requested.items()
                   if place[:2] == (trader, coin) and first <= place[2] <= last)

    def allottable(self, coin: str, eon: int) -> int:
        """What can be allotted of a coin by the checkpoint of an eon."""
        return sum(sign * amount
                   for sign, table in ((1, self.deposited), (-1, self.requested))
                   for (_, of, at), amount in table.items() if of == coin and at < eon)

    def settled(self, trader: str, coin: str, eon: int, before: int, after: Proof,
                update: Optional[Update]) -> int:
        """What is settled of an account by the checkpoint of an eon (_Events_)."""
        gained, spent = (update.gained, update.spent) if update else (0, 0)
        return (before + gained + self.d(trader, coin, eon - 1) + after.passive.amount
                - spent - self.w(trader, coin, eon - 1))

    def recoverable(self, trader: str, coin: str, proof: Proof) -> int:
        """What is recovered after the halt (_Halt_)."""
        safe = self.safe
        deposits = sum(amount for (who, of, eon), amount in self.deposited.items()
                       if (who, of) == (trader, coin) and eon >= safe)
        requests = sum(amount for place, amount in self.requested.items()
                       if place[:2] == (trader, coin) and place[2] < safe
                       and place not in self.paid)
        return allotted(proof) + deposits + requests

    # Challenges.

    def key(self, eon: int, kind: str, trader: str, matter: Matter) -> ChallengeKey:
        """By what a challenge is found."""
        return eon, kind, trader, matter

    def opens(self, challenge: Challenge) -> None:
        """A challenge is opened."""
        key = self.key(challenge.eon, challenge.kind, challenge.trader, challenge.matter)
        self.challenges[key] = challenge
        self.open.add(key)

    def closes(self, challenge: Challenge) -> None:
        """A challenge is answered."""
        self.open.remove(
            self.key(challenge.eon, challenge.kind, challenge.trader, challenge.matter))

    def open_challenge(self, kind: str, trader: str, matter: Matter) -> Challenge:
        """The open challenge of a matter; that of this eon is answered first."""
        for eon in (self.eon, self.eon - 1):
            key = self.key(eon, kind, trader, matter)
            if key in self.open:
                return self.challenges[key]
        raise Undefined("no such challenge")

    def is_open_of(self, eon: int) -> bool:
        """Is a challenge of this eon open?"""
        return any(key[0] == eon for key in self.open)

    # Halts.

    @property
    def safe(self) -> int:
        """The eon whose checkpoint all recover from."""
        if self.halt is None:
            raise Undefined("it is not halted")
        return self.halt.safe

    def advance(self, block: int) -> Optional[Halt]:
        """Time goes by, and maybe the exchange halts."""
        halt = None if self.halt else next(self._halts_until(block), None)
        self.block = block
        self.halt = self.halt or halt
        return halt

    def _halts_until(self, block: int) -> Iterator[Halt]:
        """The causes to halt that come to pass after the present block, the earliest first."""
        eon = self.eon
        while self.start(eon) <= block:
            if self.start(eon) > self.block and eon - 1 not in self.roots:
                yield Halt(eon, eon - 2)
            answered_by = self.start(eon) + self.epoch
            if self.block < answered_by <= block and self.is_open_of(eon - 1):
                yield Halt(eon, eon - 2)
            eon += 1

    # What can be seen.

    def observe(self, what: str) -> ChainObservation:
        """One observation (_Answers and what can be seen_)."""
        if what == "block":
            return self.block
        if what == "eon":
            return self.eon
        if what == "held":
            return [HeldView(coin, amount) for coin, amount in self.held.items()]
        if what == "challenges":
            return self._challenges()
        if what == "withdrawals":
            return self._withdrawals()
        if what == "operations":
            return self.accumulator(self.eon)
        if what == "halt":
            return [] if self.halt is None else [self.halt]
        raise ValueError("unknown observation: " + what)

    def _challenges(self) -> List[ChallengeView]:
        """Those that are open, by slot, coin, eon, kind and block."""
        views = [ChallengeView(it.kind, it.trader, it.coin, it.eon, it.block)
                 for key, it in self.challenges.items() if key in self.open]
        return sorted(views, key=lambda it: (
            self.hasher.slot(it.trader), self.hasher.index(it.coin), it.eon,
            KINDS.index(it.kind), it.block))

    def _withdrawals(self) -> List[WithdrawalView]:
        """The requests that are not paid, by slot, coin and eon."""
        views = [WithdrawalView(*place, amount) for place, amount in self.requested.items()
                 if amount > 0 and place not in self.paid]
        return sorted(views, key=lambda it: (
            self.hasher.slot(it.trader), self.hasher.index(it.coin), it.eon))
