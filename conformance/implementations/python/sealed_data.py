"""What is hashed and signed (_Sealed orders_, Numbers and bytes; _Receipts_, The log)."""

from typing import List, Union

from encoding import LIST, encode_record, encode_value, join, prefixed, uint32
from sealed_messages import Order, Puzzle, PuzzleProof, SealedAccount, SealedReceipt
from suites import HASHES


def number_bytes(number: int) -> bytes:
    """A number of the group: big-endian, as few bytes as it takes, so none for 0."""
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def puzzle_fields(puzzle: Puzzle) -> List[Union[int, bytes]]:
    """n, h, g, k and C_K as fields."""
    return [*map(number_bytes, puzzle[:3]), puzzle.steps, number_bytes(puzzle.end)]


def encode_order(order: Order) -> bytes:
    """The encoding of the order datum."""
    return encode_record("sealed-order", *order)


def encode_statement(contract: str, eon: int, reference: bytes, order_hash: bytes,
                     puzzle: Puzzle) -> bytes:
    """The encoding of the statement datum."""
    return encode_record(
        "sealed-statement", contract, eon, reference, order_hash, *puzzle_fields(puzzle))


def encode_transcript(puzzle: Puzzle, proof: PuzzleProof) -> bytes:
    """The encoding of the transcript datum."""
    powers = [encode_record("power", number_bytes(power)) for power in proof.powers]
    rounds = [encode_record("round", number_bytes(it.by_generator), number_bytes(it.by_power))
              for step in proof.rounds for it in step]
    return join(b"sealed-transcript", [
        *map(encode_value, puzzle_fields(puzzle)), encode_list(powers), encode_list(rounds)])


def encode_list(members: List[bytes]) -> bytes:
    """A field that is a list of data."""
    return LIST + uint32(len(members)) + b"".join(map(prefixed, members))


class SealedData:
    """The hashes of data, in the hash suite of the instance."""

    def __init__(self, suite: str) -> None:
        self._hash = HASHES[suite]

    def key(self, key: bytes) -> bytes:
        """K(j-1) of K(j)."""
        return self._hash(encode_record("sealed-key", key))

    def reference(self, key: bytes, trader: str) -> bytes:
        """The reference that an order is sent with."""
        return self._hash(encode_record("sealed-reference", key, trader))

    def account(self, contract: str, account: SealedAccount) -> bytes:
        """What a trader signs."""
        return self._hash(encode_record("sealed-account", contract, *account))

    def permit(self, contract: str, key: bytes, account: SealedAccount) -> bytes:
        """What the operator signs of an account."""
        return self._hash(encode_record("sealed-permit", contract, key, *account))

    def order(self, order: Order) -> bytes:
        """The order hash."""
        return self._hash(encode_order(order))

    def transcript(self, puzzle: Puzzle, proof: PuzzleProof) -> bytes:
        """What the challenges of a proof are bound to."""
        return self._hash(encode_transcript(puzzle, proof))

    def challenge(self, transcript: bytes, step: int, turn: int) -> int:
        """The hash of the challenge datum, as a big-endian number."""
        return int.from_bytes(
            self._hash(encode_record("sealed-challenge", transcript, step, turn)), "big")

    def receipt(self, contract: str, receipt: SealedReceipt) -> bytes:
        """What the operator signs of a place."""
        return self._hash(encode_record("receipt", contract, *receipt))

    def log_root(self, orders: List[bytes]) -> bytes:
        """The root of a log (_Receipts_, Shape)."""
        if not orders:
            return self._hash(encode_record("no-arrivals"))
        if len(orders) == 1:
            return self._hash(encode_record("arrival", orders[0]))
        left = 1 << (len(orders) - 1).bit_length() - 1
        return self._hash(encode_record(
            "arrivals", self.log_root(orders[:left]), self.log_root(orders[left:])))
