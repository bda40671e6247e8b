"""Algorithm 1: what the proof that comes with a sealed order says (_Sealed orders_)."""

from typing import List

from conditions import Condition
from messages import BUY, is_amount, is_price
from puzzle import puzzle_fits, raised
from sealed_data import SealedData
from sealed_messages import Order, Permit, Sealed, SealedAccount, SealedParams, Witness
from sealing import SEALED_LENGTH, opens_as
from suites import verify

SIZES, WITNESS, COVERED = "1.+sizes", "1.+witness", "1.8"


def given(order: Order) -> int:
    """How much an order gives."""
    return order.price * order.volume if order.side == BUY else order.volume


def given_coin(order: Order) -> str:
    """The coin that an order gives."""
    return order.quote if order.side == BUY else order.base


def taken_coin(order: Order) -> str:
    """The coin that an order takes."""
    return order.base if order.side == BUY else order.quote


def after_giving(account: SealedAccount, amount: int) -> SealedAccount:
    """An account after an order gave this much from it; or took to it, and gave nothing."""
    return account._replace(available=account.available - amount, version=account.version + 1)


def lines_of_order(params: SealedParams, sealed: Sealed, witness: Witness) -> List[Condition]:
    """The lines of Algorithm 1, in order of precedence."""
    data = SealedData(params.hash)
    contract, puzzle, order = params.contract, sealed.puzzle, witness.order
    give, take = witness.give.account, witness.take.account

    def key_material() -> int:
        return raised(witness.root, puzzle.modulus, params.limits.bound)

    def is_permitted(permit: Permit) -> bool:
        digest = data.permit(contract, data.key(witness.key), permit.account)
        return verify(params.signature, params.operator, digest, permit.signature)

    def is_covered() -> bool:
        return (is_price(order.price) and is_amount(given(order))
                and given(order) <= give.available and order.base != order.quote
                and (give.trader, give.coin) == (witness.trader, given_coin(order))
                and (take.trader, take.coin) == (witness.trader, taken_coin(order)))

    def is_signed() -> bool:
        keys = [it.key for it in params.traders if it.trader == witness.trader]
        after = [(after_giving(give, given(order)), order.give),
                 (after_giving(take, 0), order.take)]
        return bool(keys) and all(
            verify(params.signature, keys[0], data.account(contract, account), signature)
            for account, signature in after)

    both = SIZES, WITNESS
    return [
        Condition(SIZES, "SO-2", lambda: (
            puzzle_fits(params.limits, puzzle) and len(sealed.ciphertext) == SEALED_LENGTH
            and is_amount(sealed.eon))),
        Condition(WITNESS, "SO-12", lambda: (
            witness.root.bit_length() <= puzzle.modulus.bit_length()
            and all(map(is_amount, (order.eon, order.price, order.volume)))), (SIZES,)),
        Condition("1.1", "SO-13", lambda: (
            sealed.reference == data.reference(witness.key, witness.trader)), both),
        Condition("1.3", "SO-14", lambda: (
            puzzle.end == key_material() ** 2 % puzzle.modulus), both),
        Condition("1.4", "SO-15", lambda: (
            opens_as(contract, sealed, key_material(), order)), both),
        Condition("1.+hash", "SO-16", lambda: sealed.order_hash == data.order(order), both),
        Condition("1.+bound", "SO-17", lambda: (
            (order.trader, order.key, order.eon)
            == (witness.trader, witness.key, sealed.eon)), both),
        Condition("1.6", "SO-18", lambda: is_permitted(witness.give), both),
        Condition("1.7", "SO-18", lambda: is_permitted(witness.take), both),
        Condition(COVERED, "SO-19", is_covered, both),
        Condition("1.10", "SO-20", is_signed, (*both, COVERED)),
    ]
