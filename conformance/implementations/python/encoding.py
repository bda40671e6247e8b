"""How data are encoded into bytes, and hashed (the chapter _Primitives_, Bytes)."""

import re
from typing import Any, List, Union

from messages import is_amount
from suites import HASHES
from wire import Json, Malformed, read_fields, read_integer, read_list, read_object, read_text

VERSION = b"\x01"
AMOUNT, TEXT, BYTES, LIST = b"\x01", b"\x02", b"\x03", b"\x04"
HEX = re.compile(r"0x(?:[0-9a-f]{2})*")


class Undefined(Exception):
    """What is asked for does not exist, like the encoding of -1 or the place of nobody."""


def encode(datum: Json) -> bytes:
    """The one encoding of a datum in JSON."""
    tag, fields = read_fields(datum, ("tag", read_text), ("fields", read_list))
    return join(encode_text(tag), [encode_field(field) for field in fields])


def encode_record(tag: str, *fields: Union[int, str, bytes]) -> bytes:
    """The one encoding of a datum whose fields are amounts, texts and bytes."""
    return join(tag.encode("utf-8"), [encode_value(field) for field in fields])


def join(tag: bytes, fields: List[bytes]) -> bytes:
    """Version, tag, and each field with its kind."""
    return VERSION + prefixed(tag) + uint32(len(fields)) + b"".join(fields)


def encode_value(value: Union[int, str, bytes]) -> bytes:
    """A field of the kind that the value has."""
    if isinstance(value, int):
        if not is_amount(value):
            raise Undefined("not an amount: %d" % value)
        return AMOUNT + prefixed(value.to_bytes(16, "big"))
    if isinstance(value, str):
        return TEXT + prefixed(value.encode("utf-8"))
    return BYTES + prefixed(value)


def encode_field(field: Json) -> bytes:
    """A field in JSON: a byte for its kind, and its content."""
    (kind, value), = single(field)
    if kind == "amount":
        amount = read_integer(value)
        if not is_amount(amount):
            raise Malformed("not an amount: %d" % amount)
        return encode_value(amount)
    if kind == "text":
        return TEXT + prefixed(encode_text(read_text(value)))
    if kind == "bytes":
        return encode_value(read_bytes(value))
    if kind == "list":
        members = [encode(member) for member in read_list(value)]
        return LIST + uint32(len(members)) + b"".join(map(prefixed, members))
    raise Malformed("not a kind of field: %.120r" % kind)


def encode_text(text: str) -> bytes:
    """UTF-8; half a surrogate pair is malformed."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise Malformed("half a surrogate pair: %.120r" % text)


def hash_datum(suite: str, datum: Json) -> bytes:
    """The hash of the encoding."""
    if suite not in HASHES:
        raise Malformed("not a suite: %.120r" % suite)
    return HASHES[suite](encode(datum))


def write_bytes(content: bytes) -> str:
    """Bytes in hex."""
    return "0x" + content.hex()


def read_bytes(value: Json) -> bytes:
    """Bytes from hex in lower case."""
    text = read_text(value)
    if not HEX.fullmatch(text):
        raise Malformed("not bytes: %.120r" % text)
    return bytes.fromhex(text[2:])


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
