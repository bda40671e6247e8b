//! The words of the chapter _The order book_.

use std::fmt;
use std::rc::Rc;

use crate::integer::Integer;

/// The id of an order or of a trader: 1 to 64 characters out of `A-Z a-z 0-9 . _ : -`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Rc<str>);

impl Name {
    /// The name, if the text is one.
    pub fn new(text: &str) -> Option<Name> {
        let is_name = (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte));
        is_name.then(|| Name(Rc::from(text)))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The place of an order: how many orders were accepted before it.
pub type Place = u64;

/// What an order wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Base for quote.
    Buy,
    /// Quote for base.
    Sell,
}

impl Side {
    /// The side that it trades with.
    pub fn opposite(self) -> Side {
        match self {
            Side::Buy => Side::Sell,
            Side::Sell => Side::Buy,
        }
    }
}

/// Which of several compatible resting orders is filled first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    /// The one accepted first.
    Time,
    /// The one with the best price; among equal prices, the one accepted first.
    PriceTime,
}

/// At whose price a fill is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutionPrice {
    /// The maker's.
    Resting,
    /// The taker's, if it has one.
    Incoming,
}

/// What happens when an order meets one of its own trader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelfTrade {
    /// They trade.
    Allow,
    /// The resting one leaves.
    CancelResting,
    /// The incoming one leaves.
    CancelIncoming,
}

/// The choices that a book is opened with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Params {
    /// Which order is filled first.
    pub preference: Preference,
    /// At what price.
    pub execution_price: ExecutionPrice,
    /// What becomes of self-trades.
    pub self_trade: SelfTrade,
}

/// A new order, as an event submits it: its numbers need not be admissible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Its id.
    pub order: Name,
    /// Whose it is.
    pub trader: Name,
    /// What it wants.
    pub side: Side,
    /// How much.
    pub volume: Integer,
    /// Its limit; a market order has none.
    pub limit: Option<Limit>,
}

/// What a limit order has and a market order has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The worst price at which it trades.
    pub price: Integer,
    /// The last eon in which it lives.
    pub last_eon: Integer,
}

/// Something that may happen to a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `limit` and `market`
    Submit(Submission),
    /// `cancel`
    Cancel {
        /// The order that shall leave.
        order: Name,
        /// Who says so.
        trader: Name,
    },
    /// `endEon`
    EndEon {
        /// The eon that ends.
        eon: Integer,
    },
}

/// A trade between two orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fill {
    /// The order that rested.
    pub maker: Name,
    /// The order that came in.
    pub taker: Name,
    /// Quote units for one lot.
    pub price: Integer,
    /// Base lots.
    pub volume: Integer,
}

/// Why an order leaves without being filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A cancel named it.
    Cancelled,
    /// Its last eon ended.
    Expired,
    /// It is what was left of a market order.
    Dropped,
    /// It met an order of its own trader, or was met by one.
    SelfTrade,
}

/// An order that leaves without being filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The order.
    pub order: Name,
    /// What remained of it.
    pub volume: Integer,
    /// Why it leaves.
    pub why: Why,
}

/// What an accepted event does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The trades.
    pub fills: Vec<Fill>,
    /// The orders that leave without being filled.
    pub removed: Vec<Removal>,
}

/// A live order, as the observation `book` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownOrder {
    /// Its id.
    pub order: Name,
    /// Whose it is.
    pub trader: Name,
    /// What it wants.
    pub side: Side,
    /// Its limit.
    pub price: Integer,
    /// What remains of it.
    pub volume: Integer,
    /// The last eon in which it lives.
    pub last_eon: Integer,
}

/// The live orders of one price, added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// Their price.
    pub price: Integer,
    /// What remains of all of them.
    pub volume: Integer,
}

/// The observation `depth`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Depth {
    /// The highest price first.
    pub buys: Vec<Level>,
    /// The lowest price first.
    pub sells: Vec<Level>,
}

/// What can be asked of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observable {
    /// The live orders.
    Book,
    /// The live prices.
    Depth,
    /// How many orders were accepted.
    Sequence,
    /// The eon that runs.
    Eon,
}

/// What was observed: any selection of the observations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// The live orders, in the sequence in which they were accepted.
    pub book: Option<Vec<ShownOrder>>,
    /// The live prices.
    pub depth: Option<Depth>,
    /// How many orders were accepted.
    pub sequence: Option<Integer>,
    /// The eon that runs.
    pub eon: Option<Integer>,
}

/// The answer to an event, as a history tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The event happened.
    Accepted(Outcome),
    /// It did not; the reason may be missing, and need not be a clause that exists.
    Rejected {
        /// The id of a clause.
        reason: Option<String>,
    },
}

/// An event of a history, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The event.
    pub event: Event,
    /// Its answer.
    pub answer: Answer,
    /// What was seen after it.
    pub observed: Observed,
}

/// What somebody says has happened to a book, from its opening on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// How it was opened.
    pub params: Params,
    /// What happened, the first thing first.
    pub entries: Vec<Entry>,
}

/// The clauses that an event or an entry of a history can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clause {
    /// PR-1
    Amounts,
    /// PR-2
    Prices,
    /// PR-3
    QuoteAmounts,
    /// OB-1
    Precedence,
    /// OB-2
    Direction,
    /// OB-3
    Completeness,
    /// OB-4
    Limits,
    /// OB-5
    ExecutionPrice,
    /// OB-6
    Conservation,
    /// OB-7
    TwoSides,
    /// OB-8
    Life,
    /// OB-9
    SelfTrade,
    /// OB-10
    Cancellation,
    /// OB-11
    Expiry,
    /// OB-12
    MarketOrders,
    /// OB-13
    DummyOrders,
    /// OB-14
    Sequence,
    /// OB-15
    TheBook,
    /// OB-16
    Refusal,
    /// OB-17
    UniqueIds,
    /// OB-18
    KnownOrder,
    /// OB-19
    OwnOrder,
    /// OB-20
    LastEon,
    /// OB-21
    RunningEon,
    /// OB-22
    Admission,
}

impl Clause {
    /// The id of the clause.
    pub fn id(self) -> &'static str {
        match self {
            Clause::Amounts => "PR-1",
            Clause::Prices => "PR-2",
            Clause::QuoteAmounts => "PR-3",
            Clause::Precedence => "OB-1",
            Clause::Direction => "OB-2",
            Clause::Completeness => "OB-3",
            Clause::Limits => "OB-4",
            Clause::ExecutionPrice => "OB-5",
            Clause::Conservation => "OB-6",
            Clause::TwoSides => "OB-7",
            Clause::Life => "OB-8",
            Clause::SelfTrade => "OB-9",
            Clause::Cancellation => "OB-10",
            Clause::Expiry => "OB-11",
            Clause::MarketOrders => "OB-12",
            Clause::DummyOrders => "OB-13",
            Clause::Sequence => "OB-14",
            Clause::TheBook => "OB-15",
            Clause::Refusal => "OB-16",
            Clause::UniqueIds => "OB-17",
            Clause::KnownOrder => "OB-18",
            Clause::OwnOrder => "OB-19",
            Clause::LastEon => "OB-20",
            Clause::RunningEon => "OB-21",
            Clause::Admission => "OB-22",
        }
    }
}
