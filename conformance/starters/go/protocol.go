// The adapter protocol (docs/adapters.md): how messages are read and answered. There is nothing to fill in here.

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"regexp"
	"runtime/debug"
	"strings"
	"unicode/utf8"
)

// ---------------------------------------------------------------------------------------------------------------------
// What answers are made of.

type profile struct {
	Chapter string   `json:"chapter"`
	Options []string `json:"options"`
}

// What accepted and refused make.
type answer map[string]any

func accepted(fills, removed []any) answer {
	return answer{"accepted": map[string]any{"fills": list(fills), "removed": list(removed)}}
}

// The reason is the condition that the event fails; "" where your exchange gives no reason.
func refused(reason string) answer {
	if reason == "" {
		return answer{"rejected": map[string]any{}}
	}
	return answer{"rejected": map[string]any{"reason": reason}}
}

func fill(maker, taker string, price, volume *big.Int) any {
	return map[string]any{"maker": maker, "taker": taker, "price": price.String(), "volume": volume.String()}
}

// Why is "cancelled", "expired", "dropped" or "self-trade".
func removal(order string, volume *big.Int, why string) any {
	return map[string]any{"order": order, "volume": volume.String(), "why": why}
}

func level(price, volume *big.Int) any {
	return map[string]any{"price": price.String(), "volume": volume.String()}
}

func shown(order, trader, side string, price, volume, lastEon *big.Int) any {
	return map[string]any{
		"order": order, "trader": trader, "side": side,
		"price": price.String(), "volume": volume.String(), "lastEon": lastEon.String(),
	}
}

// An empty list is written as [], and never as null.
func list(items []any) []any {
	if items == nil {
		return []any{}
	}
	return items
}

// ---------------------------------------------------------------------------------------------------------------------
// How messages are read. Whatever is not written as the chapter Primitives says is malformed. What goes wrong in reading
// is a panic with an rpcError, which respond takes up.

// An answer that is an error, with its code.
type rpcError struct {
	code    int
	message string
}

func (e rpcError) Error() string { return e.message }

// A method, machine, function or observation that is not claimed.
func unknown(what string) error { return rpcError{-32601, what} }

// Params, or an event in them, that are not as they should be.
func malformed(what string) error { return rpcError{-32602, what} }

// Claimed, but not there yet: the case counts as one that could not be run.
func notWritten(what string) error { return rpcError{-32603, what + " is not written yet"} }

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func cut(value any) string {
	return fmt.Sprintf("%.120q", fmt.Sprint(value))
}

func text(value any) string {
	written, ok := value.(string)
	if !ok {
		panic(malformed("not a string: " + cut(value)))
	}
	return written
}

var integers = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,99})$`)

// An integer of any size and sign: in JSON a string in decimal.
func integer(value any) *big.Int {
	if !integers.MatchString(text(value)) {
		panic(malformed("not an integer in decimal: " + cut(value)))
	}
	read, _ := new(big.Int).SetString(text(value), 10)
	return read
}

var names = regexp.MustCompile(`^[A-Za-z0-9._:-]{1,64}$`)

// The id of an order or of a trader.
func name(value any) string {
	if !names.MatchString(text(value)) {
		panic(malformed("not an id: " + cut(value)))
	}
	return text(value)
}

func oneOf(value any, words ...string) string {
	written := text(value)
	for _, word := range words {
		if word == written {
			return word
		}
	}
	panic(malformed("not one of " + strings.Join(words, ", ") + ": " + cut(value)))
}

func array(value any) []any {
	items, ok := value.([]any)
	if !ok {
		panic(malformed("not an array: " + cut(value)))
	}
	return items
}

func object(value any) map[string]any {
	members, ok := value.(map[string]any)
	if !ok {
		panic(malformed("not an object: " + cut(value)))
	}
	return members
}

// A member that has to be there.
func member(members map[string]any, key string) any {
	value, ok := members[key]
	if !ok {
		panic(malformed("missing: " + key))
	}
	return value
}

// An object that has no members but these.
func only(value any, keys ...string) map[string]any {
	members := object(value)
	for given := range members {
		known := false
		for _, key := range keys {
			known = known || key == given
		}
		if !known {
			panic(malformed("unknown: " + cut(given)))
		}
	}
	return members
}

// An event that has been read: what it does to a book.
type event func(*Book) (answer, error)

func readEvent(value any) event {
	switch oneOf(member(object(value), "tag"), "limit", "market", "cancel", "endEon") {
	case "limit":
		given := only(value, "tag", "order", "trader", "side", "price", "volume", "lastEon")
		order, trader := name(member(given, "order")), name(member(given, "trader"))
		side := oneOf(member(given, "side"), "buy", "sell")
		price, volume := integer(member(given, "price")), integer(member(given, "volume"))
		lastEon := integer(member(given, "lastEon"))
		return func(b *Book) (answer, error) { return b.limit(order, trader, side, price, volume, lastEon) }
	case "market":
		given := only(value, "tag", "order", "trader", "side", "volume")
		order, trader := name(member(given, "order")), name(member(given, "trader"))
		side := oneOf(member(given, "side"), "buy", "sell")
		volume := integer(member(given, "volume"))
		return func(b *Book) (answer, error) { return b.market(order, trader, side, volume) }
	case "cancel":
		given := only(value, "tag", "order", "trader")
		order, trader := name(member(given, "order")), name(member(given, "trader"))
		return func(b *Book) (answer, error) { return b.cancel(order, trader) }
	default:
		eon := integer(member(only(value, "tag", "eon"), "eon"))
		return func(b *Book) (answer, error) { return b.endEon(eon) }
	}
}

// ---------------------------------------------------------------------------------------------------------------------
// The methods of the protocol.

type adapter struct {
	sessions map[string]*Book
	opened   int
	finished bool
}

func (a *adapter) call(method string, params any) any {
	switch method {
	case "initialize":
		return a.initialize(object(params))
	case "open":
		return a.open(object(params))
	case "step":
		return a.step(object(params))
	case "run":
		return a.run(object(params))
	case "observe":
		return a.observe(object(params))
	case "evaluate":
		return a.evaluate(object(params))
	case "close":
		return a.close(object(params))
	case "shutdown":
		return a.shutdown(object(params))
	}
	panic(unknown("no method " + cut(method)))
}

func (a *adapter) initialize(params map[string]any) any {
	oneOf(member(params, "protocol"), "1")
	said := map[string]any{"profiles": profiles}
	for key, value := range about {
		said[key] = value
	}
	return said
}

func (a *adapter) open(params map[string]any) any {
	machine := text(member(params, "machine"))
	if machine != "order-book" || !claimsChapter(machine) {
		panic(unknown("no machine " + cut(machine) + " is claimed"))
	}
	choices := only(member(params, "params"), "preference", "executionPrice", "selfTrade")
	book, err := openBook(
		oneOf(member(choices, "preference"), "time", "price-time"),
		oneOf(member(choices, "executionPrice"), "resting", "incoming"),
		oneOf(member(choices, "selfTrade"), "allow", "cancel-resting", "cancel-incoming"),
	)
	check(err)
	a.opened++
	session := fmt.Sprintf("s%d", a.opened)
	a.sessions[session] = book
	return map[string]any{"session": session}
}

func (a *adapter) step(params map[string]any) any {
	book, observe := a.session(params), asked(params)
	return take(book, readEvent(member(params, "event")), observe)
}

// > {"jsonrpc":"2.0","id":4,"method":"run","params":{"session":"s1","events":[{"tag":"cancel","order":"A","trader":"alice"},{"tag":"cancel","order":"A","trader":"alice"}],"observe":["eon"]}}
// < {"jsonrpc":"2.0","id":4,"result":{"steps":[{"accepted":{"fills":[],"removed":[{"order":"A","volume":"5","why":"cancelled"}]},"observed":{"eon":"1"}},{"rejected":{"reason":"OB-18"},"observed":{"eon":"1"}}]}}
func (a *adapter) run(params map[string]any) any {
	book, observe := a.session(params), asked(params)
	// All are read before the first is passed on: of a malformed message nothing happens.
	events := []event{}
	for _, one := range array(member(params, "events")) {
		events = append(events, readEvent(one))
	}
	steps := []any{}
	for _, one := range events {
		steps = append(steps, take(book, one, observe))
	}
	return map[string]any{"steps": steps}
}

func (a *adapter) observe(params map[string]any) any {
	return look(a.session(params), observations(member(params, "what")))
}

func (a *adapter) evaluate(params map[string]any) any {
	called := text(member(params, "function"))
	function, ok := functions[called]
	if !ok || !claims("evaluate="+called) {
		panic(unknown("no function " + cut(called) + " is claimed"))
	}
	result, err := function(object(member(params, "arguments")))
	check(err)
	return map[string]any{"result": result}
}

func (a *adapter) close(params map[string]any) any {
	a.session(params).close()
	delete(a.sessions, text(member(params, "session")))
	return map[string]any{}
}

func (a *adapter) shutdown(params map[string]any) any {
	a.finished = true
	return map[string]any{}
}

// The book of the session that is meant.
func (a *adapter) session(params map[string]any) *Book {
	book, ok := a.sessions[text(member(params, "session"))]
	if !ok {
		panic(malformed("no session " + cut(params["session"])))
	}
	return book
}

func claimsChapter(chapter string) bool {
	for _, one := range profiles {
		if one.Chapter == chapter {
			return true
		}
	}
	return false
}

func claims(option string) bool {
	for _, one := range profiles {
		for _, claimed := range one.Options {
			if claimed == option {
				return true
			}
		}
	}
	return false
}

// What is to be observed after each event; nil where it is not asked for.
func asked(params map[string]any) []string {
	if value, ok := params["observe"]; ok {
		return observations(value)
	}
	return nil
}

func observations(value any) []string {
	what := []string{}
	for _, one := range array(value) {
		switch observation := text(one); observation {
		case "book", "depth", "sequence", "eon":
			if claims("observe=" + observation) {
				what = append(what, observation)
				continue
			}
		}
		panic(unknown("no observation " + cut(one) + " is claimed"))
	}
	return what
}

func look(book *Book, what []string) map[string]any {
	seen := map[string]any{}
	for _, one := range what {
		switch one {
		case "book":
			orders, err := book.book()
			check(err)
			seen[one] = list(orders)
		case "depth":
			buys, sells, err := book.depth()
			check(err)
			seen[one] = map[string]any{"buys": list(buys), "sells": list(sells)}
		case "sequence":
			sequence, err := book.sequence()
			check(err)
			seen[one] = sequence
		case "eon":
			eon, err := book.eon()
			check(err)
			seen[one] = eon
		}
	}
	return seen
}

func take(book *Book, one event, observe []string) any {
	step, err := one(book)
	check(err)
	if observe != nil {
		step["observed"] = look(book, observe)
	}
	return step
}

// ---------------------------------------------------------------------------------------------------------------------
// One message a line.

type response struct {
	Jsonrpc string   `json:"jsonrpc"`
	ID      any      `json:"id"`
	Result  any      `json:"result,omitempty"`
	Error   *failure `json:"error,omitempty"`
}

type failure struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// The answer to one line.
func (a *adapter) respond(line []byte) (said response) {
	said = response{Jsonrpc: "2.0"}
	if !utf8.Valid(line) || !json.Valid(line) {
		said.Error = &failure{-32700, "not JSON"}
		return said
	}
	var request any
	decoder := json.NewDecoder(bytes.NewReader(line))
	// Numbers are kept as they were written: the only ones here are ids. All other integers are strings.
	decoder.UseNumber()
	if err := decoder.Decode(&request); err != nil {
		said.Error = &failure{-32700, "not JSON: " + err.Error()}
		return said
	}
	message, _ := request.(map[string]any)
	said.ID = message["id"]
	method, ok := message["method"].(string)
	if !ok || message["jsonrpc"] != "2.0" {
		said.Error = &failure{-32600, "not a request of JSON-RPC 2.0"}
		return said
	}
	defer func() {
		if trouble := recover(); trouble != nil {
			known, ok := trouble.(rpcError)
			if !ok {
				// A mistake in your code; Touchstone shows what is on standard error.
				fmt.Fprintf(os.Stderr, "%v\n%s", trouble, debug.Stack())
				known = rpcError{-32603, fmt.Sprint(trouble)}
			}
			said.Error = &failure{known.code, known.message}
		}
	}()
	said.Result = a.call(method, message["params"])
	return said
}

// Answers line by line until the input ends or a shutdown is asked for.
func serve() {
	output := bufio.NewWriter(os.Stdout)
	// Only answers may be written to standard output: what your code prints goes to standard error.
	os.Stdout = os.Stderr
	input := bufio.NewReader(os.Stdin)
	a := &adapter{sessions: map[string]*Book{}}
	for !a.finished {
		line, end := input.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			said, err := json.Marshal(a.respond(line))
			check(err)
			output.Write(said)
			output.WriteByte('\n')
			output.Flush()
		}
		if end != nil {
			return
		}
	}
}
