import type { Finding } from '../../spec/core/clause.js'
import { type Begun, type Explorable, type Explored, expand, exploreUntil, type Limits } from './explore.js'
import type { Journal, Level } from './journal.js'
import type { Packed, Seen } from './seen.js'

// One exploration by several workers. All of them, and whoever merges what they find, begin it by themselves, until a
// level is wide enough to be shared out; they all number its states alike. From there on a worker expands its share of a
// level, and sends of each state how many moves there were and which of them led to a state that is new to the worker.
// These are merged in the sequence of the numbers, as one thread would have met them, so what is found does not depend
// on how many workers there are. A state that is new to all belongs to the worker that made it: states are never sent.

/** One end of a connection; what is received comes in the sequence in which it was sent. */
export interface Channel<Sent, Received> {
  readonly send: (message: Sent) => void
  /** Fails where the other end is gone. */
  readonly receive: () => Promise<Received>
}

/** What a worker found when it expanded some states, one after another. */
export interface Batch {
  /** Of each state: how many moves there were, and how many of them led to a state that is new to the worker. */
  readonly moves: Int32Array
  readonly fresh: Int32Array
  /** Of each state that is new to the worker: the place of the move that led to it. */
  readonly places: Int32Array
  readonly packed: Packed
  /** What is wrong with which of these. */
  readonly found: ReadonlyArray<readonly [number, ReadonlyArray<Finding>]>
}

/** Which of the states that a worker sent of a level it is to expand, counted from 0; they are in sequence. */
export type Share = Int32Array

/**
 * So many states of a level for each worker are worth sharing out. What follows the states of one worker may be much more
 * than what follows those of another; of many that is less likely than of few.
 */
const WIDTH = 256

/** So many states are expanded before a worker sends what it found. */
const BATCH = 64

const NO_LIMITS = { states: Number.POSITIVE_INFINITY, violations: Number.POSITIVE_INFINITY }

/**
 * Explores with so many workers; `start` starts them. What is found is what `explore` finds. Every worker keeps the rows
 * of the states that it made, and those states until they are expanded, so all together take about twice the memory of
 * one thread.
 */
export const exploreWith = async <State, Move>(
  scope: Explorable<State, Move>,
  limits: Omit<Limits, 'onStep'>,
  jobs: number,
  start: () => ReadonlyArray<Channel<Share, Batch>>,
  width = WIDTH,
): Promise<Explored<Move>> => {
  const begun = exploreUntil(scope, limits, jobs * width)
  if (begun.level !== undefined) await merge(begun, begun.level, start())
  return begun.log.explored()
}

/** States are dealt out to and fro, since of two workers that make a state, that with the earlier one keeps it. */
const ownerOf = (number: number, jobs: number): number => {
  const place = number % (2 * jobs)
  return place < jobs ? place : 2 * jobs - 1 - place
}

/** Merges what workers find, level by level, until the exploration ends. */
const merge = async <State, Move>(
  { log, seen }: Begun<State, Move>,
  shared: Level,
  channels: ReadonlyArray<Channel<Share, Batch>>,
): Promise<void> => {
  const sources = channels.map(({ receive }) => source(log, seen, receive))
  // Whose each state of the level is.
  let owners = Array.from({ length: shared.end - shared.first }, (_, i) => ownerOf(shared.first + i, channels.length))
  for (let level: Level | undefined = shared; level !== undefined; ) {
    const shares = channels.map((): number[] => [])
    const made: number[] = []
    for (let number = level.first; number < level.end; number++) {
      if (!log.isDue(number)) continue
      const owner = owners[number - level.first] as number
      const { isEmpty, load, enter } = sources[owner] as Source
      if (isEmpty()) await load()
      enter(number, (at, isRight) => {
        made.push(owner)
        if (isRight) shares[owner]?.push(at)
      })
    }
    owners = made
    level = log.next()
    if (level !== undefined) for (const [i, { send }] of channels.entries()) send(Int32Array.from(shares[i] ?? []))
    for (const { end } of sources) end()
  }
}

/** What a worker sends of a level, read state by state. */
interface Source {
  readonly isEmpty: () => boolean
  readonly load: () => Promise<void>
  /** Enters what follows the next state; tells of each that is new to all, counted in the level, and whether it is right. */
  readonly enter: (number: number, isNew: (at: number, isRight: boolean) => void) => void
  /** The level ends. */
  readonly end: () => void
}

/** A batch that is being read: how its states are added, and what is wrong with them. */
interface Reading {
  readonly batch: Batch
  readonly add: (at: number) => boolean
  readonly wrong: ReadonlyMap<number, ReadonlyArray<Finding>>
}

const source = <State, Move>(log: Journal<Move>, seen: Seen<State>, receive: () => Promise<Batch>): Source => {
  const unpack = seen.receiver()
  let reading: Reading | undefined
  // How many states were new to the worker in this level before the batch; where the batch is read.
  let before = 0
  let state = 0
  let at = 0
  return {
    isEmpty: () => state === (reading?.batch.moves.length ?? 0),
    load: async () => {
      before += at
      const batch = await receive()
      reading = { batch, add: unpack(batch.packed), wrong: new Map(batch.found) }
      state = 0
      at = 0
    },
    enter: (number, isNew) => {
      const { batch, add, wrong } = reading as Reading
      for (const end = at + (batch.fresh[state] as number); at < end; at++) {
        if (!add(at)) continue
        const found = wrong.get(at) ?? []
        log.enter(number, batch.places[at] as number, found)
        isNew(before + at, found.length === 0)
      }
      log.taken(batch.moves[state] as number)
      state += 1
    },
    end: () => {
      // What follows is counted from 0 again, once the batch that was read to its end is laid aside.
      before = -at
    },
  }
}

/** What one of several workers does, until it is ended. */
export const work = async <State, Move>(
  scope: Explorable<State, Move>,
  jobs: number,
  worker: number,
  { send, receive }: Channel<Batch, Share>,
  width = WIDTH,
): Promise<never> => {
  const { log, seen, level } = exploreUntil(scope, NO_LIMITS, jobs * width)
  const pack = seen.sender()
  let due: number[] = []
  for (let number = level?.first ?? 0; number < (level?.end ?? 0); number++)
    if (ownerOf(number, jobs) === worker && log.isDue(number)) due.push(number)
  for (;;) {
    const first = seen.count()
    for (let i = 0; i < due.length; i += BATCH) send(expandAll(scope, seen, due.slice(i, i + BATCH), pack))
    due = Array.from(await receive(), (at) => first + at)
  }
}

const expandAll = <State, Move>(
  scope: Explorable<State, Move>,
  seen: Seen<State>,
  due: ReadonlyArray<number>,
  pack: () => Packed,
): Batch => {
  const moves = new Int32Array(due.length)
  const fresh = new Int32Array(due.length)
  const places: number[] = []
  const found: (readonly [number, ReadonlyArray<Finding>])[] = []
  for (const [i, number] of due.entries()) {
    const before = places.length
    moves[i] = expand(scope, seen.take(number), (later, place) => {
      if (!seen.add(later)) return
      const wrong = scope.findings(later)
      if (wrong.length > 0) found.push([places.length, wrong])
      places.push(place)
    })
    fresh[i] = places.length - before
  }
  return { moves, fresh, places: Int32Array.from(places), packed: pack(), found }
}
