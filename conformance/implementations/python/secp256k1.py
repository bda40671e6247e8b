"""ECDSA on secp256k1: is a signature good?

A key is a compressed point (33 bytes, SEC 1), a signature r and s (64 bytes), with s in the lower
half. What is signed is a hash of 32 bytes, which is taken as it is.

Points are in Jacobian coordinates (X, Y, Z) with x = X/Z^2, y = Y/Z^3; None is the point at
infinity. A multiplication looks 64 nibbles up in a table for its point, as in ed25519.py.
"""

from functools import lru_cache
from typing import List, Optional, Tuple

P = 2 ** 256 - 2 ** 32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
     0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8)

Affine = Tuple[int, int]
Jacobian = Optional[Tuple[int, int, int]]


def verify(key: bytes, digest: bytes, signature: bytes) -> bool:
    """Did the owner of the key sign the hash (SEC 1, 4.1.4, and s in the lower half)?"""
    if len(digest) != 32 or len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (0 < r < N and 0 < s <= N // 2):
        return False
    table = key_table(key)
    if table is None:
        return False
    inverse = pow(s, -1, N)
    u = int.from_bytes(digest, "big") * inverse % N
    v = r * inverse % N
    point = add_multiple(add_multiple(None, base_table(), u), table, v)
    return point is not None and to_affine(point)[0] % N == r


def decode(key: bytes) -> Optional[Affine]:
    """The point of a compressed key; None if it is of none."""
    if len(key) != 33 or key[0] not in (2, 3):
        return None
    x = int.from_bytes(key[1:], "big")
    if x >= P:
        return None
    square = (x * x * x + 7) % P
    y = pow(square, (P + 1) // 4, P)
    if y * y % P != square:
        return None
    return x, (P - y if y & 1 != key[0] & 1 else y)


def encode(point: Affine) -> bytes:
    """The compressed key of a point."""
    x, y = point
    return bytes([2 + (y & 1)]) + x.to_bytes(32, "big")


def to_affine(point: Tuple[int, int, int]) -> Affine:
    """A point with its coordinates divided out."""
    x, y, z = point
    inverse = pow(z, -1, P)
    square = inverse * inverse % P
    return x * square % P, y * square * inverse % P


def double(point: Tuple[int, int, int]) -> Tuple[int, int, int]:
    """Twice a point. No point of this curve has y = 0."""
    x, y, z = point
    yy = y * y % P
    s = 4 * x * yy % P
    m = 3 * x * x
    new_x = (m * m - 2 * s) % P
    return new_x, (m * (s - new_x) - 8 * yy * yy) % P, 2 * y * z % P


def add_affine(point: Jacobian, other: Affine) -> Jacobian:
    """The sum of a point and one in affine coordinates."""
    if point is None:
        return other[0], other[1], 1
    x, y, z = point
    zz = z * z % P
    h = (other[0] * zz - x) % P
    r = (other[1] * zz * z - y) % P
    if h == 0:
        return double(point) if r == 0 else None
    hh = h * h % P
    hhh = h * hh % P
    v = x * hh % P
    new_x = (r * r - hhh - 2 * v) % P
    return new_x, (r * (v - new_x) - y * hhh) % P, z * h % P


def make_table(point: Affine) -> List[List[Affine]]:
    """For each of 64 nibbles its multiples of the point; those of zero are left out."""
    table = []
    for _ in range(64):
        multiples: List[Tuple[int, int, int]] = []
        sum: Jacobian = None
        for _ in range(16):
            sum = add_affine(sum, point)
            assert sum is not None
            multiples.append(sum)
        row = all_to_affine(multiples)
        table.append(row[:15])
        point = row[15]
    return table


def all_to_affine(points: List[Tuple[int, int, int]]) -> List[Affine]:
    """Several points with their coordinates divided out, by one inversion for all."""
    products = [1]
    for _, _, z in points:
        products.append(products[-1] * z % P)
    inverse = pow(products[-1], -1, P)
    result = []
    for (x, y, z), before in zip(reversed(points), reversed(products[:-1])):
        own = inverse * before % P
        inverse = inverse * z % P
        square = own * own % P
        result.append((x * square % P, y * square * own % P))
    return result[::-1]


def add_multiple(point: Jacobian, table: List[List[Affine]], scalar: int) -> Jacobian:
    """The point plus a multiple of the one that the table is for."""
    for row in table:
        nibble = scalar & 15
        if nibble:
            point = add_affine(point, row[nibble - 1])
        scalar >>= 4
    return point


@lru_cache(maxsize=1)
def base_table() -> List[List[Affine]]:
    """The table of the generator."""
    return make_table(G)


@lru_cache(maxsize=128)
def key_table(key: bytes) -> Optional[List[List[Affine]]]:
    """The table of a key; None if it is no point."""
    point = decode(key)
    return None if point is None else make_table(point)
