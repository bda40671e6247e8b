//! An order book with price levels and time priority, the `judge` of its histories, and the
//! encodings and hashes of Touchstone, as an adapter on standard input and output.

#![forbid(unsafe_code)]

use std::io::{self, BufRead, Write};

use adapter::Adapter;

mod account;
mod adapter;
mod admission;
mod encoding;
mod half;
mod integer;
mod json;
mod judge;
mod order_book;
mod sha256;
mod timeline;
mod types;
mod wire;

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    let mut adapter = Adapter::default();
    let mut line = Vec::new();
    while !adapter.finished && input.read_until(b'\n', &mut line)? > 0 {
        if let Some(answer) = adapter.answer(line.trim_ascii_end()) {
            writeln!(output, "{answer}")?;
            output.flush()?;
        }
        line.clear();
    }
    Ok(())
}
