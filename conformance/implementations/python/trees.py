"""What is hashed and signed, and the trees of it (_The commit-chain_, What is hashed and signed).

`Undefined` is raised where something cannot be hashed: a number that is no amount, or an account or
an update of somebody who is not registered.
"""

from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

from chain_messages import (
    Account, AccountId, AccountProof, ChainParams, Commitment, Membership, Passive, Proof, Sibling,
    Statement, Swap, Transaction, TransactionSet, Transfer, Update,
)
from encoding import Undefined, encode_record
from messages import is_amount
from suites import HASHES

Node = Callable[[bytes, bytes], bytes]
Bounds = Tuple[int, int]
MOST_SIBLINGS = 64


class Span(NamedTuple):
    """A node of an interval tree: its hash between its outer bounds."""

    left: int
    hash: bytes
    right: int


class Hasher:
    """The hashes of one instance, which depend on its contract, its lists and its suite."""

    def __init__(self, params: ChainParams) -> None:
        self.params = params
        self.slots: Dict[str, int] = {
            registered.trader: slot for slot, registered in enumerate(params.traders)}
        self.indexes: Dict[str, int] = {coin: index for index, coin in enumerate(params.coins)}
        self._hash = HASHES[params.hash]
        self._contract = params.contract

    def digest(self, tag: str, *fields: Union[int, str, bytes]) -> bytes:
        """The hash of a datum."""
        return self._hash(encode_record(tag, *fields))

    def slot(self, trader: str) -> int:
        """The place of a trader."""
        if trader not in self.slots:
            raise Undefined("not a trader: " + trader)
        return self.slots[trader]

    def index(self, coin: str) -> int:
        """The place of a coin."""
        if coin not in self.indexes:
            raise Undefined("not a coin: " + coin)
        return self.indexes[coin]

    # What is signed.

    def update(self, update: Update) -> bytes:
        """The hash of an update."""
        return self.digest("update", self._contract, update.coin, update.trader,
                           self.slot(update.trader), update.eon, update.transactions,
                           update.spent, update.gained)

    def statement(self, trader: str, coin: str, statement: Statement) -> bytes:
        """The hash of what a trader says is available."""
        return self.digest("available", self._contract, coin, trader, self.slot(trader),
                           statement.eon, statement.available)

    def transaction(self, transaction: Transaction) -> bytes:
        """The hash of a transfer or a swap."""
        if isinstance(transaction, Transfer):
            coin, sender, recipient, amount, passive, nonce = transaction
            return self.digest("transfer", self._contract, coin, sender, recipient, amount,
                               1 if passive else 0, nonce)
        return self.digest("swap", self._contract, *transaction)

    # The accumulator of deposits.

    def operations(self, eon: int) -> bytes:
        """The accumulator of an eon in which nothing was deposited."""
        return self.digest("operations", self._contract, eon)

    def operation(self, before: bytes, coin: str, trader: str, amount: int) -> bytes:
        """The accumulator after a deposit."""
        return self.digest("operation", before, coin, trader, amount)

    # Sets of transactions.

    def set_root(self, transaction: Transaction, membership: Membership) -> bytes:
        """The root of the set in which a transaction has this place."""
        index, path = membership
        check_place(index, path)
        return climb(self.transaction(transaction), index, path, self._transactions)

    def transaction_set(self, transactions: Sequence[Transaction]) -> TransactionSet:
        """A set, and the place of each member."""
        leaves = [self.transaction(transaction) for transaction in transactions]
        levels = grow(leaves, self.digest("no-transaction"), self._transactions)
        return TransactionSet(levels[-1][0], [
            Membership(index, siblings(levels, index)) for index in range(len(leaves))])

    def _transactions(self, left: bytes, right: bytes) -> bytes:
        return self.digest("transactions", left, right)

    # Interval trees.

    def leaf(self, left: int, content: bytes, right: int) -> Span:
        """A leaf of an interval tree."""
        return Span(left, self.digest("interval", left, content, right), right)

    def join(self, level: int, left: Span, right: Span) -> Span:
        """The node above two others."""
        split = self.digest("split", left.hash, right.left, right.hash)
        both = self.digest("intervals", level, left.left, split, right.right)
        return Span(left.left, both, right.right)

    def interval_root(self, leaf: Span, index: int, path: List[Sibling]) -> bytes:
        """The root of the interval tree in which a leaf has this place."""
        span = leaf
        for level, sibling in enumerate(path, 1):
            if is_right(index, level - 1):
                span = self.join(level, Span(sibling.bound, sibling.hash, span.left), span)
            else:
                span = self.join(level, span, Span(span.right, sibling.hash, sibling.bound))
        return self.total(span)

    def total(self, top: Span) -> bytes:
        """The root of an interval tree."""
        return self.digest("total", top.hash, top.right)

    def passive_root(self, transfer: Transfer, start: int, index: int,
                     path: List[Sibling]) -> bytes:
        """The root of the passive tree in which a transfer begins at `start`."""
        check_place(index, path)
        leaf = self.leaf(start, self.transaction(transfer), start + transfer.amount)
        return self.interval_root(leaf, index, path)

    # Checkpoints.

    def account(self, trader: str, coin: str, passive: Passive,
                update: Optional[Update]) -> bytes:
        """The hash of what an allotment is for."""
        return self.digest("account", self._contract, coin, trader, self.slot(trader),
                           passive.root, passive.amount, passive.mark,
                           b"" if update is None else self.update(update))

    def checkpoint_root(self, trader: str, coin: str, proof: Proof) -> bytes:
        """The root of the checkpoint that a proof leads to, whatever its bounds are."""
        if not self.has_right_size(proof):
            raise Undefined("not the right number of siblings")
        content = self.account(trader, coin, proof.passive, proof.update)
        leaf = self.leaf(proof.left, content, proof.right)
        root = self.interval_root(leaf, self.slot(trader), proof.path)
        return climb(self.digest("coin", coin, root), self.index(coin), proof.coins, self._coins)

    def has_right_size(self, proof: Proof) -> bool:
        """Has a proof as many siblings as the trees have levels?"""
        return (len(proof.path) == depth(len(self.slots))
                and len(proof.coins) == depth(len(self.indexes)))

    def commit(self, accounts: Sequence[Account]) -> Commitment:
        """A checkpoint of these accounts, the others being empty, and a proof for each."""
        given: Dict[AccountId, Account] = {(it.trader, it.coin): it for it in accounts}
        trees: Dict[str, List[List[Span]]] = {}
        for coin in self.params.coins:
            trees[coin] = self._allotments([
                given.get((trader, coin), Account(trader, coin, 0)) for trader in self.slots])
        roots = [self.digest("coin", coin, self.total(tree[-1][0]))
                 for coin, tree in trees.items()]
        levels = grow(roots, self.digest("no-coin"), self._coins)
        return Commitment(levels[-1][0], [
            AccountProof(it.trader, it.coin, self._proof(it, trees[it.coin], levels))
            for it in accounts])

    def _allotments(self, accounts: List[Account]) -> List[List[Span]]:
        """The levels of the allotment tree of a coin."""
        leaves, bound = [], 0
        for it in accounts:
            content = self.account(it.trader, it.coin, it.passive, it.update)
            leaves.append(self.leaf(bound, content, bound + it.amount))
            bound += it.amount
        leaves += [self.leaf(bound, b"", bound)] * ((1 << depth(len(leaves))) - len(leaves))
        levels = [leaves]
        while len(levels[-1]) > 1:
            below = levels[-1]
            levels.append([self.join(len(levels), below[i], below[i + 1])
                           for i in range(0, len(below), 2)])
        return levels

    def _proof(self, it: Account, allotments: List[List[Span]],
               coins: List[List[bytes]]) -> Proof:
        """The proof of one account."""
        slot, path = self.slot(it.trader), []
        for level, spans in enumerate(allotments[:-1]):
            sibling = spans[slot >> level ^ 1]
            outer = sibling.left if is_right(slot, level) else sibling.right
            path.append(Sibling(sibling.hash, outer))
        leaf = allotments[0][slot]
        return Proof(leaf.left, leaf.right, it.passive, it.update, path,
                     siblings(coins, self.index(it.coin)))

    def _coins(self, left: bytes, right: bytes) -> bytes:
        return self.digest("coins", left, right)


def check_place(index: int, path: Sequence[object]) -> None:
    """There is no place whose index is no amount, or that is deeper than any tree."""
    if not is_amount(index) or len(path) > MOST_SIBLINGS:
        raise Undefined("not a place: %d" % index)


def depth(leaves: int) -> int:
    """How many levels a tree with so many leaves has above them."""
    return (max(leaves, 1) - 1).bit_length()


def is_right(index: int, level: int) -> bool:
    """Does the way up from a leaf come from the right at this level?"""
    return index >> level & 1 == 1


def grow(leaves: List[bytes], padding: bytes, node: Node) -> List[List[bytes]]:
    """All levels of a tree."""
    levels = [leaves + [padding] * ((1 << depth(len(leaves))) - len(leaves))]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node(below[i], below[i + 1]) for i in range(0, len(below), 2)])
    return levels


def siblings(levels: List[List[bytes]], index: int) -> List[bytes]:
    """The path of a leaf."""
    return [hashes[index >> level ^ 1] for level, hashes in enumerate(levels[:-1])]


def climb(leaf: bytes, index: int, path: List[bytes], node: Node) -> bytes:
    """The root that a path leads to."""
    for level, sibling in enumerate(path):
        leaf = node(sibling, leaf) if is_right(index, level) else node(leaf, sibling)
    return leaf


def outline(left: int, right: int, index: int, path: List[Sibling]) -> List[Bounds]:
    """The bounds of all nodes that a path in an interval tree speaks of, those of the top last."""
    bounds = [(left, right)]
    for level, sibling in enumerate(path):
        if is_right(index, level):
            bounds.append((sibling.bound, left))
            left = sibling.bound
        else:
            bounds.append((right, sibling.bound))
            right = sibling.bound
        bounds.append((left, right))
    return bounds


def are_apart(bounds: List[Bounds]) -> bool:
    """Does no interval end before it begins, or overlap its sibling?

    Only the bound between two siblings is told: where they overlap, one ends before it begins.
    """
    return all(left <= right for left, right in bounds)


def is_orderly(bounds: List[Bounds]) -> bool:
    """Are the intervals apart, and does the whole begin at 0 (CC-11)?"""
    return are_apart(bounds) and bounds[-1][0] == 0


def allotted(proof: Proof) -> int:
    """What an account is allotted."""
    return proof.right - proof.left
