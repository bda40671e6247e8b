//! The conditions that an event has to meet to be accepted.

use crate::integer::Integer;
use crate::types::{Clause, Event, Name};

/// What the conditions ask about the state.
pub trait State {
    /// The eon that runs.
    fn eon(&self) -> Integer;

    /// The trader of the live order with this id, if there is one.
    fn owner(&self, order: &Name) -> Option<&Name>;
}

/// The conditions that the event fails, in the order in which they are tried; none if it is
/// admissible.
pub fn failures(event: &Event, state: &impl State) -> Vec<Clause> {
    let mut failures = Vec::new();
    let mut require = |holds: bool, clause| {
        if !holds {
            failures.push(clause);
        }
    };
    match event {
        Event::Submit(new) => {
            require(new.volume.amount().is_some(), Clause::Amounts);
            if let Some(limit) = &new.limit {
                require(limit.price.price().is_some(), Clause::Prices);
                require(new.volume.product_is_amount(&limit.price), Clause::QuoteAmounts);
                require(limit.last_eon >= state.eon(), Clause::LastEon);
            }
            require(state.owner(&new.order).is_none(), Clause::UniqueIds);
        }
        Event::Cancel { order, trader } => match state.owner(order) {
            None => require(false, Clause::KnownOrder),
            Some(owner) => require(owner == trader, Clause::OwnOrder),
        },
        Event::EndEon { eon } => require(*eon == state.eon(), Clause::RunningEon),
    }
    failures
}
