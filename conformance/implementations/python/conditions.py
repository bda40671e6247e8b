"""Conditions that lean on one another: which of them fail (_Sealed orders_, Algorithm 11)."""

from typing import Callable, Iterator, List, NamedTuple, Set, Tuple

from encoding import Undefined


class Condition(NamedTuple):
    """What is asked, by its name and clause, and the names of those that it leans on."""

    name: str
    clause: str
    question: Callable[[], bool]
    leans: Tuple[str, ...] = ()


def failing(conditions: List[Condition]) -> Iterator[Condition]:
    """Those that fail, in order; one that leans on one of them says nothing, and so holds."""
    failed: Set[str] = set()
    for condition in conditions:
        if failed.isdisjoint(condition.leans) and not holds(condition.question):
            failed.add(condition.name)
            yield condition


def holds(question: Callable[[], bool]) -> bool:
    """The answer to a question; no, if it cannot be asked."""
    try:
        return question()
    except Undefined:
        return False
