//! One half of a book: the live orders of one side, by price and by time.

use std::collections::{BTreeMap, BTreeSet};

use crate::integer::{Amount, Integer};
use crate::timeline::Timeline;
use crate::types::{Level, Place, Preference, Side};

/// How far a price is from the best that there could be for the other side; less is better.
pub type Rank = u128;

/// The rank of the worst price.
pub const WORST: Rank = u128::MAX - 1;

/// The rank that a price has among the orders of this side. Prices begin at 1.
fn rank(side: Side, price: Amount) -> Rank {
    match side {
        Side::Buy => u128::MAX - price,
        Side::Sell => price - 1,
    }
}

/// The live orders of one side. Each of its methods takes a time logarithmic in their number.
pub struct Half {
    side: Side,
    levels: BTreeMap<Rank, PriceLevel>,
    /// Kept only where time alone decides.
    timeline: Option<Timeline>,
}

struct PriceLevel {
    price: Amount,
    places: BTreeSet<Place>,
    /// What remains of all its orders: more than an amount can hold, perhaps.
    volume: Integer,
}

impl Half {
    /// One without orders.
    pub fn new(side: Side, preference: Preference) -> Half {
        let timeline = match preference {
            Preference::Time => Some(Timeline::new()),
            Preference::PriceTime => None,
        };
        Half { side, levels: BTreeMap::new(), timeline }
    }

    /// The worst rank of this half with which an order of the other side is compatible, if its
    /// limit is this; a market order has none.
    pub fn reach(&self, limit: Option<Amount>) -> Rank {
        limit.map_or(WORST, |price| rank(self.side, price))
    }

    /// The place of the most preferred order within reach.
    pub fn most_preferred(&self, reach: Rank) -> Option<Place> {
        match &self.timeline {
            Some(timeline) => timeline.earliest(reach),
            None => {
                let (&best, level) = self.levels.first_key_value()?;
                if best > reach {
                    return None;
                }
                level.places.first().copied()
            }
        }
    }

    /// Adds an order, which was accepted after all the others.
    pub fn insert(&mut self, place: Place, price: Amount, volume: Amount) {
        let rank = rank(self.side, price);
        let level = self.levels.entry(rank).or_insert_with(|| PriceLevel {
            price,
            places: BTreeSet::new(),
            volume: Integer::default(),
        });
        level.places.insert(place);
        level.volume += volume.into();
        if let Some(timeline) = &mut self.timeline {
            timeline.push(place, rank);
        }
    }

    /// Takes volume off an order that stays.
    pub fn reduce(&mut self, price: Amount, by: Amount) {
        if let Some(level) = self.levels.get_mut(&rank(self.side, price)) {
            level.volume -= by.into();
        }
    }

    /// Takes out an order, of which `remaining` was left.
    pub fn remove(&mut self, place: Place, price: Amount, remaining: Amount) {
        let rank = rank(self.side, price);
        if let Some(level) = self.levels.get_mut(&rank) {
            level.places.remove(&place);
            level.volume -= remaining.into();
            if level.places.is_empty() {
                self.levels.remove(&rank);
            }
        }
        if let Some(timeline) = &mut self.timeline {
            timeline.remove(place);
        }
    }

    /// The live prices, the best first.
    pub fn depth(&self) -> Vec<Level> {
        self.levels.values().map(|level| Level { price: level.price.into(), volume: level.volume }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_reach_from_the_best_price_to_the_worst() {
        assert_eq!(rank(Side::Buy, u128::MAX), 0);
        assert_eq!(rank(Side::Buy, 1), WORST);
        assert_eq!(rank(Side::Sell, 1), 0);
        assert_eq!(rank(Side::Sell, u128::MAX), WORST);
    }

    #[test]
    fn prefers_by_time_or_by_price() {
        for (preference, expected) in [(Preference::Time, 0), (Preference::PriceTime, 1)] {
            let mut sells = Half::new(Side::Sell, preference);
            sells.insert(0, 12, 5);
            sells.insert(1, 10, 5);
            sells.insert(2, 10, 5);
            assert_eq!(sells.most_preferred(sells.reach(None)), Some(expected));
            assert_eq!(sells.most_preferred(sells.reach(Some(11))), Some(1));
            assert_eq!(sells.most_preferred(sells.reach(Some(9))), None);
        }
    }

    #[test]
    fn adds_up_more_than_an_amount() {
        let mut buys = Half::new(Side::Buy, Preference::PriceTime);
        buys.insert(0, 1, u128::MAX);
        buys.insert(1, 1, u128::MAX);
        let sum = Integer::from(u128::MAX) + Integer::from(u128::MAX);
        assert_eq!(buys.depth(), [Level { price: 1u64.into(), volume: sum }]);
        buys.remove(0, 1, u128::MAX);
        assert_eq!(buys.depth(), [Level { price: 1u64.into(), volume: u128::MAX.into() }]);
    }
}
