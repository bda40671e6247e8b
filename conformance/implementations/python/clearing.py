"""The clearing house of a margin exchange: accounts, calls, liquidations, joint steps (_Margin_).

It is told what was matched, and knows the book by what it shows and by cancelling in it. So the
exchange and the function `judge` both use it, each with its own book.
"""

from typing import Dict, List, NamedTuple, Optional, Union

from account import Account as LoggedBook
from liquidation import borne, taken_over
from margin_account import Account, Standing, split
from margin_messages import (
    CALLED, CLOSE, GOOD, LAST_SOLVENT, MID, OUT, WHOLE, AccountView, Advance, Call, CancelPost,
    Deposit, EndDay, Liquidation, Lots, MarginEvent, MarginObservation, MarginParams, Money,
    OpenStep, Outcome, Post, TakePart, Withdraw,
)
from margin_value import Line, Watch, mid_lines, solvent_range, walk_lines, worst_margin
from messages import BUY, SELL, Accepted, Cancel, Fill
from order_book import OrderBook


class Before(NamedTuple):
    """The market at which everybody good last met its margin."""

    reference: int
    version: int


class JointStep(NamedTuple):
    """The joint step that is open: since when, and what is at stake, by the index of a trader."""

    since: int
    awaited: Dict[int, int]
    loyal: Dict[int, int]


class Clearing:
    """_State_; the order book is somebody else's."""

    def __init__(self, params: MarginParams, book: Union[OrderBook, LoggedBook]) -> None:
        self.params = params
        self.book = book
        self.accounts = [Account(i, trader) for i, trader in enumerate(params.traders)]
        self.by_name = {account.trader: account for account in self.accounts}
        self.owners: Dict[str, Account] = {}
        self.reference = 2 * params.opening_price
        self.version = 0
        self.time = 0
        self.day = 1
        self.fund = params.fund
        self.held = params.fund
        self.step: Optional[JointStep] = None
        self._called: Dict[int, Account] = {}
        # Whose margin has to be looked at: who was touched, and who falls short at a price.
        self._touched: Dict[int, Account] = {}
        self._moved = False
        self._watch = Watch()
        self._lines: Dict[int, List[Line]] = {}
        self._effects = {
            Deposit: self._deposit,
            Withdraw: self._withdraw,
            Post: self._post,
            CancelPost: self._cancel,
            Advance: self._advance,
            OpenStep: self._open_step,
            TakePart: self._take_part,
            EndDay: self._end_day,
        }

    def settle(self, event: MarginEvent, matched: Accepted) -> Outcome:
        """What an accepted event does, given what happened in the book."""
        outcome = Outcome(list(matched.fills), list(matched.removed), [], [], [], [], [], [])
        before = Before(self.reference, self.version)
        self._effects[type(event)](event, outcome)
        for fill in matched.fills:
            self._fill(fill)
        for removal in matched.removed:
            self._forget(removal.order)
        self._refresh(isinstance(event, (Post, CancelPost, EndDay)))
        self._validate(before, isinstance(event, EndDay), outcome)
        if isinstance(event, EndDay):
            self._mark(outcome)
        return outcome

    def observe(self, what: str) -> MarginObservation:
        """One observation; the book is observed elsewhere."""
        if what == "accounts":
            return self.views()
        return {"reference": self.reference, "version": self.version, "fund": self.fund,
                "time": self.time, "day": self.day}[what]

    def views(self) -> List[AccountView]:
        """The observation `accounts`."""
        return [account.view(self.reference, self.version) for account in self.accounts]

    def worst(self, account: Account, rate: int, *more: Standing) -> int:
        """The worst margin at a rate, in half units over 10,000 (_Margin_)."""
        if rate not in self._lines:
            self._lines[rate] = self._value_lines(rate)
        return worst_margin(account, self._lines[rate], self.params.threshold, more)

    # What events do (_Events_, _Joint steps_).

    def _deposit(self, event: Deposit, outcome: Outcome) -> None:
        account = self._acts(event.trader)
        account.balance += event.amount
        self.held += event.amount

    def _withdraw(self, event: Withdraw, outcome: Outcome) -> None:
        account = self._acts(event.trader)
        account.balance -= event.amount
        self.held -= event.amount

    def _post(self, event: Post, outcome: Outcome) -> None:
        account = self._acts(event.trader)
        if event.volume > 0:
            account.orders[event.order] = standing(event)
            self.owners[event.order] = account

    def _cancel(self, event: CancelPost, outcome: Outcome) -> None:
        self._acts(event.trader)

    def _advance(self, event: Advance, outcome: Outcome) -> None:
        self.time = event.time
        if self.step is not None and self.time - self.step.since >= self.params.step_deadline:
            self._end_step(self.step, outcome)

    def _open_step(self, event: OpenStep, outcome: Outcome) -> None:
        stakes = {}
        for account in self.accounts:
            if account.position != 0:
                worth = abs(account.position) * self.reference
                stakes[account.index] = self.params.drop_out_rate * worth // WHOLE
                self._move_to_escrow(account, stakes[account.index])
        if stakes:
            self.step = JointStep(self.time, stakes, {})

    def _take_part(self, event: TakePart, outcome: Outcome) -> None:
        account = self.by_name[event.trader]
        account.joint += 1
        self._move_to_escrow(account, -account.escrow)
        self.step.loyal[account.index] = self.step.awaited[account.index]
        self._await_no_more(account)

    def _end_day(self, event: EndDay, outcome: Outcome) -> None:
        self.day += 1

    def _acts(self, trader: str) -> Account:
        """A trader sends a message (MG-34)."""
        account = self.by_name[trader]
        account.own += 1
        self._touch(account)
        return account

    def _move_to_escrow(self, account: Account, amount: int) -> None:
        account.balance -= amount
        account.escrow += amount
        self._touch(account)

    def _await_no_more(self, account: Account) -> None:
        """A joint step is over as soon as it waits for nobody."""
        if self.step is not None:
            self.step.awaited.pop(account.index, None)
            if not self.step.awaited:
                self.step = None

    def _leave_step(self, account: Account) -> None:
        """Who is liquidated is not awaited, nor rewarded."""
        if self.step is not None:
            self.step.loyal.pop(account.index, None)
            self._await_no_more(account)

    def _end_step(self, step: JointStep, outcome: Outcome) -> None:
        """Who did not take part forfeits what was held; it goes to those who did (MG-26)."""
        total = 0
        for index in sorted(step.awaited):
            account = self.accounts[index]
            if account.escrow != 0:
                outcome.forfeited.append(Money(account.trader, account.escrow))
                total += account.escrow
                account.escrow = 0
                self._touch(account)
        loyal = sorted(step.loyal)
        parts = split(total, [step.loyal[index] for index in loyal])
        for index, part in zip(loyal, parts):
            self._pay(self.accounts[index], part, outcome.rewarded)
        self.fund += total - sum(parts)
        self.step = None

    def _pay(self, account: Account, amount: int, listed: List[Money]) -> None:
        """Pay an account, and list it if it is something."""
        if amount != 0:
            account.balance += amount
            self._touch(account)
            listed.append(Money(account.trader, amount))

    def _mark(self, outcome: Outcome) -> None:
        """Every position is paid for, and kept or closed (_End of a day_)."""
        closes = self.params.mark_rule == CLOSE or self.day > self.params.last_day
        for account in self.accounts:
            if account.position != 0:
                worth = account.position * self.reference
                self._pay(account, worth - account.cost, outcome.marked)
                account.cost = worth
                if closes:
                    account.cost = account.position = 0
                self._touch(account)

    # Orders and the market.

    def _fill(self, fill: Fill) -> None:
        """Both legs of a fill."""
        for order in (fill.maker, fill.taker):
            account = self.owners.get(order)
            if account is None:
                continue
            lots, price = account.orders[order]
            bought = fill.volume if lots > 0 else -fill.volume
            account.take(bought, 2 * fill.price)
            account.orders[order] = Standing(lots - bought, price)
            self._touch(account)
            if lots == bought:
                self._forget(order)

    def _forget(self, order: str) -> None:
        """An order has left the book."""
        account = self.owners.pop(order, None)
        if account is not None:
            del account.orders[order]
            self._touch(account)

    def _refresh(self, changed: bool) -> None:
        """After the book changed: the reference price and the version (MG-16, MG-17)."""
        if not changed:
            return
        bid, ask = self.book.best(BUY), self.book.best(SELL)
        reference = self.reference if bid is None or ask is None else bid + ask
        self._lines.clear()
        if self.params.valuation != MID or reference != self.reference:
            self.version += 1
            self._moved = True
        self.reference = reference

    def _value_lines(self, rate: int) -> List[Line]:
        if self.params.valuation == MID:
            return mid_lines(self.reference, rate)
        return walk_lines(
            self.book.observe("depth"), self.params.highest_price, self.reference, rate)

    # Everybody is validated again.

    def _validate(self, before: Before, all_due: bool, outcome: Outcome) -> None:
        """Until nothing changes: lift, call, and liquidate the first that is due."""
        while True:
            self._lift_and_call(before, outcome)
            due = [index for index, account in self._called.items()
                   if all_due or self.time - account.called_at >= self.params.deadline]
            if not due:
                return
            before = Before(self.reference, self.version)
            self._liquidate(self.accounts[min(due)], outcome)

    def _lift_and_call(self, before: Before, outcome: Outcome) -> None:
        for account in self._suspects():
            short = self.worst(account, self.params.maintenance_rate) < 0
            if account.status == CALLED and not short:
                self._lift(account, outcome)
            elif account.status == GOOD and short:
                account.status = CALLED
                account.called_at = self.time
                account.solvent_at = before.reference
                account.credential = before.version
                self._called[account.index] = account
                self._watch.drop(account.index)
                outcome.called.append(Call(account.trader, before.reference))
            elif account.status == GOOD:
                self._keep_watch(account)

    def _suspects(self) -> List[Account]:
        """Those whose margin may be another than it was, or may be met no more."""
        suspects = self._touched
        self._touched = {}
        if self._moved:
            self._moved = False
            suspects.update(self._called)
            if self.params.valuation == MID:
                found = [self.accounts[i] for i in self._watch.outside(self.reference)]
            else:
                found = [account for account in self.accounts if not account.is_idle()]
            suspects.update((account.index, account) for account in found)
        return [suspects[index] for index in sorted(suspects)]

    def _keep_watch(self, account: Account) -> None:
        """With `mid`, a good account needs no look while the price stays within its range."""
        if account.is_idle() or self.params.valuation != MID:
            self._watch.drop(account.index)
        else:
            self._watch.put(account.index, *solvent_range(
                account, self.reference, self.params.highest_price,
                self.params.maintenance_rate, self.params.threshold))

    def _lift(self, account: Account, outcome: Outcome) -> None:
        account.status = GOOD
        del self._called[account.index]
        outcome.lifted.append(account.trader)
        self._keep_watch(account)

    def _liquidate(self, account: Account, outcome: Outcome) -> None:
        """Its orders leave; if that is not enough, its position is closed and it is out."""
        orders = list(account.orders)
        for order in orders:
            outcome.removed.extend(self.book.submit(Cancel(order, account.trader)).removed)
            self._forget(order)
        self._refresh(bool(orders))
        if self.worst(account, self.params.maintenance_rate) >= 0:
            self._lift(account, outcome)
            return
        last_solvent = self.params.liquidation_price == LAST_SOLVENT
        price = account.solvent_at if last_solvent else self.reference
        lots = self._close(account, price)
        self._move_to_escrow(account, -account.escrow)
        self._leave_step(account)
        account.status = OUT
        del self._called[account.index]
        fund, shared = self._cover(account, lots)
        outcome.liquidated.append(Liquidation(account.trader, price, [
            Lots(other.trader, part) for other, part in zip(self.accounts, lots) if part != 0],
            fund, shared))

    def _close(self, account: Account, price: int) -> List[int]:
        """Close a position against the others, and say how many lots each took over (MG-23)."""
        sign = 1 if account.position > 0 else -1
        lots = taken_over(self.accounts, account)
        for other, part in zip(self.accounts, lots):
            if part != 0:
                other.take(sign * part, price)
                self._touch(other)
        account.take(-account.position, price)
        return lots

    def _cover(self, account: Account, lots: List[int]) -> "tuple[int, List[Money]]":
        """What the fund and the others pay of a balance below zero (MG-24)."""
        loss = max(0, -account.balance)
        fund = min(self.fund, loss)
        self.fund -= fund
        nets = [0 if other is account else other.net(self.reference) for other in self.accounts]
        shared: List[Money] = []
        parts = borne(self.params.loss_rule, loss - fund, lots, nets)
        for other, part in zip(self.accounts, parts):
            if part != 0:
                other.balance -= part
                self._touch(other)
                shared.append(Money(other.trader, part))
        account.balance += loss
        return fund, shared

    def _touch(self, account: Account) -> None:
        self._touched[account.index] = account


def standing(event: Post) -> Standing:
    """An order as it would stand."""
    return Standing(event.volume if event.side == BUY else -event.volume, event.price)
