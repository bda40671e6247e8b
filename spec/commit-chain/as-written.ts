// Algorithms 4, 5 and 10 as TEX writes them, on bare numbers: for the errata only.

/** An account of a coin, as the two algorithms look at it. */
export interface Account {
  /** What it was allotted at the checkpoint before: A(e - 1), which is not among the inputs (T41). */
  readonly before: bigint
  readonly received: bigint
  readonly deposited: bigint
  readonly sent: bigint
  readonly requested: bigint
  /** What it is allotted now: A(e). */
  readonly after: bigint
}

/** `lowerLimit`. */
export const lowerLimit = ({ before, received, deposited, sent, requested }: Account): bigint =>
  before + received + deposited - sent - requested

/** Algorithm 4: what was debited for an order; nothing, where it refuses to open the challenge. */
export const openSwapChallenge = (account: Account, amount: bigint): bigint | undefined => {
  const undebited = account.after - lowerLimit(account)
  return undebited < 0n ? undefined : amount - undebited
}

/** How "approximately" can be read in Algorithm 5. */
export type Approximately = 'equal' | 'at most' | 'at least'

/**
 * Algorithm 5: whether credited / debited is approximately the price, buy / sell. The quotient of nothing by nothing is
 * no number, and equals none.
 */
export const closesSwapChallenge = (
  account: Account,
  debited: bigint,
  [sellAmount, buyAmount]: readonly [bigint, bigint],
  reading: Approximately,
): boolean => {
  const credited = account.after - lowerLimit(account)
  if (debited === 0n) return false
  const [left, right] = [credited * sellAmount, debited * buyAmount]
  if (reading === 'equal') return left === right
  return reading === 'at most' ? left <= right : left >= right
}

/** Algorithm 9: matched and debited in all. */
export const settlesInTotal = (
  orders: ReadonlyArray<{ readonly matched: bigint; readonly debited: bigint }>,
): boolean => orders.reduce((sum, { matched, debited }) => sum + debited - matched, 0n) === 0n

/** Algorithm 10: all that it asserts of amounts. */
export const ratifiesSwap = ({
  amount,
  spent,
  gained,
}: {
  readonly amount: bigint
  readonly spent: bigint
  readonly gained: bigint
}): boolean => spent === amount && gained === 0n
