//! What is live by what a history itself says.

use std::collections::{BTreeMap, HashMap};

use crate::admission::State;
use crate::integer::Integer;
use crate::types::{
    Answer, Depth, Entry, Event, Level, Limit, Name, Outcome, Place, ShownOrder, Side, Submission,
};

/// The account of a history. It believes every entry, and never matches anything.
#[derive(Clone, Debug)]
pub struct Account {
    eon: u64,
    sequence: Place,
    live: HashMap<Name, LiveOrder>,
}

/// A live order.
#[derive(Clone, Debug)]
pub struct LiveOrder {
    /// Its id.
    pub order: Name,
    /// Whose it is.
    pub trader: Name,
    /// What it wants.
    pub side: Side,
    /// Its limit.
    pub price: Integer,
    /// What the history has left of its volume.
    pub remaining: Integer,
    /// The last eon in which it lives.
    pub last_eon: Integer,
    /// How many orders were accepted before it.
    pub place: Place,
}

impl State for Account {
    fn eon(&self) -> Integer {
        self.eon.into()
    }

    fn owner(&self, order: &Name) -> Option<&Name> {
        self.live.get(order).map(|live| &live.trader)
    }
}

impl Account {
    /// The account of the empty history.
    pub fn new() -> Account {
        Account { eon: 1, sequence: 0, live: HashMap::new() }
    }

    /// How many orders were accepted.
    pub fn sequence(&self) -> Integer {
        self.sequence.into()
    }

    /// The live order with this id.
    pub fn get(&self, order: &Name) -> Option<&LiveOrder> {
        self.live.get(order)
    }

    /// The live orders, in no particular order.
    pub fn live(&self) -> impl Iterator<Item = &LiveOrder> {
        self.live.values()
    }

    /// The live orders, as `book` has to show them.
    pub fn book(&self) -> Vec<ShownOrder> {
        let mut live: Vec<&LiveOrder> = self.live().collect();
        live.sort_by_key(|live| live.place);
        live.into_iter()
            .map(|live| ShownOrder {
                order: live.order.clone(),
                trader: live.trader.clone(),
                side: live.side,
                price: live.price,
                volume: live.remaining,
                last_eon: live.last_eon,
            })
            .collect()
    }

    /// The live prices, as `depth` has to show them.
    pub fn depth(&self) -> Depth {
        let levels = |side| {
            let mut levels = BTreeMap::<Integer, Integer>::new();
            for live in self.live().filter(|live| live.side == side) {
                *levels.entry(live.price).or_default() += live.remaining;
            }
            levels.into_iter().map(|(price, volume)| Level { price, volume })
        };
        Depth { buys: levels(Side::Buy).rev().collect(), sells: levels(Side::Sell).collect() }
    }

    /// Enters what the entry says has happened.
    pub fn enter(&mut self, entry: &Entry) {
        let Answer::Accepted(outcome) = &entry.answer else { return };
        match &entry.event {
            Event::Submit(new) => self.submit(new, outcome),
            Event::Cancel { .. } => self.settle(outcome),
            Event::EndEon { .. } => {
                self.settle(outcome);
                self.eon += 1;
            }
        }
    }

    /// What is said of the id of the new order is said of it, not of a live order with that id.
    fn submit(&mut self, new: &Submission, outcome: &Outcome) {
        let namesake = self.live.remove(&new.order);
        let place = self.sequence;
        self.sequence += 1;
        // A market order is never live, whatever becomes of it.
        if let Some(limit) = new.limit {
            self.live.insert(new.order.clone(), LiveOrder::new(new, limit, place));
        }
        self.settle(outcome);
        if let Some(namesake) = namesake {
            self.live.entry(new.order.clone()).or_insert(namesake);
        }
    }

    /// Enters fills and removals.
    fn settle(&mut self, outcome: &Outcome) {
        for fill in &outcome.fills {
            for order in [&fill.maker, &fill.taker] {
                if let Some(live) = self.live.get_mut(order) {
                    live.remaining -= fill.volume;
                }
            }
        }
        for removal in &outcome.removed {
            self.live.remove(&removal.order);
        }
        self.live.retain(|_, live| live.remaining.is_positive());
    }
}

impl LiveOrder {
    fn new(new: &Submission, limit: Limit, place: Place) -> LiveOrder {
        LiveOrder {
            order: new.order.clone(),
            trader: new.trader.clone(),
            side: new.side,
            price: limit.price,
            remaining: new.volume,
            last_eon: limit.last_eon,
            place,
        }
    }
}
