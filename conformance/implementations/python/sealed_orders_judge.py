"""The function `judge` of the chapter _Sealed orders_ (_Judging a log_)."""

from typing import List, Optional

from messages import Rejected
from sealed_messages import Entered, SealedEntry, SealedHistory
from sealed_orders import Desk

CLAUSE_OF = {"visible": "SO-34", "orders": "SO-35", "time": "SO-35", "eon": "SO-35",
             "scores": "SO-36"}


def judge_sealed(history: SealedHistory) -> Optional[str]:
    """The first clause by number that the last entry breaks; None if it keeps them all."""
    if not history.entries:
        return None
    desk = Desk(history.params)
    for entry in history.entries[:-1]:
        if isinstance(entry.answer, Entered):
            desk.submit(entry.event)
    return min(broken_by(desk, history.entries[-1]), key=number, default=None)


def broken_by(desk: Desk, last: SealedEntry) -> List[str]:
    """What the last entry breaks."""
    failed = desk.failed(last.event)
    broken: List[str] = []
    if isinstance(last.answer, Rejected):
        reason = last.answer.reason
        if not failed or (reason is not None and reason not in failed):
            broken.append("SO-42")
    else:
        broken += failed
        if desk.is_second(last.event):
            broken.append("SO-37")
        right = desk.submit(last.event)
        if last.answer.entered != (right.entered if isinstance(right, Entered) else []):
            broken.append("SO-34")
    broken += [CLAUSE_OF[what] for what, seen in last.observed.items()
               if desk.observe(what) != seen]
    return broken


def number(clause: str) -> int:
    """The number of a clause in its chapter."""
    return int(clause.partition("-")[2])
