"""Keccak-256, with the padding of the original submission: it begins with 01, not with 06."""

from typing import List

RATE = 136
MASK = (1 << 64) - 1


def round_constants() -> List[int]:
    """The 24 constants of iota, out of a shift register of 8 bits."""
    constants, register = [], 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            if register & 1:
                constant |= 1 << ((1 << j) - 1)
            register = register << 1 ^ (0x171 if register & 0x80 else 0)
        constants.append(constant)
    return constants


def lane_moves() -> List[List[int]]:
    """Rho and pi: for each lane in turn where it goes and by how much it is rotated."""
    moves, x, y = [], 1, 0
    for t in range(24):
        target_x, target_y = y, (2 * x + 3 * y) % 5
        moves.append([x + 5 * y, target_x + 5 * target_y, (t + 1) * (t + 2) // 2 % 64])
        x, y = target_x, target_y
    return moves


CONSTANTS = round_constants()
MOVES = lane_moves()


def permute(a: List[int]) -> List[int]:
    """Keccak-f[1600]: 24 rounds over 25 lanes."""
    b = [0] * 25
    for constant in CONSTANTS:
        c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20]
        c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21]
        c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22]
        c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23]
        c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24]
        d = (c4 ^ (c1 << 1 & MASK | c1 >> 63), c0 ^ (c2 << 1 & MASK | c2 >> 63),
             c1 ^ (c3 << 1 & MASK | c3 >> 63), c2 ^ (c4 << 1 & MASK | c4 >> 63),
             c3 ^ (c0 << 1 & MASK | c0 >> 63)) * 5
        b[0] = a[0] ^ d[0]
        for source, target, turn in MOVES:
            lane = a[source] ^ d[source]
            b[target] = lane << turn & MASK | lane >> 64 - turn
        for y in (0, 5, 10, 15, 20):
            b0, b1, b2, b3, b4 = b[y:y + 5]
            a[y] = b0 ^ ~b1 & b2
            a[y + 1] = b1 ^ ~b2 & b3
            a[y + 2] = b2 ^ ~b3 & b4
            a[y + 3] = b3 ^ ~b4 & b0
            a[y + 4] = b4 ^ ~b0 & b1
        a[0] ^= constant
    return a


def sponge(message: bytes, suffix: int) -> bytes:
    """32 bytes of hash with a capacity of 64; the padding begins with this byte."""
    padded = bytearray(message + bytes(RATE - len(message) % RATE))
    padded[len(message)] ^= suffix
    padded[-1] ^= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), RATE):
        for i in range(RATE // 8):
            place = start + 8 * i
            lanes[i] ^= int.from_bytes(padded[place:place + 8], "little")
        permute(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def keccak256(message: bytes) -> bytes:
    """Keccak-256."""
    return sponge(message, 0x01)
