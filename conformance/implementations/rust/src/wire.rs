//! How things look in the messages, and what is malformed.

use std::fmt;

use crate::encoding::{self, Datum, Field};
use crate::integer::Integer;
use crate::json::{Object, Value};
use crate::types::{
    Answer, Clause, Depth, Entry, Event, ExecutionPrice, Fill, History, Level, Limit, Name, Observable,
    Observed, Outcome, Params, Preference, Removal, SelfTrade, ShownOrder, Side, Submission, Why,
};

/// What is wrong with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(String);

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A result of reading.
pub type Read<T> = Result<T, Malformed>;

fn malformed<T>(what: impl Into<String>) -> Read<T> {
    Err(Malformed(what.into()))
}

/// The members of an object, of which none may be left over.
pub struct Members<'a> {
    object: &'a Object,
    read: usize,
}

impl<'a> Members<'a> {
    /// The members of the value, which has to be an object.
    pub fn of(value: &'a Value) -> Read<Members<'a>> {
        match value {
            Value::Object(object) => Ok(Members { object, read: 0 }),
            _ => malformed("not an object"),
        }
    }

    /// Reads a member, if it is there. Each may be read once only.
    pub fn optional<T>(&mut self, name: &str, read: impl FnOnce(&'a Value) -> Read<T>) -> Read<Option<T>> {
        let Some(value) = self.object.get(name) else {
            return Ok(None);
        };
        self.read += 1;
        match read(value) {
            Ok(value) => Ok(Some(value)),
            Err(Malformed(what)) => malformed(format!("{name}: {what}")),
        }
    }

    /// Reads a member, which has to be there.
    pub fn required<T>(&mut self, name: &str, read: impl FnOnce(&'a Value) -> Read<T>) -> Read<T> {
        match self.optional(name, read)? {
            Some(value) => Ok(value),
            None => malformed(format!("{name}: missing")),
        }
    }

    /// Checks that there were no other members.
    pub fn end(self) -> Read<()> {
        if self.read == self.object.len() { Ok(()) } else { malformed("an unknown member") }
    }
}

/// Reads an object with what `read` does, and nothing else in it.
pub fn object<'a, T>(value: &'a Value, read: impl FnOnce(&mut Members<'a>) -> Read<T>) -> Read<T> {
    let mut members = Members::of(value)?;
    let result = read(&mut members)?;
    members.end()?;
    Ok(result)
}

/// Reads a string.
pub fn string(value: &Value) -> Read<&str> {
    match value {
        Value::String(text) => Ok(text),
        _ => malformed("not a string"),
    }
}

/// Reads an array.
pub fn list<T>(value: &Value, read: impl Fn(&Value) -> Read<T>) -> Read<Vec<T>> {
    match value {
        Value::Array(items) => items.iter().map(read).collect(),
        _ => malformed("not an array"),
    }
}

fn integer(value: &Value) -> Read<Integer> {
    string(value)?.parse().or_else(|_| malformed("not an integer"))
}

fn name(value: &Value) -> Read<Name> {
    Name::new(string(value)?).ok_or_else(|| Malformed("not an id".to_owned()))
}

fn word<T: Copy>(value: &Value, words: &[(&str, T)]) -> Read<T> {
    let text = string(value)?;
    match words.iter().find(|(word, _)| *word == text) {
        Some(&(_, meaning)) => Ok(meaning),
        None => malformed(format!("not one of the values: {text:?}")),
    }
}

fn side(value: &Value) -> Read<Side> {
    word(value, &[("buy", Side::Buy), ("sell", Side::Sell)])
}

fn why(value: &Value) -> Read<Why> {
    word(
        value,
        &[
            ("cancelled", Why::Cancelled),
            ("expired", Why::Expired),
            ("dropped", Why::Dropped),
            ("self-trade", Why::SelfTrade),
        ],
    )
}

/// Reads the params of a book.
pub fn params(value: &Value) -> Read<Params> {
    object(value, |members| {
        Ok(Params {
            preference: members.required("preference", |value| {
                word(value, &[("time", Preference::Time), ("price-time", Preference::PriceTime)])
            })?,
            execution_price: members.required("executionPrice", |value| {
                word(value, &[("resting", ExecutionPrice::Resting), ("incoming", ExecutionPrice::Incoming)])
            })?,
            self_trade: members.required("selfTrade", |value| {
                word(
                    value,
                    &[
                        ("allow", SelfTrade::Allow),
                        ("cancel-resting", SelfTrade::CancelResting),
                        ("cancel-incoming", SelfTrade::CancelIncoming),
                    ],
                )
            })?,
        })
    })
}

/// Reads an event.
pub fn event(value: &Value) -> Read<Event> {
    object(value, |members| match members.required("tag", string)? {
        "limit" => submission(members, |members| {
            Ok(Some(Limit {
                price: members.required("price", integer)?,
                last_eon: members.required("lastEon", integer)?,
            }))
        }),
        "market" => submission(members, |_| Ok(None)),
        "cancel" => Ok(Event::Cancel {
            order: members.required("order", name)?,
            trader: members.required("trader", name)?,
        }),
        "endEon" => Ok(Event::EndEon { eon: members.required("eon", integer)? }),
        tag => malformed(format!("tag: no event {tag:?}")),
    })
}

fn submission<'a>(
    members: &mut Members<'a>,
    limit: impl FnOnce(&mut Members<'a>) -> Read<Option<Limit>>,
) -> Read<Event> {
    Ok(Event::Submit(Submission {
        order: members.required("order", name)?,
        trader: members.required("trader", name)?,
        side: members.required("side", side)?,
        volume: members.required("volume", integer)?,
        limit: limit(members)?,
    }))
}

/// Reads the name of an observation: `None` if there is none of this name.
pub fn observable(name: &str) -> Option<Observable> {
    match name {
        "book" => Some(Observable::Book),
        "depth" => Some(Observable::Depth),
        "sequence" => Some(Observable::Sequence),
        "eon" => Some(Observable::Eon),
        _ => None,
    }
}

/// Reads a history.
pub fn history(value: &Value) -> Read<History> {
    object(value, |members| {
        Ok(History {
            params: members.required("params", params)?,
            entries: members.required("entries", |value| list(value, entry))?,
        })
    })
}

fn entry(value: &Value) -> Read<Entry> {
    object(value, |members| {
        Ok(Entry {
            event: members.required("event", event)?,
            answer: members.required("answer", answer)?,
            observed: members.optional("observed", observed)?.unwrap_or_default(),
        })
    })
}

fn answer(value: &Value) -> Read<Answer> {
    object(value, |members| {
        let accepted = members.optional("accepted", outcome)?;
        let rejected = members
            .optional("rejected", |value| object(value, |members| members.optional("reason", reason)))?;
        match (accepted, rejected) {
            (Some(outcome), None) => Ok(Answer::Accepted(outcome)),
            (None, Some(reason)) => Ok(Answer::Rejected { reason }),
            _ => malformed("neither accepted nor rejected, or both"),
        }
    })
}

/// The id of a clause, whether it exists or not: two capitals, a hyphen, and digits.
fn reason(value: &Value) -> Read<String> {
    let text = string(value)?;
    let is_id = text.split_once('-').is_some_and(|(chapter, number)| {
        chapter.len() == 2
            && chapter.bytes().all(|byte| byte.is_ascii_uppercase())
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    if is_id { Ok(text.to_owned()) } else { malformed("not the id of a clause") }
}

fn outcome(value: &Value) -> Read<Outcome> {
    object(value, |members| {
        Ok(Outcome {
            fills: members.required("fills", |value| list(value, fill))?,
            removed: members.required("removed", |value| list(value, removal))?,
        })
    })
}

fn fill(value: &Value) -> Read<Fill> {
    object(value, |members| {
        Ok(Fill {
            maker: members.required("maker", name)?,
            taker: members.required("taker", name)?,
            price: members.required("price", integer)?,
            volume: members.required("volume", integer)?,
        })
    })
}

fn removal(value: &Value) -> Read<Removal> {
    object(value, |members| {
        Ok(Removal {
            order: members.required("order", name)?,
            volume: members.required("volume", integer)?,
            why: members.required("why", why)?,
        })
    })
}

fn observed(value: &Value) -> Read<Observed> {
    object(value, |members| {
        Ok(Observed {
            book: members.optional("book", |value| list(value, shown_order))?,
            depth: members.optional("depth", depth)?,
            sequence: members.optional("sequence", integer)?,
            eon: members.optional("eon", integer)?,
        })
    })
}

fn shown_order(value: &Value) -> Read<ShownOrder> {
    object(value, |members| {
        Ok(ShownOrder {
            order: members.required("order", name)?,
            trader: members.required("trader", name)?,
            side: members.required("side", side)?,
            price: members.required("price", integer)?,
            volume: members.required("volume", integer)?,
            last_eon: members.required("lastEon", integer)?,
        })
    })
}

fn depth(value: &Value) -> Read<Depth> {
    object(value, |members| {
        Ok(Depth {
            buys: members.required("buys", |value| list(value, level))?,
            sells: members.required("sells", |value| list(value, level))?,
        })
    })
}

fn level(value: &Value) -> Read<Level> {
    object(value, |members| {
        Ok(Level { price: members.required("price", integer)?, volume: members.required("volume", integer)? })
    })
}

/// Reads a datum.
pub fn datum(value: &Value) -> Read<Datum> {
    object(value, |members| {
        Ok(Datum {
            tag: members.required("tag", string)?.to_owned(),
            fields: members.required("fields", |value| list(value, field))?,
        })
    })
}

fn field(value: &Value) -> Read<Field> {
    object(value, |members| {
        if let Some(amount) = members.optional("amount", integer)? {
            return amount
                .amount()
                .map(Field::Amount)
                .ok_or_else(|| Malformed("amount: out of range".to_owned()));
        }
        if let Some(text) = members.optional("text", string)? {
            return Ok(Field::Text(text.to_owned()));
        }
        if let Some(hex) = members.optional("bytes", string)? {
            return encoding::parse_hex(hex)
                .map(Field::Bytes)
                .ok_or_else(|| Malformed("bytes: not hex".to_owned()));
        }
        members.required("list", |value| list(value, datum)).map(Field::List)
    })
}

/// Writes what `step` answers, without the observations.
pub fn write_answer(answer: &Result<Outcome, Clause>) -> (&'static str, Value) {
    match answer {
        Ok(outcome) => ("accepted", write_outcome(outcome)),
        Err(clause) => ("rejected", Value::object([("reason", Value::text(clause.id()))])),
    }
}

fn write_outcome(outcome: &Outcome) -> Value {
    let fills = outcome.fills.iter().map(|fill| {
        Value::object([
            ("maker", Value::text(&fill.maker)),
            ("taker", Value::text(&fill.taker)),
            ("price", Value::text(fill.price)),
            ("volume", Value::text(fill.volume)),
        ])
    });
    let removed = outcome.removed.iter().map(|removal| {
        Value::object([
            ("order", Value::text(&removal.order)),
            ("volume", Value::text(removal.volume)),
            ("why", Value::text(why_word(removal.why))),
        ])
    });
    Value::object([("fills", Value::array(fills)), ("removed", Value::array(removed))])
}

fn why_word(why: Why) -> &'static str {
    match why {
        Why::Cancelled => "cancelled",
        Why::Expired => "expired",
        Why::Dropped => "dropped",
        Why::SelfTrade => "self-trade",
    }
}

fn side_word(side: Side) -> &'static str {
    match side {
        Side::Buy => "buy",
        Side::Sell => "sell",
    }
}

/// Writes what was observed.
pub fn write_observed(observed: &Observed) -> Value {
    let mut members = Object::new();
    if let Some(book) = &observed.book {
        members.insert("book".to_owned(), Value::array(book.iter().map(write_shown_order)));
    }
    if let Some(depth) = &observed.depth {
        let levels = |levels: &[Level]| Value::array(levels.iter().map(write_level));
        let depth = Value::object([("buys", levels(&depth.buys)), ("sells", levels(&depth.sells))]);
        members.insert("depth".to_owned(), depth);
    }
    if let Some(sequence) = observed.sequence {
        members.insert("sequence".to_owned(), Value::text(sequence));
    }
    if let Some(eon) = observed.eon {
        members.insert("eon".to_owned(), Value::text(eon));
    }
    Value::Object(members)
}

fn write_shown_order(shown: &ShownOrder) -> Value {
    Value::object([
        ("order", Value::text(&shown.order)),
        ("trader", Value::text(&shown.trader)),
        ("side", Value::text(side_word(shown.side))),
        ("price", Value::text(shown.price)),
        ("volume", Value::text(shown.volume)),
        ("lastEon", Value::text(shown.last_eon)),
    ])
}

fn write_level(level: &Level) -> Value {
    Value::object([("price", Value::text(level.price)), ("volume", Value::text(level.volume))])
}

/// Writes a verdict.
pub fn write_verdict(verdict: Result<(), Clause>) -> Value {
    match verdict {
        Ok(()) => Value::object([("verdict", Value::text("kept"))]),
        Err(clause) => {
            Value::object([("verdict", Value::text("broken")), ("clause", Value::text(clause.id()))])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn read<T>(read: impl FnOnce(&Value) -> Read<T>, text: &str) -> Read<T> {
        read(&json::parse(text.as_bytes()).expect("JSON"))
    }

    #[test]
    fn reads_events_of_every_kind() {
        for text in [
            r#"{"tag":"limit","order":"A","trader":"a","side":"sell","price":"12","volume":"-5","lastEon":"1"}"#,
            r#"{"tag":"market","order":"C","trader":"c.d_e:f-g","side":"buy","volume":"0"}"#,
            r#"{"tag":"cancel","order":"A","trader":"a"}"#,
            r#"{"tag":"endEon","eon":"1"}"#,
        ] {
            assert!(read(event, text).is_ok(), "{text}");
        }
    }

    #[test]
    fn refuses_malformed_events() {
        for text in [
            r#"{"tag":"dance"}"#,
            r#"{"tag":"endEon","eon":1}"#,
            r#"{"tag":"endEon","eon":"01"}"#,
            r#"{"tag":"endEon"}"#,
            r#"{"tag":"endEon","eon":"1","order":"A"}"#,
            r#"{"tag":"cancel","order":"","trader":"a"}"#,
            r#"{"tag":"cancel","order":"A B","trader":"a"}"#,
            r#"{"tag":"market","order":"C","trader":"c","side":"both","volume":"7"}"#,
            r#"{"tag":"market","order":"C","trader":"c","side":"buy","volume":"7","price":"1"}"#,
            r#"["endEon","1"]"#,
        ] {
            assert!(read(event, text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_field_is_of_one_kind() {
        assert!(read(datum, r#"{"tag":"x","fields":[{"amount":"1"}]}"#).is_ok());
        for field in ["{}", r#"{"amount":"-1"}"#, r#"{"bytes":"00"}"#, r#"{"amount":"1","text":"a"}"#] {
            assert!(read(datum, &format!(r#"{{"tag":"x","fields":[{field}]}}"#)).is_err(), "{field}");
        }
    }

    #[test]
    fn an_answer_is_of_one_kind() {
        assert!(read(answer, r#"{"rejected":{}}"#).is_ok());
        assert!(read(answer, r#"{"rejected":{"reason":"ZZ-99"}}"#).is_ok());
        for text in [
            "{}",
            r#"{"rejected":{"reason":"no"}}"#,
            r#"{"accepted":{"fills":[]}}"#,
            r#"{"accepted":{"fills":[],"removed":[]},"rejected":{}}"#,
        ] {
            assert!(read(answer, text).is_err(), "{text}");
        }
    }
}
