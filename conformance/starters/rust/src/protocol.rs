//! The adapter protocol (docs/adapters.md): how messages are read and answered. There is nothing to fill in here.

// What answers are made of is not all used before the adapter claims something.
#![allow(dead_code)]

use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufRead, Write};

use crate::json::{self, Object, Value};
use crate::{about, function, Book, PROFILES};

// ---------------------------------------------------------------------------------------------------------------------
// What answers are made of.

/// The answer to an event: make it with `accepted` or `refused`.
pub struct Answer(&'static str, Value);

pub fn accepted(fills: Vec<Value>, removed: Vec<Value>) -> Answer {
    Answer(
        "accepted",
        Value::object([
            ("fills", Value::Array(fills)),
            ("removed", Value::Array(removed)),
        ]),
    )
}

/// Refused, by the condition that the event fails; None where your exchange gives no reason.
pub fn refused(reason: Option<&str>) -> Answer {
    Answer(
        "rejected",
        Value::Object(
            reason
                .map(|id| ("reason".to_owned(), Value::text(id)))
                .into_iter()
                .collect(),
        ),
    )
}

pub fn fill(maker: &str, taker: &str, price: impl ToString, volume: impl ToString) -> Value {
    Value::object([
        ("maker", Value::text(maker)),
        ("taker", Value::text(taker)),
        ("price", Value::text(price)),
        ("volume", Value::text(volume)),
    ])
}

/// Why is "cancelled", "expired", "dropped" or "self-trade".
pub fn removal(order: &str, volume: impl ToString, why: &str) -> Value {
    Value::object([
        ("order", Value::text(order)),
        ("volume", Value::text(volume)),
        ("why", Value::text(why)),
    ])
}

pub fn level(price: impl ToString, volume: impl ToString) -> Value {
    Value::object([
        ("price", Value::text(price)),
        ("volume", Value::text(volume)),
    ])
}

pub fn shown(
    order: &str,
    trader: &str,
    side: Side,
    price: impl ToString,
    volume: impl ToString,
    last_eon: impl ToString,
) -> Value {
    Value::object([
        ("order", Value::text(order)),
        ("trader", Value::text(trader)),
        (
            "side",
            Value::text(if side == Side::Buy { "buy" } else { "sell" }),
        ),
        ("price", Value::text(price)),
        ("volume", Value::text(volume)),
        ("lastEon", Value::text(last_eon)),
    ])
}

// ---------------------------------------------------------------------------------------------------------------------
// How messages are read. Whatever is not written as the chapter Primitives says is malformed.

/// An answer that is an error, with its code.
#[derive(Debug)]
pub struct RpcError {
    code: i32,
    message: String,
}

/// What a method answers.
pub type Reply<T = Value> = Result<T, RpcError>;

/// A method, machine, function or observation that is not claimed.
pub fn unknown<T>(what: impl Into<String>) -> Reply<T> {
    Err(RpcError {
        code: -32601,
        message: what.into(),
    })
}

/// Params, or an event in them, that are not as they should be.
pub fn malformed<T>(what: impl Into<String>) -> Reply<T> {
    Err(RpcError {
        code: -32602,
        message: what.into(),
    })
}

/// Claimed, but not there yet: the case counts as one that could not be run.
pub fn not_written<T>(what: &str) -> Reply<T> {
    Err(RpcError {
        code: -32603,
        message: format!("{what} is not written yet"),
    })
}

fn cut(value: impl fmt::Display) -> String {
    value.to_string().chars().take(120).collect()
}

/// An integer in decimal, of any sign and up to 100 digits, just as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integer(String);

impl Integer {
    /// Its value, if it is an amount: from 0 up to but not including 2^128.
    pub fn amount(&self) -> Option<u128> {
        self.0.parse().ok()
    }

    /// Its value, if it fits; signed ones too.
    pub fn small(&self) -> Option<i128> {
        self.0.parse().ok()
    }

    pub fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Buy,
    Sell,
}

/// The parameters of a book, in the words of the chapter.
#[derive(Clone, Debug)]
pub struct Choices {
    /// "time" or "price-time"
    pub preference: String,
    /// "resting" or "incoming"
    pub execution_price: String,
    /// "allow", "cancel-resting" or "cancel-incoming"
    pub self_trade: String,
}

enum Event {
    Limit {
        order: String,
        trader: String,
        side: Side,
        price: Integer,
        volume: Integer,
        last_eon: Integer,
    },
    Market {
        order: String,
        trader: String,
        side: Side,
        volume: Integer,
    },
    Cancel {
        order: String,
        trader: String,
    },
    EndEon {
        eon: Integer,
    },
}

pub fn text(value: &Value) -> Reply<&str> {
    match value {
        Value::String(text) => Ok(text),
        other => malformed(format!("not a string: {}", cut(other))),
    }
}

pub fn array(value: &Value) -> Reply<&[Value]> {
    match value {
        Value::Array(items) => Ok(items),
        other => malformed(format!("not an array: {}", cut(other))),
    }
}

pub fn object(value: &Value) -> Reply<&Object> {
    match value {
        Value::Object(members) => Ok(members),
        other => malformed(format!("not an object: {}", cut(other))),
    }
}

/// A member that has to be there.
pub fn member<'a>(object: &'a Object, name: &str) -> Reply<&'a Value> {
    object
        .get(name)
        .map_or_else(|| malformed(format!("missing: {name}")), Ok)
}

/// An object that has no members but these.
pub fn only<'a>(value: &'a Value, names: &[&str]) -> Reply<&'a Object> {
    let members = object(value)?;
    match members.keys().find(|name| !names.contains(&name.as_str())) {
        None => Ok(members),
        Some(name) => malformed(format!("unknown: {}", cut(name))),
    }
}

pub fn one_of<'a>(value: &'a Value, words: &[&str]) -> Reply<&'a str> {
    let word = text(value)?;
    if words.contains(&word) {
        return Ok(word);
    }
    malformed(format!("not one of {}: {}", words.join(", "), cut(value)))
}

/// An integer of any size and sign: in JSON a string in decimal.
pub fn integer(value: &Value) -> Reply<Integer> {
    let written = text(value)?;
    let digits = written.strip_prefix('-').unwrap_or(written);
    let in_decimal =
        (1..=100).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if in_decimal && (written == "0" || !digits.starts_with('0')) {
        return Ok(Integer(written.to_owned()));
    }
    malformed(format!("not an integer in decimal: {}", cut(value)))
}

/// The id of an order or of a trader.
pub fn name(value: &Value) -> Reply<String> {
    let written = text(value)?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte);
    if (1..=64).contains(&written.len()) && written.bytes().all(allowed) {
        return Ok(written.to_owned());
    }
    malformed(format!("not an id: {}", cut(value)))
}

fn side(value: &Value) -> Reply<Side> {
    Ok(if one_of(value, &["buy", "sell"])? == "buy" {
        Side::Buy
    } else {
        Side::Sell
    })
}

fn event(value: &Value) -> Reply<Event> {
    let tag = one_of(
        member(object(value)?, "tag")?,
        &["limit", "market", "cancel", "endEon"],
    )?;
    Ok(match tag {
        "limit" => {
            let event = only(
                value,
                &[
                    "tag", "order", "trader", "side", "price", "volume", "lastEon",
                ],
            )?;
            Event::Limit {
                order: name(member(event, "order")?)?,
                trader: name(member(event, "trader")?)?,
                side: side(member(event, "side")?)?,
                price: integer(member(event, "price")?)?,
                volume: integer(member(event, "volume")?)?,
                last_eon: integer(member(event, "lastEon")?)?,
            }
        }
        "market" => {
            let event = only(value, &["tag", "order", "trader", "side", "volume"])?;
            Event::Market {
                order: name(member(event, "order")?)?,
                trader: name(member(event, "trader")?)?,
                side: side(member(event, "side")?)?,
                volume: integer(member(event, "volume")?)?,
            }
        }
        "cancel" => {
            let event = only(value, &["tag", "order", "trader"])?;
            Event::Cancel {
                order: name(member(event, "order")?)?,
                trader: name(member(event, "trader")?)?,
            }
        }
        _ => Event::EndEon {
            eon: integer(member(only(value, &["tag", "eon"])?, "eon")?)?,
        },
    })
}

// ---------------------------------------------------------------------------------------------------------------------
// The methods of the protocol.

#[derive(Default)]
struct Adapter {
    sessions: HashMap<String, Book>,
    opened: usize,
    finished: bool,
}

impl Adapter {
    fn call(&mut self, method: &str, params: &Value) -> Reply {
        match method {
            "initialize" => initialize(object(params)?),
            "open" => self.open(object(params)?),
            "step" => self.step(object(params)?),
            "run" => self.run(object(params)?),
            "observe" => self.observe(object(params)?),
            "evaluate" => evaluate(object(params)?),
            "close" => self.close(object(params)?),
            "shutdown" => self.shutdown(object(params)?),
            other => unknown(format!("no method {}", cut(other))),
        }
    }

    fn open(&mut self, params: &Object) -> Reply {
        let machine = text(member(params, "machine")?)?;
        if machine != "order-book" || !PROFILES.iter().any(|(chapter, _)| *chapter == machine) {
            return unknown(format!("no machine {} is claimed", cut(machine)));
        }
        let choices = only(
            member(params, "params")?,
            &["preference", "executionPrice", "selfTrade"],
        )?;
        let word =
            |name: &str, words: &[&str]| one_of(member(choices, name)?, words).map(str::to_owned);
        let book = Book::open(Choices {
            preference: word("preference", &["time", "price-time"])?,
            execution_price: word("executionPrice", &["resting", "incoming"])?,
            self_trade: word("selfTrade", &["allow", "cancel-resting", "cancel-incoming"])?,
        })?;
        self.opened += 1;
        let session = format!("s{}", self.opened);
        self.sessions.insert(session.clone(), book);
        Ok(Value::object([("session", Value::String(session))]))
    }

    fn step(&mut self, params: &Object) -> Reply {
        let book = self.book(params)?;
        let observe = asked(params)?;
        take(book, event(member(params, "event")?)?, observe.as_deref())
    }

    // > {"jsonrpc":"2.0","id":4,"method":"run","params":{"session":"s1","events":[{"tag":"cancel","order":"A","trader":"alice"},{"tag":"cancel","order":"A","trader":"alice"}],"observe":["eon"]}}
    // < {"jsonrpc":"2.0","id":4,"result":{"steps":[{"accepted":{"fills":[],"removed":[{"order":"A","volume":"5","why":"cancelled"}]},"observed":{"eon":"1"}},{"rejected":{"reason":"OB-18"},"observed":{"eon":"1"}}]}}
    fn run(&mut self, params: &Object) -> Reply {
        let book = self.book(params)?;
        let observe = asked(params)?;
        // All are read before the first is passed on: of a malformed message nothing happens.
        let events: Vec<Event> = array(member(params, "events")?)?
            .iter()
            .map(event)
            .collect::<Reply<_>>()?;
        let steps = events
            .into_iter()
            .map(|event| take(book, event, observe.as_deref()))
            .collect::<Reply<_>>()?;
        Ok(Value::object([("steps", Value::Array(steps))]))
    }

    fn observe(&mut self, params: &Object) -> Reply {
        let book = self.book(params)?;
        look(book, &observations(member(params, "what")?)?)
    }

    fn close(&mut self, params: &Object) -> Reply {
        self.book(params)?.close();
        self.sessions.remove(text(member(params, "session")?)?);
        Ok(Value::object([]))
    }

    fn shutdown(&mut self, _params: &Object) -> Reply {
        self.finished = true;
        Ok(Value::object([]))
    }

    /// The book of the session that is meant.
    fn book(&mut self, params: &Object) -> Reply<&mut Book> {
        let session = text(member(params, "session")?)?;
        self.sessions
            .get_mut(session)
            .map_or_else(|| malformed(format!("no session {}", cut(session))), Ok)
    }

    /// The answer to one line.
    fn respond(&mut self, line: &[u8]) -> Value {
        let request = match json::parse(line) {
            Ok(request) => request,
            Err(what) => return failure(Value::Null, -32700, format!("not JSON: {what}")),
        };
        let nothing = Object::new();
        let message = object(&request).unwrap_or(&nothing);
        let id = message.get("id").cloned().unwrap_or(Value::Null);
        let method = match (message.get("jsonrpc"), message.get("method")) {
            (Some(Value::String(version)), Some(Value::String(method))) if version == "2.0" => {
                method
            }
            _ => return failure(id, -32600, "not a request of JSON-RPC 2.0".to_owned()),
        };
        match self.call(method, message.get("params").unwrap_or(&Value::Null)) {
            Ok(result) => answer(id, "result", result),
            Err(RpcError { code, message }) => failure(id, code, message),
        }
    }
}

fn initialize(params: &Object) -> Reply {
    one_of(member(params, "protocol")?, &["1"])?;
    let profiles = PROFILES.iter().map(|(chapter, options)| {
        let options = options.iter().map(Value::text).collect();
        Value::object([
            ("chapter", Value::text(chapter)),
            ("options", Value::Array(options)),
        ])
    });
    let mut said: Object = about()
        .into_iter()
        .map(|(name, what)| (name.to_owned(), Value::text(what)))
        .collect();
    said.insert("profiles".to_owned(), Value::Array(profiles.collect()));
    Ok(Value::Object(said))
}

fn evaluate(params: &Object) -> Reply {
    let called = text(member(params, "function")?)?;
    match function(called) {
        Some(function) if claimed("evaluate", called) => Ok(Value::object([(
            "result",
            function(object(member(params, "arguments")?)?)?,
        )])),
        _ => unknown(format!("no function {} is claimed", cut(called))),
    }
}

fn claimed(option: &str, value: &str) -> bool {
    PROFILES
        .iter()
        .any(|(_, options)| options.contains(&format!("{option}={value}").as_str()))
}

/// What is to be observed after each event; None where it is not asked for.
fn asked(params: &Object) -> Reply<Option<Vec<String>>> {
    params.get("observe").map(observations).transpose()
}

fn observations(value: &Value) -> Reply<Vec<String>> {
    let known = |what: &str| {
        ["book", "depth", "sequence", "eon"].contains(&what) && claimed("observe", what)
    };
    array(value)?
        .iter()
        .map(|one| match text(one)? {
            what if known(what) => Ok(what.to_owned()),
            what => unknown(format!("no observation {} is claimed", cut(what))),
        })
        .collect()
}

fn look(book: &mut Book, what: &[String]) -> Reply {
    let mut seen = Object::new();
    for one in what {
        let value = match one.as_str() {
            "book" => book.book()?,
            "depth" => book.depth()?,
            "sequence" => book.sequence()?,
            _ => book.eon()?,
        };
        seen.insert(one.clone(), value);
    }
    Ok(Value::Object(seen))
}

fn take(book: &mut Book, event: Event, observe: Option<&[String]>) -> Reply {
    let Answer(word, content) = match event {
        Event::Limit {
            order,
            trader,
            side,
            price,
            volume,
            last_eon,
        } => book.limit(&order, &trader, side, price, volume, last_eon)?,
        Event::Market {
            order,
            trader,
            side,
            volume,
        } => book.market(&order, &trader, side, volume)?,
        Event::Cancel { order, trader } => book.cancel(&order, &trader)?,
        Event::EndEon { eon } => book.end_eon(eon)?,
    };
    let mut step = Object::from([(word.to_owned(), content)]);
    if let Some(what) = observe {
        step.insert("observed".to_owned(), look(book, what)?);
    }
    Ok(Value::Object(step))
}

fn failure(id: Value, code: i32, message: String) -> Value {
    let error = Value::object([
        ("code", Value::Number(code.to_string())),
        ("message", Value::String(message)),
    ]);
    answer(id, "error", error)
}

fn answer(id: Value, word: &str, content: Value) -> Value {
    Value::object([("jsonrpc", Value::text("2.0")), ("id", id), (word, content)])
}

/// Answers line by line until the input ends or a shutdown is asked for.
pub fn serve() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = io::stdout();
    let mut adapter = Adapter::default();
    let mut line = Vec::new();
    while !adapter.finished && input.read_until(b'\n', &mut line)? > 0 {
        if !line.iter().all(u8::is_ascii_whitespace) {
            writeln!(output, "{}", adapter.respond(&line))?;
            output.flush()?;
        }
        line.clear();
    }
    Ok(())
}
