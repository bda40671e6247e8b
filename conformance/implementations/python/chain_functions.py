"""The functions of the chapter _The commit-chain_ but for `judge` (_Functions_)."""

from typing import List, Set

from chain_messages import (
    Account, AccountId, ChainParams, Commitment, Proof, Transaction, TransactionSet,
)
from encoding import Undefined
from messages import is_amount
from trees import Hasher


def checkpoint_root(params: ChainParams, trader: str, coin: str, proof: Proof) -> bytes:
    """The root that a proof leads to, whatever its bounds are."""
    return Hasher(params).checkpoint_root(trader, coin, proof)


def commit(params: ChainParams, accounts: List[Account]) -> Commitment:
    """A checkpoint, and the proofs of these accounts."""
    hasher = Hasher(params)
    met: Set[AccountId] = set()
    for account in accounts:
        hasher.slot(account.trader)
        hasher.index(account.coin)
        if (account.trader, account.coin) in met:
            raise Undefined("an account stands twice")
        if not is_amount(account.amount):
            raise Undefined("not an amount: %d" % account.amount)
        met.add((account.trader, account.coin))
    return hasher.commit(accounts)


def transaction_set(params: ChainParams, transactions: List[Transaction]) -> TransactionSet:
    """A set of transactions, and the places in it."""
    return Hasher(params).transaction_set(transactions)
