"""Tests of the trees, of the verifier, of its judge, and of how they look in JSON."""

import json
import random
import unittest
from typing import Any, Dict, List, Optional

from adapter import Adapter, respond
from chain_functions import checkpoint_root, commit, transaction_set
from chain_messages import (
    NO_PASSIVE, Account, Advance, Agreed, AnswerBalance, AnswerDelivery, AnswerPassiveDelivery,
    AnswerSwap, CancelWithdrawal, ChainEntry, ChainHistory, ChainParams, ChallengeBalance,
    ChallengeDelivery, ChallengePassiveDelivery, ChallengeSwap, ChallengeView, Checkpoint, Claim,
    ConfirmWithdrawal, Deposit, Done, Halt, Interval, Leg, Membership, Passive, Payment, Proof,
    PunishSwap, Recover, Registered, RequestWithdrawal, Sibling, Statement, Swap, Transfer, Update,
    WithdrawalView,
)
from chain_wire import OBSERVATIONS
from commit_chain import Verifier
from commit_chain_judge import judge_chain
from encoding import Undefined, encode_record
from messages import Rejected
from suites import sha256
from test_suites import SIGNERS
from trees import allotted, climb, depth, is_orderly, outline

BLOCKS = 8
OK = Done([], None)


def secret(name: str) -> bytes:
    return sha256(name.encode())


def make_params(traders=("alice", "bob", "carol"), coins=("X", "Y"), hash="sha256",
                signature="ed25519") -> ChainParams:
    key, _ = SIGNERS[signature]
    return ChainParams("exchange-1", BLOCKS, hash, signature, key(secret("operator")), list(coins),
                       [Registered(trader, key(secret(trader))) for trader in traders])


class World:
    """A verifier, and an operator that knows everybody's secrets."""

    def __init__(self, params: Optional[ChainParams] = None) -> None:
        self.params = params or make_params()
        self.verifier = Verifier(self.params)
        self.hasher = self.verifier.ledger.hasher
        self.proofs: Dict[Any, Proof] = {}
        self.entries: List[ChainEntry] = []
        everybody = self.accounts({})
        for eon in (0, 1):
            self.keep(eon, everybody)

    def accounts(self, amounts: Dict[Any, Any]) -> List[Account]:
        """All accounts; an amount, or an amount with what belongs to it."""
        found = []
        for registered in self.params.traders:
            for coin in self.params.coins:
                given = amounts.get((registered.trader, coin), 0)
                parts = given if isinstance(given, tuple) else (given,)
                found.append(Account(registered.trader, coin, *parts))
        return found

    def keep(self, eon: int, accounts: List[Account]) -> bytes:
        """The root of a checkpoint, whose proofs are kept."""
        root, proofs = commit(self.params, accounts)
        for it in proofs:
            self.proofs[it.trader, it.coin, eon] = it.proof
        return root

    def submit(self, event):
        answer = self.verifier.submit(event)
        self.entries.append(ChainEntry(
            event, answer, {what: self.verifier.observe(what) for what in OBSERVATIONS}))
        return answer

    def at(self, eon: int, block: int = 0):
        return self.submit(Advance((eon - 1) * BLOCKS + block))

    def checkpoint(self, amounts: Dict[Any, Any]):
        ledger = self.verifier.ledger
        root = self.keep(ledger.eon, self.accounts(amounts))
        return self.submit(Checkpoint("operator", root, ledger.accumulator(ledger.eon - 1)))

    def sign(self, who: str, digest: bytes) -> bytes:
        return SIGNERS[self.params.signature][1](secret(who), digest)

    def agreed(self, update: Update, trader: Optional[str] = None) -> Agreed:
        digest = self.hasher.update(update)
        return Agreed(update, self.sign(trader or update.trader, digest),
                      self.sign("operator", digest))

    def claim(self, update: Update) -> Claim:
        return Claim(update, self.sign("operator", self.hasher.update(update)))

    def statement(self, trader: str, coin: str, eon: int, available: int) -> Statement:
        bare = Statement(eon, available, b"")
        digest = self.hasher.statement(trader, coin, bare)
        return bare._replace(by_trader=self.sign(trader, digest))

    def update(self, trader: str, coin: str, eon: int, transactions=(), spent=0, gained=0):
        root = transaction_set(self.params, list(transactions)).root
        return Update(trader, coin, eon, root, spent, gained)

    def passive(self, *transfers: Transfer, mark: int = 0):
        """The passive part of these transfers, with the place of each."""
        hasher, bound, leaves = self.hasher, 0, []
        for it in transfers:
            leaves.append(hasher.leaf(bound, hasher.transaction(it), bound + it.amount))
            bound += it.amount
        leaves += [hasher.leaf(bound, b"", bound)] * ((1 << depth(len(leaves))) - len(leaves))
        levels = [leaves]
        while len(levels[-1]) > 1:
            below = levels[-1]
            levels.append([hasher.join(len(levels), below[i], below[i + 1])
                           for i in range(0, len(below), 2)])
        places = []
        for index in range(len(transfers)):
            path = []
            for level, spans in enumerate(levels[:-1]):
                it = spans[index >> level ^ 1]
                path.append(Sibling(it.hash, it.left if index >> level & 1 else it.right))
            places.append(Interval(index, path))
        return Passive(hasher.total(levels[-1][0]), bound, mark), places

    def open_with(self, deposits: Dict[Any, int]) -> None:
        """Deposits in eon 1 that are committed in eon 2."""
        for (trader, coin), amount in deposits.items():
            assert self.submit(Deposit(trader, coin, amount)) == OK
        self.at(2)
        assert self.checkpoint(deposits) == OK


class TheTrees(unittest.TestCase):
    """_What is hashed and signed_."""

    def test_all_proofs_of_small_trees(self):
        for hash in ("sha256", "keccak256"):
            for count in range(1, 10):
                params = make_params(["t%d" % i for i in range(count)],
                                     ["c%d" % i for i in range((count + 1) // 2)], hash)
                accounts = [Account(it.trader, coin, 3 * slot + 1)
                            for slot, it in enumerate(params.traders) for coin in params.coins]
                root, proofs = commit(params, accounts)
                for account, it in zip(accounts, proofs):
                    self.assertEqual(allotted(it.proof), account.amount)
                    self.assertEqual(len(it.proof.path), depth(count))
                    self.assertEqual(checkpoint_root(params, it.trader, it.coin, it.proof), root)
                    slot = [t.trader for t in params.traders].index(it.trader)
                    bounds = outline(it.proof.left, it.proof.right, slot, it.proof.path)
                    self.assertTrue(is_orderly(bounds))
                    self.assertEqual(bounds[-1], (0, sum(3 * i + 1 for i in range(count))))
                    wrong = it.proof._replace(right=it.proof.right + 1)
                    self.assertNotEqual(checkpoint_root(params, it.trader, it.coin, wrong), root)

    def test_transaction_sets(self):
        world = World()
        empty = sha256(encode_record("no-transaction"))
        self.assertEqual(transaction_set(world.params, []), (empty, []))
        for count in range(1, 10):
            members = [Transfer("X", "alice", "bob", 5, i % 2 == 0, i) for i in range(count)]
            root, places = transaction_set(world.params, members)
            for member, place in zip(members, places):
                self.assertEqual(world.hasher.set_root(member, place), root)
                # Only as many bits count as there are siblings.
                high = place._replace(index=place.index + (1 << len(place.path)))
                self.assertEqual(world.hasher.set_root(member, high), root)
        for wrong in (places[0]._replace(index=-1), Membership(0, [b""] * 65)):
            with self.assertRaises(Undefined):
                world.hasher.set_root(members[0], wrong)
        self.assertTrue(world.hasher.set_root(members[0], Membership(0, [b""] * 64)))

    def test_by_hand(self):
        """One trader, one coin: the checkpoint spelled out."""
        params = make_params(["a"], ["X"])

        def h(tag, *fields):
            return sha256(encode_record(tag, *fields))

        update = Update("a", "X", 1, b"\7", 2, 3)
        signed = h("update", "exchange-1", "X", "a", 0, 1, b"\7", 2, 3)
        content = h("account", "exchange-1", "X", "a", 0, b"\1", 4, 5, signed)
        total = h("total", h("interval", 0, content, 6), 6)
        root, proofs = commit(params, [Account("a", "X", 6, Passive(b"\1", 4, 5), update)])
        self.assertEqual(root, h("coin", "X", total))
        self.assertEqual(proofs[0].proof, Proof(0, 6, Passive(b"\1", 4, 5), update, [], []))

    def test_padding_by_hand(self):
        """Three traders: the fourth leaf is without content."""
        def h(tag, *fields):
            return sha256(encode_record(tag, *fields))

        def leaf(slot, trader, left, right):
            content = h("account", "exchange-1", "X", trader, slot, b"", 0, 0, b"")
            return h("interval", left, content, right)

        a, b, c = leaf(0, "a", 0, 1), leaf(1, "b", 1, 3), leaf(2, "c", 3, 6)
        ab = h("intervals", 1, 0, h("split", a, 1, b), 3)
        cd = h("intervals", 1, 3, h("split", c, 6, h("interval", 6, b"", 6)), 6)
        top = h("intervals", 2, 0, h("split", ab, 3, cd), 6)
        x = h("coin", "X", h("total", top, 6))
        params = make_params("abc", "X")
        root, proofs = commit(params, [Account(t, "X", i + 1) for i, t in enumerate("abc")])
        self.assertEqual(root, x)
        self.assertEqual(proofs[2].proof.path, [
            Sibling(h("interval", 6, b"", 6), 6), Sibling(ab, 0)])

    def test_climbing(self):
        def node(left, right):
            return b"(" + left + right + b")"

        self.assertEqual(climb(b"c", 2, [b"d", b"ab"], node), b"(ab(cd))")


class TheLedger(unittest.TestCase):
    """Time, deposits, withdrawals, halts and recovery."""

    def test_whole_life(self):
        """Deposit, checkpoint, challenge, answer, late answer, halt, recovery."""
        for hash, signature in [("sha256", "ed25519"), ("keccak256", "secp256k1")]:
            world = World(make_params(hash=hash, signature=signature))
            world.open_with({("alice", "X"): 10, ("bob", "X"): 5})
            world.at(2, 2)
            before = world.proofs["alice", "X", 1]
            challenge = ChallengeBalance("alice", "X", None, before)
            self.assertEqual(world.submit(challenge), OK)
            self.assertEqual(world.submit(challenge), Rejected("CC-21"))
            self.assertEqual(world.verifier.observe("challenges"),
                             [ChallengeView("balance", "alice", "X", 2, 10)])
            answer = AnswerBalance("alice", "X", None, world.proofs["alice", "X", 2])
            self.assertEqual(world.submit(answer), OK)
            self.assertEqual(world.submit(answer), Rejected("CC-22"))
            world.at(3)
            self.assertEqual(world.checkpoint({("alice", "X"): 9, ("bob", "X"): 6}), OK)
            world.at(3, 3)
            world.submit(ChallengeBalance("alice", "X", None, world.proofs["alice", "X", 2]))
            stolen = AnswerBalance("alice", "X", None, world.proofs["alice", "X", 3])
            self.assertEqual(world.submit(stolen), Rejected("CC-29"))
            world.at(3, 6)
            self.assertEqual(world.submit(stolen), Rejected("CC-23"))
            world.at(4)
            self.assertEqual(world.checkpoint({}), Rejected("CC-8"))
            self.assertEqual(world.at(4, 1), OK)
            self.assertEqual(world.at(4, 2), Done([], Halt(4, 2)))
            self.assertEqual(world.submit(Deposit("alice", "X", 1)), Rejected("CC-1"))
            for trader, amount in (("alice", 10), ("bob", 5)):
                recover = Recover(trader, "X", world.proofs[trader, "X", 2])
                self.assertEqual(world.submit(recover), Done([Payment(trader, "X", amount)], None))
                self.assertEqual(world.submit(recover), Rejected("CC-39"))
            self.assertEqual(world.submit(Recover("carol", "X", world.proofs["carol", "X", 2])), OK)
            self.assertEqual(world.at(9), OK)
            for end in range(len(world.entries) + 1):
                self.assertIsNone(judge_chain(ChainHistory(world.params, world.entries[:end])))

    def test_deposits_and_checkpoints(self):
        world = World()
        for event, reason in [
            (Deposit("dave", "X", 0), "CC-2"), (Deposit("alice", "Z", 1), "CC-2"),
            (Deposit("alice", "X", -1), "PR-1"), (Deposit("alice", "X", 1 << 128), "PR-1"),
            (Deposit("alice", "X", 0), "CC-3"),
            (Advance(0), "CC-4"), (Advance(-1), "CC-4"), (Advance(1 << 128), "CC-4"),
            (Checkpoint("alice", b"", b""), "CC-6"), (Checkpoint("operator", b"", b""), "CC-7"),
        ]:
            self.assertEqual(world.submit(event), Rejected(reason), event)
        first = world.hasher.operations(1)
        self.assertEqual(world.verifier.observe("operations"), first)
        world.submit(Deposit("bob", "Y", (1 << 128) - 1))
        accumulator = world.hasher.operation(first, "Y", "bob", (1 << 128) - 1)
        self.assertEqual(world.verifier.observe("operations"), accumulator)
        self.assertEqual(world.submit(Deposit("alice", "Y", 1)), Rejected("CC-5"))
        self.assertEqual(world.submit(Deposit("alice", "X", 1)), OK)
        world.at(2)
        self.assertEqual(world.submit(Checkpoint("operator", b"", first)), Rejected("CC-9"))
        self.assertEqual(world.at(3), Done([], Halt(3, 1)))

    def test_withdrawals(self):
        world = World()
        world.open_with({("alice", "X"): 10})
        world.at(3)
        proof = world.proofs["alice", "X", 2]
        for event, reason in [
            (RequestWithdrawal("alice", "X", 11, proof), "CC-14"),
            (RequestWithdrawal("alice", "X", 0, proof), "CC-3"),
            (RequestWithdrawal("alice", "X", 1, proof._replace(path=proof.path[:1])), "CC-10"),
            (RequestWithdrawal("alice", "X", 1, proof._replace(right=-1)), "CC-10"),
            (RequestWithdrawal("alice", "X", 1, proof._replace(left=11)), "CC-11"),
            (RequestWithdrawal("alice", "X", 1, proof._replace(right=9)), "CC-12"),
            (RequestWithdrawal("alice", "X", 1, world.proofs["alice", "X", 1]), "CC-12"),
            (RequestWithdrawal("bob", "X", 1, proof), "CC-11"),
        ]:
            self.assertEqual(world.submit(event), Rejected(reason), event)
        self.assertEqual(world.submit(RequestWithdrawal("alice", "X", 4, proof)), OK)
        self.assertEqual(world.submit(RequestWithdrawal("alice", "X", 7, proof)), Rejected("CC-14"))
        self.assertEqual(world.submit(RequestWithdrawal("alice", "X", 2, proof)), OK)
        self.assertEqual(world.verifier.observe("withdrawals"),
                         [WithdrawalView("alice", "X", 3, 6)])
        self.assertEqual(world.checkpoint({("alice", "X"): 10}), OK)
        world.at(4)
        self.assertEqual(world.checkpoint({("alice", "X"): 4}), OK)
        confirm = ConfirmWithdrawal("alice", "X", 3)
        world.at(4, 7)
        self.assertEqual(world.submit(confirm), Rejected("CC-19"))
        world.at(5)
        self.assertEqual(world.checkpoint({("alice", "X"): 4}), OK)
        world.at(5, 2)
        self.assertEqual(world.submit(confirm), Rejected("CC-19"))
        world.at(5, 3)
        self.assertEqual(world.submit(confirm), Done([Payment("alice", "X", 6)], None))
        self.assertEqual(world.submit(confirm), Rejected("CC-18"))
        self.assertEqual(world.submit(confirm._replace(eon=-1)), Rejected("CC-18"))
        self.assertEqual(world.verifier.observe("withdrawals"), [])
        self.assertEqual([it.amount for it in world.verifier.observe("held")], [4, 0])

    def test_at_any_time_of_later_eons(self):
        world = World()
        world.open_with({("alice", "X"): 10})
        world.at(3)
        world.submit(RequestWithdrawal("alice", "X", 4, world.proofs["alice", "X", 2]))
        for eon in (3, 4, 5, 6):
            world.at(eon)
            world.checkpoint({("alice", "X"): 10 if eon == 3 else 6})
        confirm = ConfirmWithdrawal("alice", "X", 3)
        self.assertEqual(world.submit(confirm), Done([Payment("alice", "X", 4)], None))

    def test_cancelling(self):
        world = World()
        world.open_with({("alice", "X"): 10})
        world.at(3)
        request = RequestWithdrawal("alice", "X", 6, world.proofs["alice", "X", 2])
        self.assertEqual(world.submit(request), OK)

        def cancel(statement, eon=3, trader="alice"):
            return world.submit(CancelWithdrawal(trader, "X", eon, statement))

        said = world.statement("alice", "X", 3, 5)
        self.assertEqual(cancel(said, eon=2), Rejected("CC-15"))
        self.assertEqual(cancel(said, trader="bob"), Rejected("CC-15"))
        self.assertEqual(cancel(said._replace(eon=1)), Rejected("CC-16"))
        self.assertEqual(cancel(said._replace(available=4)), Rejected("CC-16"))
        self.assertEqual(cancel(said._replace(available=-1)), Rejected("CC-16"))
        self.assertEqual(cancel(world.statement("alice", "X", 2, 6)), Rejected("CC-17"))
        world.checkpoint({("alice", "X"): 10})
        world.at(4)
        self.assertEqual(cancel(said), OK)
        self.assertEqual(cancel(said), Rejected("CC-15"))
        self.assertEqual(world.checkpoint({("alice", "X"): 10}), OK)

    def test_too_much_is_allotted(self):
        world = World()
        world.submit(Deposit("alice", "X", 10))
        world.at(2)
        world.checkpoint({("alice", "X"): 10, ("bob", "X"): 1})
        world.at(3)
        request = RequestWithdrawal("alice", "X", 1, world.proofs["alice", "X", 2])
        self.assertEqual(world.submit(request), Rejected("CC-13"))

    def test_recovery_counts_deposits_and_requests(self):
        world = World()
        world.open_with({("alice", "X"): 10})
        world.at(3)
        request = RequestWithdrawal("alice", "X", 4, world.proofs["alice", "X", 2])
        self.assertEqual(world.submit(request), OK)
        world.submit(Deposit("alice", "X", 2))
        world.checkpoint({("alice", "X"): 10})
        world.at(4)
        world.checkpoint({("alice", "X"): 8})
        world.submit(Deposit("alice", "X", 1))
        world.at(5)
        world.submit(Deposit("alice", "X", 100))
        self.assertEqual(world.submit(Recover("alice", "X", world.proofs["alice", "X", 4])),
                         Rejected("CC-38"))
        self.assertEqual(world.submit(Advance(1000)), Done([], Halt(6, 4)))
        answer = world.submit(Recover("alice", "X", world.proofs["alice", "X", 4]))
        self.assertEqual(answer, Done([Payment("alice", "X", 8 + 1 + 100 + 4)], None))
        self.assertEqual(world.verifier.observe("halt"), [Halt(6, 4)])
        self.assertEqual(world.verifier.observe("held")[0].amount, 0)


class TheChallenges(unittest.TestCase):
    """Balances with updates, deliveries and swaps."""

    def transfer_world(self, passive: bool):
        """In eon 2 Alice sends Bob 4 X; in eon 3 it is committed."""
        world = World()
        world.open_with({("alice", "X"): 10, ("bob", "X"): 5})
        transfers = [Transfer("X", "alice", "bob", 4, passive, 7),
                     Transfer("X", "alice", "carol", 1, passive, 8)]
        world.at(3)
        return world, transfers

    def test_balance_with_an_update(self):
        world, (transfer, _) = self.transfer_world(False)
        update = world.update("alice", "X", 2, [transfer], spent=4)
        world.checkpoint({("alice", "X"): (6, NO_PASSIVE, update), ("bob", "X"): 9})
        world.at(3, 2)
        before, after = world.proofs["alice", "X", 2], world.proofs["alice", "X", 3]
        claim = world.claim(update)
        for wrong, reason in [
            (claim._replace(update=update._replace(eon=3)), "CC-24"),
            (claim._replace(update=update._replace(trader="bob")), "CC-24"),
            (claim._replace(update=update._replace(spent=-1)), "CC-24"),
            (claim._replace(update=update._replace(spent=3)), "CC-26"),
            (claim._replace(by_operator=b""), "CC-26"),
        ]:
            self.assertEqual(world.submit(ChallengeBalance("alice", "X", wrong, before)),
                             Rejected(reason))
        self.assertEqual(world.submit(ChallengeBalance("alice", "X", claim, before)), OK)
        older = world.update("alice", "X", 2, [], spent=3)
        newer = update._replace(spent=5)
        agreed = world.agreed(update)
        for agreed_update, proof, reason in [
            (None, after, "CC-27"),
            (world.agreed(older), after, "CC-27"),
            (world.agreed(newer), after, "CC-28"),
            (world.agreed(update, trader="bob"), after, "CC-25"),
            (agreed._replace(by_operator=agreed.by_trader), after, "CC-26"),
            (agreed._replace(update=update._replace(coin="Y")), after, "CC-24"),
            (agreed, before, "CC-12"),
            (None, world.proofs["carol", "X", 3], "CC-27"),
        ]:
            answer = AnswerBalance("alice", "X", agreed_update, proof)
            self.assertEqual(world.submit(answer), Rejected(reason))
        self.assertEqual(world.submit(AnswerBalance("alice", "X", agreed, after)), OK)

    def test_delivery(self):
        world, transfers = self.transfer_world(False)
        transfer = transfers[0]
        sent = world.update("alice", "X", 2, transfers, spent=5)
        got = world.update("bob", "X", 2, [transfer], gained=4)
        world.checkpoint({("alice", "X"): (5, NO_PASSIVE, sent),
                          ("bob", "X"): (9, NO_PASSIVE, got), ("carol", "X"): 1})
        place, other = transaction_set(world.params, transfers).memberships
        challenge = ChallengeDelivery("alice", transfer, world.claim(sent), place)
        self.assertEqual(world.submit(challenge), Rejected("CC-20"))
        world.at(3, 2)
        for wrong, reason in [
            (challenge._replace(trader="carol"), "CC-30"),
            (challenge._replace(transfer=transfer._replace(passive=True)), "CC-30"),
            (challenge._replace(transfer=transfer._replace(recipient="dave")), "CC-2"),
            (challenge._replace(membership=other), "CC-31"),
            (challenge._replace(membership=place._replace(index=-2)), "CC-31"),
            (challenge._replace(transfer=transfer._replace(nonce=-2)), "CC-31"),
            (challenge._replace(claim=world.claim(got)), "CC-24"),
        ]:
            self.assertEqual(world.submit(wrong), Rejected(reason))
        self.assertEqual(world.submit(challenge), OK)
        self.assertEqual(world.submit(challenge._replace(trader="bob")), OK)
        self.assertEqual([it.trader for it in world.verifier.observe("challenges")],
                         ["alice", "bob"])
        alone = transaction_set(world.params, [transfer]).memberships[0]
        answer = AnswerDelivery("alice", transfer, alone, world.proofs["bob", "X", 3])
        self.assertEqual(world.submit(answer._replace(membership=place)), Rejected("CC-31"))
        self.assertEqual(world.submit(answer._replace(after=world.proofs["bob", "X", 2])),
                         Rejected("CC-12"))
        world.at(3, 4)
        self.assertEqual(world.submit(answer), OK)
        self.assertEqual(world.submit(answer), Rejected("CC-22"))
        self.assertEqual(world.submit(answer._replace(trader="bob")), OK)
        self.assertEqual(world.verifier.observe("challenges"), [])

    def test_passive_delivery(self):
        world, transfers = self.transfer_world(True)
        other = Transfer("X", "carol", "bob", 0, True, 1)
        passive, (_, place) = world.passive(other, transfers[0])
        sent = world.update("alice", "X", 2, transfers, spent=5)
        world.checkpoint({("alice", "X"): (5, Passive(b"", 0, 0), sent),
                          ("bob", "X"): (9, passive), ("carol", "X"): 1})
        members = transaction_set(world.params, transfers).memberships
        world.at(3, 2)
        after = world.proofs["alice", "X", 3]
        challenge = ChallengePassiveDelivery("alice", transfers[0], members[0], after)
        self.assertEqual(world.submit(challenge._replace(membership=members[1])),
                         Rejected("CC-31"))
        self.assertEqual(world.submit(challenge), OK)
        credited = world.proofs["bob", "X", 3]
        answer = AnswerPassiveDelivery("alice", transfers[0], credited, place)
        self.assertEqual(world.submit(answer._replace(interval=place._replace(index=0))),
                         Rejected("CC-35"))
        self.assertEqual(world.submit(answer._replace(transfer=transfers[1])), Rejected("CC-22"))
        self.assertEqual(world.submit(answer), OK)
        # Carol was sent 1 from the mark on, but her account has no passive part.
        lost = ChallengePassiveDelivery("carol", transfers[1], members[1], after)
        self.assertEqual(world.submit(lost), OK)
        answer = AnswerPassiveDelivery(
            "carol", transfers[1], world.proofs["carol", "X", 3], Interval(0, []))
        self.assertEqual(world.submit(answer), Rejected("CC-35"))

    def swap_world(self, back: int, given: int):
        """Alice sells 10 X for 20 Y in eon 2; so much comes back, and so much is given."""
        world = World()
        world.open_with({("alice", "X"): 12, ("bob", "Y"): 50})
        swap = Swap("alice", "X", "Y", 10, 20, 3)
        sell = world.update("alice", "X", 2, [swap], spent=10)
        buy = world.update("alice", "Y", 2, [swap])
        world.at(3)
        world.checkpoint({("alice", "X"): (2 + back, NO_PASSIVE, sell),
                          ("alice", "Y"): (given, NO_PASSIVE, buy),
                          ("bob", "Y"): 50 - given, ("bob", "X"): 10 - back})
        place = Membership(0, [])

        def leg(coin):
            return Leg(place, world.proofs["alice", coin, 2], world.proofs["alice", coin, 3])

        world.at(3, 2)
        return world, swap, leg("X"), leg("Y")

    def test_swap(self):
        for back, given, fair in [(0, 20, True), (0, 19, False), (10, 0, True), (4, 12, True),
                                  (4, 11, False), (9, 2, True), (9, 1, False)]:
            world, swap, sell, buy = self.swap_world(back, given)
            self.assertEqual(world.submit(ChallengeSwap("alice", swap, sell)), OK)
            self.assertEqual(world.submit(ChallengeSwap("alice", swap, sell)), Rejected("CC-21"))
            other = swap._replace(nonce=4)
            self.assertEqual(world.submit(AnswerSwap("alice", other, buy)), Rejected("CC-32"))
            answer = world.submit(AnswerSwap("alice", swap, buy))
            self.assertEqual(answer, OK if fair else Rejected("CC-36"))
            punish = world.submit(PunishSwap("alice", swap, sell, buy))
            self.assertEqual(punish, Rejected("CC-37") if fair else Done([], Halt(3, 2)))
            if not fair:
                recover = Recover("alice", "X", world.proofs["alice", "X", 2])
                self.assertEqual(world.submit(recover), Done([Payment("alice", "X", 12)], None))

    def test_swap_refused(self):
        world, swap, sell, buy = self.swap_world(0, 20)
        for wrong, reason in [
            (swap._replace(trader="bob"), "CC-32"), (swap._replace(trader="dave"), "CC-32"),
            (swap._replace(buy_coin="X"), "CC-32"), (swap._replace(buy_amount=0), "CC-32"),
            (swap._replace(sell_coin="Z"), "CC-2"), (swap._replace(nonce=4), "CC-33"),
            (swap._replace(sell_amount=1 << 128), "CC-32"),
        ]:
            self.assertEqual(world.submit(ChallengeSwap("alice", wrong, sell)), Rejected(reason))
        bare = Leg(sell.membership, world.proofs["alice", "X", 1], world.proofs["alice", "X", 2])
        self.assertEqual(world.submit(ChallengeSwap("alice", swap, bare)), Rejected("CC-12"))
        world, swap, sell, buy = self.swap_world(-1, 20)
        self.assertEqual(world.submit(ChallengeSwap("alice", swap, sell)), Rejected("CC-34"))


class TheJudge(unittest.TestCase):
    """CC-40 to CC-44."""

    def test_last_entry(self):
        world = World()
        world.open_with({("alice", "X"): 10, ("bob", "X"): 5})
        world.at(4)
        proof = world.proofs["alice", "X", 2]
        self.assertEqual(world.submit(Recover("alice", "X", proof)),
                         Done([Payment("alice", "X", 10)], None))
        recovered = world.entries

        def judged(entries, answer, observed=None):
            last = ChainEntry(entries[-1].event, answer, observed or {})
            return judge_chain(ChainHistory(world.params, entries[:-1] + [last]))

        for answer, clause in [
            (Done([Payment("alice", "X", 10)], None), None),
            (Done([], None), "CC-40"),
            (Done([Payment("alice", "X", 4), Payment("alice", "X", 6)], None), "CC-40"),
            (Done([Payment("alice", "X", 16)], None), "CC-40"),
            (Done([Payment("alice", "X", 10)], Halt(3, 1)), "CC-41"),
            (Rejected("CC-39"), "CC-42"), (Rejected(None), "CC-42"),
        ]:
            self.assertEqual(judged(recovered, answer), clause, answer)
        self.assertEqual(judged(recovered, Done([Payment("alice", "X", 10)], None), {"halt": []}),
                         "CC-43")
        late = recovered[:-1]
        self.assertEqual(judged(late, Done([], Halt(4, 2))), None)
        self.assertEqual(judged(late, Done([], Halt(3, 1))), "CC-41")
        self.assertEqual(judged(late, OK), "CC-41")
        deposit = recovered + [ChainEntry(Deposit("zoe", "X", -1), OK, {})]
        self.assertEqual(judged(deposit, OK), "CC-1")
        for reason, clause in [("CC-2", None), ("PR-1", None), ("CC-3", None), ("CC-4", "CC-42")]:
            self.assertEqual(judged(deposit, Rejected(reason)), clause)

    def test_a_mistake_among_the_earlier_entries_has_no_consequence(self):
        params = make_params()
        entries = [
            ChainEntry(Deposit("alice", "X", 3), Rejected("CC-2"), {"block": 7}),
            ChainEntry(Deposit("alice", "X", 0), OK, {}),
            ChainEntry(Advance(1), OK, {"held": World(params).verifier.observe("held")}),
        ]
        self.assertEqual(judge_chain(ChainHistory(params, entries)), None)
        entries[0] = ChainEntry(Deposit("alice", "X", 3), OK, {})
        self.assertEqual(judge_chain(ChainHistory(params, entries)), "CC-43")


def ask(adapter: Adapter, method: str, params: Any) -> Any:
    """What the adapter answers: a result, or the code of an error."""
    line = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    response = respond(adapter, line)
    return response["result"] if "result" in response else response["error"]["code"]


class TheAdapter(unittest.TestCase):
    """How it looks, and what is malformed."""

    PARAMS = {
        "contract": "exchange-1", "blocksPerEon": "4", "hash": "sha256", "signature": "ed25519",
        "operator": "0x" + "00" * 32, "coins": ["X", "Y"],
        "traders": [{"trader": "alice", "key": "0x" + "11" * 32},
                    {"trader": "bob", "key": "0x" + "22" * 32}],
    }

    def setUp(self):
        self.adapter = Adapter()
        self.session = ask(self.adapter, "open", {
            "machine": "commit-chain", "params": self.PARAMS, "more": 1})["session"]

    def step(self, event, *observe):
        return ask(self.adapter, "step", {
            "session": self.session, "event": event, "observe": list(observe)})

    def test_conversation(self):
        deposit = {"tag": "deposit", "trader": "alice", "coin": "X", "amount": "5"}
        self.assertEqual(self.step(deposit, "held", "eon"), {
            "accepted": {"paid": []},
            "observed": {"held": [{"coin": "X", "amount": "5"}, {"coin": "Y", "amount": "0"}],
                         "eon": "1"}})
        self.assertEqual(self.step({**deposit, "amount": "-1"}),
                         {"rejected": {"reason": "PR-1"}, "observed": {}})
        late = self.step({"tag": "advance", "block": "8"}, "halt")
        self.assertEqual(late, {"accepted": {"paid": [], "halted": {"eon": "3", "safe": "1"}},
                                "observed": {"halt": [{"eon": "3", "safe": "1"}]}})
        made = self.evaluate("commit", {"params": self.PARAMS, "accounts": [
            {"trader": "alice", "coin": "X", "amount": "0"}]})
        proof = made["proofs"][0]["proof"]
        self.assertEqual(sorted(proof), ["coins", "left", "passive", "path", "right"])
        self.assertEqual(proof["passive"], {"root": "0x", "amount": "0", "mark": "0"})
        recover = {"tag": "recover", "trader": "alice", "coin": "X", "proof": proof}
        self.assertEqual(self.step(recover)["accepted"]["paid"],
                         [{"trader": "alice", "coin": "X", "amount": "5"}])
        root = self.evaluate("checkpointRoot", {
            "params": self.PARAMS, "trader": "alice", "coin": "X", "proof": proof})
        self.assertEqual(root, made["root"])

    def evaluate(self, function, arguments):
        answer = ask(self.adapter, "evaluate", {"chapter": "commit-chain", "function": function, "arguments": arguments})
        return answer["result"] if isinstance(answer, dict) else answer

    def test_functions(self):
        transfer = {"coin": "X", "sender": "alice", "recipient": "bob", "amount": "1",
                    "passive": True, "nonce": "0"}
        swap = {"trader": "alice", "sellCoin": "X", "buyCoin": "Y", "sellAmount": "1",
                "buyAmount": "2", "nonce": "0"}
        found = self.evaluate("transactionSet", {
            "params": self.PARAMS, "transactions": [transfer, swap, swap]})
        self.assertEqual([it["index"] for it in found["memberships"]], ["0", "1", "2"])
        self.assertEqual([len(it["path"]) for it in found["memberships"]], [2, 2, 2])
        update = {"trader": "alice", "coin": "X", "eon": "1", "transactions": found["root"],
                  "spent": "1", "gained": "0"}
        account = {"trader": "alice", "coin": "X", "amount": "3", "update": update,
                   "passive": {"root": "0x00", "amount": "1", "mark": "2"}}
        made = self.evaluate("commit", {"params": self.PARAMS, "accounts": [account]})
        self.assertEqual(made["proofs"][0]["proof"]["update"], update)
        for wrong in [
            {**account, "amount": "-1"}, {**account, "amount": str(1 << 128)},
            {**account, "trader": "zoe"}, {**account, "coin": "Z"}, {**account, "update": None},
            {**account, "update": {**update, "trader": "zoe"}}, {**account, "more": "1"},
        ]:
            self.assertEqual(
                self.evaluate("commit", {"params": self.PARAMS, "accounts": [wrong]}), -32602)
        self.assertEqual(self.evaluate("transactionSet", {
            "params": self.PARAMS, "transactions": [{**transfer, "nonce": "-1"}]}), -32602)
        self.assertEqual(self.evaluate("judge", {"history": {
            "params": self.PARAMS, "entries": [{
                "event": {"tag": "advance", "block": "0"}, "answer": {"accepted": {"paid": []}}}],
        }}), {"verdict": "broken", "clause": "CC-4"})

    def test_malformed_params(self):
        for change in [
            {"blocksPerEon": "0"}, {"blocksPerEon": "6"}, {"blocksPerEon": "-4"},
            {"blocksPerEon": 4}, {"contract": ""}, {"contract": "a b"}, {"coins": ["x" * 65]},
            {"hash": "md5"}, {"signature": "rsa"}, {"operator": "00"}, {"operator": "0xAA"},
            {"operator": "0x0"}, {"operator": "0x00 00"}, {"more": "1"}, {"coins": ["X", "X"]},
            {"traders": [{"trader": "alice"}]},
        ]:
            answer = ask(self.adapter, "open", {
                "machine": "commit-chain", "params": {**self.PARAMS, **change}})
            self.assertEqual(answer, -32602, change)
        less = {key: value for key, value in self.PARAMS.items() if key != "hash"}
        self.assertEqual(
            ask(self.adapter, "open", {"machine": "commit-chain", "params": less}), -32602)

    def test_malformed_events(self):
        proof = self.evaluate("commit", {"params": self.PARAMS, "accounts": [
            {"trader": "alice", "coin": "X", "amount": "0"}]})["proofs"][0]["proof"]
        challenge = {"tag": "challengeBalance", "trader": "alice", "coin": "X", "before": proof}
        self.assertEqual(self.step(challenge)["rejected"], {"reason": "CC-20"})
        for wrong in [
            {"tag": "nothing"}, {"tag": ["advance"], "block": "1"}, {"block": "1"},
            {"tag": "advance", "block": "01"}, {"tag": "advance", "block": 1},
            {"tag": "advance", "block": "1", "more": "1"}, {"tag": "advance"},
            {**challenge, "claim": None}, {**challenge, "before": {**proof, "update": None}},
            {**challenge, "before": {**proof, "left": "0x"}}, {**challenge, "agreed": {}},
            {"tag": "deposit", "trader": "", "coin": "X", "amount": "1"},
        ]:
            self.assertEqual(self.step(wrong), -32602, wrong)
        self.assertEqual(ask(self.adapter, "run", {"session": self.session, "events": [
            {"tag": "advance", "block": "1"}, {"tag": "advance"}]}), -32602)
        self.assertEqual(self.step({"tag": "advance", "block": "1"}, "depth"), -32601)
        seen = ask(self.adapter, "observe", {"session": self.session, "what": ["block"]})
        self.assertEqual(seen, {"block": "0"})


class AtRandom(unittest.TestCase):
    """Runs of wild events: the judge keeps with the verifier, and what is held is enough."""

    def test_runs(self):
        dice = random.Random(7)
        for _ in range(12):
            world = World()
            for _ in range(60):
                self.take_a_step(world, dice)
                held = world.verifier.ledger.held
                self.assertTrue(all(amount >= 0 for amount in held.values()))
            for end in range(0, len(world.entries) + 1, 7):
                self.assertIsNone(judge_chain(ChainHistory(world.params, world.entries[:end])))

    def take_a_step(self, world: World, dice: random.Random) -> None:
        ledger = world.verifier.ledger
        trader, coin = dice.choice(("alice", "bob", "carol")), dice.choice("XY")
        kind, amount = dice.randrange(12), dice.randrange(-1, 9)
        around = ledger.eon - dice.randrange(3)
        some = next((world.proofs[trader, coin, eon] for eon in range(max(around, 0), -1, -1)
                     if (trader, coin, eon) in world.proofs))
        if kind < 3:
            world.submit(Advance(ledger.block + dice.randrange(4)))
        elif kind < 5:
            world.submit(Deposit(trader, coin, amount))
        elif kind < 8:
            eon, amounts = ledger.eon - 1, {}
            for it in ("alice", "bob", "carol"):
                for of in "XY":
                    proof = world.proofs.get((it, of, eon))
                    if proof is not None:
                        amounts[it, of] = max(0, allotted(proof) + ledger.d(it, of, eon)
                                              - ledger.w(it, of, eon))
            if ledger.eon not in ledger.roots:
                world.checkpoint(amounts)
        elif kind == 8:
            world.submit(RequestWithdrawal(trader, coin, amount, some))
        elif kind == 9:
            world.submit(ConfirmWithdrawal(trader, coin, around))
        elif kind == 10:
            world.submit(dice.choice((ChallengeBalance, AnswerBalance))(trader, coin, None, some))
        else:
            world.submit(Recover(trader, coin, some))


if __name__ == "__main__":
    unittest.main()
