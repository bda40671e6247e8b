//! The methods of the protocol: JSON-RPC 2.0, one message a line.

use std::collections::HashMap;

use crate::encoding::{Datum, encode, hex};
use crate::json::{self, Object, Value};
use crate::judge::judge;
use crate::order_book::OrderBook;
use crate::sha256::sha256;
use crate::types::{Event, Observable};
use crate::wire::{self, Malformed, Members, Read};

const PROTOCOL: &str = "1";

const ORDER_BOOK: &[&str] = &[
    "preference=time",
    "preference=price-time",
    "executionPrice=resting",
    "executionPrice=incoming",
    "selfTrade=allow",
    "selfTrade=cancel-resting",
    "selfTrade=cancel-incoming",
    "event=limit",
    "event=market",
    "event=cancel",
    "event=endEon",
    "dummy-orders",
    "wide-amounts",
    "owners",
    "id-reuse",
    "reason-precedence",
    "observe=book",
    "observe=depth",
    "observe=sequence",
    "observe=eon",
    "evaluate=judge",
];

const PRIMITIVES: &[&str] = &["evaluate=encode", "evaluate=hash", "hash=sha256"];

/// Why there is no result.
enum Failure {
    /// The line is not JSON.
    NotJson(String),
    /// It is, but it is no request.
    NotARequest(&'static str),
    /// A method, a machine, a function or an observation that is not known here.
    Unknown(String),
    /// The params do not fit the method.
    Malformed(String),
}

impl Failure {
    fn code(&self) -> &'static str {
        match self {
            Failure::NotJson(_) => "-32700",
            Failure::NotARequest(_) => "-32600",
            Failure::Unknown(_) => "-32601",
            Failure::Malformed(_) => "-32602",
        }
    }

    fn message(self) -> String {
        match self {
            Failure::NotARequest(message) => message.to_owned(),
            Failure::NotJson(message) | Failure::Unknown(message) | Failure::Malformed(message) => message,
        }
    }
}

impl From<Malformed> for Failure {
    fn from(malformed: Malformed) -> Failure {
        Failure::Malformed(malformed.to_string())
    }
}

/// The books that are open.
#[derive(Default)]
pub struct Adapter {
    sessions: HashMap<String, OrderBook>,
    opened: u64,
    /// Whether the last request was `shutdown`.
    pub finished: bool,
}

impl Adapter {
    /// The answer to a line, which has no line break in it; none if it asks for none.
    pub fn answer(&mut self, line: &[u8]) -> Option<String> {
        let message = match json::parse(line) {
            Ok(message) => message,
            Err(error) => return Some(respond(Value::Null, Err(Failure::NotJson(error.to_string())))),
        };
        match read_request(message) {
            Ok(Request { id, method, params }) => {
                let result = self.call(&method, &params);
                Some(respond(id?, result))
            }
            Err((id, what)) => Some(respond(id, Err(Failure::NotARequest(what)))),
        }
    }

    fn call(&mut self, method: &str, params: &Value) -> Result<Value, Failure> {
        let mut members = Members::of(params)?;
        match method {
            "initialize" => initialize(&mut members),
            "open" => self.open(&mut members),
            "step" => self.step(&mut members),
            "run" => self.run(&mut members),
            "observe" => self.observe(&mut members),
            "evaluate" => evaluate(&mut members),
            "close" => self.close(&mut members),
            "shutdown" => {
                self.finished = true;
                Ok(Value::object([]))
            }
            _ => Err(Failure::Unknown(format!("no method {method}"))),
        }
    }

    fn open(&mut self, members: &mut Members) -> Result<Value, Failure> {
        let machine = members.required("machine", wire::string)?;
        if machine != "order-book" {
            return Err(Failure::Unknown(format!("no machine {machine}")));
        }
        let params = members.required("params", wire::params)?;
        self.opened += 1;
        let name = format!("s{}", self.opened);
        let session = Value::text(&name);
        self.sessions.insert(name, OrderBook::new(params));
        Ok(Value::object([("session", session)]))
    }

    fn step(&mut self, members: &mut Members) -> Result<Value, Failure> {
        let book = self.session(members)?;
        let event = members.required("event", wire::event)?;
        let observe = members.optional("observe", names)?;
        let observe = observe.map(observables).transpose()?;
        Ok(step(book, &event, observe.as_deref()))
    }

    fn run(&mut self, members: &mut Members) -> Result<Value, Failure> {
        let book = self.session(members)?;
        let events = members.required("events", |value| wire::list(value, wire::event))?;
        let observe = members.optional("observe", names)?;
        let observe = observe.map(observables).transpose()?;
        let steps = events.iter().map(|event| step(book, event, observe.as_deref()));
        Ok(Value::object([("steps", Value::array(steps))]))
    }

    fn observe(&mut self, members: &mut Members) -> Result<Value, Failure> {
        let book = self.session(members)?;
        let what = observables(members.required("what", names)?)?;
        Ok(wire::write_observed(&book.observe(&what)))
    }

    fn close(&mut self, members: &mut Members) -> Result<Value, Failure> {
        let session = members.required("session", wire::string)?;
        match self.sessions.remove(session) {
            Some(_) => Ok(Value::object([])),
            None => Err(unknown_session(session)),
        }
    }

    fn session(&mut self, members: &mut Members) -> Result<&mut OrderBook, Failure> {
        let session = members.required("session", wire::string)?;
        self.sessions.get_mut(session).ok_or_else(|| unknown_session(session))
    }
}

struct Request {
    /// A notification has none.
    id: Option<Value>,
    method: String,
    params: Value,
}

/// The request; or the id to answer with, and what is wrong.
fn read_request(message: Value) -> Result<Request, (Value, &'static str)> {
    let Value::Object(mut members) = message else {
        return Err((Value::Null, "not an object"));
    };
    let id = members.remove("id");
    if !matches!(id, None | Some(Value::Null | Value::Number(_) | Value::String(_))) {
        return Err((Value::Null, "the id is neither a number nor a string"));
    }
    let answer_to = |id: Option<Value>| id.unwrap_or(Value::Null);
    if members.remove("jsonrpc") != Some(Value::text("2.0")) {
        return Err((answer_to(id), "not JSON-RPC 2.0"));
    }
    let Some(Value::String(method)) = members.remove("method") else {
        return Err((answer_to(id), "no method"));
    };
    let params = members.remove("params").unwrap_or_else(|| Value::object([]));
    Ok(Request { id, method, params })
}

fn respond(id: Value, result: Result<Value, Failure>) -> String {
    let outcome = match result {
        Ok(result) => ("result", result),
        Err(failure) => {
            let code = Value::Number(failure.code().to_owned());
            ("error", Value::object([("code", code), ("message", Value::String(failure.message()))]))
        }
    };
    Value::object([("jsonrpc", Value::text("2.0")), ("id", id), outcome]).to_string()
}

fn unknown_session(session: &str) -> Failure {
    Failure::Malformed(format!("session: no session {session}"))
}

fn names(value: &Value) -> Read<Vec<String>> {
    wire::list(value, |value| wire::string(value).map(str::to_owned))
}

fn observables(names: Vec<String>) -> Result<Vec<Observable>, Failure> {
    let find = |name: String| {
        wire::observable(&name).ok_or_else(|| Failure::Unknown(format!("no observation {name}")))
    };
    names.into_iter().map(find).collect()
}

fn step(book: &mut OrderBook, event: &Event, observe: Option<&[Observable]>) -> Value {
    let (name, answer) = wire::write_answer(&book.step(event));
    let mut result = Object::from([(name.to_owned(), answer)]);
    if let Some(what) = observe {
        result.insert("observed".to_owned(), wire::write_observed(&book.observe(what)));
    }
    Value::Object(result)
}

fn initialize(members: &mut Members) -> Result<Value, Failure> {
    let protocol = members.required("protocol", wire::string)?;
    if protocol != PROTOCOL {
        return Err(Failure::Malformed(format!("protocol: {protocol} is not known here")));
    }
    let profile = |chapter, options: &[&str]| {
        let options = Value::array(options.iter().map(Value::text));
        Value::object([("chapter", Value::text(chapter)), ("options", options)])
    };
    let profiles = [profile("order-book", ORDER_BOOK), profile("primitives", PRIMITIVES)];
    Ok(Value::object([
        ("name", Value::text(env!("CARGO_PKG_NAME"))),
        ("version", Value::text(env!("CARGO_PKG_VERSION"))),
        ("language", Value::text("Rust")),
        ("profiles", Value::array(profiles)),
    ]))
}

fn evaluate(members: &mut Members) -> Result<Value, Failure> {
    let function = members.required("function", wire::string)?;
    let arguments = members.required("arguments", Ok)?;
    let result = match function {
        "judge" => {
            let history = wire::object(arguments, |members| members.required("history", wire::history))?;
            wire::write_verdict(judge(&history))
        }
        "encode" => {
            let datum = wire::object(arguments, |members| members.required("datum", wire::datum))?;
            Value::String(hex(&encoding(&datum)?))
        }
        "hash" => {
            let (suite, datum) = wire::object(arguments, |members| {
                Ok((members.required("suite", wire::string)?, members.required("datum", wire::datum)?))
            })?;
            if suite != "sha256" {
                return Err(Failure::Malformed(format!("suite: no suite {suite}")));
            }
            Value::String(hex(&sha256(&encoding(&datum)?)))
        }
        _ => return Err(Failure::Unknown(format!("no function {function}"))),
    };
    Ok(Value::object([("result", result)]))
}

fn encoding(datum: &Datum) -> Result<Vec<u8>, Failure> {
    encode(datum).map_err(|_| Failure::Malformed("datum: too long".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Value {
        json::parse(text.as_bytes()).expect("JSON")
    }

    /// What the adapter answers to each line, and what it should.
    fn converse(conversation: &[(&str, &str)]) {
        let mut adapter = Adapter::default();
        for (request, expected) in conversation {
            let answer = adapter.answer(request.as_bytes()).expect("an answer");
            assert!(!answer.contains('\n'));
            assert_eq!(parse(&answer), parse(expected), "{request}");
        }
    }

    /// The error code of the answer to a request.
    fn code(adapter: &mut Adapter, method: &str, params: &str) -> String {
        let line = format!(r#"{{"jsonrpc":"2.0","id":"x","method":"{method}","params":{params}}}"#);
        let answer = adapter.answer(line.as_bytes()).expect("an answer");
        match parse(&answer) {
            Value::Object(members) => match members.get("error") {
                Some(Value::Object(error)) => error["code"].to_string(),
                _ => answer,
            },
            _ => answer,
        }
    }

    const OPEN: &str = r#"{"machine":"order-book","params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"}}"#;

    #[test]
    fn holds_a_conversation() {
        converse(&[
            (
                r#"{"jsonrpc":"2.0","id":2,"method":"open","params":{"machine":"order-book","params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"}}}"#,
                r#"{"jsonrpc":"2.0","id":2,"result":{"session":"s1"}}"#,
            ),
            (
                r#"{"jsonrpc":"2.0","id":3,"method":"step","params":{"session":"s1","event":{"tag":"limit","order":"A","trader":"alice","side":"sell","price":"12","volume":"5","lastEon":"1"},"observe":["depth"]}}"#,
                r#"{"jsonrpc":"2.0","id":3,"result":{"accepted":{"fills":[],"removed":[]},"observed":{"depth":{"buys":[],"sells":[{"price":"12","volume":"5"}]}}}}"#,
            ),
            (
                r#"{"jsonrpc":"2.0","id":4,"method":"run","params":{"session":"s1","events":[{"tag":"limit","order":"B","trader":"bob","side":"buy","price":"12","volume":"3","lastEon":"1"},{"tag":"cancel","order":"A","trader":"alice"},{"tag":"cancel","order":"A","trader":"alice"}],"observe":["depth"]}}"#,
                r#"{"jsonrpc":"2.0","id":4,"result":{"steps":[{"accepted":{"fills":[{"maker":"A","taker":"B","price":"12","volume":"3"}],"removed":[]},"observed":{"depth":{"buys":[],"sells":[{"price":"12","volume":"2"}]}}},{"accepted":{"fills":[],"removed":[{"order":"A","volume":"2","why":"cancelled"}]},"observed":{"depth":{"buys":[],"sells":[]}}},{"rejected":{"reason":"OB-18"},"observed":{"depth":{"buys":[],"sells":[]}}}]}}"#,
            ),
            (
                r#"{"jsonrpc":"2.0","id":5,"method":"observe","params":{"session":"s1","what":["depth","eon"]}}"#,
                r#"{"jsonrpc":"2.0","id":5,"result":{"depth":{"buys":[],"sells":[]},"eon":"1"}}"#,
            ),
            (
                r#"{"jsonrpc":"2.0","id":6,"method":"evaluate","params":{"function":"judge","arguments":{"history":{"params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"},"entries":[{"event":{"tag":"cancel","order":"A","trader":"alice"},"answer":{"accepted":{"fills":[],"removed":[]}}}]}}}}"#,
                r#"{"jsonrpc":"2.0","id":6,"result":{"result":{"verdict":"broken","clause":"OB-18"}}}"#,
            ),
            (
                r#"{"jsonrpc":"2.0","id":12345678901234567890,"method":"dance","params":{}}"#,
                r#"{"jsonrpc":"2.0","id":12345678901234567890,"error":{"code":-32601,"message":"no method dance"}}"#,
            ),
            (
                r#"{"jsonrpc":"2.0","id":"a","method":"close","params":{"session":"s1"}}"#,
                r#"{"jsonrpc":"2.0","id":"a","result":{}}"#,
            ),
            (
                r#"{"jsonrpc":"2.0","id":9,"method":"shutdown","params":{}}"#,
                r#"{"jsonrpc":"2.0","id":9,"result":{}}"#,
            ),
        ]);
    }

    #[test]
    fn tells_errors_apart() {
        let mut adapter = Adapter::default();
        adapter.call("open", &parse(OPEN)).ok().expect("a session");
        for (method, params, expected) in [
            ("dance", "{}", "-32601"),
            ("open", r#"{"machine":"clock","params":{}}"#, "-32601"),
            ("observe", r#"{"session":"s1","what":["weather"]}"#, "-32601"),
            ("evaluate", r#"{"function":"add","arguments":{}}"#, "-32601"),
            ("open", r#"{"machine":"order-book","params":{}}"#, "-32602"),
            ("observe", r#"{"session":"s9","what":["eon"]}"#, "-32602"),
            ("step", r#"{"session":"s1","event":{"tag":"endEon","eon":1}}"#, "-32602"),
            (
                "evaluate",
                r#"{"function":"hash","arguments":{"suite":"md5","datum":{"tag":"","fields":[]}}}"#,
                "-32602",
            ),
            ("close", r#"{"session":"s9"}"#, "-32602"),
            ("close", "[]", "-32602"),
        ] {
            assert_eq!(code(&mut adapter, method, params), expected, "{method} {params}");
        }
    }

    #[test]
    fn goes_on_after_what_is_no_request() {
        let mut adapter = Adapter::default();
        let mut answer = |line: &str| adapter.answer(line.as_bytes());
        let starts =
            |answer: Option<String>, with: &str| answer.is_some_and(|answer| answer.starts_with(with));
        assert!(starts(answer("{"), r#"{"error":{"code":-32700"#));
        assert!(starts(answer("[]"), r#"{"error":{"code":-32600"#));
        assert!(starts(answer(r#"{"jsonrpc":"2.0","id":1}"#), r#"{"error":{"code":-32600"#));
        assert_eq!(answer(r#"{"jsonrpc":"2.0","method":"dance"}"#), None);
        assert!(starts(answer(r#"{"jsonrpc":"2.0","id":1,"method":"dance"}"#), r#"{"error":{"code":-32601"#));
    }

    #[test]
    fn a_run_with_a_malformed_event_does_nothing() {
        let mut adapter = Adapter::default();
        adapter.call("open", &parse(OPEN)).ok().expect("a session");
        let run = r#"{"session":"s1","events":[{"tag":"endEon","eon":"1"},{"tag":"endEon","eon":"02"}]}"#;
        assert_eq!(code(&mut adapter, "run", run), "-32602");
        let eon = adapter.call("observe", &parse(r#"{"session":"s1","what":["eon"]}"#)).ok();
        assert_eq!(eon, Some(parse(r#"{"eon":"1"}"#)));
    }
}
