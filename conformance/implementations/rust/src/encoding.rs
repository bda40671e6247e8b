//! The one encoding of everything that is hashed or signed (PR-4).

use std::fmt::Write;

use crate::integer::Amount;

const VERSION: u8 = 1;

/// Something that has an encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datum {
    /// What it is.
    pub tag: String,
    /// What it is made of.
    pub fields: Vec<Field>,
}

/// A part of a datum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// An amount.
    Amount(Amount),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Data.
    List(Vec<Datum>),
}

/// A length, or a number of things, does not fit its four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

/// The encoding of the datum.
pub fn encode(datum: &Datum) -> Result<Vec<u8>, TooLong> {
    let mut bytes = vec![VERSION];
    put_prefixed(&mut bytes, datum.tag.as_bytes())?;
    put_length(&mut bytes, datum.fields.len())?;
    for field in &datum.fields {
        match field {
            Field::Amount(amount) => {
                bytes.push(1);
                put_prefixed(&mut bytes, &amount.to_be_bytes())?;
            }
            Field::Text(text) => {
                bytes.push(2);
                put_prefixed(&mut bytes, text.as_bytes())?;
            }
            Field::Bytes(content) => {
                bytes.push(3);
                put_prefixed(&mut bytes, content)?;
            }
            Field::List(data) => {
                bytes.push(4);
                put_length(&mut bytes, data.len())?;
                for datum in data {
                    put_prefixed(&mut bytes, &encode(datum)?)?;
                }
            }
        }
    }
    Ok(bytes)
}

fn put_length(bytes: &mut Vec<u8>, length: usize) -> Result<(), TooLong> {
    let length = u32::try_from(length).map_err(|_| TooLong)?;
    bytes.extend(length.to_be_bytes());
    Ok(())
}

fn put_prefixed(bytes: &mut Vec<u8>, content: &[u8]) -> Result<(), TooLong> {
    put_length(bytes, content.len())?;
    bytes.extend(content);
    Ok(())
}

/// The bytes in hex.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 + 2 * bytes.len());
    text.push_str("0x");
    for byte in bytes {
        write!(text, "{byte:02x}").expect("a string takes all that is written to it");
    }
    text
}

/// The bytes that the hex stands for, if it is lower-case hex with `0x` before it.
pub fn parse_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.strip_prefix("0x")?.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|&[high, low]| Some(16 * nibble(high)? + nibble(low)?)).collect()
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn datum(tag: &str, fields: Vec<Field>) -> Datum {
        Datum { tag: tag.to_owned(), fields }
    }

    #[test]
    fn agrees_with_the_example_of_the_chapter() {
        assert_eq!(
            encode(&datum("x", vec![Field::Amount(258)])).map(|bytes| hex(&bytes)),
            Ok("0x0100000001780000000101000000100000000000000000000000000000\
                0102"
                .to_owned())
        );
    }

    #[test]
    fn a_list_is_not_its_members() {
        let inner = datum("y", vec![Field::Text("a".to_owned()), Field::Bytes(vec![0xff])]);
        assert_eq!(
            encode(&datum("", vec![Field::List(vec![inner])])).map(|bytes| hex(&bytes)),
            Ok([
                "0x01", "00000000", "00000001", "04", "00000001", "00000016", "01", "00000001", "79",
                "00000002", "02", "00000001", "61", "03", "00000001", "ff",
            ]
            .concat())
        );
    }

    #[test]
    fn reads_hex_strictly() {
        assert_eq!(parse_hex("0x"), Some(vec![]));
        assert_eq!(parse_hex("0x00ff"), Some(vec![0, 255]));
        for text in ["", "00", "0x0", "0xFF", "0Xff", "0xgg", "0x+1"] {
            assert_eq!(parse_hex(text), None, "{text}");
        }
    }
}
