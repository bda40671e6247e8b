//! The order book: the exchange that is put to the test.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::admission::{self, State};
use crate::half::Half;
use crate::integer::{Amount, Integer};
use crate::types::{
    Clause, Depth, Event, ExecutionPrice, Fill, Name, Observable, Observed, Outcome, Params, Place, Removal,
    SelfTrade, ShownOrder, Side, Submission, Why,
};

/// A book. Each event takes a time logarithmic in the number of live orders, for itself and for
/// each order that is filled or leaves.
pub struct OrderBook {
    params: Params,
    eon: u64,
    sequence: Place,
    /// The live orders, in the sequence in which they were accepted.
    live: BTreeMap<Place, Resting>,
    places: HashMap<Name, Place>,
    buys: Half,
    sells: Half,
    /// The live orders by the eon in which they expire.
    expiries: BTreeSet<(Integer, Place)>,
}

/// A live order.
struct Resting {
    order: Name,
    trader: Name,
    side: Side,
    price: Amount,
    /// Never zero.
    remaining: Amount,
    last_eon: Integer,
}

/// An order that is being matched.
struct Incoming<'a> {
    order: &'a Name,
    trader: &'a Name,
    side: Side,
    /// A market order has none.
    price: Option<Amount>,
    left: Amount,
}

impl State for OrderBook {
    fn eon(&self) -> Integer {
        self.eon.into()
    }

    fn owner(&self, order: &Name) -> Option<&Name> {
        self.places.get(order).map(|place| &self.live[place].trader)
    }
}

impl OrderBook {
    /// A book without orders, in its first eon.
    pub fn new(params: Params) -> OrderBook {
        OrderBook {
            params,
            eon: 1,
            sequence: 0,
            live: BTreeMap::new(),
            places: HashMap::new(),
            buys: Half::new(Side::Buy, params.preference),
            sells: Half::new(Side::Sell, params.preference),
            expiries: BTreeSet::new(),
        }
    }

    /// Lets the event happen; or refuses it, changes nothing, and gives the reason.
    pub fn step(&mut self, event: &Event) -> Result<Outcome, Clause> {
        if let Some(&reason) = admission::failures(event, self).first() {
            return Err(reason);
        }
        let mut outcome = Outcome::default();
        match event {
            Event::Submit(new) => self.submit(new, &mut outcome)?,
            Event::Cancel { order, .. } => {
                let place = self.places[order];
                self.leave(place, Why::Cancelled, &mut outcome);
            }
            Event::EndEon { .. } => self.end_eon(&mut outcome),
        }
        Ok(outcome)
    }

    /// What is asked for, as it is now.
    pub fn observe(&self, what: &[Observable]) -> Observed {
        let mut observed = Observed::default();
        for observable in what {
            match observable {
                Observable::Book => observed.book = Some(self.book()),
                Observable::Depth => {
                    observed.depth = Some(Depth { buys: self.buys.depth(), sells: self.sells.depth() });
                }
                Observable::Sequence => observed.sequence = Some(self.sequence.into()),
                Observable::Eon => observed.eon = Some(self.eon.into()),
            }
        }
        observed
    }

    fn book(&self) -> Vec<ShownOrder> {
        self.live
            .values()
            .map(|resting| ShownOrder {
                order: resting.order.clone(),
                trader: resting.trader.clone(),
                side: resting.side,
                price: resting.price.into(),
                volume: resting.remaining.into(),
                last_eon: resting.last_eon,
            })
            .collect()
    }

    fn submit(&mut self, new: &Submission, outcome: &mut Outcome) -> Result<(), Clause> {
        // Both conversions are conditions of admission too, so neither fails here.
        let volume = new.volume.amount().ok_or(Clause::Amounts)?;
        let limit = match &new.limit {
            Some(limit) => Some((limit.price.price().ok_or(Clause::Prices)?, limit.last_eon)),
            None => None,
        };

        let place = self.sequence;
        self.sequence += 1;
        let mut taker = Incoming {
            order: &new.order,
            trader: &new.trader,
            side: new.side,
            price: limit.map(|(price, _)| price),
            left: volume,
        };
        self.match_against_book(&mut taker, outcome);
        if taker.left == 0 {
            return Ok(());
        }
        match limit {
            Some((price, last_eon)) => self.rest(
                place,
                Resting {
                    order: new.order.clone(),
                    trader: new.trader.clone(),
                    side: new.side,
                    price,
                    remaining: taker.left,
                    last_eon,
                },
            ),
            None => outcome.removed.push(taker.removal(Why::Dropped)),
        }
        Ok(())
    }

    /// Fills the order as far as it goes. Nothing is left of it if it leaves for a self-trade.
    fn match_against_book(&mut self, taker: &mut Incoming, outcome: &mut Outcome) {
        let makers = taker.side.opposite();
        let reach = self.half(makers).reach(taker.price);
        while taker.left > 0 {
            let Some(place) = self.half(makers).most_preferred(reach) else {
                return;
            };
            if self.live[&place].trader == *taker.trader {
                match self.params.self_trade {
                    SelfTrade::Allow => {}
                    SelfTrade::CancelResting => {
                        self.leave(place, Why::SelfTrade, outcome);
                        continue;
                    }
                    SelfTrade::CancelIncoming => {
                        outcome.removed.push(taker.removal(Why::SelfTrade));
                        taker.left = 0;
                        return;
                    }
                }
            }
            let fill = self.trade(place, taker);
            outcome.fills.push(fill);
        }
    }

    /// Lets the incoming order trade with the one at this place.
    fn trade(&mut self, place: Place, taker: &mut Incoming) -> Fill {
        let maker = self.live.get_mut(&place).expect("a place with a live order");
        let volume = maker.remaining.min(taker.left);
        let price = match self.params.execution_price {
            ExecutionPrice::Resting => maker.price,
            ExecutionPrice::Incoming => taker.price.unwrap_or(maker.price),
        };
        let fill = Fill {
            maker: maker.order.clone(),
            taker: taker.order.clone(),
            price: price.into(),
            volume: volume.into(),
        };
        taker.left -= volume;
        if maker.remaining == volume {
            self.take_out(place);
        } else {
            maker.remaining -= volume;
            let (side, price) = (maker.side, maker.price);
            self.half_mut(side).reduce(price, volume);
        }
        fill
    }

    fn end_eon(&mut self, outcome: &mut Outcome) {
        let ending = self.eon.into();
        while let Some(&(last_eon, place)) = self.expiries.first()
            && last_eon == ending
        {
            self.leave(place, Why::Expired, outcome);
        }
        self.eon += 1;
    }

    /// Takes an order out of the book, unfilled as it is.
    fn leave(&mut self, place: Place, why: Why, outcome: &mut Outcome) {
        let gone = self.take_out(place);
        outcome.removed.push(Removal { order: gone.order, volume: gone.remaining.into(), why });
    }

    fn rest(&mut self, place: Place, resting: Resting) {
        self.half_mut(resting.side).insert(place, resting.price, resting.remaining);
        self.expiries.insert((resting.last_eon, place));
        self.places.insert(resting.order.clone(), place);
        self.live.insert(place, resting);
    }

    fn take_out(&mut self, place: Place) -> Resting {
        let gone = self.live.remove(&place).expect("a place with a live order");
        self.half_mut(gone.side).remove(place, gone.price, gone.remaining);
        self.expiries.remove(&(gone.last_eon, place));
        self.places.remove(&gone.order);
        gone
    }

    fn half(&self, side: Side) -> &Half {
        match side {
            Side::Buy => &self.buys,
            Side::Sell => &self.sells,
        }
    }

    fn half_mut(&mut self, side: Side) -> &mut Half {
        match side {
            Side::Buy => &mut self.buys,
            Side::Sell => &mut self.sells,
        }
    }
}

impl Incoming<'_> {
    /// The removal of all that is left.
    fn removal(&self, why: Why) -> Removal {
        Removal { order: self.order.clone(), volume: self.left.into(), why }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::types::{Limit, Preference};

    pub fn name(text: &str) -> Name {
        Name::new(text).expect("a name")
    }

    pub fn limit(order: &str, trader: &str, side: Side, price: u64, volume: u64) -> Event {
        let limit = Limit { price: price.into(), last_eon: 1u64.into() };
        Event::Submit(Submission {
            order: name(order),
            trader: name(trader),
            side,
            volume: volume.into(),
            limit: Some(limit),
        })
    }

    pub fn market(order: &str, trader: &str, side: Side, volume: u64) -> Event {
        Event::Submit(Submission {
            order: name(order),
            trader: name(trader),
            side,
            volume: volume.into(),
            limit: None,
        })
    }

    fn cancel(order: &str, trader: &str) -> Event {
        Event::Cancel { order: name(order), trader: name(trader) }
    }

    fn end_eon(eon: u64) -> Event {
        Event::EndEon { eon: eon.into() }
    }

    const PRICE_TIME: Params = Params {
        preference: Preference::PriceTime,
        execution_price: ExecutionPrice::Resting,
        self_trade: SelfTrade::Allow,
    };

    fn book(params: Params, events: &[Event]) -> OrderBook {
        let mut book = OrderBook::new(params);
        for event in events {
            book.step(event).expect("an event that is accepted");
        }
        book
    }

    /// The fills as "maker volume@price", then the removals as "order volume why".
    fn tell(answer: Result<Outcome, Clause>) -> String {
        match answer {
            Ok(outcome) => {
                let fills =
                    outcome.fills.iter().map(|fill| format!("{} {}@{}", fill.maker, fill.volume, fill.price));
                let removed = outcome
                    .removed
                    .iter()
                    .map(|removal| format!("{} {} {:?}", removal.order, removal.volume, removal.why));
                fills.chain(removed).collect::<Vec<_>>().join(", ")
            }
            Err(clause) => clause.id().to_owned(),
        }
    }

    #[test]
    fn the_example_of_the_chapter() {
        for (preference, expected) in
            [(Preference::Time, "A 5@12, B 2@10"), (Preference::PriceTime, "B 5@10, A 2@12")]
        {
            let mut book = book(
                Params { preference, ..PRICE_TIME },
                &[limit("A", "a", Side::Sell, 12, 5), limit("B", "b", Side::Sell, 10, 5)],
            );
            assert_eq!(tell(book.step(&limit("C", "c", Side::Buy, 12, 7))), expected);
        }
    }

    #[test]
    fn the_price_that_is_agreed() {
        let params = Params { execution_price: ExecutionPrice::Incoming, ..PRICE_TIME };
        let mut book = book(params, &[limit("A", "a", Side::Buy, 12, 5)]);
        assert_eq!(tell(book.step(&limit("B", "b", Side::Sell, 10, 2))), "A 2@10");
        assert_eq!(tell(book.step(&market("C", "c", Side::Sell, 9))), "A 3@12, C 6 Dropped");
    }

    #[test]
    fn self_trades() {
        for (self_trade, expected) in [
            (SelfTrade::Allow, "A 2@9, B 2@10, C 1@11"),
            (SelfTrade::CancelResting, "A 2@9, C 2@11, B 2 SelfTrade"),
            (SelfTrade::CancelIncoming, "A 2@9, D 3 SelfTrade"),
        ] {
            let mut book = book(
                Params { self_trade, ..PRICE_TIME },
                &[
                    limit("A", "a", Side::Sell, 9, 2),
                    limit("B", "d", Side::Sell, 10, 2),
                    limit("C", "c", Side::Sell, 11, 2),
                ],
            );
            assert_eq!(tell(book.step(&limit("D", "d", Side::Buy, 11, 5))), expected);
        }
    }

    #[test]
    fn an_order_used_up_before_it_meets_its_trader_leaves_that_order_alone() {
        let params = Params { self_trade: SelfTrade::CancelResting, ..PRICE_TIME };
        let mut book = book(params, &[limit("A", "a", Side::Sell, 9, 2), limit("B", "d", Side::Sell, 10, 2)]);
        assert_eq!(tell(book.step(&market("D", "d", Side::Buy, 2))), "A 2@9");
        assert_eq!(tell(book.step(&cancel("B", "d"))), "B 2 Cancelled");
    }

    #[test]
    fn cancels_and_expiries() {
        let mut book = book(
            PRICE_TIME,
            &[
                limit("A", "a", Side::Sell, 9, 2),
                limit("B", "b", Side::Sell, 9, 2),
                limit("C", "c", Side::Buy, 9, 1),
            ],
        );
        assert_eq!(tell(book.step(&cancel("A", "b"))), "OB-19");
        assert_eq!(tell(book.step(&cancel("A", "a"))), "A 1 Cancelled");
        assert_eq!(tell(book.step(&cancel("A", "a"))), "OB-18");
        assert_eq!(tell(book.step(&end_eon(2))), "OB-21");
        assert_eq!(tell(book.step(&end_eon(1))), "B 2 Expired");
        assert_eq!(tell(book.step(&limit("A", "a", Side::Sell, 9, 2))), "OB-20");
    }

    #[test]
    fn the_first_condition_that_fails_is_the_reason() {
        let mut book = book(PRICE_TIME, &[limit("A", "a", Side::Sell, 9, 2)]);
        let mut event = limit("A", "a", Side::Sell, 0, 2);
        assert_eq!(tell(book.step(&event)), "PR-2");
        if let Event::Submit(new) = &mut event {
            new.volume = "-1".parse().expect("an integer");
        }
        assert_eq!(tell(book.step(&event)), "PR-1");
        assert_eq!(tell(book.step(&limit("A", "a", Side::Sell, 9, 0))), "OB-17");
        assert_eq!(tell(book.step(&market("B", "b", Side::Sell, 0))), "");
        assert_eq!(book.observe(&[Observable::Sequence]).sequence, Some(2u64.into()));
    }
}
