"""The puzzle of the chapter _Sealed orders_: its group, its proof (Algorithm 11), its solution."""

from functools import lru_cache
from math import gcd
from typing import Callable, List

from conditions import Condition
from sealed_data import SealedData
from sealed_messages import Limits, Puzzle, PuzzleProof, Round

WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
SIZES, MODULUS, BASE = "11.+sizes", "11.+modulus", "11.+base"


def puzzle_fits(limits: Limits, puzzle: Puzzle) -> bool:
    """bits(n), k, and the bits of h, g and C_K are within the limits (SO-2)."""
    bits = puzzle.modulus.bit_length()
    return (limits.least_bits <= bits <= limits.most_bits
            and 1 <= puzzle.steps <= limits.most_steps
            and all(number.bit_length() <= bits
                    for number in (puzzle.base, puzzle.generator, puzzle.end)))


def modulus_is_right(n: int) -> bool:
    """n > 8, n is odd and composite (SO-3)."""
    return n > 8 and n % 2 == 1 and is_composite(n)


def is_composite(n: int) -> bool:
    """The test of Miller and Rabin, of an odd n above 8."""
    return n not in WITNESSES and not all(passes(n, base) for base in WITNESSES)


def passes(n: int, base: int) -> bool:
    """Does n pass for a prime to this base?"""
    twos = ((n - 1) & (1 - n)).bit_length() - 1
    power = pow(base, n - 1 >> twos, n)
    if power in (1, n - 1):
        return True
    for _ in range(twos - 1):
        power = power * power % n
        if power == n - 1:
            return True
    return False


def base_is_right(h: int, n: int) -> bool:
    """1 < h < n - 1 and gcd(h, n) = 1 (SO-4)."""
    return 1 < h < n - 1 and gcd(h, n) == 1


@lru_cache(maxsize=256)
def raised(number: int, n: int, bound: int) -> int:
    """number^Q mod n, where Q is the product of the primes below the bound, to the bits of n."""
    for prime in range(2, bound):
        if all(prime % other for other in range(2, prime)):
            number = pow(number, prime ** n.bit_length(), n)
    return number


def squared(number: int, times: int, n: int) -> int:
    """number^(2^times) mod n."""
    number %= n
    for _ in range(times):
        number = number * number % n
    return number


def lines_of_puzzle(data: SealedData, limits: Limits, puzzle: Puzzle,
                    proof: PuzzleProof) -> List[Condition]:
    """The lines of Algorithm 11, in order of precedence."""
    n, h, g, k, end = puzzle
    powers = proof.powers

    def sizes() -> bool:
        numbers = powers + [number for step in proof.rounds for it in step for number in it]
        return (puzzle_fits(limits, puzzle) and len(powers) == k + 1 and len(proof.rounds) == k
                and all(len(step) == limits.rounds for step in proof.rounds)
                and all(number.bit_length() <= n.bit_length() for number in numbers))

    def units() -> bool:
        numbers = powers + [x for step in proof.rounds for it in step
                            for x in (it.by_generator, it.by_power)]
        return (all(0 < x < n and gcd(x, n) == 1 for x in numbers)
                and all(it.response < n for step in proof.rounds for it in step))

    def challenges() -> bool:
        transcript = data.transcript(puzzle, proof)
        return all(
            it.challenge == data.challenge(transcript, i, j) % limits.bound
            for i, step in enumerate(proof.rounds, 1) for j, it in enumerate(step, 1))

    def every_round(holds: Callable[[int, int, Round], bool]) -> Callable[[], bool]:
        return lambda: all(holds(before, after, it)
                           for before, after, step in zip(powers, powers[1:], proof.rounds)
                           for it in step)

    def by_generator(before: int, _: int, it: Round) -> bool:
        return pow(g, it.response, n) == it.by_generator * pow(before, it.challenge, n) % n

    def by_power(before: int, after: int, it: Round) -> bool:
        return pow(before, it.response, n) == it.by_power * pow(after, it.challenge, n) % n

    group = SIZES, MODULUS
    return [
        Condition(SIZES, "SO-2", sizes),
        Condition(MODULUS, "SO-3", lambda: modulus_is_right(n), (SIZES,)),
        Condition(BASE, "SO-4", lambda: base_is_right(h, n), group),
        Condition("11.1", "SO-5", lambda: g == raised(h, n, limits.bound) and g != 1,
                  (*group, BASE)),
        Condition("11.+units", "SO-6", units, group),
        Condition("11.+first", "SO-7", lambda: powers[0] == g * g % n, group),
        Condition("11.2", "SO-8", challenges, (SIZES,)),
        Condition("11.5", "SO-9", every_round(by_generator), group),
        Condition("11.6", "SO-10", every_round(by_power), group),
        Condition("11.9", "SO-11", lambda: end == powers[k], (SIZES,)),
    ]
