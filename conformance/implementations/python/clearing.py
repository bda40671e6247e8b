"""The clearing house of a margin exchange: accounts, calls, liquidations, joint steps (_Margin_).

It is told what was matched, and knows the book by what it shows and by cancelling in it. So the
exchange and the function `judge` both use it, each with its own book.
"""

from typing import Dict, List, Optional, Union

from account import Account as LoggedBook
from joint_step import JointStep, stake
from liquidation import close
from margin_account import Account, Standing
from margin_messages import (
    CLOSE, MID, AccountView, Advance, CancelPost, Deposit, EndDay, MarginEvent, MarginObservation,
    MarginParams, Money, OpenStep, Outcome, Post, TakePart, Withdraw,
)
from margin_value import Line, mid_lines, walk_lines, worst_margin
from messages import BUY, SELL, Accepted, Cancel, Fill
from order_book import OrderBook
from validation import Before, Validation


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
        self._validation = Validation(self)
        self.touch = self._validation.touch
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
            self._lines[rate] = mid_lines(self.reference, rate)
            if self.params.valuation != MID:
                self._lines[rate] += walk_lines(
                    self.book.observe("depth"), self.params.highest_price, self.reference, rate)
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
        rate = self.params.drop_out_rate
        stakes = {account.index: stake(account, rate, self.reference)
                  for account in self.accounts if account.position != 0}
        for index, amount in stakes.items():
            self._move_to_escrow(self.accounts[index], amount)
        self.step = JointStep(self.time, stakes)
        self._end_step_if_over()

    def _take_part(self, event: TakePart, outcome: Outcome) -> None:
        account = self.by_name[event.trader]
        account.joint += 1
        self._move_to_escrow(account, -account.escrow)
        self.step.take_part(account.index)
        self._end_step_if_over()

    def _end_day(self, event: EndDay, outcome: Outcome) -> None:
        self.day += 1

    def _acts(self, trader: str) -> Account:
        """A trader sends a message (MG-34)."""
        account = self.by_name[trader]
        account.own += 1
        self.touch(account)
        return account

    def _move_to_escrow(self, account: Account, amount: int) -> None:
        account.balance -= amount
        account.escrow += amount
        self.touch(account)

    def _end_step_if_over(self) -> None:
        """A joint step is over as soon as it waits for nobody."""
        if self.step is not None and not self.step.awaited:
            self.step = None

    def leave_step(self, account: Account) -> None:
        """Who is liquidated has its escrow back, and is not awaited, nor rewarded."""
        self._move_to_escrow(account, -account.escrow)
        if self.step is not None:
            self.step.leave(account.index)
            self._end_step_if_over()

    def _end_step(self, step: JointStep, outcome: Outcome) -> None:
        """Who did not take part forfeits what was held; it goes to those who did (MG-26)."""
        total = 0
        for index in sorted(step.awaited):
            account = self.accounts[index]
            if account.escrow != 0:
                outcome.forfeited.append(Money(account.trader, account.escrow))
                total += account.escrow
                account.escrow = 0
                self.touch(account)
        self.fund += total
        for index, part in step.rewards(total):
            self._pay(self.accounts[index], part, outcome.rewarded)
            self.fund -= part
        self.step = None

    def _pay(self, account: Account, amount: int, listed: List[Money]) -> None:
        """Pay an account, and list it if it is something."""
        if amount != 0:
            account.balance += amount
            self.touch(account)
            listed.append(Money(account.trader, amount))

    def _mark(self, outcome: Outcome) -> None:
        """Every position is paid for, and kept or closed (_End of a day_)."""
        closes = self.params.mark_rule == CLOSE or self.day > self.params.last_day
        for account in self.accounts:
            if account.position != 0:
                self._pay(account, account.mark(self.reference, closes), outcome.marked)
                self.touch(account)

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
            self.touch(account)
            if lots == bought:
                self._forget(order)

    def _forget(self, order: str) -> None:
        """An order has left the book."""
        account = self.owners.pop(order, None)
        if account is not None:
            del account.orders[order]
            self.touch(account)

    def _refresh(self, changed: bool) -> None:
        """After the book changed: the reference price and the version (MG-16, MG-17)."""
        if not changed:
            return
        bid, ask = self.book.best(BUY), self.book.best(SELL)
        reference = self.reference if bid is None or ask is None else bid + ask
        self._lines.clear()
        if self.params.valuation != MID or reference != self.reference:
            self.version += 1
            self._validation.move()
        self.reference = reference

    # Everybody is validated again.

    def _validate(self, before: Before, all_due: bool, outcome: Outcome) -> None:
        """Until nothing changes: lift, call, and liquidate the first that is due."""
        while True:
            self._validation.lift_and_call(before, outcome)
            due = self._validation.first_due(all_due)
            if due is None:
                return
            before = Before(self.reference, self.version)
            self._liquidate(due, outcome)

    def _liquidate(self, account: Account, outcome: Outcome) -> None:
        """Its orders leave; if that is not enough, its position is closed and it is out."""
        orders = list(account.orders)
        for order in orders:
            outcome.removed.extend(self.book.submit(Cancel(order, account.trader)).removed)
            self._forget(order)
        self._refresh(bool(orders))
        if self._validation.falls_short(account):
            self._validation.forget(account)
            outcome.liquidated.append(close(self, account))
        else:
            self._validation.lift(account, outcome)


def standing(event: Post) -> Standing:
    """An order as it would stand."""
    return Standing(event.volume if event.side == BUY else -event.volume, event.price)
