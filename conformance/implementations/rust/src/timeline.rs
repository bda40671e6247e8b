//! Finds the earliest of the orders within a limit, for books that prefer by time alone.

use crate::types::Place;

/// The rank of a leaf without an order. No order has it, and no limit reaches so far.
const VACANT: u128 = u128::MAX;

const SMALLEST: usize = 16;

/// The orders of one side by place, with their ranks: how far each is from the best price.
///
/// A binary tree in an array, whose leaves are the orders, the earliest first, and whose inner
/// nodes know the best rank below them. All that it is asked takes a time logarithmic in the
/// number of orders.
pub struct Timeline {
    /// The place of each leaf that is or was in use, ascending.
    places: Vec<Place>,
    /// Node `i` has the children `2i` and `2i + 1`; the second half are the leaves.
    tree: Vec<u128>,
}

impl Timeline {
    /// One without orders.
    pub fn new() -> Timeline {
        Timeline { places: Vec::new(), tree: vec![VACANT; 2 * SMALLEST] }
    }

    fn capacity(&self) -> usize {
        self.tree.len() / 2
    }

    /// Adds an order, which has to be later than all those before.
    pub fn push(&mut self, place: Place, rank: u128) {
        if self.places.len() == self.capacity() {
            self.compact();
        }
        self.places.push(place);
        self.set(self.places.len() - 1, rank);
    }

    /// Takes an order out.
    pub fn remove(&mut self, place: Place) {
        if let Ok(leaf) = self.places.binary_search(&place) {
            self.set(leaf, VACANT);
        }
    }

    /// The earliest order whose rank is at most `reach`.
    pub fn earliest(&self, reach: u128) -> Option<Place> {
        debug_assert!(reach < VACANT);
        if self.tree[1] > reach {
            return None;
        }
        let mut node = 1;
        while node < self.capacity() {
            node *= 2;
            if self.tree[node] > reach {
                node += 1;
            }
        }
        Some(self.places[node - self.capacity()])
    }

    fn set(&mut self, leaf: usize, rank: u128) {
        let mut node = self.capacity() + leaf;
        self.tree[node] = rank;
        while node > 1 {
            node /= 2;
            self.tree[node] = self.tree[2 * node].min(self.tree[2 * node + 1]);
        }
    }

    /// Gives up the leaves of orders that have left, and makes room for as many as there are.
    fn compact(&mut self) {
        let ranks = &self.tree[self.capacity()..];
        let kept: Vec<(Place, u128)> = self
            .places
            .iter()
            .copied()
            .zip(ranks.iter().copied())
            .filter(|&(_, rank)| rank != VACANT)
            .collect();
        let capacity = (2 * kept.len()).next_power_of_two().max(SMALLEST);
        self.places.clear();
        self.tree = vec![VACANT; 2 * capacity];
        for (leaf, (place, rank)) in kept.into_iter().enumerate() {
            self.places.push(place);
            self.tree[capacity + leaf] = rank;
        }
        for node in (1..capacity).rev() {
            self.tree[node] = self.tree[2 * node].min(self.tree[2 * node + 1]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_within_reach() {
        let mut timeline = Timeline::new();
        for (place, rank) in [(3, 50), (4, 20), (9, 10)] {
            timeline.push(place, rank);
        }
        assert_eq!(timeline.earliest(50), Some(3));
        assert_eq!(timeline.earliest(49), Some(4));
        assert_eq!(timeline.earliest(19), Some(9));
        assert_eq!(timeline.earliest(9), None);
        timeline.remove(3);
        assert_eq!(timeline.earliest(50), Some(4));
    }

    #[test]
    fn agrees_with_a_plain_list_however_many_come_and_go() {
        let mut timeline = Timeline::new();
        let mut list: Vec<(Place, u128)> = Vec::new();
        let mut random = 1u64;
        for place in 0..5000 {
            random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let rank = u128::from(random >> 55);
            timeline.push(place, rank);
            list.push((place, rank));
            if random & (1 << 40) != 0 || list.len() > 300 {
                let gone = list.remove((random >> 41) as usize % list.len()).0;
                timeline.remove(gone);
            }
            let reach = u128::from((random >> 20) & 511);
            let expected = list.iter().find(|(_, rank)| *rank <= reach).map(|(place, _)| *place);
            assert_eq!(timeline.earliest(reach), expected);
        }
    }
}
