"""Who is validated again after an event, and who is called for it (_Margin_)."""

from typing import TYPE_CHECKING, Dict, List, NamedTuple, Optional

from margin_account import Account
from margin_messages import CALLED, GOOD, MID, Call, Outcome
from margin_value import Watch, solvent_range

if TYPE_CHECKING:
    from clearing import Clearing


class Before(NamedTuple):
    """The market at which everybody good last met its margin."""

    reference: int
    version: int


class Validation:
    """Knows who is called, and whose margin has to be looked at."""

    def __init__(self, house: "Clearing") -> None:
        self._house = house
        self._called: Dict[int, Account] = {}
        # Whose margin has to be looked at: who was touched, and who falls short at a price.
        self._touched: Dict[int, Account] = {}
        self._moved = False
        self._watch = Watch()

    def touch(self, account: Account) -> None:
        """An account or its orders have changed."""
        self._touched[account.index] = account

    def move(self) -> None:
        """What positions are worth has changed."""
        self._moved = True

    def lift_and_call(self, before: Before, outcome: Outcome) -> None:
        """Lift the calls that are met, and call whoever falls short."""
        for account in self._suspects():
            short = self.falls_short(account)
            if account.status == CALLED and not short:
                self.lift(account, outcome)
            elif account.status == GOOD and short:
                self._call(account, before, outcome)
            elif account.status == GOOD:
                self._keep_watch(account)

    def falls_short(self, account: Account) -> bool:
        """Does an account fail its maintenance margin?"""
        return self._house.worst(account, self._house.params.maintenance_rate) < 0

    def first_due(self, all_due: bool) -> Optional[Account]:
        """The first that is due, in the sequence of the parameters (MG-21)."""
        house = self._house
        due = [index for index, account in self._called.items()
               if all_due or house.time - account.called_at >= house.params.deadline]
        return house.accounts[min(due)] if due else None

    def lift(self, account: Account, outcome: Outcome) -> None:
        """A call is over (MG-20)."""
        account.status = GOOD
        self.forget(account)
        outcome.lifted.append(account.trader)
        self._keep_watch(account)

    def forget(self, account: Account) -> None:
        """An account is called no longer."""
        del self._called[account.index]

    def _call(self, account: Account, before: Before, outcome: Outcome) -> None:
        account.status = CALLED
        account.called_at = self._house.time
        account.solvent_at = before.reference
        account.credential = before.version
        self._called[account.index] = account
        self._watch.drop(account.index)
        outcome.called.append(Call(account.trader, before.reference))

    def _suspects(self) -> List[Account]:
        """Those whose margin may be another than it was, or may be met no more."""
        suspects = self._touched
        self._touched = {}
        if self._moved:
            self._moved = False
            house = self._house
            suspects.update(self._called)
            if house.params.valuation == MID:
                found = [house.accounts[i] for i in self._watch.outside(house.reference)]
            else:
                found = [account for account in house.accounts if not account.is_idle()]
            suspects.update((account.index, account) for account in found)
        return [suspects[index] for index in sorted(suspects)]

    def _keep_watch(self, account: Account) -> None:
        """With `mid`, a good account needs no look while the price stays within its range."""
        params = self._house.params
        if account.is_idle() or params.valuation != MID:
            self._watch.drop(account.index)
        else:
            self._watch.put(account.index, *solvent_range(
                account, self._house.reference, params.highest_price,
                params.maintenance_rate, params.threshold))
