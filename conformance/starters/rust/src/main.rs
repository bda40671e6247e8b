//! An adapter between Touchstone and your exchange, in Rust with nothing but the standard library.
//!
//! It claims nothing yet. Three places in this file are yours: `about` and `PROFILES`, `Book`, and `function`. The
//! protocol (docs/adapters.md) is in protocol.rs and works as it is.
//!
//! In the comments, `>` is what Touchstone writes and `<` what this adapter answers; each is one line. Where `>` is an
//! event alone, it stands in a `step` or a `run` as the one of `limit` does.
//!
//! Write nothing to standard output (no `println!`), where the answers go; `eprintln!` is free.

mod json;
mod protocol;

use json::{Object, Value};
// What answers are made of; not all is used yet.
#[allow(unused_imports)]
use protocol::{accepted, fill, level, malformed, not_written, refused, removal, shown};
use protocol::{Answer, Choices, Integer, Reply, Side};

// ---------------------------------------------------------------------------------------------------------------------
// 1. What you are, and what you claim.
//
// > {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":"1","suites":["sha256","keccak256"],"seed":"0"}}
// < {"jsonrpc":"2.0","id":1,"result":{"name":"my-exchange","version":"0.0.0","language":"Rust","profiles":[]}}

fn about() -> Vec<(&'static str, &'static str)> {
    vec![
        ("name", "my-exchange"),
        ("version", "0.0.0"),
        ("language", "Rust"),
    ]
}

// What is not claimed is not tested. Take away the `//` for a beginning; docs/adapters.md lists all options. What you
// claim is what is known: a chapter, `observe=...` and `evaluate=...` that are not here are answered with -32601.
const PROFILES: &[(&str, &[&str])] = &[
    // ("order-book", &["preference=time", "executionPrice=resting", "selfTrade=allow", "event=limit", "event=cancel", "observe=depth"]),
];

// ---------------------------------------------------------------------------------------------------------------------
// 2. Your order book: the chapter spec/order-book/chapter.md says what each event has to do.

/// One book of your exchange. Many may be open at once; each begins empty, and none sees another.
///
/// An `Integer` is of any size and sign: whether it is an amount or a price is for your exchange to say.
/// `volume.amount()` is `Some(u128)` from 0 up to but not including 2^128. Ask your exchange for every answer; keep no
/// second account of the orders here.
pub struct Book {}

impl Book {
    // > {"jsonrpc":"2.0","id":2,"method":"open","params":{"machine":"order-book","params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"}}}
    // < {"jsonrpc":"2.0","id":2,"result":{"session":"s1"}}
    //
    // YOURS: start your exchange, or make a new book in it. Only values that you claim come here.
    fn open(_choices: Choices) -> Reply<Book> {
        Ok(Book {})
    }

    // > {"jsonrpc":"2.0","id":9,"method":"close","params":{"session":"s1"}}
    // < {"jsonrpc":"2.0","id":9,"result":{}}
    //
    // YOURS: end what `open` has started, if there is something to end.
    fn close(&mut self) {}

    // > {"jsonrpc":"2.0","id":3,"method":"step","params":{"session":"s1","event":{"tag":"limit","order":"A","trader":"alice","side":"sell","price":"12","volume":"5","lastEon":"1"},"observe":["depth"]}}
    // < {"jsonrpc":"2.0","id":3,"result":{"accepted":{"fills":[],"removed":[]},"observed":{"depth":{"buys":[],"sells":[{"price":"12","volume":"5"}]}}}}
    //
    // An order that trades, one that leaves for a self-trade, one that is refused, and one refused without a reason:
    // < {"accepted":{"fills":[{"maker":"A","taker":"B","price":"12","volume":"3"}],"removed":[]}}
    // < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"5","why":"self-trade"}]}}
    // < {"rejected":{"reason":"OB-17"}}
    // < {"rejected":{}}
    fn limit(
        &mut self,
        _order: &str,
        _trader: &str,
        _side: Side,
        _price: Integer,
        _volume: Integer,
        _last_eon: Integer,
    ) -> Reply<Answer> {
        // YOURS: pass the order to your exchange, and return what it answers (and take the _ from the names):
        //   Ok(accepted(vec![fill("A", order, 12, 3)], vec![removal("A", 2, "self-trade")]))
        //   Ok(refused(Some("OB-17")))   the condition that it fails
        //   Ok(refused(None))            your exchange gives no reason
        not_written("limit")
    }

    // > {"tag":"market","order":"C","trader":"carol","side":"buy","volume":"7"}
    // < {"accepted":{"fills":[{"maker":"A","taker":"C","price":"12","volume":"5"}],"removed":[{"order":"C","volume":"2","why":"dropped"}]}}
    fn market(
        &mut self,
        _order: &str,
        _trader: &str,
        _side: Side,
        _volume: Integer,
    ) -> Reply<Answer> {
        not_written("market")
    }

    // > {"tag":"cancel","order":"A","trader":"alice"}
    // < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"2","why":"cancelled"}]}}
    // < {"rejected":{"reason":"OB-18"}}
    fn cancel(&mut self, _order: &str, _trader: &str) -> Reply<Answer> {
        not_written("cancel")
    }

    // > {"tag":"endEon","eon":"1"}
    // < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"2","why":"expired"}]}}
    // < {"rejected":{"reason":"OB-21"}}
    fn end_eon(&mut self, _eon: Integer) -> Reply<Answer> {
        not_written("endEon")
    }

    // > {"jsonrpc":"2.0","id":5,"method":"observe","params":{"session":"s1","what":["book","depth","sequence","eon"]}}
    // < {"jsonrpc":"2.0","id":5,"result":{"book":[{"order":"A","trader":"alice","side":"sell","price":"12","volume":"5","lastEon":"1"}],"depth":{"buys":[],"sells":[{"price":"12","volume":"5"}]},"sequence":"1","eon":"1"}}

    /// The live orders as they were accepted: `Value::Array` of `shown(order, trader, side, price, volume, last_eon)`.
    fn book(&mut self) -> Reply {
        not_written("observe book")
    }

    /// `Value::object([("buys", Value::Array(buys)), ("sells", Value::Array(sells))])`: of `level(price, volume)`, the
    /// best price first on both sides.
    fn depth(&mut self) -> Reply {
        not_written("observe depth")
    }

    /// How many orders were accepted so far: `Value::text(n)`.
    fn sequence(&mut self) -> Reply {
        not_written("observe sequence")
    }

    /// The number of the eon that runs: `Value::text(n)`.
    fn eon(&mut self) -> Reply {
        not_written("observe eon")
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// 3. Your functions without state: each takes the `arguments` and returns the `result`.
//
// > {"jsonrpc":"2.0","id":6,"method":"evaluate","params":{"chapter":"order-book","function":"judge","arguments":{"history":{"params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"},"entries":[{"event":{"tag":"cancel","order":"A","trader":"alice"},"answer":{"accepted":{"fills":[],"removed":[]}}}]}}}}
// < {"jsonrpc":"2.0","id":6,"result":{"result":{"verdict":"broken","clause":"OB-18"}}}
//
// Of the order book, `judge`. Of the primitives, whose claim is ("primitives", &["evaluate=encode"]):
// > {"function":"encode","arguments":{"datum":{"tag":"x","fields":[{"amount":"258"}]}}}
// < {"result":"0x01000000017800000001010000001000000000000000000000000000000102"}
// > {"function":"hash","arguments":{"suite":"sha256","datum":{"tag":"x","fields":[]}}}
// < {"result":"0x..."}
//
// A `return malformed("why")` anywhere in your code answers -32602.

fn function(name: &str) -> Option<fn(&Object) -> Reply> {
    match name {
        "judge" => Some(judge),
        _ => None,
    }
}

/// `Value::object([("verdict", Value::text("kept"))])`, or "broken" with the "clause".
fn judge(_arguments: &Object) -> Reply<Value> {
    not_written("judge")
}

fn main() -> std::io::Result<()> {
    protocol::serve()
}
