"""Tests of the hashes and signatures, with a signer that only tests need."""

import hashlib
import time
import unittest

import ed25519
import secp256k1
from keccak import keccak256, sponge
from suites import sha256


def ed25519_key(secret: bytes) -> bytes:
    """The public key of 32 secret bytes (RFC 8032, 5.1.5)."""
    return ed25519.encode(times_base(ed25519_secret(secret)[0]))


def ed25519_sign(secret: bytes, message: bytes) -> bytes:
    """A signature (RFC 8032, 5.1.6)."""
    scalar, prefix = ed25519_secret(secret)
    nonce = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % ed25519.L
    commitment = ed25519.encode(times_base(nonce))
    challenge = hashlib.sha512(commitment + ed25519_key(secret) + message).digest()
    s = (nonce + int.from_bytes(challenge, "little") * scalar) % ed25519.L
    return commitment + s.to_bytes(32, "little")


def ed25519_secret(secret: bytes):
    """The scalar and the prefix of a secret."""
    digest = hashlib.sha512(secret).digest()
    scalar = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
    return scalar, digest[32:]


def times_base(scalar: int):
    return ed25519.add_multiple(ed25519.NEUTRAL, ed25519.base_table(), scalar)


def secp256k1_scalar(secret: bytes) -> int:
    return int.from_bytes(secret, "big") % (secp256k1.N - 1) + 1


def times_generator(scalar: int):
    return secp256k1.to_affine(secp256k1.add_multiple(None, secp256k1.base_table(), scalar))


def secp256k1_key(secret: bytes) -> bytes:
    """The compressed key of a secret."""
    return secp256k1.encode(times_generator(secp256k1_scalar(secret)))


def secp256k1_sign(secret: bytes, digest: bytes) -> bytes:
    """A signature with s in the lower half."""
    nonce = secp256k1_scalar(sha256(secret + digest))
    r = times_generator(nonce)[0] % secp256k1.N
    product = int.from_bytes(digest, "big") + r * secp256k1_scalar(secret)
    s = pow(nonce, -1, secp256k1.N) * product % secp256k1.N
    s = min(s, secp256k1.N - s)
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


SIGNERS = {
    "ed25519": (ed25519_key, ed25519_sign),
    "secp256k1": (secp256k1_key, secp256k1_sign),
}


RFC_8032 = [
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
     "b46bd25bf5f0595bbe24655141438e7a100b"),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
     "1d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984d"
     "c6594a7c15e9716ed28dc027beceea1ec40a"),
]


class Ed25519(unittest.TestCase):
    """RFC 8032."""

    def test_known_answers(self):
        for secret, key, message, signature in RFC_8032:
            secret, key, message, signature = map(bytes.fromhex, (secret, key, message, signature))
            self.assertEqual(ed25519_key(secret), key)
            self.assertEqual(ed25519_sign(secret, message), signature)
            self.assertTrue(ed25519.verify(key, message, signature))
            self.assertFalse(ed25519.verify(key, message + b"x", signature))

    def test_what_is_refused(self):
        key, signature = (bytes.fromhex(RFC_8032[0][i]) for i in (1, 3))
        s = int.from_bytes(signature[32:], "little")
        for wrong in [
            b"", signature[:63], signature + b"\0",
            signature[:32] + (s + ed25519.L).to_bytes(32, "little"),
            signature[:32] + (ed25519.L - s).to_bytes(32, "little"),
            bytes([signature[0] ^ 1]) + signature[1:],
        ]:
            self.assertFalse(ed25519.verify(key, b"", wrong))
        for wrong in [b"", key[:31], key + b"\0", bytes([key[0] ^ 1]) + key[1:], b"\xff" * 32]:
            self.assertFalse(ed25519.verify(wrong, b"", signature))

    def test_keys_of_another_order(self):
        """By the neutral point everybody signs; with a point of order two added, a key is none."""
        neutral = ed25519.encode(ed25519.NEUTRAL)
        self.assertFalse(ed25519.verify(neutral, b"anything", neutral + bytes(32)))
        of_order_two = (0, ed25519.P - 1, 1, 0)
        mixed = ed25519.encode(ed25519.add(times_base(5), of_order_two))
        for nonce in range(1, 9):
            commitment = ed25519.encode(times_base(nonce))
            hashed = hashlib.sha512(commitment + mixed + b"anything").digest()
            s = (nonce + int.from_bytes(hashed, "little") * 5) % ed25519.L
            signature = commitment + s.to_bytes(32, "little")
            self.assertFalse(ed25519.verify(mixed, b"anything", signature))

    def test_points(self):
        base = times_base(1)
        self.assertEqual(ed25519.encode(base).hex(), "58" + "66" * 31)
        self.assertEqual(ed25519.encode(ed25519.decode(ed25519.encode(base))), ed25519.encode(base))
        self.assertEqual(ed25519.encode(ed25519.add(times_base(5), times_base(ed25519.L - 5))),
                         ed25519.encode(ed25519.NEUTRAL))
        self.assertIsNone(ed25519.decode((2).to_bytes(32, "little")))
        self.assertIsNone(ed25519.decode((1 + (1 << 255)).to_bytes(32, "little")))
        self.assertIsNone(ed25519.decode((ed25519.P + 1).to_bytes(32, "little")))

    def test_speed(self):
        key, signature = (bytes.fromhex(RFC_8032[0][i]) for i in (1, 3))
        self.assertLess(seconds(lambda: ed25519.verify(key, b"", signature)), 0.05)


class Secp256k1(unittest.TestCase):
    """SEC 1 and SEC 2."""

    def test_multiples_of_the_generator(self):
        for scalar, key in [
            (1, "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
            (2, "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5"),
            (3, "02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9"),
            (secp256k1.N - 1,
             "0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
        ]:
            self.assertEqual(secp256k1.encode(times_generator(scalar)).hex(), key)
            self.assertEqual(secp256k1.decode(bytes.fromhex(key)), times_generator(scalar))

    def test_known_answer(self):
        """The deterministic signature of key 1 under "Satoshi Nakamoto"."""
        digest = sha256(b"Satoshi Nakamoto")
        signature = bytes.fromhex(
            "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
            "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")
        key = secp256k1.encode(secp256k1.G)
        self.assertTrue(secp256k1.verify(key, digest, signature))
        self.assertFalse(secp256k1.verify(key, sha256(digest), signature))

    def test_round_trips_and_what_is_refused(self):
        for number in range(8):
            secret, digest = bytes([number] * 32), sha256(bytes([number]))
            key, signature = secp256k1_key(secret), secp256k1_sign(secret, digest)
            self.assertTrue(secp256k1.verify(key, digest, signature))
            r, s = signature[:32], int.from_bytes(signature[32:], "big")
            for wrong in [
                b"", signature[:63], signature + b"\0", r + bytes(32), bytes(32) + signature[32:],
                r + (secp256k1.N - s).to_bytes(32, "big"), signature[32:] + r,
            ]:
                self.assertFalse(secp256k1.verify(key, digest, wrong))
            for wrong in [b"", key[1:], b"\4" + key[1:], bytes([key[0] ^ 1]) + key[1:],
                          b"\2" + b"\xff" * 32, b"\2" + (5).to_bytes(32, "big")]:
                self.assertFalse(secp256k1.verify(wrong, digest, signature))

    def test_speed(self):
        key, digest = secp256k1_key(b"k"), sha256(b"")
        signature = secp256k1_sign(b"k", digest)
        self.assertLess(seconds(lambda: secp256k1.verify(key, digest, signature)), 0.05)


class Keccak(unittest.TestCase):
    """Keccak-256, and by another padding SHA3-256, which Python's library has."""

    def test_known_answers(self):
        for message, digest in [
            (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
            (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        ]:
            self.assertEqual(keccak256(message).hex(), digest)

    def test_against_sha3(self):
        for length in range(0, 420, 3):
            message = bytes(range(256))[:length % 256] * (1 + length // 256)
            self.assertEqual(sponge(message, 0x06), hashlib.sha3_256(message).digest())
        for length in range(134, 138):
            self.assertEqual(sponge(bytes(length), 0x06), hashlib.sha3_256(bytes(length)).digest())


def seconds(action) -> float:
    """How long an action takes once the tables are there."""
    action()
    start = time.perf_counter()
    for _ in range(5):
        action()
    return (time.perf_counter() - start) / 5


if __name__ == "__main__":
    unittest.main()
