"""Ed25519: is a signature good (RFC 8032)?

The equation is the one without the cofactor: [s]B = R + [k]A, compared by the encoding of R. So a
signature is refused if s is not below the order of the group, if a coordinate is not below the
prime, if R is not encoded in the one right way, or if the key has not the order of the base point.
ZIP-215 would be laxer and multiply by the cofactor; for signatures that are made honestly there is
no difference.

Points are in extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z. A multiplication
looks 64 nibbles up in a table for its point, so nothing is doubled. There is a table for the base
point, and one for each key that was met lately.
"""

import hashlib
from functools import lru_cache
from typing import List, Optional, Tuple

P = 2 ** 255 - 19
L = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
TWICE_D = 2 * D % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

Point = Tuple[int, int, int, int]
Cached = Tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Did the owner of the key sign the message (RFC 8032, 5.1.7)?"""
    if len(key) != 32 or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    table = negated_table(key)
    if table is None or s >= L:
        return False
    challenge = hashlib.sha512(signature[:32] + key + message).digest()
    k = int.from_bytes(challenge, "little") % L
    return encode(add_multiple(add_multiple(NEUTRAL, base_table(), s), table, k)) == signature[:32]


def encode(point: Point) -> bytes:
    """The 32 bytes of a point."""
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decode(encoded: bytes) -> Optional[Point]:
    """The point of 32 bytes; None if they are of none (RFC 8032, 5.1.3)."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if len(encoded) != 32 or y >= P:
        return None
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def recover_x(y: int, sign: int) -> Optional[int]:
    """The x of this parity for which (x, y) is on the curve."""
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * ROOT_OF_MINUS_ONE % P
    if v * x * x % P != u or (x == 0 and sign == 1):
        return None
    return P - x if x & 1 != sign else x


def add(one: Point, other: Point) -> Point:
    """The sum of two points."""
    return add_cached(one, cache(other))


def cache(point: Point) -> Cached:
    """What is needed of a point to add it: y - x, y + x, 2dxy and 2z."""
    x, y, z, t = point
    return (y - x) % P, (y + x) % P, t * TWICE_D % P, 2 * z


def add_cached(point: Point, cached: Cached) -> Point:
    """The sum of a point and a cached one (the unified formulas for a = -1)."""
    x, y, z, t = point
    difference, total, twice_dt, twice_z = cached
    a, b, c, d = (y - x) * difference, (y + x) * total, t * twice_dt, z * twice_z
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def make_table(point: Point) -> List[List[Cached]]:
    """For each of 64 nibbles its multiples of the point; those of zero are left out."""
    table = []
    for _ in range(64):
        row, multiple = [], point
        for _ in range(15):
            row.append(cache(multiple))
            multiple = add_cached(multiple, row[0])
        table.append(row)
        point = multiple
    return table


def add_multiple(point: Point, table: List[List[Cached]], scalar: int) -> Point:
    """The point plus a multiple of the one that the table is for."""
    for row in table:
        nibble = scalar & 15
        if nibble:
            point = add_cached(point, row[nibble - 1])
        scalar >>= 4
    return point


@lru_cache(maxsize=1)
def base_table() -> List[List[Cached]]:
    """The table of the base point, whose y is 4/5."""
    y = 4 * pow(5, -1, P) % P
    x = recover_x(y, 0)
    assert x is not None
    return make_table((x, y, 1, x * y % P))


@lru_cache(maxsize=128)
def negated_table(key: bytes) -> Optional[List[List[Cached]]]:
    """The table of the point opposite to a key; None if the key is no point of the base's order."""
    point = decode(key)
    if point is None or encode(point) == encode(NEUTRAL):
        return None
    x, y, z, t = point
    table = make_table((-x % P, y, z, -t % P))
    return table if encode(add_multiple(NEUTRAL, table, L)) == encode(NEUTRAL) else None
