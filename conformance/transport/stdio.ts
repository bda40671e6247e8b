import { type ChildProcess, spawn } from 'node:child_process'
import type { Json } from '../kit/kit.js'
import { type Broken, type Connection, defaultLimits, type Limits, type Reply } from './connection.js'
import { cut, parseAnswer, requestText } from './jsonrpc.js'
import { lineSplitter } from './lines.js'

const STDERR_KEPT = 4096

/** The process groups that are running; none outlives this process. */
const running = new Set<number>()

const killGroup = (pid: number): void => {
  running.delete(pid)
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

process.on('exit', () => {
  for (const pid of running) killGroup(pid)
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    for (const pid of running) killGroup(pid)
    process.kill(process.pid, signal)
  })

interface Pending {
  readonly method: string
  readonly resolve: (reply: Reply) => void
  readonly timer: NodeJS.Timeout
}

/**
 * Starts an adapter as a child process, in a process group of its own, and talks JSON-RPC with it: one message a line
 * over its standard input and output. Whatever goes wrong ends the process, its children too, and answers every open
 * request; an answer that comes late comes to nobody.
 */
export const connectStdio = (
  command: readonly [string, ...string[]],
  limits: Limits = defaultLimits,
): Promise<Connection> =>
  new Promise((resolve) => {
    const [file, ...args] = command
    const child = spawn(file, args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
    if (child.pid !== undefined) running.add(child.pid)
    resolve(converse(child, command.join(' '), limits))
  })

const converse = (child: ChildProcess, shown: string, limits: Limits): Connection => {
  const pending = new Map<number, Pending>()
  let nextId = 1
  let broken: Broken | undefined
  let stderr = ''
  let gone = false
  const ended: Promise<void> = new Promise((resolve) => {
    const finish = (): void => {
      gone = true
      resolve()
    }
    child.once('exit', finish)
    child.once('error', finish)
  })

  const fail = (reason: Broken): void => {
    if (broken !== undefined) return
    broken = reason
    if (child.pid !== undefined) killGroup(child.pid)
    child.stdout?.destroy()
    for (const { resolve, timer } of pending.values()) {
      clearTimeout(timer)
      resolve({ tag: 'broken', broken: reason })
    }
    pending.clear()
  }

  const onLine = (line: string): void => {
    if (broken !== undefined || line.trim() === '') return
    const answer = parseAnswer(line)
    if (answer === undefined)
      return fail({
        why: 'noise',
        detail: `${cut(line)}; standard output carries nothing but one JSON-RPC answer a line, anything else belongs on standard error`,
      })
    const request = typeof answer.id === 'number' ? pending.get(answer.id) : undefined
    if (request === undefined)
      return fail({
        why: 'wrong id',
        detail: `id ${JSON.stringify(answer.id)}; open are ${[...pending.keys()].join(', ') || 'none'}`,
      })
    clearTimeout(request.timer)
    pending.delete(answer.id as number)
    request.resolve(answer.reply)
  }

  child.once('error', (error) => fail({ why: 'not started', detail: `${shown}: ${error.message}` }))
  child.once('exit', (code, signal) => {
    if (child.pid !== undefined) running.delete(child.pid)
    const detail = signal === null ? `exit code ${code}` : `signal ${signal}`
    // What it wrote before it ended may still be on its way.
    setTimeout(
      () =>
        fail({
          why: 'exited',
          detail: `${detail}${stderr.trim() === '' ? '' : `; it said: ${cut(stderr.trim().split('\n').at(-1) ?? '')}`}`,
        }),
      100,
    ).unref()
  })
  child.stdin?.on('error', () => undefined)
  child.stdout?.on(
    'data',
    lineSplitter(limits.maxLineBytes, onLine, (bytes) =>
      fail({ why: 'too long', detail: `more than ${bytes} bytes without an end; the limit is ${limits.maxLineBytes}` }),
    ),
  )
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-STDERR_KEPT)
  })

  const request = (method: string, params: Json): Promise<Reply> =>
    new Promise((resolve) => {
      if (broken !== undefined) return resolve({ tag: 'broken', broken })
      const id = nextId++
      const timer = setTimeout(
        () => fail({ why: 'late', detail: `${method} was not answered within ${limits.timeoutMs} ms` }),
        limits.timeoutMs,
      )
      pending.set(id, { method, resolve, timer })
      child.stdin?.write(`${requestText(id, method, params)}\n`)
    })

  return {
    request,
    stderr: () => stderr,
    end: async () => {
      if (!gone && broken === undefined) {
        child.stdin?.end()
        await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 500).unref())])
      }
      fail({ why: 'exited', detail: 'it was ended' })
      await ended
    },
  }
}
