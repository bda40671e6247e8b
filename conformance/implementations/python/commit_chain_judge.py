"""The function `judge` of the chapter _The commit-chain_ (_Functions_).

What the accepted entries of a history should have done is done by the verifier; what was refused did
not happen. Of the last one each clause is asked for itself.
"""

from typing import Dict, List, Optional

from chain_messages import ChainEntry, ChainHistory, Done, Payment
from commit_chain import Verifier
from messages import Rejected


def judge_chain(history: ChainHistory) -> Optional[str]:
    """A clause that the last entry of the history breaks; None if it keeps them all."""
    if not history.entries:
        return None
    verifier = Verifier(history.params)
    paid: List[Payment] = []
    for entry in history.entries[:-1]:
        if isinstance(entry.answer, Rejected):
            continue
        right = verifier.submit(entry.event)
        paid += right.paid if isinstance(right, Done) else []
    broken = broken_by_last(verifier, history.entries[-1], paid)
    return broken[0] if broken else None


def broken_by_last(verifier: Verifier, last: ChainEntry, paid: List[Payment]) -> List[str]:
    """What the last entry breaks: the conditions of its event first, then the others."""
    failed = verifier.failed(last.event)
    broken: List[str] = []
    if isinstance(last.answer, Rejected):
        reason = last.answer.reason
        if not failed or (reason is not None and reason not in failed):
            broken.append("CC-42")
    else:
        broken += failed
        right = verifier.submit(last.event)
        if failed or not isinstance(right, Done):
            right = Done([], None)
        if last.answer.paid != right.paid:
            broken.append("CC-40")
        if last.answer.halted != right.halted:
            broken.append("CC-41")
    if any(verifier.observe(what) != seen for what, seen in last.observed.items()):
        broken.append("CC-43")
    if isinstance(last.answer, Done) and pays_too_much(verifier, paid + last.answer.paid):
        broken.append("CC-44")
    return broken


def pays_too_much(verifier: Verifier, paid: List[Payment]) -> bool:
    """CC-44: is more paid out of a coin than was deposited?"""
    left: Dict[str, int] = {}
    for (_, coin, _), amount in verifier.ledger.deposited.items():
        left[coin] = left.get(coin, 0) + amount
    for _, coin, amount in paid:
        left[coin] = left.get(coin, 0) - amount
    return any(amount < 0 for amount in left.values())
