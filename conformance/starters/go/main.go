// An adapter between Touchstone and your exchange, in Go with nothing but the standard library.
//
// It claims nothing yet. Three places in this file are yours: about and profiles, Book, and functions. The protocol
// (docs/adapters.md) is in protocol.go and works as it is.
//
// In the comments, > is what Touchstone writes and < what this adapter answers; each is one line. Where > is an event
// alone, it stands in a step or a run as the one of limit does.
package main

import "math/big"

// ---------------------------------------------------------------------------------------------------------------------
// 1. What you are, and what you claim.
//
// > {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":"1","suites":["sha256","keccak256"],"seed":"0"}}
// < {"jsonrpc":"2.0","id":1,"result":{"name":"my-exchange","version":"0.0.0","language":"Go","profiles":[]}}

var about = map[string]any{"name": "my-exchange", "version": "0.0.0", "language": "Go"}

// What is not claimed is not tested. Take away the // for a beginning; docs/adapters.md lists all options. What you
// claim is what is known: a chapter, observe=... and evaluate=... that are not here are answered with -32601.
var profiles = []profile{
	// {"order-book", []string{"preference=time", "executionPrice=resting", "selfTrade=allow", "event=limit", "event=cancel", "observe=depth"}},
}

// ---------------------------------------------------------------------------------------------------------------------
// 2. Your order book: the chapter spec/order-book/chapter.md says what each event has to do.

// Book is one book of your exchange. Many may be open at once; each begins empty, and none sees another.
//
// Integers come as *big.Int, of any size and sign: whether one of them is an amount or a price is for your exchange to
// say. Where yours has uint64, ask IsUint64 first: Uint64 loses digits silently. Ask your exchange for every answer;
// keep no second account of the orders here.
type Book struct{}

// > {"jsonrpc":"2.0","id":2,"method":"open","params":{"machine":"order-book","params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"}}}
// < {"jsonrpc":"2.0","id":2,"result":{"session":"s1"}}
func openBook(preference, executionPrice, selfTrade string) (*Book, error) {
	// YOURS: start your exchange, or make a new book in it. Only values that you claim come here.
	return &Book{}, nil
}

// > {"jsonrpc":"2.0","id":9,"method":"close","params":{"session":"s1"}}
// < {"jsonrpc":"2.0","id":9,"result":{}}
func (b *Book) close() {
	// YOURS: end what openBook has started, if there is something to end.
}

// > {"jsonrpc":"2.0","id":3,"method":"step","params":{"session":"s1","event":{"tag":"limit","order":"A","trader":"alice","side":"sell","price":"12","volume":"5","lastEon":"1"},"observe":["depth"]}}
// < {"jsonrpc":"2.0","id":3,"result":{"accepted":{"fills":[],"removed":[]},"observed":{"depth":{"buys":[],"sells":[{"price":"12","volume":"5"}]}}}}
//
// An order that trades, one that leaves for a self-trade, one that is refused, and one refused without a reason:
// < {"accepted":{"fills":[{"maker":"A","taker":"B","price":"12","volume":"3"}],"removed":[]}}
// < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"5","why":"self-trade"}]}}
// < {"rejected":{"reason":"OB-17"}}
// < {"rejected":{}}
func (b *Book) limit(order, trader, side string, price, volume, lastEon *big.Int) (answer, error) {
	// YOURS: pass the order to your exchange, and return what it answers:
	//   return accepted([]any{fill("A", order, price, volume)}, []any{removal("A", two, "self-trade")}), nil
	//   return refused("OB-17"), nil   the condition that it fails
	//   return refused(""), nil        your exchange gives no reason
	return nil, notWritten("limit")
}

// > {"tag":"market","order":"C","trader":"carol","side":"buy","volume":"7"}
// < {"accepted":{"fills":[{"maker":"A","taker":"C","price":"12","volume":"5"}],"removed":[{"order":"C","volume":"2","why":"dropped"}]}}
func (b *Book) market(order, trader, side string, volume *big.Int) (answer, error) {
	return nil, notWritten("market")
}

// > {"tag":"cancel","order":"A","trader":"alice"}
// < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"2","why":"cancelled"}]}}
// < {"rejected":{"reason":"OB-18"}}
func (b *Book) cancel(order, trader string) (answer, error) {
	return nil, notWritten("cancel")
}

// > {"tag":"endEon","eon":"1"}
// < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"2","why":"expired"}]}}
// < {"rejected":{"reason":"OB-21"}}
func (b *Book) endEon(eon *big.Int) (answer, error) {
	return nil, notWritten("endEon")
}

// > {"jsonrpc":"2.0","id":5,"method":"observe","params":{"session":"s1","what":["book","depth","sequence","eon"]}}
// < {"jsonrpc":"2.0","id":5,"result":{"book":[{"order":"A","trader":"alice","side":"sell","price":"12","volume":"5","lastEon":"1"}],"depth":{"buys":[],"sells":[{"price":"12","volume":"5"}]},"sequence":"1","eon":"1"}}

// The live orders as they were accepted: of shown(order, trader, side, price, volume, lastEon).
func (b *Book) book() ([]any, error) {
	return nil, notWritten("observe book")
}

// Two lists of level(price, volume), the best price first in both.
func (b *Book) depth() (buys, sells []any, err error) {
	return nil, nil, notWritten("observe depth")
}

// How many orders were accepted so far: strconv.Itoa(n).
func (b *Book) sequence() (string, error) {
	return "", notWritten("observe sequence")
}

// The number of the eon that runs: eon.String().
func (b *Book) eon() (string, error) {
	return "", notWritten("observe eon")
}

// ---------------------------------------------------------------------------------------------------------------------
// 3. Your functions without state: each takes the arguments and returns the result.
//
// > {"jsonrpc":"2.0","id":6,"method":"evaluate","params":{"chapter":"order-book","function":"judge","arguments":{"history":{"params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"},"entries":[{"event":{"tag":"cancel","order":"A","trader":"alice"},"answer":{"accepted":{"fills":[],"removed":[]}}}]}}}}
// < {"jsonrpc":"2.0","id":6,"result":{"result":{"verdict":"broken","clause":"OB-18"}}}
//
// Of the order book, judge. Of the primitives, whose claim is {"primitives", []string{"evaluate=encode"}}:
// > {"function":"encode","arguments":{"datum":{"tag":"x","fields":[{"amount":"258"}]}}}
// < {"result":"0x01000000017800000001010000001000000000000000000000000000000102"}
// > {"function":"hash","arguments":{"suite":"sha256","datum":{"tag":"x","fields":[]}}}
// < {"result":"0x..."}
//
// A return of malformed("why") as the error, anywhere in your code, answers -32602.

var functions = map[string]func(arguments map[string]any) (any, error){
	// "judge": func(arguments map[string]any) (any, error) { return map[string]any{"verdict": "kept"}, nil },
}

func main() {
	serve()
}
