import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { answerLine, handlers } from '../adapter/serve.js'
import { orderBookKit } from '../kit/order-book.js'

/**
 * The reference adapter, broken in one way: `node --import tsx broken-adapter.ts <way> [after]`. It behaves until it
 * has answered `after` requests, and claims the order book only. Each way is one that adapters are broken in.
 */
const [way = 'silent', after = '0'] = process.argv.slice(2)
const methods = handlers(undefined, [orderBookKit])
let answered = 0
const held: string[] = []
let pieces = Promise.resolve()

const write = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const ways: Readonly<Record<string, (answer: string) => void>> = {
  silent: () => undefined,
  slow: (answer) => void setTimeout(() => write(answer), 3000),
  crash: () => {
    console.error('Traceback: something went wrong in line 7')
    process.exit(42)
  },
  noise: (answer) => {
    write('debug: got an order')
    write(answer)
  },
  'wrong-id': (answer) => write(JSON.stringify({ ...JSON.parse(answer), id: 987654 })),
  doubled: (answer) => {
    write(answer)
    write(answer)
  },
  huge: () => void process.stdout.write(Buffer.alloc(100 * 1024 * 1024, 'x')),
  'broken-json': (answer) => write(answer.slice(0, -2)),
  'not-rpc': (answer) => write(JSON.stringify(JSON.parse(answer).result)),
  'internal-error': (answer) =>
    write(
      JSON.stringify({
        jsonrpc: '2.0',
        id: JSON.parse(answer).id,
        error: { code: -32603, message: 'division by zero' },
      }),
    ),
  'split-line': (answer) => {
    pieces = pieces.then(async () => {
      process.stdout.write(answer.slice(0, 10))
      await new Promise((resolve) => setTimeout(resolve, 5))
      write(answer.slice(10))
    })
  },
  reordered: (answer) => {
    held.push(answer)
    if (held.length === 1) setTimeout(() => held.splice(0).reverse().forEach(write), 10)
  },
  'numbers-for-strings': (answer) => write(answer.replace(/"(price|volume)":"(\d+)"/g, '"$1":$2')),
  'leaves-a-child': () => {
    const child = spawn('sleep', ['600'], { stdio: 'inherit' })
    console.error(`child ${child.pid}`)
  },
}

const broken = ways[way]
if (broken === undefined) throw new Error(`no way ${way}; there are ${Object.keys(ways).join(', ')}`)

for await (const line of createInterface({ input: process.stdin })) {
  const answer = answerLine(methods, line)
  answered += 1
  if (answered > Number(after)) broken(answer)
  else write(answer)
}
if (way === 'silent' || way === 'leaves-a-child') setInterval(() => undefined, 1000)
