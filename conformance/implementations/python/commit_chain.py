"""The verifier of the chapter _The commit-chain_: what it accepts, and what that does.

Each event has a list of conditions, in the order of the chapter: the name of a clause and a
question. `Verifier.submit` refuses an event with the first clause whose answer is no. A question
that cannot be asked, since what it is about does not exist, is answered with no.
"""

from typing import Any, Callable, Dict, List, Optional, Tuple

from chain_messages import (
    BALANCE, DELIVERY, OPERATOR, PASSIVE_DELIVERY, SWAP, Advance, AnswerBalance, AnswerDelivery,
    AnswerPassiveDelivery, AnswerSwap, CancelWithdrawal, ChainAnswer, ChainEvent,
    ChainObservation, ChainParams, ChallengeBalance, ChallengeDelivery, ChallengePassiveDelivery,
    ChallengeSwap, Checkpoint, ConfirmWithdrawal, Deposit, Done, Halt, Leg, Membership, Payment,
    Proof, PunishSwap, Recover, RequestWithdrawal, Swap, Transaction, Transfer, Update,
)
from encoding import Undefined
from ledger import Challenge, Ledger, Matter
from messages import Rejected, is_amount
from suites import verify
from trees import allotted, are_apart, is_orderly, outline

Condition = Tuple[str, Callable[[], bool]]
Outcome = Tuple[List[Payment], Optional[Halt]]
NOTHING: Outcome = ([], None)


class Verifier:
    """One instance (_Parameters_, _Events_)."""

    def __init__(self, params: ChainParams) -> None:
        self.ledger = Ledger(params)
        self._params = params
        self._hasher = self.ledger.hasher
        self._keys = dict(params.traders)
        self._rules: Dict[type, Tuple[Callable[[Any], List[Condition]],
                                      Callable[[Any], Outcome]]] = {
            Advance: (self._advance_conditions, self._advance),
            Deposit: (self._deposit_conditions, self._deposit),
            Checkpoint: (self._checkpoint_conditions, self._checkpoint),
            RequestWithdrawal: (self._request_conditions, self._request),
            CancelWithdrawal: (self._cancel_conditions, self._cancel),
            ConfirmWithdrawal: (self._confirm_conditions, self._confirm),
            ChallengeBalance: (self._challenge_balance_conditions, self._challenge_balance),
            AnswerBalance: (self._answer_balance_conditions, self._answer_balance),
            ChallengeDelivery: (self._challenge_delivery_conditions, self._challenge_delivery),
            AnswerDelivery: (self._answer_delivery_conditions, self._answer_delivery),
            ChallengePassiveDelivery: (
                self._challenge_passive_conditions, self._challenge_passive),
            AnswerPassiveDelivery: (self._answer_passive_conditions, self._answer_passive),
            ChallengeSwap: (self._challenge_swap_conditions, self._challenge_swap),
            AnswerSwap: (self._answer_swap_conditions, self._answer_swap),
            PunishSwap: (self._punish_conditions, self._punish),
            Recover: (self._recover_conditions, self._recover),
        }

    def submit(self, event: ChainEvent) -> ChainAnswer:
        """Accept the event and do what it says, or refuse it and change nothing."""
        conditions, effect = self._rules[type(event)]
        for clause, question in conditions(event):
            if not holds(question):
                return Rejected(clause)
        paid, halted = effect(event)
        return Done(paid, halted)

    def failed(self, event: ChainEvent) -> List[str]:
        """All conditions that an event fails, in the order of the chapter."""
        conditions, _ = self._rules[type(event)]
        return [clause for clause, question in conditions(event) if not holds(question)]

    def observe(self, what: str) -> ChainObservation:
        """One observation."""
        return self.ledger.observe(what)

    # Conditions that several events have.

    def _begin(self, traders: List[str], coins: List[str]) -> List[Condition]:
        """CC-1 and CC-2."""
        return [("CC-1", lambda: self.ledger.halt is None), self._known(traders, coins)]

    def _known(self, traders: List[str], coins: List[str]) -> Condition:
        """CC-2: they are registered."""
        hasher = self._hasher
        return "CC-2", lambda: (all(it in hasher.slots for it in traders)
                                and all(it in hasher.indexes for it in coins))

    def _proof(self, trader: str, coin: str, proof: Proof,
               eon: Callable[[], int]) -> List[Condition]:
        """CC-10 to CC-13: the proof is of this account in this eon."""
        hasher, ledger = self._hasher, self.ledger

        def bounds() -> List[Tuple[int, int]]:
            return outline(proof.left, proof.right, hasher.slot(trader), proof.path)

        def total() -> int:
            if not are_apart(bounds()):
                raise Undefined("what overlaps is no share of a total")
            return bounds()[-1][1]

        def leads_to_root() -> bool:
            root = ledger.roots.get(eon())
            return root is not None and hasher.checkpoint_root(trader, coin, proof) == root

        return [
            ("CC-10", lambda: hasher.has_right_size(proof) and self._is_written_right(proof)),
            ("CC-11", lambda: is_orderly(bounds())),
            ("CC-12", leads_to_root),
            ("CC-13", lambda: total() <= ledger.allottable(coin, eon())),
        ]

    def _is_written_right(self, proof: Proof) -> bool:
        """CC-10: only amounts, and an update of a registered trader if any."""
        numbers = [proof.left, proof.right, proof.passive.amount, proof.passive.mark]
        numbers += [sibling.bound for sibling in proof.path]
        if proof.update is not None:
            numbers += [proof.update.eon, proof.update.spent, proof.update.gained]
            if proof.update.trader not in self._hasher.slots:
                return False
        return all(map(is_amount, numbers))

    def _binds(self, update: Optional[Update], trader: str, coin: str,
               eon: Callable[[], int]) -> Condition:
        """CC-24: the update is of this account and the eon before; if there is none, it is well."""

        def binds() -> bool:
            if update is None:
                return True
            return ((update.trader, update.coin) == (trader, coin) and update.eon == eon() - 1
                    and all(map(is_amount, (update.eon, update.spent, update.gained))))

        return "CC-24", binds

    def _signed_by_operator(self, update: Update, signature: bytes) -> Condition:
        """CC-26."""
        return "CC-26", lambda: verify(
            self._params.signature, self._params.operator, self._hasher.update(update), signature)

    def _signed_by_trader(self, update: Update, trader: str, signature: bytes) -> Condition:
        """CC-25."""
        return "CC-25", lambda: self._signed(trader, self._hasher.update(update), signature)

    def _signed(self, trader: str, digest: bytes, signature: bytes) -> bool:
        """Did a trader sign this?"""
        if trader not in self._keys:
            raise Undefined("not a trader: " + trader)
        return verify(self._params.signature, self._keys[trader], digest, signature)

    def _contains(self, clause: str, update: Optional[Update], transaction: Transaction,
                  membership: Membership) -> Condition:
        """CC-31, CC-33: the transaction is in the update."""
        return clause, lambda: (update is not None and update.transactions
                                == self._hasher.set_root(transaction, membership))

    def _may_open(self, kind: str, trader: str, matter: Matter) -> List[Condition]:
        """CC-20 and CC-21."""
        ledger = self.ledger
        return [
            ("CC-20", ledger.first_epoch_is_over),
            ("CC-21", lambda: ledger.key(ledger.eon, kind, trader, matter)
             not in ledger.challenges),
        ]

    def _may_answer(self, find: Callable[[], Challenge]) -> List[Condition]:
        """CC-22 and CC-23."""
        return [
            ("CC-22", lambda: find() is not None),
            ("CC-23", lambda: self.ledger.block - find().block <= self.ledger.epoch),
        ]

    def _finder(self, kind: str, trader: str, matter: Matter) -> Callable[[], Challenge]:
        """How to find the challenge that is to be answered."""
        return lambda: self.ledger.open_challenge(kind, trader, matter)

    def _this_eon(self) -> int:
        return self.ledger.eon

    def _eon_before(self) -> int:
        return self.ledger.eon - 1

    # Time, deposits and checkpoints.

    def _advance_conditions(self, event: Advance) -> List[Condition]:
        return [("CC-4", lambda: is_amount(event.block) and event.block > self.ledger.block)]

    def _advance(self, event: Advance) -> Outcome:
        return [], self.ledger.advance(event.block)

    def _deposit_conditions(self, event: Deposit) -> List[Condition]:
        trader, coin, amount = event
        return [
            *self._begin([trader], [coin]),
            *positive_amount(amount),
            ("CC-5", lambda: is_amount(self.ledger.held.get(coin, 0) + amount)),
        ]

    def _deposit(self, event: Deposit) -> Outcome:
        self.ledger.deposit(*event)
        return NOTHING

    def _checkpoint_conditions(self, event: Checkpoint) -> List[Condition]:
        ledger = self.ledger
        return [
            ("CC-1", lambda: ledger.halt is None),
            ("CC-6", lambda: event.by == OPERATOR),
            ("CC-7", lambda: ledger.eon not in ledger.roots),
            ("CC-8", lambda: all(key[0] == ledger.eon for key in ledger.open)),
            ("CC-9", lambda: event.operations == ledger.accumulator(ledger.eon - 1)),
        ]

    def _checkpoint(self, event: Checkpoint) -> Outcome:
        self.ledger.roots[self.ledger.eon] = event.root
        return NOTHING

    # Withdrawals.

    def _request_conditions(self, event: RequestWithdrawal) -> List[Condition]:
        trader, coin, amount, proof = event
        ledger = self.ledger
        return [
            *self._begin([trader], [coin]),
            *positive_amount(amount),
            *self._proof(trader, coin, proof, self._eon_before),
            ("CC-14", lambda: amount + ledger.w(trader, coin, ledger.eon)
             + ledger.w(trader, coin, ledger.eon - 1) <= allotted(proof)),
        ]

    def _request(self, event: RequestWithdrawal) -> Outcome:
        place = event.trader, event.coin, self.ledger.eon
        self.ledger.requested[place] = self.ledger.requested.get(place, 0) + event.amount
        return NOTHING

    def _cancel_conditions(self, event: CancelWithdrawal) -> List[Condition]:
        trader, coin, eon, statement = event
        ledger = self.ledger

        def may_still_be_cancelled() -> bool:
            present = ledger.eon
            in_time = eon == present or (eon == present - 1 and present not in ledger.roots)
            return in_time and ledger.w(trader, coin, eon) > 0

        def is_stated() -> bool:
            return (statement.eon in (eon, eon - 1)
                    and is_amount(statement.eon) and is_amount(statement.available)
                    and self._signed(trader, self._hasher.statement(trader, coin, statement),
                                     statement.by_trader))

        return [
            *self._begin([trader], [coin]),
            ("CC-15", may_still_be_cancelled),
            ("CC-16", is_stated),
            ("CC-17", lambda: ledger.requested_from(trader, coin, statement.eon, eon)
             > statement.available),
        ]

    def _cancel(self, event: CancelWithdrawal) -> Outcome:
        self.ledger.requested[event.trader, event.coin, event.eon] = 0
        return NOTHING

    def _confirm_conditions(self, event: ConfirmWithdrawal) -> List[Condition]:
        trader, coin, eon = event
        ledger = self.ledger

        def is_due() -> bool:
            return 3 * (ledger.block - ledger.start(eon + 2)) >= self._params.blocks_per_eon

        return [
            *self._begin([trader], [coin]),
            ("CC-18", lambda: ledger.w(trader, coin, eon) > 0
             and (trader, coin, eon) not in ledger.paid),
            ("CC-19", is_due),
        ]

    def _confirm(self, event: ConfirmWithdrawal) -> Outcome:
        trader, coin, eon = event
        self.ledger.paid.add((trader, coin, eon))
        return self._pay(trader, coin, self.ledger.w(trader, coin, eon)), None

    def _pay(self, trader: str, coin: str, amount: int) -> List[Payment]:
        """Coins go out; an amount of zero is not paid."""
        self.ledger.held[coin] -= amount
        return [Payment(trader, coin, amount)] if amount > 0 else []

    # Balances.

    def _challenge_balance_conditions(self, event: ChallengeBalance) -> List[Condition]:
        trader, coin, claim, before = event
        conditions = [
            *self._begin([trader], [coin]),
            *self._may_open(BALANCE, trader, (coin,)),
        ]
        if claim is not None:
            conditions += [
                self._binds(claim.update, trader, coin, self._this_eon),
                self._signed_by_operator(claim.update, claim.by_operator),
            ]
        return conditions + self._proof(trader, coin, before, self._eon_before)

    def _challenge_balance(self, event: ChallengeBalance) -> Outcome:
        trader, coin, claim, before = event
        return self._open(BALANCE, trader, (coin,), coin, before=allotted(before),
                          claimed=None if claim is None else claim.update)

    def _open(self, kind: str, trader: str, matter: Matter, coin: str, **facts: Any) -> Outcome:
        """A challenge is opened, here and now."""
        self.ledger.opens(Challenge(
            kind, trader, matter, coin, self.ledger.eon, self.ledger.block, **facts))
        return NOTHING

    def _answer_balance_conditions(self, event: AnswerBalance) -> List[Condition]:
        trader, coin, agreed, after = event
        find = self._finder(BALANCE, trader, (coin,))
        update = None if agreed is None else agreed.update
        conditions = [*self._begin([trader], [coin]), *self._may_answer(find)]
        if agreed is not None:
            conditions += [
                self._binds(agreed.update, trader, coin, lambda: find().eon),
                self._signed_by_trader(agreed.update, trader, agreed.by_trader),
                self._signed_by_operator(agreed.update, agreed.by_operator),
            ]

        def is_no_older_than_claimed() -> bool:
            claimed = find().claimed
            if claimed is None:
                return True
            return (update is not None and update.spent >= claimed.spent
                    and update.gained >= claimed.gained)

        def allots_what_is_settled() -> bool:
            challenge = find()
            return allotted(after) >= self.ledger.settled(
                trader, coin, challenge.eon, challenge.before, after, update)

        return conditions + [
            ("CC-27", is_no_older_than_claimed),
            *self._proof(trader, coin, after, lambda: find().eon),
            ("CC-28", lambda: update == after.update),
            ("CC-29", allots_what_is_settled),
        ]

    def _answer_balance(self, event: AnswerBalance) -> Outcome:
        return self._close(self._finder(BALANCE, event.trader, (event.coin,)))

    def _close(self, find: Callable[[], Challenge]) -> Outcome:
        self.ledger.closes(find())
        return NOTHING

    # Deliveries.

    def _begin_delivery(self, trader: str, transfer: Transfer) -> List[Condition]:
        """CC-1 and CC-2 for events about transfers."""
        return self._begin([trader, transfer.sender, transfer.recipient], [transfer.coin])

    def _challenge_delivery_conditions(self, event: ChallengeDelivery) -> List[Condition]:
        trader, transfer, (update, by_operator), membership = event
        return [
            *self._begin_delivery(trader, transfer),
            *self._may_open(DELIVERY, trader, transfer_matter(transfer)),
            ("CC-30", lambda: not transfer.passive and is_party(trader, transfer)),
            self._binds(update, transfer.sender, transfer.coin, self._this_eon),
            self._signed_by_operator(update, by_operator),
            self._contains("CC-31", update, transfer, membership),
        ]

    def _challenge_delivery(self, event: ChallengeDelivery) -> Outcome:
        return self._open(DELIVERY, event.trader, transfer_matter(event.transfer),
                          event.transfer.coin)

    def _answer_delivery_conditions(self, event: AnswerDelivery) -> List[Condition]:
        trader, transfer, membership, after = event
        account = transfer.recipient, transfer.coin
        find = self._finder(DELIVERY, trader, transfer_matter(transfer))
        return [
            *self._begin_delivery(trader, transfer),
            *self._may_answer(find),
            *self._proof(*account, after, lambda: find().eon),
            self._binds(after.update, *account, lambda: find().eon),
            self._contains("CC-31", after.update, transfer, membership),
        ]

    def _answer_delivery(self, event: AnswerDelivery) -> Outcome:
        return self._close(self._finder(DELIVERY, event.trader, transfer_matter(event.transfer)))

    def _challenge_passive_conditions(self, event: ChallengePassiveDelivery) -> List[Condition]:
        trader, transfer, membership, after = event
        account = transfer.sender, transfer.coin
        return [
            *self._begin_delivery(trader, transfer),
            *self._may_open(PASSIVE_DELIVERY, trader, transfer_matter(transfer)),
            ("CC-30", lambda: transfer.passive and is_party(trader, transfer)),
            *self._proof(*account, after, self._this_eon),
            self._binds(after.update, *account, self._this_eon),
            self._contains("CC-31", after.update, transfer, membership),
        ]

    def _challenge_passive(self, event: ChallengePassiveDelivery) -> Outcome:
        return self._open(PASSIVE_DELIVERY, event.trader, transfer_matter(event.transfer),
                          event.transfer.coin, mark=event.after.passive.mark)

    def _answer_passive_conditions(self, event: AnswerPassiveDelivery) -> List[Condition]:
        trader, transfer, after, (index, path) = event
        find = self._finder(PASSIVE_DELIVERY, trader, transfer_matter(transfer))

        def is_credited() -> bool:
            start = find().mark
            root = self._hasher.passive_root(transfer, start, index, path)
            bounds = outline(start, start + transfer.amount, index, path)
            return (root == after.passive.root and is_orderly(bounds)
                    and bounds[-1][1] <= after.passive.amount)

        return [
            *self._begin_delivery(trader, transfer),
            *self._may_answer(find),
            *self._proof(transfer.recipient, transfer.coin, after, lambda: find().eon),
            ("CC-35", is_credited),
        ]

    def _answer_passive(self, event: AnswerPassiveDelivery) -> Outcome:
        return self._close(
            self._finder(PASSIVE_DELIVERY, event.trader, transfer_matter(event.transfer)))

    # Swaps.

    def _begin_swap(self, trader: str, swap: Swap) -> List[Condition]:
        """CC-1 and CC-2 for events about swaps."""
        return self._begin([trader], [swap.sell_coin, swap.buy_coin])

    def _leg(self, trader: str, coin: str, swap: Swap, leg: Leg,
             eon: Callable[[], int]) -> List[Condition]:
        """CC-10 to CC-13 of two eons, CC-24, CC-33: what is asked of one coin of a swap."""
        return [
            *self._proof(trader, coin, leg.before, lambda: eon() - 1),
            *self._proof(trader, coin, leg.after, eon),
            self._binds(leg.after.update, trader, coin, eon),
            self._contains("CC-33", leg.after.update, swap, leg.membership),
        ]

    def _came_back(self, trader: str, coin: str, leg: Leg, eon: int) -> int:
        """What is allotted beyond what is settled."""
        settled = self.ledger.settled(
            trader, coin, eon, allotted(leg.before), leg.after, leg.after.update)
        return allotted(leg.after) - settled

    def _taken(self, trader: str, swap: Swap, sell: Leg) -> int:
        """What was taken of the coin sold."""
        return swap.sell_amount - self._came_back(
            trader, swap.sell_coin, sell, self.ledger.eon)

    def _not_too_much_taken(self, trader: str, swap: Swap, sell: Leg) -> Condition:
        """CC-34."""
        return "CC-34", lambda: self._taken(trader, swap, sell) <= swap.sell_amount

    def _own_order(self, trader: str, swap: Swap) -> Condition:
        """CC-32: the trader's own, of two coins, and of two amounts above zero."""
        return "CC-32", lambda: (swap.trader == trader and swap.sell_coin != swap.buy_coin
                                 and all(amount > 0 and is_amount(amount)
                                         for amount in (swap.sell_amount, swap.buy_amount)))

    def _challenge_swap_conditions(self, event: ChallengeSwap) -> List[Condition]:
        trader, swap, sell = event
        return [
            *self._begin_swap(trader, swap),
            *self._may_open(SWAP, trader, swap_matter(swap)),
            self._own_order(trader, swap),
            *self._leg(trader, swap.sell_coin, swap, sell, self._this_eon),
            self._not_too_much_taken(trader, swap, sell),
        ]

    def _challenge_swap(self, event: ChallengeSwap) -> Outcome:
        trader, swap, sell = event
        return self._open(SWAP, trader, swap_matter(swap), swap.sell_coin, swap=swap,
                          taken=self._taken(trader, swap, sell))

    def _answer_swap_conditions(self, event: AnswerSwap) -> List[Condition]:
        trader, swap, buy = event
        find = self._finder(SWAP, trader, swap_matter(swap))
        return [
            *self._begin_swap(trader, swap),
            *self._may_answer(find),
            ("CC-32", lambda: find().swap == swap),
            *self._leg(trader, swap.buy_coin, swap, buy, lambda: find().eon),
            ("CC-36", lambda: is_at_limit(swap, find().taken, self._came_back(
                trader, swap.buy_coin, buy, find().eon))),
        ]

    def _answer_swap(self, event: AnswerSwap) -> Outcome:
        return self._close(self._finder(SWAP, event.trader, swap_matter(event.swap)))

    def _punish_conditions(self, event: PunishSwap) -> List[Condition]:
        trader, swap, sell, buy = event
        return [
            *self._begin_swap(trader, swap),
            ("CC-20", self.ledger.first_epoch_is_over),
            self._own_order(trader, swap),
            *self._leg(trader, swap.sell_coin, swap, sell, self._this_eon),
            self._not_too_much_taken(trader, swap, sell),
            *self._leg(trader, swap.buy_coin, swap, buy, self._this_eon),
            ("CC-37", lambda: not is_at_limit(
                swap, self._taken(trader, swap, sell),
                self._came_back(trader, swap.buy_coin, buy, self.ledger.eon))),
        ]

    def _punish(self, event: PunishSwap) -> Outcome:
        self.ledger.halt = Halt(self.ledger.eon, self.ledger.eon - 1)
        return [], self.ledger.halt

    # After a halt.

    def _recover_conditions(self, event: Recover) -> List[Condition]:
        trader, coin, proof = event
        return [
            ("CC-38", lambda: self.ledger.halt is not None),
            self._known([trader], [coin]),
            ("CC-39", lambda: (trader, coin) not in self.ledger.recovered),
            *self._proof(trader, coin, proof, lambda: self.ledger.safe),
        ]

    def _recover(self, event: Recover) -> Outcome:
        trader, coin, proof = event
        self.ledger.recovered.add((trader, coin))
        return self._pay(trader, coin, self.ledger.recoverable(trader, coin, proof)), None


def holds(question: Callable[[], bool]) -> bool:
    """The answer to a question; no, if it cannot be asked."""
    try:
        return question()
    except Undefined:
        return False


def positive_amount(amount: int) -> List[Condition]:
    """PR-1 and CC-3."""
    return [("PR-1", lambda: is_amount(amount)), ("CC-3", lambda: amount > 0)]


def is_party(trader: str, transfer: Transfer) -> bool:
    """Does the trader send or receive the transfer (CC-30)?"""
    return trader in (transfer.sender, transfer.recipient)


def transfer_matter(transfer: Transfer) -> Matter:
    """What a challenge of a delivery is about."""
    coin, sender, recipient, amount, _, nonce = transfer
    return coin, sender, recipient, amount, nonce


def swap_matter(swap: Swap) -> Matter:
    """What a challenge of a swap is about."""
    return swap.sell_coin, swap.buy_coin


def is_at_limit(swap: Swap, taken: int, given: int) -> bool:
    """Did the trader get enough for what was taken? Nothing is divided."""
    return given >= 0 and given * swap.sell_amount >= taken * swap.buy_amount
