"""How an order is sealed by the key material of its puzzle (SO-40)."""

from typing import Optional

from chacha20_poly1305 import hkdf, open_sealed
from encoding import Undefined
from messages import is_amount
from sealed_data import encode_order, encode_statement
from sealed_messages import Order, Puzzle, Sealed

PLAIN_LENGTH = 512
SEALED_LENGTH = 528
SALT = b"touchstone/sealed-orders"
NONCE = bytes(12)


def plaintext(order: Order) -> bytes:
    """The encoding of the order datum, filled up with zero bytes."""
    encoded = encode_order(order)
    if len(encoded) > PLAIN_LENGTH:
        raise Undefined("an order of %d bytes" % len(encoded))
    return encoded.ljust(PLAIN_LENGTH, b"\0")


def unseal(statement: bytes, modulus: int, root: int, ciphertext: bytes) -> Optional[bytes]:
    """What the ciphertext opens as by this root; None if it does not."""
    secret = root.to_bytes((modulus.bit_length() + 7) // 8, "big")
    return open_sealed(hkdf(secret, SALT, statement), NONCE, ciphertext, statement)


def opens_as(contract: str, sealed: Sealed, root: int, order: Order) -> bool:
    """Does the ciphertext open by this root, and as the plaintext of this order?"""
    statement = encode_statement(
        contract, sealed.eon, sealed.reference, sealed.order_hash, sealed.puzzle)
    found = unseal(statement, sealed.puzzle.modulus, root, sealed.ciphertext)
    return found is not None and found == plaintext(order)


def is_key_material(contract: str, sealed: Sealed, root: int, order: Order) -> bool:
    """Is root kappa_g of what was sent, and this the order (SO-26)?"""
    puzzle: Puzzle = sealed.puzzle
    return (root.bit_length() <= puzzle.modulus.bit_length()
            and root * root % puzzle.modulus == puzzle.end
            and all(map(is_amount, (order.eon, order.price, order.volume)))
            and opens_as(contract, sealed, root, order))
