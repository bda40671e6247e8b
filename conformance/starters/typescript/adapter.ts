/**
 * An adapter between Touchstone and your exchange, in TypeScript with nothing but Node.
 *
 * It claims nothing yet. Three places are yours: ABOUT and PROFILES, the class Book, and FUNCTIONS. What comes below
 * them is the protocol (docs/adapters.md) and works as it is.
 *
 * In the comments, `>` is what Touchstone writes and `<` what this adapter answers; each is one line. Where `>` is an
 * event alone, it stands in a `step` or a `run` as the one of `limit` does.
 */
type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

// ---------------------------------------------------------------------------------------------------------------------
// 1. What you are, and what you claim.
//
// > {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":"1","suites":["sha256","keccak256"],"seed":"0"}}
// < {"jsonrpc":"2.0","id":1,"result":{"name":"my-exchange","version":"0.0.0","language":"TypeScript","profiles":[]}}

const ABOUT = { name: 'my-exchange', version: '0.0.0', language: 'TypeScript' }

// What is not claimed is not tested. Take away the `//` for a beginning; docs/adapters.md lists all options. What you
// claim is what is known below: a chapter, `observe=...` and `evaluate=...` that are not here are answered with -32601.
const PROFILES: ReadonlyArray<{ readonly chapter: string; readonly options: ReadonlyArray<string> }> = [
  // {"chapter": "order-book", "options": ["preference=time", "executionPrice=resting", "selfTrade=allow", "event=limit", "event=cancel", "observe=depth"]},
]

// ---------------------------------------------------------------------------------------------------------------------
// 2. Your order book: the chapter spec/order-book/chapter.md says what each event has to do.

/**
 * One book of your exchange. Many may be open at once; each begins empty, and none sees another.
 *
 * Integers come as bigint, of any size and sign: whether one of them is an amount or a price is for your exchange to
 * say. Never pass them through `Number`, which rounds. Ask your exchange for every answer; keep no second account of the
 * orders here.
 */
class Book {
  // > {"jsonrpc":"2.0","id":2,"method":"open","params":{"machine":"order-book","params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"}}}
  // < {"jsonrpc":"2.0","id":2,"result":{"session":"s1"}}
  //
  // YOURS: start your exchange, or make a new book in it. Only values that you claim come here.
  static async open(_choices: Choices): Promise<Book> {
    return new Book()
  }

  // > {"jsonrpc":"2.0","id":9,"method":"close","params":{"session":"s1"}}
  // < {"jsonrpc":"2.0","id":9,"result":{}}
  //
  // YOURS: end what `open` has started, if there is something to end.
  async close(): Promise<void> {}

  // > {"jsonrpc":"2.0","id":3,"method":"step","params":{"session":"s1","event":{"tag":"limit","order":"A","trader":"alice","side":"sell","price":"12","volume":"5","lastEon":"1"},"observe":["depth"]}}
  // < {"jsonrpc":"2.0","id":3,"result":{"accepted":{"fills":[],"removed":[]},"observed":{"depth":{"buys":[],"sells":[{"price":"12","volume":"5"}]}}}}
  //
  // An order that trades, one that leaves for a self-trade, one that is refused, and one refused without a reason:
  // < {"accepted":{"fills":[{"maker":"A","taker":"B","price":"12","volume":"3"}],"removed":[]}}
  // < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"5","why":"self-trade"}]}}
  // < {"rejected":{"reason":"OB-17"}}
  // < {"rejected":{}}
  async limit(_order: Limit): Promise<Answer> {
    // YOURS: pass the order to your exchange, and return what it answers (and take the _ from the names):
    //   return accepted([fill('A', order.order, 12n, 3n)], [removal('A', 2n, 'self-trade')])
    //   return refused('OB-17')   // the condition that it fails
    //   return refused()          // your exchange gives no reason
    throw notWritten('limit')
  }

  // > {"tag":"market","order":"C","trader":"carol","side":"buy","volume":"7"}
  // < {"accepted":{"fills":[{"maker":"A","taker":"C","price":"12","volume":"5"}],"removed":[{"order":"C","volume":"2","why":"dropped"}]}}
  async market(_order: Market): Promise<Answer> {
    throw notWritten('market')
  }

  // > {"tag":"cancel","order":"A","trader":"alice"}
  // < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"2","why":"cancelled"}]}}
  // < {"rejected":{"reason":"OB-18"}}
  async cancel(_order: string, _trader: string): Promise<Answer> {
    throw notWritten('cancel')
  }

  // > {"tag":"endEon","eon":"1"}
  // < {"accepted":{"fills":[],"removed":[{"order":"A","volume":"2","why":"expired"}]}}
  // < {"rejected":{"reason":"OB-21"}}
  async endEon(_eon: bigint): Promise<Answer> {
    throw notWritten('endEon')
  }

  // > {"jsonrpc":"2.0","id":5,"method":"observe","params":{"session":"s1","what":["book","depth","sequence","eon"]}}
  // < {"jsonrpc":"2.0","id":5,"result":{"book":[{"order":"A","trader":"alice","side":"sell","price":"12","volume":"5","lastEon":"1"}],"depth":{"buys":[],"sells":[{"price":"12","volume":"5"}]},"sequence":"1","eon":"1"}}

  /** The live orders as they were accepted: `[shown({ order, trader, side, price, volume, lastEon }), ...]`. */
  async book(): Promise<Json> {
    throw notWritten('observe book')
  }

  /** `{ buys: [level(price, volume), ...], sells: [...] }`, the best price first on both sides. */
  async depth(): Promise<Json> {
    throw notWritten('observe depth')
  }

  /** How many orders were accepted so far: `String(n)`. */
  async sequence(): Promise<Json> {
    throw notWritten('observe sequence')
  }

  /** The number of the eon that runs: `String(n)`. */
  async eon(): Promise<Json> {
    throw notWritten('observe eon')
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// 3. Your functions without state: each takes the `arguments` and answers the `result`.
//
// > {"jsonrpc":"2.0","id":6,"method":"evaluate","params":{"chapter":"order-book","function":"judge","arguments":{"history":{"params":{"preference":"time","executionPrice":"resting","selfTrade":"allow"},"entries":[{"event":{"tag":"cancel","order":"A","trader":"alice"},"answer":{"accepted":{"fills":[],"removed":[]}}}]}}}}
// < {"jsonrpc":"2.0","id":6,"result":{"result":{"verdict":"broken","clause":"OB-18"}}}
//
// Of the order book, `judge`. Of the primitives, whose claim is {"chapter": "primitives", "options": ["evaluate=encode"]}:
// > {"function":"encode","arguments":{"datum":{"tag":"x","fields":[{"amount":"258"}]}}}
// < {"result":"0x01000000017800000001010000001000000000000000000000000000000102"}
// > {"function":"hash","arguments":{"suite":"sha256","datum":{"tag":"x","fields":[]}}}
// < {"result":"0x..."}
//
// A `throw malformed('why')` anywhere in your code answers -32602.

const FUNCTIONS: Readonly<Record<string, (args: Members) => Promise<Json>>> = {
  // judge: async (args) => ({ verdict: 'kept' }),
}

// ---------------------------------------------------------------------------------------------------------------------
// What answers are made of.

type Answer =
  | { readonly accepted: { readonly fills: ReadonlyArray<Json>; readonly removed: ReadonlyArray<Json> } }
  | { readonly rejected: { readonly reason?: string } }

export const accepted = (fills: ReadonlyArray<Json>, removed: ReadonlyArray<Json>): Answer => ({
  accepted: { fills, removed },
})

export const refused = (reason?: string): Answer => ({ rejected: reason === undefined ? {} : { reason } })

export const fill = (maker: string, taker: string, price: bigint, volume: bigint): Json => ({
  maker,
  taker,
  price: String(price),
  volume: String(volume),
})

export const removal = (
  order: string,
  volume: bigint,
  why: 'cancelled' | 'expired' | 'dropped' | 'self-trade',
): Json => ({ order, volume: String(volume), why })

export const level = (price: bigint, volume: bigint): Json => ({ price: String(price), volume: String(volume) })

export const shown = ({ order, trader, side, price, volume, lastEon }: Limit): Json => ({
  order,
  trader,
  side,
  price: String(price),
  volume: String(volume),
  lastEon: String(lastEon),
})

// ---------------------------------------------------------------------------------------------------------------------
// How messages are read. Whatever is not written as the chapter Primitives says is malformed.

type Members = { readonly [key: string]: Json }
type Reader<A> = (value: Json | undefined) => A

/** An answer that is an error, with its code. */
class RpcError extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** A method, machine, function or observation that is not claimed. */
const unknown = (what: string): RpcError => new RpcError(-32601, what)

/** Params, or an event in them, that are not as they should be. */
const malformed = (what: string): RpcError => new RpcError(-32602, what)

/** Claimed, but not there yet: the case counts as one that could not be run. */
const notWritten = (what: string): RpcError => new RpcError(-32603, `${what} is not written yet`)

const cut = (value: Json | undefined): string => (JSON.stringify(value) ?? 'nothing').slice(0, 120)

const text: Reader<string> = (value) => {
  if (typeof value !== 'string') throw malformed(`not a string: ${cut(value)}`)
  return value
}

/** An integer of any size and sign: in JSON a string in decimal. */
const integer: Reader<bigint> = (value) => {
  if (!/^(0|-?[1-9][0-9]{0,99})$/.test(text(value))) throw malformed(`not an integer in decimal: ${cut(value)}`)
  return BigInt(text(value))
}

/** The id of an order or of a trader. */
const name: Reader<string> = (value) => {
  if (!/^[A-Za-z0-9._:-]{1,64}$/.test(text(value))) throw malformed(`not an id: ${cut(value)}`)
  return text(value)
}

const oneOf =
  <A extends string>(...words: ReadonlyArray<A>): Reader<A> =>
  (value) => {
    const found = words.find((word) => word === value)
    if (found === undefined) throw malformed(`not one of ${words.join(', ')}: ${cut(value)}`)
    return found
  }

const array: Reader<ReadonlyArray<Json>> = (value) => {
  if (!Array.isArray(value)) throw malformed(`not an array: ${cut(value)}`)
  return value
}

const isMembers = (value: Json | undefined): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const members: Reader<Members> = (value) => {
  if (!isMembers(value)) throw malformed(`not an object: ${cut(value)}`)
  return value
}

/** The members of an object that has these and no others. */
const exactly =
  <A>(readers: { readonly [K in keyof A]: Reader<A[K]> }): Reader<A> =>
  (value) => {
    const given = members(value)
    const extra = Object.keys(given).find((key) => !Object.hasOwn(readers, key))
    if (extra !== undefined) throw malformed(`unknown: ${cut(extra)}`)
    const read = (Object.keys(readers) as Array<Extract<keyof A, string>>).map((key) => {
      if (!Object.hasOwn(given, key)) throw malformed(`missing: ${key}`)
      return [key, readers[key](given[key])]
    })
    return Object.fromEntries(read)
  }

interface Choices {
  readonly preference: 'time' | 'price-time'
  readonly executionPrice: 'resting' | 'incoming'
  readonly selfTrade: 'allow' | 'cancel-resting' | 'cancel-incoming'
}

interface Market {
  readonly order: string
  readonly trader: string
  readonly side: 'buy' | 'sell'
  readonly volume: bigint
}

interface Limit extends Market {
  readonly price: bigint
  readonly lastEon: bigint
}

const choices = exactly<Choices>({
  preference: oneOf('time', 'price-time'),
  executionPrice: oneOf('resting', 'incoming'),
  selfTrade: oneOf('allow', 'cancel-resting', 'cancel-incoming'),
})

const side = oneOf('buy', 'sell')
const market = { order: name, trader: name, side, volume: integer }
const readLimit = exactly<Limit>({ ...market, price: integer, lastEon: integer })
const readMarket = exactly<Market>(market)
const readCancel = exactly<{ readonly order: string; readonly trader: string }>({ order: name, trader: name })
const readEndEon = exactly<{ readonly eon: bigint }>({ eon: integer })

/** An event, read: what it does to a book. */
const readEvent = (value: Json | undefined): ((book: Book) => Promise<Answer>) => {
  const { tag, ...fields } = members(value)
  switch (oneOf('limit', 'market', 'cancel', 'endEon')(tag)) {
    case 'limit': {
      const limit = readLimit(fields)
      return (book) => book.limit(limit)
    }
    case 'market': {
      const order = readMarket(fields)
      return (book) => book.market(order)
    }
    case 'cancel': {
      const { order, trader } = readCancel(fields)
      return (book) => book.cancel(order, trader)
    }
    case 'endEon': {
      const { eon } = readEndEon(fields)
      return (book) => book.endEon(eon)
    }
  }
}

const OBSERVATIONS: Readonly<Record<string, (book: Book) => Promise<Json>>> = {
  book: (book) => book.book(),
  depth: (book) => book.depth(),
  sequence: (book) => book.sequence(),
  eon: (book) => book.eon(),
}

// ---------------------------------------------------------------------------------------------------------------------
// The methods of the protocol.

const sessions = new Map<string, Book>()
let opened = 0

const claimed = (option: string): boolean => PROFILES.some(({ options }) => options.includes(option))

const bookOf = (session: Json | undefined): Book => {
  const book = sessions.get(text(session))
  if (book === undefined) throw malformed(`no session ${cut(session)}`)
  return book
}

const observations: Reader<ReadonlyArray<string>> = (value) => {
  const what = array(value).map(text)
  const strange = what.find((one) => !Object.hasOwn(OBSERVATIONS, one) || !claimed(`observe=${one}`))
  if (strange !== undefined) throw unknown(`no observation ${cut(strange)} is claimed`)
  return what
}

/** What is to be observed after each event; nothing where it is not asked for. */
const asked = ({ observe }: Members): ReadonlyArray<string> | undefined =>
  observe === undefined ? undefined : observations(observe)

const look = async (book: Book, what: ReadonlyArray<string>): Promise<Members> => {
  const seen: Record<string, Json> = {}
  for (const one of what) seen[one] = (await OBSERVATIONS[one]?.(book)) ?? null
  return seen
}

const take = async (
  book: Book,
  event: (book: Book) => Promise<Answer>,
  observe: ReadonlyArray<string> | undefined,
): Promise<Json> => {
  const answer = await event(book)
  return observe === undefined ? { ...answer } : { ...answer, observed: await look(book, observe) }
}

const METHODS: Readonly<Record<string, (params: Members) => Promise<Json>>> = {
  initialize: async ({ protocol }) => {
    oneOf('1')(protocol)
    return { ...ABOUT, profiles: PROFILES }
  },
  open: async ({ machine, params }) => {
    if (text(machine) !== 'order-book' || !PROFILES.some(({ chapter }) => chapter === machine))
      throw unknown(`no machine ${cut(machine)} is claimed`)
    const book = await Book.open(choices(params))
    opened += 1
    sessions.set(`s${opened}`, book)
    return { session: `s${opened}` }
  },
  step: async (params) => take(bookOf(params.session), readEvent(params.event), asked(params)),
  // > {"jsonrpc":"2.0","id":4,"method":"run","params":{"session":"s1","events":[{"tag":"cancel","order":"A","trader":"alice"},{"tag":"cancel","order":"A","trader":"alice"}],"observe":["eon"]}}
  // < {"jsonrpc":"2.0","id":4,"result":{"steps":[{"accepted":{"fills":[],"removed":[{"order":"A","volume":"5","why":"cancelled"}]},"observed":{"eon":"1"}},{"rejected":{"reason":"OB-18"},"observed":{"eon":"1"}}]}}
  run: async (params) => {
    const book = bookOf(params.session)
    const observe = asked(params)
    // All are read before the first is passed on: of a malformed message nothing happens.
    const events = array(params.events).map(readEvent)
    const steps: Json[] = []
    for (const event of events) steps.push(await take(book, event, observe))
    return { steps }
  },
  observe: async ({ session, what }) => look(bookOf(session), observations(what)),
  evaluate: async (params) => {
    const called = text(params.function)
    const evaluate = Object.hasOwn(FUNCTIONS, called) && claimed(`evaluate=${called}`) ? FUNCTIONS[called] : undefined
    if (evaluate === undefined) throw unknown(`no function ${cut(called)} is claimed`)
    return { result: await evaluate(members(params.arguments)) }
  },
  close: async ({ session }) => {
    await bookOf(session).close()
    sessions.delete(text(session))
    return {}
  },
  shutdown: async () => ({}),
}

// ---------------------------------------------------------------------------------------------------------------------
// One message a line.

const failure = (id: Json, code: number, message: string): Json => ({ jsonrpc: '2.0', id, error: { code, message } })

/** The answer to one line, and whether it was the last. */
const respond = async (line: string): Promise<readonly [Json, boolean]> => {
  let request: Json
  try {
    request = JSON.parse(line)
  } catch (error) {
    return [failure(null, -32700, `not JSON: ${(error as Error).message}`), false]
  }
  const { jsonrpc, id = null, method, params } = isMembers(request) ? request : {}
  if (jsonrpc !== '2.0' || typeof method !== 'string')
    return [failure(id, -32600, 'not a request of JSON-RPC 2.0'), false]
  try {
    const called = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined
    if (called === undefined) throw unknown(`no method ${cut(method)}`)
    return [{ jsonrpc: '2.0', id, result: await called(members(params)) }, method === 'shutdown']
  } catch (error) {
    if (error instanceof RpcError) return [failure(id, error.code, error.message), false]
    // A mistake in your code; Touchstone shows what is on standard error.
    console.error(error)
    return [failure(id, -32603, String(error)), false]
  }
}

/** The lines of the standard input. Only a line feed ends one; `node:readline` has other ends, too. */
async function* lines(): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    const parts = `${rest}${chunk}`.split('\n')
    rest = parts.pop() ?? ''
    yield* parts
  }
  yield rest
}

// Only answers may be written to standard output: what your code logs goes to standard error.
console.log = console.error
console.info = console.error

// One line after the other, so that events happen in the order in which they come.
for await (const line of lines()) {
  if (line.trim() === '') continue
  const [answer, last] = await respond(line)
  process.stdout.write(`${JSON.stringify(answer)}\n`)
  if (last) break
}
