import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { serveHttp } from '../adapter/serve.js'
import { conform, nothingKnown } from '../run/conform.js'
import { isConformant } from '../run/result.js'
import { allCases } from '../vectors/cases.js'
import { defaultLimits, showBroken } from './connection.js'
import { connectHttp } from './http.js'

const limits = { ...defaultLimits, timeoutMs: 500, maxLineBytes: 1024 * 1024 }

/** What becomes of one request to a server that answers in this way. */
const asked = async (answer: (response: ServerResponse, request: IncomingMessage) => void): Promise<string> => {
  const server = createServer((request, response) => {
    request.resume()
    answer(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const connection = await connectHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, limits)
    const reply = await connection.request('initialize', {})
    const again = await connection.request('initialize', {})
    if (reply.tag === 'broken') expect(again).toEqual(reply)
    return reply.tag === 'broken' ? showBroken(reply.broken) : reply.tag
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

describe('an adapter over HTTP', () => {
  it('is tested like any other', async () => {
    const url = `http://127.0.0.1:${await serveHttp(0)}`
    const cases = allCases().filter((_, i) => i % 4 === 0)
    const outcome = await conform({
      connect: () => connectHttp(url),
      command: url,
      cases,
      known: nothingKnown,
      search: { runs: 50, seconds: 10, seed: 1 },
    })
    expect(E.isRight(outcome) && isConformant(outcome.right)).toBe(true)
  })

  it('is not there when the connection is refused', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const reply = await (await connectHttp(`http://127.0.0.1:${port}`, limits)).request('initialize', {})
    expect(reply).toMatchObject({
      tag: 'broken',
      broken: { why: 'not started', detail: expect.stringContaining(String(port)) },
    })
  })

  it.each([
    ['500', (response: ServerResponse) => void response.writeHead(500).end('boom'), /status 500: boom/],
    [
      'HTML',
      (response: ServerResponse) => void response.end('<!doctype html><title>Hello</title>'),
      /not an answer: <!doctype html>/,
    ],
    [
      'a redirect',
      (response: ServerResponse) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      /status 302/,
    ],
    [
      'half a body',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '1000' })
        response.write('{"jsonrpc":"2.0",', () => response.destroy())
      },
      /ended in the middle/,
    ],
    ['nothing', () => undefined, /no answer: initialize was not answered within 500 ms/],
    [
      'a trickle',
      (response: ServerResponse) => {
        response.writeHead(200)
        const timer = setInterval(() => response.write(' '), 50)
        response.on('close', () => clearInterval(timer))
      },
      /not answered within 500 ms/,
    ],
    ['too much', (response: ServerResponse) => void response.end(Buffer.alloc(2 * 1024 * 1024, 'x')), /too long/],
    [
      'another id',
      (response: ServerResponse) => void response.end('{"jsonrpc":"2.0","id":77,"result":{}}'),
      /not open: id 77; the request was 1/,
    ],
    ['an empty body', (response: ServerResponse) => void response.end(), /not an answer/],
  ])('is given up on %s', async (_, answer, message) => {
    expect(await asked(answer)).toMatch(message)
  })
})
