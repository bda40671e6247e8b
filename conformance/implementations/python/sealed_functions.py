"""The functions of the chapter _Sealed orders_, but `judge`. They answer in JSON."""

from typing import Any, Callable, Dict, List, Optional

from conditions import Condition, failing
from encoding import read_bytes, write_bytes
from messages import is_amount
from moonwalk import lines_of_order
from promptness import delay, is_prompt, score
from puzzle import (
    base_is_right, lines_of_puzzle, modulus_is_right, puzzle_fits, raised, squared,
)
from sealed_data import SealedData, encode_statement, number_bytes
from sealed_messages import Limits, Puzzle, PuzzleProof, Sealed, SealedParams, Witness
from sealed_wire import (
    BASE, CIPHERTEXT, CONTRACT, EON, HASH, KEY, LIMITS, MODULUS, ORDER_HASH, PARAMS, PROOF, PUZZLE,
    REFERENCE, ROOT, SEALED, WITNESS, read_count, read_number,
)
from sealing import SEALED_LENGTH, unseal
from soundness import limits_are_sound
from wire import TRADER, Field, Json, read_fields, read_integer

LONGEST_CHAIN = 10_000
MOST_SQUARINGS = 1_000_000


def refused(clause: str) -> Json:
    """A refusal."""
    return {"refused": clause}


def refusal(limits: Limits, puzzle: Puzzle) -> Optional[Json]:
    """What is asked before anything is computed in a group; None if all is well."""
    questions = [
        ("SO-1", lambda: limits_are_sound(limits)),
        ("SO-2", lambda: puzzle_fits(limits, puzzle)),
        ("SO-3", lambda: modulus_is_right(puzzle.modulus)),
        ("SO-4", lambda: base_is_right(puzzle.base, puzzle.modulus)),
    ]
    return next((refused(clause) for clause, holds in questions if not holds()), None)


def key_chain(suite: str, seed: bytes, length: int) -> Json:
    """`keyChain`: from K(0) to the seed."""
    if length > LONGEST_CHAIN:
        return refused("SO-2")
    data, keys = SealedData(suite), [seed]
    for _ in range(length):
        keys.append(data.key(keys[-1]))
    return [write_bytes(key) for key in reversed(keys)]


def reference(suite: str, key: bytes, trader: str) -> Json:
    """`reference`."""
    return write_bytes(SealedData(suite).reference(key, trader))


def generator(limits: Limits, modulus: int, base: int) -> Json:
    """`generator`."""
    return refusal(limits, Puzzle(modulus, base, 1, 1, 1)) or {
        "generator": hex(raised(base, modulus, limits.bound))}


def solve(limits: Limits, puzzle: Puzzle) -> Json:
    """`solve`: 2^k - 1 squarings."""
    no = refusal(limits, puzzle)
    if no:
        return no
    root = squared(puzzle.generator, (1 << puzzle.steps) - 1, puzzle.modulus)
    return {"root": hex(root), "holds": root * root % puzzle.modulus == puzzle.end}


def open_ciphertext(contract: str, limits: Limits, eon: int, reference: bytes, order_hash: bytes,
                    puzzle: Puzzle, ciphertext: bytes, root: int) -> Json:
    """`unseal`."""
    no = refusal(limits, puzzle)
    if no:
        return no
    if len(ciphertext) != SEALED_LENGTH or not is_amount(eon):
        return refused("SO-2")
    if root.bit_length() > puzzle.modulus.bit_length():
        return refused("SO-26")
    statement = encode_statement(contract, eon, reference, order_hash, puzzle)
    found = unseal(statement, puzzle.modulus, root, ciphertext)
    return refused("SO-40") if found is None else {"plaintext": write_bytes(found)}


def verdict_of(limits: Limits, lines: List[Condition]) -> Json:
    """The first line that fails."""
    if not limits_are_sound(limits):
        return refused("SO-1")
    for line in failing(lines):
        return {"verdict": "broken", "clause": line.clause, "line": line.name}
    return {"verdict": "kept"}


def verify_puzzle(suite: str, limits: Limits, puzzle: Puzzle, proof: PuzzleProof) -> Json:
    """`verifyPuzzle`: Algorithm 11."""
    return verdict_of(limits, lines_of_puzzle(SealedData(suite), limits, puzzle, proof))


def verify_moonwalk(params: SealedParams, sealed: Sealed, witness: Witness) -> Json:
    """`verifyMoonwalk`: Algorithm 1."""
    return verdict_of(params.limits, lines_of_order(params, sealed, witness))


def capsule(limits: Limits, modulus: int, squarings: int, sealed: int) -> Json:
    """`capsule`."""
    no = refusal(limits, Puzzle(modulus, 2, 2, 1, sealed))
    if no:
        return no
    if not 0 <= squarings <= MOST_SQUARINGS:
        return refused("SO-2")
    return {"message": write_bytes(number_bytes(squared(2, squarings, modulus) ^ sealed))}


def prompt(speed: int, steps: int, waited: int) -> Json:
    """`prompt`."""
    if speed < 1 or not 1 <= steps <= 64 or waited < 0:
        return refused("SO-1")
    return {"prompt": is_prompt(speed, steps, waited), "delay": str(delay(speed, steps))}


def chance(every: int) -> Json:
    """`chance`: of a sealed order to be real."""
    return refused("SO-41") if every < 1 else {"numerator": "1", "denominator": str(every)}


def function(compute: Callable[..., Json], *fields: Field) -> Callable[[Json], Json]:
    """A function of arguments in JSON."""
    return lambda arguments: compute(*read_fields(arguments, *fields))


def integers(*names: str) -> List[Field]:
    """Fields that are integers."""
    return [(name, read_integer) for name in names]


SEALED_FUNCTIONS: Dict[str, Callable[[Json], Any]] = {
    "keyChain": function(key_chain, HASH, ("seed", read_bytes), ("length", read_count)),
    "reference": function(reference, HASH, KEY, TRADER),
    "generator": function(generator, LIMITS, MODULUS, BASE),
    "solve": function(solve, LIMITS, PUZZLE),
    "unseal": function(open_ciphertext, CONTRACT, LIMITS, EON, REFERENCE, ORDER_HASH, PUZZLE,
                       CIPHERTEXT, ROOT),
    "verifyPuzzle": function(verify_puzzle, HASH, LIMITS, PUZZLE, PROOF),
    "verifyMoonwalk": function(verify_moonwalk, PARAMS, SEALED, WITNESS),
    "capsule": function(capsule, LIMITS, MODULUS, *integers("squarings"), ("sealed", read_number)),
    "prompt": function(prompt, *integers("speed", "steps", "waited")),
    "score": function(lambda *args: str(score(*args)),
                      *integers("reward", "fine", "prompt", "late")),
    "chance": function(chance, *integers("every")),
}
