import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * An adapter between Touchstone and your exchange, in Java 17 with nothing but its library; {@code java Adapter.java}
 * starts it, and {@code java -cp my-exchange.jar Adapter.java} together with yours, of which it sees the public classes.
 *
 * <p>It claims nothing yet. Three places are yours: ABOUT and PROFILES, the class Book, and FUNCTIONS. What comes below
 * them is the protocol (docs/adapters.md) and works as it is.
 *
 * <p>In the comments, {@code >} is what Touchstone writes and {@code <} what this adapter answers; each is one line.
 * Where {@code >} is an event alone, it stands in a {@code step} or a {@code run} as the one of {@code limit} does.
 *
 * <p>JSON is read into Map, List, String, Boolean, Json.Num and null, and written from the same.
 */
final class Adapter {
    // -----------------------------------------------------------------------------------------------------------------
    // 1. What you are, and what you claim.
    //
    // > {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":"1","suites":["sha256","keccak256"],"seed":"0"}}
    // < {"jsonrpc":"2.0","id":1,"result":{"name":"my-exchange","version":"0.0.0","language":"Java","profiles":[]}}

    static final Map<String, Object> ABOUT = Map.of("name", "my-exchange", "version", "0.0.0", "language", "Java");

    // What is not claimed is not tested. Take away the `//` for a beginning; docs/adapters.md lists all options. What
    // you claim is what is known below: a chapter, `observe=...` and `evaluate=...` that are not here are answered with
    // -32601.
    static final List<Profile> PROFILES = List.of(
        // new Profile("order-book", List.of("preference=time", "executionPrice=resting", "selfTrade=allow", "event=limit", "event=cancel", "observe=depth"))
    );

    // -----------------------------------------------------------------------------------------------------------------
    // 2. Your order book: the chapter spec/order-book/chapter.md says what each event has to do.

    /**
     * One book of your exchange. Many may be open at once; each begins empty, and none sees another.
     *
     * <p>Integers come as BigInteger, of any size and sign: whether one of them is an amount or a price is for your
     * exchange to say. Where yours has long, {@code longValueExact()} throws instead of losing digits. Ask your exchange
     * for every answer; keep no second account of the orders here.
     */
    static final class Book {
        // > {"jsonrpc":"2.0","id":2,"method":"open","params":{"machine":"order-book","params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"}}}
        // < {"jsonrpc":"2.0","id":2,"result":{"session":"s1"}}
        Book(String preference, String executionPrice, String selfTrade) {
            // YOURS: start your exchange, or make a new book in it. Only values that you claim come here.
        }

        // > {"jsonrpc":"2.0","id":9,"method":"close","params":{"session":"s1"}}
        // < {"jsonrpc":"2.0","id":9,"result":{}}
        void close() {
            // YOURS: end what the constructor has started, if there is something to end.
        }

        // > {"jsonrpc":"2.0","id":3,"method":"step","params":{"session":"s1","event":{"tag":"limit","order":"A","trader":"alice","side":"sell","price":"12","volume":"5","lastEon":"1"},"observe":["depth"]}}
        // < {"jsonrpc":"2.0","id":3,"result":{"accepted":{"fills":[],"removed":[]},"observed":{"depth":{"buys":[],"sells":[{"price":"12","volume":"5"}]}}}}
        //
        // An order that trades, one that leaves for a self-trade, one that is refused, and one refused without a reason:
        // < {"accepted":{"fills":[{"maker":"A","taker":"B","price":"12","volume":"3"}],"removed":[]}}
        // < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"5","why":"self-trade"}]}}
        // < {"rejected":{"reason":"OB-17"}}
        // < {"rejected":{}}
        Answer limit(String order, String trader, String side, BigInteger price, BigInteger volume, BigInteger lastEon) {
            // YOURS: pass the order to your exchange, and return what it answers:
            //   return accepted(List.of(fill("A", order, price, volume)), List.of(removal("A", two, "self-trade")));
            //   return refused("OB-17");   // the condition that it fails
            //   return refused();          // your exchange gives no reason
            throw notWritten("limit");
        }

        // > {"tag":"market","order":"C","trader":"carol","side":"buy","volume":"7"}
        // < {"accepted":{"fills":[{"maker":"A","taker":"C","price":"12","volume":"5"}],"removed":[{"order":"C","volume":"2","why":"dropped"}]}}
        Answer market(String order, String trader, String side, BigInteger volume) {
            throw notWritten("market");
        }

        // > {"tag":"cancel","order":"A","trader":"alice"}
        // < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"2","why":"cancelled"}]}}
        // < {"rejected":{"reason":"OB-18"}}
        Answer cancel(String order, String trader) {
            throw notWritten("cancel");
        }

        // > {"tag":"endEon","eon":"1"}
        // < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"2","why":"expired"}]}}
        // < {"rejected":{"reason":"OB-21"}}
        Answer endEon(BigInteger eon) {
            throw notWritten("endEon");
        }

        // > {"jsonrpc":"2.0","id":5,"method":"observe","params":{"session":"s1","what":["book","depth","sequence","eon"]}}
        // < {"jsonrpc":"2.0","id":5,"result":{"book":[{"order":"A","trader":"alice","side":"sell","price":"12","volume":"5","lastEon":"1"}],"depth":{"buys":[],"sells":[{"price":"12","volume":"5"}]},"sequence":"1","eon":"1"}}

        /** The live orders as they were accepted: a list of {@code shown(...)}. */
        Object book() {
            throw notWritten("observe book");
        }

        /** {@code Map.of("buys", buys, "sells", sells)}: lists of {@code level(...)}, the best price first on both sides. */
        Object depth() {
            throw notWritten("observe depth");
        }

        /** How many orders were accepted so far, as a string: {@code String.valueOf(n)}. */
        Object sequence() {
            throw notWritten("observe sequence");
        }

        /** The number of the eon that runs, as a string: {@code String.valueOf(n)}. */
        Object eon() {
            throw notWritten("observe eon");
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 3. Your functions without state: each takes the `arguments` and returns the `result`.
    //
    // > {"jsonrpc":"2.0","id":6,"method":"evaluate","params":{"chapter":"order-book","function":"judge","arguments":{"history":{"params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"},"entries":[{"event":{"tag":"cancel","order":"A","trader":"alice"},"answer":{"accepted":{"fills":[],"removed":[]}}}]}}}}
    // < {"jsonrpc":"2.0","id":6,"result":{"result":{"verdict":"broken","clause":"OB-18"}}}
    //
    // Of the order book, `judge`. Of the primitives, whose claim is new Profile("primitives", List.of("evaluate=encode")):
    // > {"function":"encode","arguments":{"datum":{"tag":"x","fields":[{"amount":"258"}]}}}
    // < {"result":"0x01000000017800000001010000001000000000000000000000000000000102"}
    // > {"function":"hash","arguments":{"suite":"sha256","datum":{"tag":"x","fields":[]}}}
    // < {"result":"0x..."}
    //
    // A `throw malformed("why")` anywhere in your code answers -32602.

    static final Map<String, Function<Map<String, Object>, Object>> FUNCTIONS = Map.of(
        // "judge", arguments -> Map.of("verdict", "kept")
    );

    // -----------------------------------------------------------------------------------------------------------------
    // What answers are made of.

    record Profile(String chapter, List<String> options) {}

    /** What {@code accepted} and {@code refused} make. */
    record Answer(String word, Object content) {}

    static Answer accepted(List<Object> fills, List<Object> removed) {
        return new Answer("accepted", Map.of("fills", fills, "removed", removed));
    }

    static Answer refused(String reason) {
        return new Answer("rejected", Map.of("reason", reason));
    }

    static Answer refused() {
        return new Answer("rejected", Map.of());
    }

    static Object fill(String maker, String taker, BigInteger price, BigInteger volume) {
        return Map.of("maker", maker, "taker", taker, "price", price.toString(), "volume", volume.toString());
    }

    /** Why is "cancelled", "expired", "dropped" or "self-trade". */
    static Object removal(String order, BigInteger volume, String why) {
        return Map.of("order", order, "volume", volume.toString(), "why", why);
    }

    static Object level(BigInteger price, BigInteger volume) {
        return Map.of("price", price.toString(), "volume", volume.toString());
    }

    static Object shown(
            String order, String trader, String side, BigInteger price, BigInteger volume, BigInteger lastEon) {
        return Map.of(
            "order", order, "trader", trader, "side", side,
            "price", price.toString(), "volume", volume.toString(), "lastEon", lastEon.toString());
    }

    // -----------------------------------------------------------------------------------------------------------------
    // How messages are read. Whatever is not written as the chapter Primitives says is malformed.

    /** An answer that is an error, with its code. */
    static final class RpcError extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int code;

        RpcError(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    /** A method, machine, function or observation that is not claimed. */
    static RpcError unknown(String what) {
        return new RpcError(-32601, what);
    }

    /** Params, or an event in them, that are not as they should be. */
    static RpcError malformed(String what) {
        return new RpcError(-32602, what);
    }

    /** Claimed, but not there yet: the case counts as one that could not be run. */
    static RpcError notWritten(String what) {
        return new RpcError(-32603, what + " is not written yet");
    }

    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,99}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    static String cut(Object value) {
        String text = Json.write(value);
        return text.length() > 120 ? text.substring(0, 120) : text;
    }

    static String text(Object value) {
        if (value instanceof String text) return text;
        throw malformed("not a string: " + cut(value));
    }

    /** An integer of any size and sign: in JSON a string in decimal. */
    static BigInteger integer(Object value) {
        if (INTEGER.matcher(text(value)).matches()) return new BigInteger(text(value));
        throw malformed("not an integer in decimal: " + cut(value));
    }

    /** The id of an order or of a trader. */
    static String name(Object value) {
        if (NAME.matcher(text(value)).matches()) return text(value);
        throw malformed("not an id: " + cut(value));
    }

    static String oneOf(Object value, String... words) {
        if (List.of(words).contains(text(value))) return text(value);
        throw malformed("not one of " + String.join(", ", words) + ": " + cut(value));
    }

    static List<?> array(Object value) {
        if (value instanceof List<?> list) return list;
        throw malformed("not an array: " + cut(value));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        // The names of what Json has read are strings.
        if (value instanceof Map<?, ?> map) return (Map<String, Object>) map;
        throw malformed("not an object: " + cut(value));
    }

    /** A member that has to be there. */
    static Object member(Map<String, Object> object, String key) {
        if (object.containsKey(key)) return object.get(key);
        throw malformed("missing: " + key);
    }

    /** An object that has no members but these. */
    static Map<String, Object> only(Object value, String... keys) {
        Map<String, Object> object = object(value);
        for (String key : object.keySet())
            if (!List.of(keys).contains(key)) throw malformed("unknown: " + cut(key));
        return object;
    }

    /** An event that has been read: what it does to a book. */
    interface Event extends Function<Book, Answer> {}

    static Event readEvent(Object value) {
        switch (oneOf(member(object(value), "tag"), "limit", "market", "cancel", "endEon")) {
            case "limit": {
                var event = only(value, "tag", "order", "trader", "side", "price", "volume", "lastEon");
                String order = name(member(event, "order"));
                String trader = name(member(event, "trader"));
                String side = oneOf(member(event, "side"), "buy", "sell");
                BigInteger price = integer(member(event, "price"));
                BigInteger volume = integer(member(event, "volume"));
                BigInteger lastEon = integer(member(event, "lastEon"));
                return book -> book.limit(order, trader, side, price, volume, lastEon);
            }
            case "market": {
                var event = only(value, "tag", "order", "trader", "side", "volume");
                String order = name(member(event, "order"));
                String trader = name(member(event, "trader"));
                String side = oneOf(member(event, "side"), "buy", "sell");
                BigInteger volume = integer(member(event, "volume"));
                return book -> book.market(order, trader, side, volume);
            }
            case "cancel": {
                var event = only(value, "tag", "order", "trader");
                String order = name(member(event, "order"));
                String trader = name(member(event, "trader"));
                return book -> book.cancel(order, trader);
            }
            default: {
                BigInteger eon = integer(member(only(value, "tag", "eon"), "eon"));
                return book -> book.endEon(eon);
            }
        }
    }

    private static final Map<String, Function<Book, Object>> OBSERVATIONS =
        Map.of("book", Book::book, "depth", Book::depth, "sequence", Book::sequence, "eon", Book::eon);

    // -----------------------------------------------------------------------------------------------------------------
    // The methods of the protocol.

    private final Map<String, Book> sessions = new HashMap<>();
    private int opened = 0;
    private boolean finished = false;

    private Object call(String method, Object given) {
        switch (method) {
            case "initialize": return initialize(object(given));
            case "open": return open(object(given));
            case "step": return step(object(given));
            case "run": return run(object(given));
            case "observe": return observe(object(given));
            case "evaluate": return evaluate(object(given));
            case "close": return close(object(given));
            case "shutdown": return shutdown(object(given));
            default: throw unknown("no method " + cut(method));
        }
    }

    private Object initialize(Map<String, Object> params) {
        oneOf(member(params, "protocol"), "1");
        Map<String, Object> about = new LinkedHashMap<>(ABOUT);
        about.put("profiles", PROFILES.stream()
            .map(profile -> Map.of("chapter", profile.chapter(), "options", profile.options())).toList());
        return about;
    }

    private Object open(Map<String, Object> params) {
        String machine = text(member(params, "machine"));
        if (!machine.equals("order-book") || PROFILES.stream().noneMatch(one -> one.chapter().equals(machine)))
            throw unknown("no machine " + cut(machine) + " is claimed");
        var choices = only(member(params, "params"), "preference", "executionPrice", "selfTrade");
        Book book = new Book(
            oneOf(member(choices, "preference"), "time", "price-time"),
            oneOf(member(choices, "executionPrice"), "resting", "incoming"),
            oneOf(member(choices, "selfTrade"), "allow", "cancel-resting", "cancel-incoming"));
        opened += 1;
        sessions.put("s" + opened, book);
        return Map.of("session", "s" + opened);
    }

    private Object step(Map<String, Object> params) {
        return take(session(params), readEvent(member(params, "event")), asked(params));
    }

    // > {"jsonrpc":"2.0","id":4,"method":"run","params":{"session":"s1","events":[{"tag":"cancel","order":"A","trader":"alice"},{"tag":"cancel","order":"A","trader":"alice"}],"observe":["eon"]}}
    // < {"jsonrpc":"2.0","id":4,"result":{"steps":[{"accepted":{"fills":[],"removed":[{"order":"A","volume":"5","why":"cancelled"}]},"observed":{"eon":"1"}},{"rejected":{"reason":"OB-18"},"observed":{"eon":"1"}}]}}
    private Object run(Map<String, Object> params) {
        Book book = session(params);
        List<String> observe = asked(params);
        // All are read before the first is passed on: of a malformed message nothing happens.
        List<Event> events = new ArrayList<>();
        for (Object event : array(member(params, "events"))) events.add(readEvent(event));
        List<Object> steps = new ArrayList<>();
        for (Event event : events) steps.add(take(book, event, observe));
        return Map.of("steps", steps);
    }

    private Object observe(Map<String, Object> params) {
        return look(session(params), observations(member(params, "what")));
    }

    private Object evaluate(Map<String, Object> params) {
        String function = text(member(params, "function"));
        if (!FUNCTIONS.containsKey(function) || !claimed("evaluate=" + function))
            throw unknown("no function " + cut(function) + " is claimed");
        return Map.of("result", FUNCTIONS.get(function).apply(object(member(params, "arguments"))));
    }

    private Object close(Map<String, Object> params) {
        session(params).close();
        sessions.remove(text(member(params, "session")));
        return Map.of();
    }

    private Object shutdown(Map<String, Object> params) {
        finished = true;
        return Map.of();
    }

    private Book session(Map<String, Object> params) {
        Book book = sessions.get(text(member(params, "session")));
        if (book == null) throw malformed("no session " + cut(params.get("session")));
        return book;
    }

    private static boolean claimed(String option) {
        return PROFILES.stream().anyMatch(profile -> profile.options().contains(option));
    }

    /** What is to be observed after each event; null where it is not asked for. */
    private static List<String> asked(Map<String, Object> params) {
        return params.containsKey("observe") ? observations(params.get("observe")) : null;
    }

    private static List<String> observations(Object value) {
        List<String> what = new ArrayList<>();
        for (Object one : array(value)) {
            if (!OBSERVATIONS.containsKey(text(one)) || !claimed("observe=" + one))
                throw unknown("no observation " + cut(one) + " is claimed");
            what.add(text(one));
        }
        return what;
    }

    private static Map<String, Object> look(Book book, List<String> what) {
        Map<String, Object> seen = new LinkedHashMap<>();
        for (String one : what) seen.put(one, OBSERVATIONS.get(one).apply(book));
        return seen;
    }

    private static Object take(Book book, Event event, List<String> observe) {
        Answer answer = event.apply(book);
        Map<String, Object> step = new LinkedHashMap<>();
        step.put(answer.word(), answer.content());
        if (observe != null) step.put("observed", look(book, observe));
        return step;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // One message a line.

    /** The answer to one line. */
    private Object respond(byte[] line) {
        Object request;
        try {
            request = Json.read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString());
        } catch (CharacterCodingException | Json.NotJson error) {
            return failure(null, -32700, "not JSON: " + error.getMessage());
        }
        Map<?, ?> message = request instanceof Map<?, ?> map ? map : Map.of();
        Object id = message.get("id");
        if (!"2.0".equals(message.get("jsonrpc")) || !(message.get("method") instanceof String method))
            return failure(id, -32600, "not a request of JSON-RPC 2.0");
        try {
            return answer(id, "result", call(method, message.get("params")));
        } catch (RpcError error) {
            return failure(id, error.code, error.getMessage());
        } catch (RuntimeException | StackOverflowError error) {
            // A mistake in your code; Touchstone shows what is on standard error.
            error.printStackTrace();
            return failure(id, -32603, error.toString());
        }
    }

    private static Object failure(Object id, int code, String message) {
        return answer(id, "error", Map.of("code", new Json.Num(String.valueOf(code)), "message", message));
    }

    private static Object answer(Object id, String word, Object content) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", id);
        answer.put(word, content);
        return answer;
    }

    /** Answers line by line until the input ends or a shutdown is asked for. */
    public static void main(String[] args) throws IOException {
        // Only answers may be written to the standard output: what your code prints goes to standard error.
        PrintStream output = System.out;
        System.setOut(System.err);
        Adapter adapter = new Adapter();
        InputStream input = new BufferedInputStream(System.in);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = 0; next != -1 && !adapter.finished; ) {
            next = input.read();
            if (next != '\n' && next != -1) {
                line.write(next);
            } else {
                if (!line.toString(StandardCharsets.UTF_8).isBlank()) {
                    String answer = Json.write(adapter.respond(line.toByteArray())) + "\n";
                    output.write(answer.getBytes(StandardCharsets.UTF_8));
                    output.flush();
                }
                line.reset();
            }
        }
        // Threads of your exchange do not keep the adapter alive.
        System.exit(0);
    }
}

/** A strict reader and a writer of JSON. */
final class Json {
    /** A number, as it was written: the only ones here are ids and codes. All other integers are strings. */
    record Num(String digits) {}

    /** The text is not JSON. */
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson(String what, int at) {
            super(what + " at character " + at);
        }
    }

    private static final int MAX_DEPTH = 200;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final String text;
    private int at = 0;
    private int depth = 0;

    private Json(String text) {
        this.text = text;
    }

    /** One value and nothing else. */
    static Object read(String text) throws NotJson {
        Json reader = new Json(text);
        Object value = reader.value();
        reader.peek();
        if (reader.at < text.length()) throw reader.error("something after the value");
        return value;
    }

    private NotJson error(String what) {
        return new NotJson(what, at);
    }

    /** Skips spaces, and shows the next character; NUL at the end, which begins nothing in JSON. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at += 1;
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean eat(char wanted) {
        boolean there = peek() == wanted;
        if (there) at += 1;
        return there;
    }

    private void expect(char wanted) throws NotJson {
        if (!eat(wanted)) throw error("no " + wanted);
    }

    private Object value() throws NotJson {
        switch (peek()) {
            case '{': return object();
            case '[': return list();
            case '"': return string();
            case 't': return literal("true", true);
            case 'f': return literal("false", false);
            case 'n': return literal("null", null);
            default: return number();
        }
    }

    private Object object() throws NotJson {
        enter('{');
        Map<String, Object> members = new LinkedHashMap<>();
        if (!eat('}')) {
            do {
                if (peek() != '"') throw error("no name");
                String name = string();
                expect(':');
                if (members.containsKey(name)) throw error("a name that came before");
                members.put(name, value());
            } while (eat(','));
            expect('}');
        }
        depth -= 1;
        return members;
    }

    private Object list() throws NotJson {
        enter('[');
        List<Object> items = new ArrayList<>();
        if (!eat(']')) {
            do items.add(value());
            while (eat(','));
            expect(']');
        }
        depth -= 1;
        return items;
    }

    private void enter(char bracket) throws NotJson {
        expect(bracket);
        depth += 1;
        if (depth > MAX_DEPTH) throw error("too deep a nesting");
    }

    private Object literal(String word, Object value) throws NotJson {
        if (!text.startsWith(word, at)) throw error("no value");
        at += word.length();
        return value;
    }

    private Object number() throws NotJson {
        var matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) throw error("no value");
        at = matcher.end();
        return new Num(matcher.group());
    }

    private String string() throws NotJson {
        at += 1;
        StringBuilder read = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '"') return read.toString();
            if (next < ' ') throw error("a control character in a string");
            read.append(next == '\\' ? escaped() : next);
        }
        throw error("a string without an end");
    }

    private char escaped() throws NotJson {
        char letter = at < text.length() ? text.charAt(at++) : '\0';
        int plain = "\"\\/bfnrt".indexOf(letter);
        if (plain >= 0 && letter != '\0') return "\"\\/\b\f\n\r\t".charAt(plain);
        if (letter != 'u' || at + 4 > text.length()) throw error("an unknown escape");
        int code = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) throw error("no hex digit");
            code = code * 16 + digit;
        }
        return (char) code;
    }

    /** JSON on one line. */
    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Num number) {
            out.append(number.digits());
        } else if (value instanceof String text) {
            quote(text, out);
        } else if (value instanceof List<?> items) {
            String between = "[";
            for (Object item : items) {
                out.append(between);
                write(item, out);
                between = ",";
            }
            out.append(items.isEmpty() ? "[]" : "]");
        } else if (value instanceof Map<?, ?> members) {
            String between = "{";
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.append(between);
                quote((String) member.getKey(), out);
                out.append(':');
                write(member.getValue(), out);
                between = ",";
            }
            out.append(members.isEmpty() ? "{}" : "}");
        } else {
            throw new IllegalArgumentException("not JSON (integers are strings): " + value);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ' || Character.isSurrogate(c)) out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        out.append('"');
    }
}
