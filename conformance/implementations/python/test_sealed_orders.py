"""Tests of the cipher, of the puzzle, and of what the vectors of sealed orders leave open."""

import unittest
from typing import Any, Callable, Dict, List, Tuple

from chacha20_poly1305 import block, chacha20, hkdf, open_sealed, poly1305, tag_of
from conditions import Condition, failing
from encoding import Undefined
from messages import Rejected
from promptness import delay, is_prompt
from puzzle import is_composite, lines_of_puzzle, raised, squared
from sealed_data import SealedData
from sealed_messages import (
    AdvanceTime, EndSealedEon, Entered, Limits, Puzzle, PuzzleProof, Round, SealedEntry,
    SealedHistory, SealedParams,
)
from sealed_orders import Desk
from sealed_orders_judge import judge_sealed
from sealed_wire import read_count, read_number
from soundness import are_sound
from wire import Malformed

TOY = Limits(8, 96, 17, 2, 16)
PARAMS = SealedParams("sha256", "ed25519", "market", TOY, b"", [], [], 2, 10, 1, 3)
P, Q = 1019, 1187
"""Both are 2 q + 1 for a prime q, so that the orders of elements are few."""
ORDER = (P - 1) * (Q - 1)


class CipherTest(unittest.TestCase):
    """The vectors of RFC 8439 and RFC 5869."""

    SUNSCREEN = (b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for"
                 b" the future, sunscreen would be it.")

    def test_a_block_of_the_key_stream_is_that_of_rfc_8439_2_3_2(self) -> None:
        stream = block(bytes(range(32)), 1, bytes.fromhex("000000090000004a00000000"))
        self.assertEqual(stream[:16].hex(), "10f1e7e4d13b5915500fdd1fa32071c4")
        self.assertEqual(stream[-16:].hex(), "b5129cd1de164eb9cbd083e8a2503c4e")

    def test_the_authenticator_is_that_of_rfc_8439_2_5_2(self) -> None:
        key = bytes.fromhex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b")
        tag = poly1305(key, b"Cryptographic Forum Research Group")
        self.assertEqual(tag.hex(), "a8061dc1305136c6c22b8baf0c0127a9")

    def test_what_is_sealed_opens_as_in_rfc_8439_2_8_2_and_in_no_other_way(self) -> None:
        key = bytes(range(0x80, 0xA0))
        nonce = bytes.fromhex("070000004041424344454647")
        associated = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
        text = chacha20(key, nonce, self.SUNSCREEN)
        self.assertEqual(text[:16].hex(), "d31a8d34648e60db7b86afbc53ef7ec2")
        tag = tag_of(key, nonce, text, associated)
        self.assertEqual(tag.hex(), "1ae10b594f09e26a7e902ecbd0600691")
        self.assertEqual(open_sealed(key, nonce, text + tag, associated), self.SUNSCREEN)
        for sealed, about in ((text + tag, b""), (text + tag[:-1] + b"\0", associated),
                              (b"\0" + text[1:] + tag, associated), (b"", associated)):
            self.assertIsNone(open_sealed(key, nonce, sealed, about))

    def test_a_key_is_derived_as_in_rfc_5869_a_1(self) -> None:
        derived = hkdf(b"\x0b" * 22, bytes(range(13)), bytes(range(0xF0, 0xFA)))
        self.assertEqual(
            derived.hex(), "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf")


def prove(k: int, end_factor: int = 1, change: Callable[[PuzzleProof], PuzzleProof] = lambda it: it,
          start: int = 1000) -> Tuple[Puzzle, PuzzleProof]:
    """A puzzle of k steps and its proof, by somebody who knows the factors.

    What is announced is changed before the challenges are drawn.
    """
    n = P * Q
    g = raised(7, n, TOY.bound)
    powers = [squared(g, 1 << i, n) for i in range(k + 1)]
    puzzle = Puzzle(n, 7, g, k, powers[k] * end_factor % n)
    alphas = [[start + 17 * i + j for j in range(TOY.rounds)] for i in range(k)]
    rounds = [[Round(pow(g, alpha, n), pow(powers[i], alpha, n), 0, 0) for alpha in step]
              for i, step in enumerate(alphas)]
    data = SealedData("sha256")
    powers, rounds = change(PuzzleProof(powers, rounds))
    transcript = data.transcript(puzzle, PuzzleProof(powers, rounds))
    for i, step in enumerate(rounds):
        for j, it in enumerate(step):
            c = data.challenge(transcript, i + 1, j + 1) % TOY.bound
            y = (alphas[i][j] + c * pow(2, 1 << i, ORDER)) % ORDER
            step[j] = it._replace(challenge=c, response=y)
    return puzzle, PuzzleProof(powers, rounds)


def broken_lines(puzzle: Puzzle, proof: PuzzleProof) -> List[str]:
    """All lines of Algorithm 11 that fail."""
    return [line.name for line in failing(
        lines_of_puzzle(SealedData("sha256"), TOY, puzzle, proof))]


class PuzzleTest(unittest.TestCase):
    """Algorithm 11 against a prover that the tests bring with them."""

    def test_an_honest_proof_holds_for_every_number_of_steps(self) -> None:
        for k in range(1, 8):
            self.assertEqual(broken_lines(*prove(k)), [])

    def test_another_end_fails_the_last_line_alone(self) -> None:
        self.assertEqual(broken_lines(*prove(3, end_factor=4)), ["11.9"])

    def test_what_is_congruent_but_not_below_the_modulus_is_no_unit(self) -> None:
        def longer(proof: PuzzleProof) -> PuzzleProof:
            room = (1 << (P * Q).bit_length()) - P * Q
            return PuzzleProof(proof.powers, [
                [it._replace(by_power=it.by_power + P * Q) if it.by_power < room else it
                 for it in step] for step in proof.rounds])

        self.assertEqual(broken_lines(*prove(3, change=longer)), ["11.+units"])

    def test_an_end_of_zero_is_no_unit_even_where_all_challenges_are_zero(self) -> None:
        def to_zero(proof: PuzzleProof) -> PuzzleProof:
            return PuzzleProof([*proof.powers[:-1], 0], proof.rounds)

        proofs = (prove(1, 0, to_zero, start) for start in range(1000, 9000))
        puzzle, proof = next(it for it in proofs
                             if all(turn.challenge == 0 for turn in it[1].rounds[0]))
        self.assertEqual(broken_lines(puzzle, proof), ["11.+units"])

    def test_nothing_is_computed_where_the_sizes_are_wrong(self) -> None:
        puzzle, proof = prove(2)
        self.assertEqual(broken_lines(puzzle._replace(modulus=0), proof), ["11.+sizes"])

    def test_the_solution_is_the_root_of_odd_order(self) -> None:
        puzzle, _ = prove(4)
        root = squared(puzzle.generator, (1 << 4) - 1, puzzle.modulus)
        self.assertEqual(root * root % puzzle.modulus, puzzle.end)
        odd = ORDER // (ORDER & -ORDER)
        self.assertEqual(pow(root, odd, puzzle.modulus), 1)

    def test_composite_is_what_has_a_divisor(self) -> None:
        for n in range(9, 4001, 2):
            divisible = any(n % it == 0 for it in range(3, int(n ** .5) + 1, 2))
            self.assertEqual(is_composite(n), divisible, n)

    def test_a_number_that_many_bases_take_for_a_prime_is_composite(self) -> None:
        self.assertTrue(is_composite(3215031751))  # passes 2, 3, 5 and 7
        self.assertTrue(is_composite(341550071728321))  # passes 2 to 17
        self.assertTrue(is_composite(3825123056546413051))  # passes 2 to 23
        self.assertFalse(is_composite((1 << 61) - 1))

    def test_a_composite_number_that_passes_every_base_is_taken_for_a_prime(self) -> None:
        self.assertEqual(399165290221 * 798330580441, 318665857834031151167461)
        self.assertFalse(is_composite(318665857834031151167461))


class ConditionTest(unittest.TestCase):
    """Conditions that lean on one another."""

    def test_what_leans_on_a_condition_that_fails_says_nothing(self) -> None:
        def cannot_be_asked() -> bool:
            raise Undefined("nothing there")

        conditions = [Condition("a", "SO-1", cannot_be_asked),
                      Condition("b", "SO-2", lambda: False, ("a",)),
                      Condition("c", "SO-3", lambda: False, ("b",))]
        self.assertEqual([it.name for it in failing(conditions)], ["a", "c"])


class DeskTest(unittest.TestCase):
    """Parameters, time and judging."""

    def test_limits_are_sound_up_to_their_bounds_and_no_further(self) -> None:
        inside = [TOY, Limits(8, 4096, 256, 256, 64), Limits(4096, 4096, 3, 1, 1)]
        outside = [Limits(7, 96, 17, 2, 16), Limits(9, 8, 17, 2, 16), Limits(8, 4097, 17, 2, 16),
                   Limits(8, 96, 2, 2, 16), Limits(8, 96, 257, 2, 16), Limits(8, 96, 17, 0, 16),
                   Limits(8, 96, 17, 257, 16), Limits(8, 96, 17, 2, 0), Limits(8, 96, 17, 2, 65)]
        for limits in inside:
            self.assertTrue(are_sound(PARAMS._replace(limits=limits)), limits)
        for limits in outside:
            self.assertFalse(are_sound(PARAMS._replace(limits=limits)), limits)

    def test_a_delay_is_rounded_up_and_a_quarter_of_it_is_prompt(self) -> None:
        self.assertEqual([delay(speed, 4) for speed in (1, 2, 15, 16)], [15, 8, 1, 1])
        self.assertTrue(is_prompt(1, 4, 3))
        self.assertFalse(is_prompt(1, 4, 4))

    def test_nothing_is_accepted_with_parameters_that_are_not_sound(self) -> None:
        desk = Desk(PARAMS._replace(speed=0))
        self.assertEqual(desk.submit(AdvanceTime(5)), Rejected("SO-1"))

    def test_a_refusal_is_judged_by_its_reason_and_by_what_is_shown_after_it(self) -> None:
        def judged(answer: Any, observed: Dict[str, Any]) -> Any:
            return judge_sealed(SealedHistory(PARAMS, [
                SealedEntry(AdvanceTime(5), Entered([]), {}),
                SealedEntry(EndSealedEon(7), Entered([]), {}),
                SealedEntry(AdvanceTime(5), answer, observed)]))

        self.assertIsNone(judged(Rejected("SO-31"), {"time": 5, "eon": 1}))
        self.assertIsNone(judged(Rejected(None), {}))
        self.assertEqual(judged(Rejected("SO-32"), {}), "SO-42")
        self.assertEqual(judged(Rejected("SO-31"), {"time": 6}), "SO-35")
        self.assertEqual(judged(Rejected("SO-32"), {"visible": 1}), "SO-34")
        self.assertEqual(judged(Entered([b""]), {}), "SO-31")


class FormTest(unittest.TestCase):
    """What is malformed."""

    def test_numbers_of_the_group_have_one_form(self) -> None:
        self.assertEqual([read_number(it) for it in ("0x0", "0x1f")], [0, 31])
        self.assertEqual(read_number("0x" + "f" * 1024).bit_length(), 4096)
        for value in ("0x", "0x01", "1f", "0x1F", "0x" + "1" * 1025, 5, None, "0x1\n"):
            self.assertRaises(Malformed, read_number, value)

    def test_counts_are_whole_and_not_below_zero(self) -> None:
        self.assertEqual([read_count(it) for it in (0, 7, 7.0)], [0, 7, 7])
        for value in (-1, 1.5, True, "7", None, float("inf"), float("nan")):
            self.assertRaises(Malformed, read_count, value)


if __name__ == "__main__":
    unittest.main()
