"""The opening of ChaCha20-Poly1305 (RFC 8439), and HKDF with SHA-256 (RFC 5869)."""

import hashlib
import hmac
import struct
from typing import List, Optional

TAG_LENGTH = 16
MASK = 0xFFFFFFFF
CONSTANTS = (0x61707865, 0x3320646E, 0x79622D32, 0x6B206574)
QUARTERS = (
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
)
CLAMP = 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
PRIME = (1 << 130) - 5


def quarter_round(x: List[int], a: int, b: int, c: int, d: int) -> None:
    """The quarter round on four words of the state (2.1)."""
    for turn, other in ((16, 12), (8, 7)):
        x[a] = x[a] + x[b] & MASK
        x[d] ^= x[a]
        x[d] = (x[d] << turn | x[d] >> 32 - turn) & MASK
        x[c] = x[c] + x[d] & MASK
        x[b] ^= x[c]
        x[b] = (x[b] << other | x[b] >> 32 - other) & MASK


def block(key: bytes, counter: int, nonce: bytes) -> bytes:
    """64 bytes of the key stream (2.3)."""
    start = [*CONSTANTS, *struct.unpack("<8I", key), counter, *struct.unpack("<3I", nonce)]
    state = list(start)
    for _ in range(10):
        for quarter in QUARTERS:
            quarter_round(state, *quarter)
    return struct.pack("<16I", *((one + two) & MASK for one, two in zip(state, start)))


def chacha20(key: bytes, nonce: bytes, text: bytes) -> bytes:
    """The text under the key stream from block 1 on (2.4)."""
    count = (len(text) + 63) // 64
    stream = b"".join(block(key, 1 + i, nonce) for i in range(count))
    return bytes(one ^ two for one, two in zip(text, stream))


def poly1305(key: bytes, message: bytes) -> bytes:
    """The one-time authenticator (2.5)."""
    r = int.from_bytes(key[:16], "little") & CLAMP
    total = 0
    for at in range(0, len(message), 16):
        total = (total + int.from_bytes(message[at:at + 16] + b"\x01", "little")) * r % PRIME
    total += int.from_bytes(key[16:], "little")
    return (total & (1 << 128) - 1).to_bytes(16, "little")


def padded(content: bytes) -> bytes:
    """Filled up with zero bytes to a multiple of 16."""
    return content + bytes(-len(content) % 16)


def tag_of(key: bytes, nonce: bytes, text: bytes, associated: bytes) -> bytes:
    """The tag of a ciphertext and what is associated with it (2.8)."""
    lengths = struct.pack("<QQ", len(associated), len(text))
    return poly1305(block(key, 0, nonce)[:32], padded(associated) + padded(text) + lengths)


def open_sealed(key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> Optional[bytes]:
    """What was sealed; None if the tag, the last 16 bytes, is another."""
    if len(sealed) < TAG_LENGTH:
        return None
    text, tag = sealed[:-TAG_LENGTH], sealed[-TAG_LENGTH:]
    if not hmac.compare_digest(tag, tag_of(key, nonce, text, associated)):
        return None
    return chacha20(key, nonce, text)


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """The first 32 bytes that are derived: one round of expansion."""
    extracted = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(extracted, info + b"\x01", hashlib.sha256).digest()
