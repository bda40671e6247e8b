import { describe, expect, it } from 'vitest'
import { type Explorable, type Explored, explore, type Limits } from './explore.js'
import { integers, record } from './finite.js'
import { type Batch, type Channel, exploreWith, type Share, work } from './parallel.js'

interface Point {
  readonly a: bigint
  readonly b: bigint
  readonly c: bigint
}

const AXES = ['a', 'b', 'c'] as const
type Axis = (typeof AXES)[number]

/** Three counters that go up by one or, the first, by two; where `wrong` says so, something is wrong. */
const grid = (most: bigint, wrong: (point: Point) => boolean = () => false): Explorable<Point, Axis | 'leap'> => ({
  name: 'grid',
  says: 'three counters',
  start: { a: 0n, b: 0n, c: 0n },
  moves: (point) => [...AXES.filter((axis) => point[axis] < most), ...(point.a + 1n < most ? (['leap'] as const) : [])],
  next: (point, move) => (move === 'leap' ? { ...point, a: point.a + 2n } : { ...point, [move]: point[move] + 1n }),
  key: ({ a, b, c }) => [String(a), `${b}/${c}`],
  findings: (point) =>
    wrong(point) ? [{ clause: point.a > point.b ? 'OB-1' : 'OB-2', message: `wrong at ${Object.values(point)}` }] : [],
  show: (move) => move,
})

/** Two ends that are connected in this thread. */
const connected = <A, B>(): readonly [Channel<A, B>, Channel<B, A>] => {
  const way = <M>() => {
    const sent: M[] = []
    let wake = (): void => {}
    return {
      send: (message: M): void => {
        sent.push(message)
        wake()
      },
      receive: async (): Promise<M> => {
        while (sent.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        return sent.shift() as M
      },
    }
  }
  const [there, back] = [way<A>(), way<B>()]
  return [
    { send: there.send, receive: back.receive },
    { send: back.send, receive: there.receive },
  ]
}

/** What is found, by so many workers; without them, by one thread. */
const found = async <State, Move>(scope: Explorable<State, Move>, limits: Omit<Limits, 'onStep'>, jobs = 0) => {
  let started = 0
  const start = () =>
    Array.from({ length: jobs }, (_, worker) => {
      const [own, other] = connected<Share, Batch>()
      void work(scope, jobs, worker, other, WIDTH)
      started += 1
      return own
    })
  const explored: Explored<Move> =
    jobs === 0 ? explore(scope, limits) : await exploreWith(scope, limits, jobs, start, WIDTH)
  expect(started).toBe(jobs)
  const { seconds: _, ...rest } = explored
  return rest
}

const limits = { states: 100_000, violations: 9 }
const MOST = 23n
/** So many states of a level for each worker are shared out. */
const WIDTH = 64
const axis = integers(0n, MOST)
const sets = record({ a: axis, b: axis, c: axis })

describe('an exploration by several workers', () => {
  it.each([1, 2, 3, 4])('sees what one thread sees, with %i of them', async (jobs) => {
    const scope = grid(MOST)
    const alone = await found(scope, limits)
    expect(alone).toMatchObject({ states: 24 ** 3, complete: true })
    expect(await found(scope, limits, jobs)).toEqual(alone)
    expect(await found({ ...scope, finite: sets }, limits, jobs)).toEqual(alone)
  })

  it.each([1, 2, 3])('finds the same violations by the same shortest runs, with %i of them', async (jobs) => {
    // Many states are wrong before the work is shared out, by one clause, and some after, by the other.
    const scope = grid(
      MOST,
      ({ a, b, c }) => (b >= a && (a * b * c) % 97n === 60n) || (a === 20n && b === 9n && c > 3n),
    )
    const alone = await found(scope, limits)
    expect(alone.violations.map(({ finding }) => finding.clause).sort()).toEqual(['OB-1', 'OB-2'])
    expect(await found(scope, limits, jobs)).toEqual(alone)
    const late = grid(MOST, ({ a, b, c }) => a === 20n && b === 9n && c > 3n)
    const ended = await found(late, { ...limits, violations: 1 })
    expect(ended).toMatchObject({ complete: false, violations: [{ moves: { length: 23 } }] })
    expect(await found(late, { ...limits, violations: 1 }, jobs)).toEqual(ended)
  })

  it.each([3000, 5000, 9999])('ends at the same state, where %i are the limit', async (states) => {
    const alone = await found(grid(MOST), { ...limits, states })
    expect(alone.complete).toBe(false)
    expect(await found(grid(MOST), { ...limits, states }, 2)).toEqual(alone)
  })

  it('starts nobody for what is small', async () => {
    const { seconds: _, ...explored } = await exploreWith(grid(5n), limits, 2, () => expect.fail('started'), WIDTH)
    expect(explored).toEqual(await found(grid(5n), limits))
  })

  it.each([5000, 100_000])(
    'asks every worker for each level once, and for none beyond a limit of %i',
    async (states) => {
      const asked = [0, 0]
      let levels = 0
      const start = () => {
        levels = 0
        return asked.map((_, worker) => {
          const [own, other] = connected<Share, Batch>()
          void work(grid(MOST), 2, worker, other, WIDTH)
          const send = (share: Share): void => {
            asked[worker] = (asked[worker] as number) + 1
            own.send(share)
          }
          return { ...own, send }
        })
      }
      const onProgress = (): void => {
        levels += 1
      }
      await exploreWith(grid(MOST), { ...limits, states, onProgress }, 2, start, WIDTH)
      // The first level that is shared out is known to all, and what was told of last is the end.
      expect(asked).toEqual([levels - 1, levels - 1])
    },
  )

  it('fails where a worker is gone', async () => {
    const gone: Channel<Share, Batch> = { send: () => {}, receive: () => Promise.reject(new Error('gone')) }
    await expect(exploreWith(grid(MOST), limits, 2, () => [gone, gone], WIDTH)).rejects.toThrow('gone')
  })
})
