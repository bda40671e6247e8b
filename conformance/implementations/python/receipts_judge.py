"""The function `judge` of the chapter _Receipts_ (_Functions_).

What the earlier entries of a history should have done is done by the verifier, unless they were
refused: those did not happen. Of the last one each clause is asked for itself.
"""

from typing import List, Optional

from messages import Rejected
from receipts import ReceiptVerifier
from receipts_messages import Issued, ReceiptEntry, ReceiptHistory, Taken


def judge_receipts(history: ReceiptHistory) -> Optional[str]:
    """A clause that the last entry of the history breaks; None if it keeps them all."""
    if not history.entries:
        return None
    verifier = ReceiptVerifier(history.params)
    for entry in history.entries[:-1]:
        if not isinstance(entry.answer, Rejected):
            verifier.submit(entry.event)
    broken = broken_by_last(verifier, history.entries[-1])
    return broken[0] if broken else None


def broken_by_last(verifier: ReceiptVerifier, last: ReceiptEntry) -> List[str]:
    """What the last entry breaks: the conditions of its event first, then the others."""
    failed = verifier.failed(last.event)
    right = verifier.submit(last.event)
    broken: List[str] = []
    if isinstance(last.answer, Rejected):
        reason = last.answer.reason
        if not failed or (reason is not None and reason not in failed):
            broken.append("RE-20")
    else:
        should = right if isinstance(right, Taken) else Taken()
        broken += failed + wrongly_issued(should.issued, last.answer.issued)
        if last.answer.halted != should.halted:
            broken.append("RE-19")
    if any(verifier.observe(what) != seen for what, seen in last.observed.items()):
        broken.append("RE-21")
    return broken


def wrongly_issued(should: Optional[Issued], is_so: Optional[Issued]) -> List[str]:
    """RE-3, RE-4, RE-5: what is wrong with what an arrival is answered with."""
    if should is None or is_so is None:
        return [] if should == is_so else ["RE-3"]
    return [clause for clause, right in (
        ("RE-3", is_so.receipt[:3] == should.receipt[:3]),
        ("RE-4", is_so.receipt.commitment == should.receipt.commitment),
        ("RE-5", is_so.signs == should.signs),
    ) if not right]
