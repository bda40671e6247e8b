"""How data are encoded into bytes, and hashed (the chapter _Primitives_, Bytes)."""

import hashlib
from typing import Any, List

from messages import is_amount
from wire import Json, Malformed, read_fields, read_integer, read_list, read_object, read_text

VERSION = b"\x01"
AMOUNT, TEXT, BYTES, LIST = b"\x01", b"\x02", b"\x03", b"\x04"


def encode(datum: Json) -> bytes:
    """The one encoding of a datum: version, tag, and each field with its kind."""
    tag, fields = read_fields(datum, ("tag", read_text), ("fields", read_list))
    parts = [encode_field(field) for field in fields]
    return VERSION + prefixed(tag.encode("utf-8")) + uint32(len(parts)) + b"".join(parts)


def encode_field(field: Json) -> bytes:
    """A field: a byte for its kind, and its content."""
    (kind, value), = single(field)
    if kind == "amount":
        amount = read_integer(value)
        if not is_amount(amount):
            raise Malformed("not an amount: %d" % amount)
        return AMOUNT + prefixed(amount.to_bytes(16, "big"))
    if kind == "text":
        return TEXT + prefixed(read_text(value).encode("utf-8"))
    if kind == "bytes":
        return BYTES + prefixed(read_bytes(value))
    if kind == "list":
        members = [encode(member) for member in read_list(value)]
        return LIST + uint32(len(members)) + b"".join(map(prefixed, members))
    raise Malformed("not a kind of field: %.120r" % kind)


def hash_datum(suite: str, datum: Json) -> bytes:
    """The hash of the encoding."""
    if suite != "sha256":
        raise Malformed("not a suite: %.120r" % suite)
    return hashlib.sha256(encode(datum)).digest()


def write_bytes(content: bytes) -> str:
    """Bytes in hex."""
    return "0x" + content.hex()


def read_bytes(value: Json) -> bytes:
    """Bytes from hex in lower case."""
    text = read_text(value)
    if not text.startswith("0x") or text != text.lower():
        raise Malformed("not bytes: %.120r" % text)
    try:
        return bytes.fromhex(text[2:])
    except ValueError:
        raise Malformed("not bytes: %.120r" % text)


def single(field: Json) -> List[Any]:
    """The one entry of an object that has one."""
    entries = list(read_object(field).items())
    if len(entries) != 1:
        raise Malformed("a field names one kind: %.120r" % (field,))
    return entries


def prefixed(content: bytes) -> bytes:
    """Content after its length."""
    return uint32(len(content)) + content


def uint32(number: int) -> bytes:
    """Four bytes, big-endian."""
    return number.to_bytes(4, "big")
