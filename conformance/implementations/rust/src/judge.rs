//! Judges a history: which clause its last entry breaks, if any.

use std::collections::HashMap;

use crate::account::{Account, LiveOrder};
use crate::admission::{self, State};
use crate::integer::Integer;
use crate::types::{
    Answer, Clause, Event, ExecutionPrice, Fill, History, Name, Observed, Outcome, Params, Preference,
    Removal, SelfTrade, ShownOrder, Side, Submission, Why,
};

/// A clause that the last entry breaks; none if it keeps them all. Earlier entries are believed.
pub fn judge(history: &History) -> Result<(), Clause> {
    let Some((last, earlier)) = history.entries.split_last() else {
        return Ok(());
    };
    let mut before = Account::new();
    for entry in earlier {
        before.enter(entry);
    }
    let mut after = before.clone();
    after.enter(last);

    let case = Case { params: history.params, before: &before, after: &after };
    match &last.answer {
        Answer::Accepted(outcome) => {
            case.acceptance(&last.event, outcome)?;
            case.dummy_out_of_the_book(&last.event, &last.observed)?;
            case.observations(&last.observed, Clause::TheBook)
        }
        Answer::Rejected { reason } => {
            case.refusal(&last.event, reason.as_deref())?;
            case.observations(&last.observed, Clause::Refusal)
        }
    }
}

/// The entry that is judged: what was live before it, and what is after it.
struct Case<'a> {
    params: Params,
    before: &'a Account,
    after: &'a Account,
}

fn require(holds: bool, clause: Clause) -> Result<(), Clause> {
    if holds { Ok(()) } else { Err(clause) }
}

impl Case<'_> {
    /// OB-13, OB-22
    fn refusal(&self, event: &Event, reason: Option<&str>) -> Result<(), Clause> {
        let failures = admission::failures(event, self.before);
        let dummy = matches!(event, Event::Submit(new) if new.volume.is_zero());
        require(!(dummy && failures.is_empty()), Clause::DummyOrders)?;
        let justified = match reason {
            Some(reason) => failures.iter().any(|clause| clause.id() == reason),
            None => !failures.is_empty(),
        };
        require(justified, Clause::Admission)
    }

    fn acceptance(&self, event: &Event, outcome: &Outcome) -> Result<(), Clause> {
        if let Some(&clause) = admission::failures(event, self.before).first() {
            return Err(clause);
        }
        match event {
            Event::Submit(new) => {
                let matching = Matching::new(self, new, outcome);
                matching.fills()?;
                matching.precedence()?;
                matching.completeness()?;
                removals(outcome, Why::Cancelled, None)?;
                removals(outcome, Why::Expired, None)?;
                matching.limit_order()?;
                matching.self_trade()?;
                matching.market_order()
            }
            Event::Cancel { order, .. } => {
                require(outcome.fills.is_empty(), Clause::Direction)?;
                removals(outcome, Why::Cancelled, self.before.get(order).map(LiveOrder::due))?;
                removals(outcome, Why::Expired, None)?;
                removals(outcome, Why::Dropped, None)?;
                removals(outcome, Why::SelfTrade, None)
            }
            Event::EndEon { eon } => {
                require(outcome.fills.is_empty(), Clause::Direction)?;
                let expiring = self.before.live().filter(|live| live.last_eon == *eon);
                removals(outcome, Why::Expired, expiring.map(LiveOrder::due))?;
                removals(outcome, Why::Cancelled, None)?;
                removals(outcome, Why::Dropped, None)?;
                removals(outcome, Why::SelfTrade, None)
            }
        }
    }

    /// OB-13, which has this and not OB-15.
    fn dummy_out_of_the_book(&self, event: &Event, observed: &Observed) -> Result<(), Clause> {
        let Event::Submit(new) = event else { return Ok(()) };
        let mut shown = observed.book.iter().flatten();
        let stands = shown.any(|shown| shown.order == new.order && shown.volume.is_zero());
        require(!(new.volume.is_zero() && stands), Clause::DummyOrders)
    }

    /// OB-14, and the clause that has every other difference: OB-15 or OB-16.
    fn observations(&self, observed: &Observed, otherwise: Clause) -> Result<(), Clause> {
        if let Some(sequence) = observed.sequence {
            require(sequence == self.after.sequence(), Clause::Sequence)?;
        }
        if let Some(book) = &observed.book {
            require(self.in_sequence(book), Clause::Sequence)?;
            require(*book == self.after.book(), otherwise)?;
        }
        if let Some(depth) = &observed.depth {
            require(*depth == self.after.depth(), otherwise)?;
        }
        if let Some(eon) = observed.eon {
            require(eon == self.after.eon(), otherwise)?;
        }
        Ok(())
    }

    /// Whether those of the shown orders that are live stand in the sequence of their acceptance.
    fn in_sequence(&self, book: &[ShownOrder]) -> bool {
        book.iter().filter_map(|shown| self.after.get(&shown.order)).is_sorted_by_key(|live| live.place)
    }
}

/// An order and what it leaves with.
type Due<'a> = (&'a Name, Integer);

impl LiveOrder {
    /// What it has to leave with, if it leaves.
    fn due(&self) -> Due<'_> {
        (&self.order, self.remaining)
    }
}

/// OB-9 to OB-12: exactly those orders have to leave for this reason, each once and in full.
fn removals<'a>(outcome: &Outcome, why: Why, due: impl IntoIterator<Item = Due<'a>>) -> Result<(), Clause> {
    let clause = match why {
        Why::Cancelled => Clause::Cancellation,
        Why::Expired => Clause::Expiry,
        Why::Dropped => Clause::MarketOrders,
        Why::SelfTrade => Clause::SelfTrade,
    };
    let left = outcome.removed.iter().filter(|removal| removal.why == why);
    let mut left: Vec<Due> = left.map(|removal| (&removal.order, removal.volume)).collect();
    let mut due: Vec<Due> = due.into_iter().collect();
    left.sort();
    due.sort();
    require(left == due, clause)
}

/// What happened to an order that came in.
struct Matching<'a> {
    case: &'a Case<'a>,
    new: &'a Submission,
    outcome: &'a Outcome,
    /// What the fills leave of it.
    left: Integer,
}

impl<'a> Matching<'a> {
    fn new(case: &'a Case<'a>, new: &'a Submission, outcome: &'a Outcome) -> Matching<'a> {
        let filled: Integer = outcome.fills.iter().map(|fill| fill.volume).sum();
        Matching { case, new, outcome, left: new.volume - filled }
    }

    fn rule(&self) -> SelfTrade {
        self.case.params.self_trade
    }

    /// What the fills say, each and all together: OB-2, OB-4 to OB-9.
    fn fills(&self) -> Result<(), Clause> {
        let mut by_maker = HashMap::<&Name, Integer>::new();
        for fill in &self.outcome.fills {
            let maker = self.fill(fill)?;
            let filled = by_maker.entry(&fill.maker).or_default();
            *filled += fill.volume;
            require(*filled <= maker.remaining, Clause::Conservation)?;
        }
        require(self.left >= Integer::default(), Clause::Conservation)
    }

    fn fill(&self, fill: &Fill) -> Result<&'a LiveOrder, Clause> {
        require(fill.taker == self.new.order && fill.maker != self.new.order, Clause::Direction)?;
        let maker = self.case.before.get(&fill.maker).ok_or(Clause::Life)?;
        require(maker.side != self.new.side, Clause::TwoSides)?;
        require(fill.volume.is_positive(), Clause::Conservation)?;
        require(within(fill.price, maker.side, maker.price), Clause::Limits)?;
        let own_price = self.new.limit.map(|limit| limit.price);
        if let Some(own_price) = own_price {
            require(within(fill.price, self.new.side, own_price), Clause::Limits)?;
        }
        let agreed = match self.case.params.execution_price {
            ExecutionPrice::Resting => maker.price,
            ExecutionPrice::Incoming => own_price.unwrap_or(maker.price),
        };
        require(fill.price == agreed, Clause::ExecutionPrice)?;
        require(!self.must_not_trade_with(maker), Clause::SelfTrade)?;
        Ok(maker)
    }

    /// OB-1: nothing that is live now was preferred to the least preferred maker.
    fn precedence(&self) -> Result<(), Clause> {
        let passed_over = self
            .least_preferred_maker()
            .is_some_and(|least| self.rivals().any(|live| self.prefers(live, least)));
        require(!passed_over, Clause::Precedence)
    }

    /// OB-3: what is left of the order finds nothing to trade with.
    fn completeness(&self) -> Result<(), Clause> {
        let stopped_early =
            self.left.is_positive() && !self.left_for_self_trade() && self.rivals().next().is_some();
        require(!stopped_early, Clause::Completeness)
    }

    /// OB-9, but for fills: who has to leave for a self-trade, and who does. It relies on OB-3,
    /// which comes before it.
    fn self_trade(&self) -> Result<(), Clause> {
        let least = self.least_preferred_maker();
        let reached =
            |own: &LiveOrder| self.left.is_positive() || least.is_some_and(|least| self.prefers(own, least));
        match self.rule() {
            SelfTrade::Allow => removals(self.outcome, Why::SelfTrade, None),
            SelfTrade::CancelResting => {
                let met = self.own().filter(|own| reached(own));
                removals(self.outcome, Why::SelfTrade, met.map(LiveOrder::due))
            }
            SelfTrade::CancelIncoming => {
                let nearest = self.own().min_by(|a, b| self.compare(a, b));
                let went_on = nearest.is_some_and(|own| least.is_some_and(|least| self.prefers(own, least)));
                require(!went_on, Clause::SelfTrade)?;
                let met = nearest.filter(|own| {
                    self.left.is_positive() && !self.rivals().any(|live| self.prefers(live, own))
                });
                removals(self.outcome, Why::SelfTrade, met.map(|_| self.due()))
            }
        }
    }

    /// OB-12, the one half: a limit order is never dropped.
    fn limit_order(&self) -> Result<(), Clause> {
        if self.new.limit.is_some() { removals(self.outcome, Why::Dropped, None) } else { Ok(()) }
    }

    /// OB-12, the other half: what is left of a market order is dropped, unless it has left.
    fn market_order(&self) -> Result<(), Clause> {
        let due = self.new.limit.is_none() && self.left.is_positive() && !self.left_for_self_trade();
        removals(self.outcome, Why::Dropped, due.then_some(self.due()))
    }

    /// What it has to leave with, if it leaves.
    fn due(&self) -> Due<'a> {
        (&self.new.order, self.left)
    }

    fn left_for_self_trade(&self) -> bool {
        let is_it = |removal: &Removal| removal.order == self.new.order && removal.why == Why::SelfTrade;
        self.outcome.removed.iter().any(is_it)
    }

    fn least_preferred_maker(&self) -> Option<&'a LiveOrder> {
        let makers = self.outcome.fills.iter().filter_map(|fill| self.case.before.get(&fill.maker));
        makers.max_by(|a, b| self.compare(a, b))
    }

    /// The orders that are live after the event and that it could have traded with.
    fn rivals(&self) -> impl Iterator<Item = &'a LiveOrder> {
        self.case.after.live().filter(|live| self.compatible(live) && !self.must_not_trade_with(live))
    }

    /// The compatible orders of its own trader that were live before the event.
    fn own(&self) -> impl Iterator<Item = &'a LiveOrder> {
        self.case.before.live().filter(|live| self.compatible(live) && live.trader == self.new.trader)
    }

    fn must_not_trade_with(&self, live: &LiveOrder) -> bool {
        self.rule() != SelfTrade::Allow && live.trader == self.new.trader
    }

    fn compatible(&self, live: &LiveOrder) -> bool {
        live.side != self.new.side
            && self.new.limit.is_none_or(|limit| within(live.price, self.new.side, limit.price))
    }

    fn prefers(&self, a: &LiveOrder, b: &LiveOrder) -> bool {
        self.compare(a, b).is_lt()
    }

    /// Compares two orders of the other side; the more preferred is the lesser.
    fn compare(&self, a: &LiveOrder, b: &LiveOrder) -> std::cmp::Ordering {
        let by_time = a.place.cmp(&b.place);
        match (self.case.params.preference, self.new.side) {
            (Preference::Time, _) => by_time,
            (Preference::PriceTime, Side::Buy) => a.price.cmp(&b.price).then(by_time),
            (Preference::PriceTime, Side::Sell) => b.price.cmp(&a.price).then(by_time),
        }
    }
}

/// Whether a price is good enough for an order of this side with this limit.
fn within(price: Integer, side: Side, limit: Integer) -> bool {
    match side {
        Side::Buy => price <= limit,
        Side::Sell => price >= limit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order_book::OrderBook;
    use crate::order_book::tests::{limit, market, name};
    use crate::types::{Entry, Observable};

    const BOOKS: usize = 300;

    /// A small generator of random numbers (splitmix64).
    struct Random(u64);

    impl Random {
        fn below(&mut self, limit: u64) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (z ^ (z >> 31)) % limit
        }

        fn pick<T: Copy>(&mut self, from: &[T]) -> T {
            from[self.below(from.len() as u64) as usize]
        }

        fn params(&mut self) -> Params {
            Params {
                preference: self.pick(&[Preference::Time, Preference::PriceTime]),
                execution_price: self.pick(&[ExecutionPrice::Resting, ExecutionPrice::Incoming]),
                self_trade: self.pick(&[
                    SelfTrade::Allow,
                    SelfTrade::CancelResting,
                    SelfTrade::CancelIncoming,
                ]),
            }
        }

        fn order(&mut self, order: &str) -> Event {
            let trader = self.pick(&["a", "b"]);
            let side = self.pick(&[Side::Buy, Side::Sell, Side::Sell]);
            let (price, volume) = (1 + self.below(3), 1 + self.below(2));
            if self.below(5) == 0 {
                market(order, trader, side, volume)
            } else {
                limit(order, trader, side, price, volume)
            }
        }
    }

    fn answered(book: &mut OrderBook, event: Event) -> Entry {
        let answer = match book.step(&event) {
            Ok(outcome) => Answer::Accepted(outcome),
            Err(clause) => Answer::Rejected { reason: Some(clause.id().to_owned()) },
        };
        let observed =
            book.observe(&[Observable::Book, Observable::Depth, Observable::Sequence, Observable::Eon]);
        Entry { event, answer, observed }
    }

    /// All the ways to take one of each.
    fn product<T: Clone>(choices: &[Vec<Vec<T>>]) -> Vec<Vec<T>> {
        choices.iter().fold(vec![Vec::new()], |taken, choice| {
            let extend = |taken: &Vec<T>| {
                choice.iter().map(|more| [taken.clone(), more.clone()].concat()).collect::<Vec<_>>()
            };
            taken.iter().flat_map(extend).collect()
        })
    }

    fn sorted(outcome: &Outcome) -> Outcome {
        let mut sorted = outcome.clone();
        sorted.fills.sort_by(|a, b| a.maker.cmp(&b.maker));
        sorted.removed.sort_by(|a, b| a.order.cmp(&b.order));
        sorted
    }

    #[test]
    fn of_all_outcomes_it_keeps_exactly_the_right_one() {
        let mut random = Random(1);
        let mut kept = 0;
        for _ in 0..BOOKS {
            let params = random.params();
            let mut book = OrderBook::new(params);
            let mut entries: Vec<Entry> = ["A", "B", "C", "D"]
                .iter()
                .map(|id| random.order(id))
                .map(|event| answered(&mut book, event))
                .collect();
            let resting = entries.last().and_then(|entry| entry.observed.book.clone()).unwrap_or_default();
            let mut last = answered(&mut book, random.order("X"));
            let Event::Submit(new) = last.event.clone() else { unreachable!() };
            let Answer::Accepted(right) = last.answer.clone() else { unreachable!() };
            last.observed = Observed::default();
            entries.push(last);

            let fills: Vec<Vec<Vec<Fill>>> = resting
                .iter()
                .map(|maker| {
                    let price = match (params.execution_price, new.limit) {
                        (ExecutionPrice::Incoming, Some(limit)) => limit.price,
                        _ => maker.price,
                    };
                    let fill = |volume: u64| Fill {
                        maker: maker.order.clone(),
                        taker: new.order.clone(),
                        price,
                        volume: volume.into(),
                    };
                    vec![vec![], vec![fill(1)], vec![fill(2)]]
                })
                .collect();
            for fills in product(&fills) {
                let filled = |order: &Name| -> Integer {
                    let of_it = |fill: &&Fill| fill.maker == *order || fill.taker == *order;
                    fills.iter().filter(of_it).map(|fill| fill.volume).sum()
                };
                let removal = |order: &Name, volume: Integer, why| {
                    vec![Removal { order: order.clone(), volume: volume - filled(order), why }]
                };
                let mut removals: Vec<Vec<Vec<Removal>>> = resting
                    .iter()
                    .map(|live| vec![vec![], removal(&live.order, live.volume, Why::SelfTrade)])
                    .collect();
                removals.push(vec![
                    vec![],
                    removal(&new.order, new.volume, Why::SelfTrade),
                    removal(&new.order, new.volume, Why::Dropped),
                ]);
                for removed in product(&removals) {
                    let outcome = Outcome { fills: fills.clone(), removed };
                    let is_right = sorted(&outcome) == sorted(&right);
                    if let Some(last) = entries.last_mut() {
                        last.answer = Answer::Accepted(outcome);
                    }
                    let history = History { params, entries };
                    let verdict = judge(&history);
                    assert_eq!(verdict.is_ok(), is_right, "{verdict:?} of {history:#?}, not {right:?}");
                    kept += usize::from(is_right);
                    entries = history.entries;
                }
            }
        }
        assert_eq!(kept, BOOKS);
    }

    /// The verdict on a book in which A rests, and on what is said to have been seen after `event`.
    fn verdict_on(event: Event, change: impl FnOnce(&mut Entry)) -> Result<(), Clause> {
        let params = Params {
            preference: Preference::Time,
            execution_price: ExecutionPrice::Resting,
            self_trade: SelfTrade::Allow,
        };
        let mut book = OrderBook::new(params);
        let mut entries = vec![
            answered(&mut book, limit("A", "a", Side::Sell, 12, 5)),
            answered(&mut book, limit("B", "b", Side::Sell, 12, 5)),
            answered(&mut book, event),
        ];
        change(&mut entries[2]);
        judge(&History { params, entries })
    }

    #[test]
    fn observations_are_judged_too() {
        let accepted = || limit("C", "c", Side::Buy, 12, 2);
        let refused = || limit("A", "c", Side::Buy, 12, 2);
        assert_eq!(verdict_on(accepted(), |_| {}), Ok(()));
        assert_eq!(verdict_on(refused(), |_| {}), Ok(()));
        for (event, otherwise) in [(accepted(), Clause::TheBook), (refused(), Clause::Refusal)] {
            let verdict =
                |change: fn(&mut Observed)| verdict_on(event.clone(), |entry| change(&mut entry.observed));
            let swapped = verdict(|seen| seen.book.iter_mut().for_each(|book| book.swap(0, 1)));
            assert_eq!(swapped, Err(Clause::Sequence));
            assert_eq!(verdict(|seen| seen.sequence = Some(9u64.into())), Err(Clause::Sequence));
            assert_eq!(verdict(|seen| seen.eon = Some(2u64.into())), Err(otherwise));
            let hidden = verdict(|seen| seen.book.iter_mut().for_each(|book| book.truncate(1)));
            assert_eq!(hidden, Err(otherwise));
            let doubled = verdict(|seen| {
                if let Some(book) = &mut seen.book {
                    book.insert(0, book[0].clone());
                }
            });
            assert_eq!(doubled, Err(otherwise));
            let emptied = verdict(|seen| seen.depth.iter_mut().for_each(|depth| depth.sells.clear()));
            assert_eq!(emptied, Err(otherwise));
        }
    }

    #[test]
    fn refusals_are_judged_by_any_condition_that_fails() {
        let refuse = |event: Event, reason: Option<&str>| {
            verdict_on(event, |entry| {
                let reason = reason.map(str::to_owned);
                entry.answer = Answer::Rejected { reason };
                entry.observed = Observed::default();
            })
        };
        let twice_wrong = || limit("A", "c", Side::Buy, 0, 2);
        assert_eq!(refuse(twice_wrong(), Some("PR-2")), Ok(()));
        assert_eq!(refuse(twice_wrong(), Some("OB-17")), Ok(()));
        assert_eq!(refuse(twice_wrong(), None), Ok(()));
        assert_eq!(refuse(twice_wrong(), Some("PR-1")), Err(Clause::Admission));
        assert_eq!(refuse(twice_wrong(), Some("ZZ-99")), Err(Clause::Admission));
        let right = || limit("C", "c", Side::Buy, 12, 2);
        assert_eq!(refuse(right(), None), Err(Clause::Admission));
        let dummy = || limit("C", "c", Side::Buy, 12, 0);
        assert_eq!(refuse(dummy(), Some("PR-1")), Err(Clause::DummyOrders));
    }

    #[test]
    fn earlier_entries_are_believed() {
        let params = Params {
            preference: Preference::Time,
            execution_price: ExecutionPrice::Resting,
            self_trade: SelfTrade::Allow,
        };
        let mut book = OrderBook::new(params);
        let mut entries = vec![
            answered(&mut book, limit("A", "a", Side::Sell, 12, 5)),
            answered(&mut book, limit("B", "b", Side::Buy, 12, 2)),
        ];
        // B is said to have left without having traded, so all of A is still there.
        let vanished = Removal { order: name("B"), volume: 2u64.into(), why: Why::Expired };
        entries[1].answer = Answer::Accepted(Outcome { fills: vec![], removed: vec![vanished] });
        let mut next = answered(&mut book, limit("C", "c", Side::Buy, 12, 5));
        next.observed = Observed::default();
        if let Answer::Accepted(outcome) = &mut next.answer {
            outcome.fills[0].volume = 5u64.into();
        }
        entries.push(next);
        assert_eq!(judge(&History { params, entries }), Ok(()));
    }
}
