/** A line of the file of orders: `Buy|Sell|Del,id,time,quantity,price`. */
export interface Instruction {
  readonly kind: 'Buy' | 'Sell' | 'Del'
  readonly id: string
  readonly quantity: bigint
  readonly price: bigint
}

/** Two orders that traded. */
export interface Pair {
  readonly bid: string
  readonly ask: string
  readonly quantity: bigint
}

/** A line of the file of fills: `bidId,askId,quantity` joined by `;`, all that one instruction traded. */
export interface Trade {
  readonly line: number
  readonly pairs: ReadonlyArray<Pair>
}

const WHOLE = /^\d{1,39}$/
const NAME = /^[A-Za-z0-9._:-]{1,60}$/

/** Reads a line of the file of orders, or says what is wrong with it. */
export const parseInstruction = (text: string): Instruction | string => {
  const fields = text.split(',')
  if (fields.length !== 5)
    return `expected Buy|Sell|Del,id,time,quantity,price, which are 5 fields, got ${fields.length}: ${text.slice(0, 80)}`
  const [kind, id, time, quantity, price] = fields as [string, string, string, string, string]
  if (kind !== 'Buy' && kind !== 'Sell' && kind !== 'Del') return `kind: expected Buy, Sell or Del, got ${kind}`
  if (!NAME.test(id)) return `id: expected a name, got ${id || 'nothing'}`
  for (const [name, value] of Object.entries({ time, quantity, price }))
    if (!WHOLE.test(value)) return `${name}: expected a whole number, got ${value || 'nothing'}`
  return { kind, id, quantity: BigInt(quantity), price: BigInt(price) }
}

/** Reads a line of the file of fills, or says what is wrong with it. */
export const parseTrade = (text: string, line: number): Trade | string => {
  const pairs: Pair[] = []
  for (const part of text.split(';')) {
    const fields = part.split(',')
    const [bid = '', ask = '', quantity = ''] = fields
    if (fields.length !== 3) return `expected bidId,askId,quantity joined by ";", got ${part.slice(0, 80)}`
    for (const [name, value] of Object.entries({ bidId: bid, askId: ask }))
      if (!NAME.test(value)) return `${name}: expected a name, got ${value || 'nothing'}`
    if (!WHOLE.test(quantity)) return `quantity: expected a whole number, got ${quantity || 'nothing'}`
    pairs.push({ bid, ask, quantity: BigInt(quantity) })
  }
  return { line, pairs }
}

/** A line of fills, as it stands in the file. */
export const showTrade = ({ pairs }: Trade): string =>
  pairs.map(({ bid, ask, quantity }) => `${bid},${ask},${quantity}`).join(';')
