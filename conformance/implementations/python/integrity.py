"""The automaton of the chapter on integrity."""

from typing import Dict, List, Tuple

STATES = ["s%d" % n for n in range(9)]
MOVES = [
    "sign", "accept", "order", "ratify", "debit", "misprice", "overallot", "forge", "short", "outdate",
    "include", "credit", "discard", "omit", "cancel", "contradict", "lapse", "lapse-swap",
]

# _The automaton_, row by row: where each move leads. What is not here keeps the state.
_TABLE: Dict[str, Dict[str, str]] = {
    "s0": {"s1": "sign", "s4": "order", "s8": "discard credit"},
    "s1": {"s2": "accept", "s3": "ratify", "s8": "discard", "s7": "debit"},
    "s2": {"s3": "ratify", "s8": "include credit discard", "s7": "debit"},
    "s3": {"s8": "include credit", "s7": "debit"},
    "s4": {"s5": "ratify", "s8": "include credit discard", "s6": "debit misprice"},
    "s5": {"s8": "include credit discard", "s6": "debit misprice"},
    "s8": {"s8": "cancel", "s7": "contradict lapse", "s6": "lapse-swap"},
}
_BEFORE_THE_CHECKPOINT = "overallot forge short outdate omit"

_NEXT: Dict[Tuple[str, str], str] = {
    (state, move): target
    for state, row in _TABLE.items()
    for target, moves in row.items()
    for move in moves.split()
}
_NEXT.update({(state, move): "s7" for state in STATES[:6] for move in _BEFORE_THE_CHECKPOINT.split()})

_VERDICTS = {"s8": "accepted", "s6": "rejected", "s7": "rejected"}


def automaton(start: str, moves: List[str]) -> Tuple[List[str], str]:
    """The states that the moves lead through, and what the last one means."""
    states = [start]
    for move in moves:
        states.append(_NEXT.get((states[-1], move), states[-1]))
    return states, _VERDICTS.get(states[-1], "undecided")
