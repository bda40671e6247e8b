"""The functions of the chapter _Receipts_, as they are asked for (_Functions_)."""

from typing import Callable, Dict

from matching import Matching
from matching_messages import Broken
from receipts_functions import Kept, book_root, link, log_path, log_root, recompute
from receipts_judge import judge_receipts
from receipts_wire import (
    ALL_APPENDED, APPENDED, BEFORE, CONTRACT, COUNT, EARLIER, HASHED, HISTORY, INCOMING, INDEX,
    LATER, LEAVES, LOG, MATCH, ORDERS, PATH, SIZE, SUITE, write_verdict,
)
from wire import Json, read_fields, write


def evaluate_log_root(arguments: Json) -> Json:
    """`logRoot`."""
    return write(log_root(*read_fields(arguments, SUITE, ORDERS)))


def evaluate_log_path(arguments: Json) -> Json:
    """`logPath`."""
    return write_verdict(log_path(*read_fields(arguments, SUITE, ORDERS, INDEX)))


def evaluate_recompute(arguments: Json) -> Json:
    """`recompute`."""
    return write_verdict(recompute(*read_fields(arguments, SUITE, HASHED, INDEX, SIZE, PATH)))


def evaluate_link(arguments: Json) -> Json:
    """`link`."""
    return write_verdict(link(*read_fields(arguments, SUITE, EARLIER, LATER, PATH)))


def evaluate_book_root(arguments: Json) -> Json:
    """`bookRoot`."""
    return write_verdict(book_root(*read_fields(arguments, SUITE, LEAVES)))


def evaluate_verify_match(arguments: Json) -> Json:
    """`verifyMatch`: Algorithm 7."""
    suite, count, before, incoming, match = read_fields(
        arguments, SUITE, COUNT, BEFORE, INCOMING, MATCH)
    return write_verdict(Matching(suite).verify_match(count, before, incoming, match))


def evaluate_verify_order(arguments: Json) -> Json:
    """`verifyOrder`: Algorithm 8."""
    suite, contract, log, count, before, appended = read_fields(
        arguments, SUITE, CONTRACT, LOG, COUNT, BEFORE, APPENDED)
    return write_verdict(Matching(suite, contract).verify_order(log, count, before, appended))


def evaluate_verify_book(arguments: Json) -> Json:
    """`verifyBook`."""
    suite, contract, log, appended = read_fields(arguments, SUITE, CONTRACT, LOG, ALL_APPENDED)
    return write_verdict(Matching(suite, contract).verify_book(log, appended))


def evaluate_receipts_judge(arguments: Json) -> Json:
    """`judge`."""
    clause = judge_receipts(*read_fields(arguments, HISTORY))
    return write_verdict(Kept() if clause is None else Broken(clause))


RECEIPTS_FUNCTIONS: Dict[str, Callable[[Json], Json]] = {
    "logRoot": evaluate_log_root,
    "logPath": evaluate_log_path,
    "recompute": evaluate_recompute,
    "link": evaluate_link,
    "bookRoot": evaluate_book_root,
    "verifyMatch": evaluate_verify_match,
    "verifyOrder": evaluate_verify_order,
    "verifyBook": evaluate_verify_book,
    "judge": evaluate_receipts_judge,
}
