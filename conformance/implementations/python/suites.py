"""The hashes and signatures that an instance can be opened with (_Primitives_, Suites)."""

import hashlib
from functools import lru_cache
from typing import Callable, Dict

import ed25519
import secp256k1
from keccak import keccak256


def sha256(message: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(message).digest()


HASHES: Dict[str, Callable[[bytes], bytes]] = {"sha256": sha256, "keccak256": keccak256}

SIGNATURES: Dict[str, Callable[[bytes, bytes, bytes], bool]] = {
    "ed25519": ed25519.verify,
    "secp256k1": secp256k1.verify,
}


@lru_cache(maxsize=4096)
def verify(suite: str, key: bytes, digest: bytes, signature: bytes) -> bool:
    """Did the owner of the key sign the hash? Judging and retrying ask the same again."""
    return SIGNATURES[suite](key, digest, signature)
