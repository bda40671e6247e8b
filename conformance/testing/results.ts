import { clauseText } from '../../spec/clauses.js'
import type { Json } from '../kit/kit.js'
import { orderBookKit } from '../kit/order-book.js'
import { differences } from '../run/compare.js'
import type { CaseResult, Failure, Outcome, RunResult } from '../run/result.js'
import { stepsOf } from '../vectors/build.js'

/** Runs made up for the tests of the reports; an adapter would take seconds for each. */

const limit = (order: string, side: string, price: string, volume: string): Json => ({
  tag: 'limit',
  order,
  trader: `trader-of-${order}`,
  side,
  price,
  volume,
  lastEon: '1',
})

const params: Json = { preference: 'time', executionPrice: 'resting', selfTrade: 'allow' }

/** C is filled against the later of two orders: OB-1, in three events, with the book and its depth observed. */
export const wrongMaker = (id = 'order-book/trace/wrong-maker'): Failure => {
  const [a, b, c] = ['A', 'B', 'C'] as const
  const events = [limit(a, 'sell', '12', '5'), limit(b, 'sell', '10', '5'), limit(c, 'buy', '12', '7')]
  const last = stepsOf(orderBookKit, params, events).at(-1)
  const expected = { ...(last?.answer as unknown as Record<string, Json>), observed: last?.observed as Json }
  const actual: Json = {
    accepted: {
      fills: [
        { maker: b, taker: c, price: '10', volume: '5' },
        { maker: a, taker: c, price: '12', volume: '2' },
      ],
      removed: [],
    },
    observed: {
      book: [{ order: a, trader: `trader-of-${a}`, side: 'sell', price: '12', volume: '3', lastEon: '1' }],
      depth: { buys: [], sells: [{ price: '12', volume: '3' }] },
      sequence: '3',
      eon: '1',
    },
  }
  return {
    case: id,
    clause: 'OB-1',
    says: clauseText('OB-1').says,
    findings: [`OB-1: ${c} was filled against ${b} while ${a}, which was accepted earlier, still has 5 left`],
    params,
    events,
    expected,
    actual,
    differences: ['accepted', 'observed'].flatMap((key) =>
      differences(
        key === 'accepted' ? 'answer.accepted' : key,
        inOneForm(expected as Record<string, Json>, key),
        inOneForm(actual as Record<string, Json>, key),
      ),
    ),
    shrunkFrom: 8,
  }
}

const inOneForm = (answer: Readonly<Record<string, Json>>, key: string): Json =>
  key === 'accepted' ? orderBookKit.normalise(answer[key] as Json) : (answer[key] as Json)

/** A function that answers wrongly: there is no book, and no machine. */
export const wrongBytes: Failure = {
  case: 'primitives/function/encode-empty',
  clause: 'PR-4',
  says: clauseText('PR-4').says,
  findings: ['encode: the tag is left out'],
  params: {},
  events: [{ tag: 'encode', datum: { tag: 'x', fields: [] } }],
  expected: '0x00',
  actual: '0x01',
  differences: [{ path: 'result', expected: '0x00', actual: '0x01' }],
  shrunkFrom: 1,
}

/** A case and what became of it. */
export const caseOf = (id: string, outcome: Outcome, over: Partial<CaseResult> = {}): CaseResult => ({
  id,
  chapter: id.split('/')[0] as string,
  clauses: ['OB-1'],
  comment: 'What it is meant to catch.',
  milliseconds: 1.5,
  outcome,
  known: false,
  ...over,
})

/** A run of some cases. */
export const runOf = (cases: ReadonlyArray<CaseResult>, over: Partial<RunResult> = {}): RunResult => ({
  specification: '0.1.0',
  command: '-- ./adapter',
  implementation: {
    name: 'engine',
    version: '1.2.3',
    language: 'Rust',
    homepage: 'https://example.org/engine',
    profiles: [
      { chapter: 'order-book', options: ['preference=time', 'observe=depth'] },
      { chapter: 'primitives', options: ['evaluate=encode'] },
    ],
  },
  profiles: ['order-book', 'primitives'],
  cases,
  ...over,
})

export const passed: Outcome = { tag: 'passed' }
export const failed = (failure: Failure): Outcome => ({ tag: 'failed', failure })

/** One case of everything that can become of one. */
export const everything: RunResult = runOf([
  caseOf('order-book/trace/good', passed),
  caseOf('order-book/trace/silent', { tag: 'unattributed' }, { clauses: ['OB-17'] }),
  caseOf('order-book/trace/wrong-maker', failed(wrongMaker())),
  caseOf('order-book/trace/known', failed(wrongMaker('order-book/trace/known')), { known: true }),
  caseOf('order-book/trace/mended', passed, { known: true }),
  caseOf('order-book/trace/eons', { tag: 'not claimed', needs: ['event=endEon', 'event=cancel'] }),
  caseOf('order-book/trace/stuck', {
    tag: 'could not be run',
    message: 'order-book/trace/stuck: it exited with 42',
    stderr: 'Traceback\n\u001b[31mred\u0000\u001b[0m \ud83d\udca5',
  }),
  caseOf('primitives/function/encode-empty', failed(wrongBytes), { clauses: ['PR-4'] }),
])

/** What an implementation could say in order to be taken for markup. */
export const EVIL = '<script>document.title="taken"</script><img src=x onerror=alert(1)>"\'&|`*@all'

/** A run in which every text that comes from outside is evil. */
export const evil: RunResult = runOf(
  [
    caseOf(
      'order-book/trace/evil',
      failed({
        ...wrongMaker(),
        findings: [EVIL],
        events: [{ tag: EVIL, [EVIL]: EVIL }],
        differences: [{ path: EVIL, expected: EVIL, actual: [EVIL] }],
      }),
      { comment: EVIL },
    ),
    caseOf('order-book/trace/stuck', { tag: 'could not be run', message: EVIL, stderr: `</pre>${EVIL}` }),
    caseOf('order-book/trace/odd', failed({ ...wrongMaker(), actual: { accepted: EVIL, observed: { depth: EVIL } } })),
    caseOf('order-book/trace/not', { tag: 'not claimed', needs: [EVIL] }),
  ],
  {
    command: `-- ${EVIL}`,
    part: EVIL,
    implementation: {
      name: EVIL,
      version: EVIL,
      language: EVIL,
      homepage: `javascript:${EVIL}`,
      profiles: [{ chapter: 'order-book', options: [EVIL] }],
    },
    profiles: ['order-book'],
  },
)
