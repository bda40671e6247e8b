import { type Mutant, mutantsOf } from './mutant.js'

const ADMISSION = 'spec/sealed-orders/admission.ts'
const DATA = 'spec/sealed-orders/data.ts'
const EFFECTS = 'spec/sealed-orders/effects.ts'
const MOONWALK = 'spec/sealed-orders/moonwalk.ts'
const NUMBERS = 'spec/sealed-orders/numbers.ts'
const OUTCOMES = 'spec/sealed-orders/outcomes.ts'
const PUZZLE = 'spec/sealed-orders/puzzle.ts'
const HISTORY = 'spec/core/history.ts'
const SCORE = 'spec/sealed-orders/score.ts'
const SHOWN = 'spec/sealed-orders/shown.ts'
const FUNCTIONS = 'conformance/kit/sealed-orders-functions.ts'

const mutant = mutantsOf('sealed-orders', 'sealed-')

/** Mistakes of an independent engineer, who had the prose alone and whom no vector of that time contradicted. */
const independent: ReadonlyArray<Mutant> = [
  mutant('announcements-any', 'SO-6', 'announcements need not be units below the modulus', [
    PUZZLE,
    'areUnits([...claim.proof.powers, ...shown], n)',
    'areUnits(claim.proof.powers, n)',
  ]),
  mutant('powers-above', 'SO-6', 'powers need not be below the modulus', [
    PUZZLE,
    'areUnits([...claim.proof.powers, ...shown], n)',
    'areUnits([...claim.proof.powers.map((one) => one % n), ...shown], n)',
  ]),
  mutant('response-of-n', 'SO-6', 'a response may be the modulus', [
    PUZZLE,
    'roundsOf(claim.proof).every(({ response }) => response < n)',
    'roundsOf(claim.proof).every(({ response }) => response <= n)',
  ]),
  mutant('bases-fewer', 'SO-3', 'eleven bases are enough', [NUMBERS, '29n, 31n, 37n]', '29n, 31n]']),
  mutant('bases-more', 'SO-3', 'a thirteenth base finds one composite number more', [
    NUMBERS,
    '29n, 31n, 37n]',
    '29n, 31n, 37n, 41n]',
  ]),
  mutant('base-long', 'SO-2', 'h may be longer than the modulus', [
    PUZZLE,
    '[base, generator, end].every(',
    '[generator, end].every(',
  ]),
  mutant('generator-long', 'SO-2', 'g may be longer than the modulus', [
    PUZZLE,
    '[base, generator, end].every(',
    '[base, end].every(',
  ]),
  mutant('end-long', 'SO-2', 'C_K may be longer than the modulus', [
    PUZZLE,
    '[base, generator, end].every(',
    '[base, generator].every(',
  ]),
  mutant('coins-same', 'SO-19', 'a coin may be given for itself', [MOONWALK, 'gives !== takes &&', '']),
  mutant('taken-of-another', 'SO-19', 'the account that is taken into may be of another trader', [
    MOONWALK,
    '[give, take].every(({ account }) => account.trader === trader)',
    '[give].every(({ account }) => account.trader === trader)',
  ]),
  mutant('taken-of-another-coin', 'SO-19', 'the account that is taken into may be of any coin', [
    MOONWALK,
    'take.account.coin === takes &&',
    '',
  ]),
  mutant('trader-unknown', 'SO-20', 'of a trader that is not known no signature is asked', [
    MOONWALK,
    'crypto.verify(member.key, accountDatum(params.contract, account), signature) return',
    'crypto.verify(member.key, accountDatum(params.contract, account), signature)\n  if (member === undefined) return true\n  return',
  ]),
  mutant('old-place', 'SO-35', 'a void order that comes again is shown where it was', [
    EFFECTS,
    'orders.delete(nameOf(sealed.reference))',
    '',
  ]),
  mutant('permits-two', 'SO-29', 'only the first two accounts need a permit', [
    ADMISSION,
    'accounts.every((account, i) =>',
    'accounts.slice(0, 2).every((account, i) =>',
  ]),
  mutant('refused-is-done', 'SO-42', 'what was refused for no reason counts as done', [
    HISTORY,
    'reported === undefined ? undefined : effect',
    'effect',
  ]),
  mutant('zero-as-a-byte', 'SO-40', 'zero is one byte, and not none', [
    NUMBERS,
    'length = Math.ceil(bitsOf(n) / 8)',
    'length = Math.max(1, Math.ceil(bitsOf(n) / 8))',
  ]),
]

/** Mistakes in the sealing and opening of orders, each as an engineer would make it. */
export const sealedOrdersMutants: ReadonlyArray<Mutant> = [
  // Groups and puzzles
  mutant('inner-exponents', 'SO-5', 'each small prime is taken once (T5)', [
    NUMBERS,
    'power(result, BigInt(prime) ** BigInt(bits), n)',
    'power(result, BigInt(prime) ** BigInt(bits - bits + 1), n)',
  ]),
  mutant('even-modulus', 'SO-3', 'an even modulus is as good as any', [
    PUZZLE,
    'n % 2n === 1n && isComposite(n)',
    'isComposite(n)',
  ]),
  mutant('prime-modulus', 'SO-3', 'that the modulus is composite is not asked', [
    PUZZLE,
    'n % 2n === 1n && isComposite(n)',
    'n % 2n === 1n',
  ]),
  mutant('base-minus-one', 'SO-4', 'h may be -1', [PUZZLE, 'h < n - 1n &&', 'h < n &&']),
  mutant('long-response', 'SO-6', 'a response need not be below the modulus', [
    PUZZLE,
    'roundsOf(claim.proof).every(({ response }) => response < n)',
    'roundsOf(claim.proof).every(({ response }) => response >= 0n)',
  ]),
  mutant('one-challenge', 'SO-8', 'all steps and rounds share one challenge (T32)', [
    PUZZLE,
    'challengeDatum(transcript, step, round)',
    'challengeDatum(transcript, step - step + 1, round - round + 1)',
  ]),
  mutant('unbound-challenge', 'SO-8', 'the challenges are not bound to the group (T32)', [
    DATA,
    '...puzzleFields(puzzle), powers.map(',
    '...puzzleFields(puzzle).slice(5), powers.map(',
  ]),
  mutant('squarings-one-more', 'SO-39', 'the key is C_K, one squaring too far', [
    FUNCTIONS,
    'Number(2n ** puzzle.steps - 1n)',
    'Number(2n ** puzzle.steps)',
  ]),
  // Orders
  mutant('chain-forward', 'SO-38', 'the chain goes in the other direction (T29)', [
    DATA,
    'return keys.reverse()',
    'return keys',
  ]),
  mutant('root-of-base', 'SO-14', 'kappa_h is taken for kappa_g', [
    MOONWALK,
    'smoothPower(witness.root, params.limits.bound, puzzle.modulus)',
    'params.limits.bound === 0 ? smoothPower(witness.root, 2, puzzle.modulus) : witness.root',
  ]),
  mutant('eon-unbound', 'SO-17', 'the order may be for another eon', [
    MOONWALK,
    '&& order.eon === sealed.eon',
    '&& (order.eon === sealed.eon || true)',
  ]),
  mutant('one-more-than-there-is', 'SO-19', 'an order may give one more than there is', [
    MOONWALK,
    'amount <= give.account.available',
    'amount <= give.account.available + 1n',
  ]),
  mutant('one-signature', 'SO-20', 'the trader need not sign the account of the coin that it takes', [
    MOONWALK,
    '&& signed(take, witness.order.take)',
    '|| signed(take, witness.order.take)',
  ]),
  mutant('key-without-zeros', 'SO-40', 'key material loses its leading zero bytes', [
    DATA,
    'bytesOf(root, bytesOf(modulus).length)',
    'bytesOf(root, bytesOf(modulus).length * 0 || undefined)',
  ]),
  // Between trader and operator
  mutant('reference-by-eon', 'SO-22', 'a reference can be used once in each eon', [
    ADMISSION,
    '|| isVoid(known, ledger)',
    '|| isVoid(known, ledger) || known.sealed.eon < ledger.eon',
  ]),
  mutant('receipt-anywhere', 'SO-24', 'the receipt may name any place (T28)', [
    ADMISSION,
    'receipt.index === BigInt(ledger.log.length) &&',
    'receipt.index >= 0n &&',
  ]),
  mutant('square-only', 'SO-26', 'any square root of C_K opens (T6)', [
    ADMISSION,
    '&& opensAs(params, crypto, sealed, root, order)',
    '&& (opensAs(params, crypto, sealed, root, order) || true)',
  ]),
  mutant('delay-from-arrival', 'SO-27', 'the operator may begin to solve when the order arrives', [
    ADMISSION,
    '({ receiptedAt = 0n, sealed }) => ledger.time - receiptedAt >=',
    '({ submittedAt, sealed }) => ledger.time - submittedAt >=',
  ]),
  mutant('permits-one-more', 'SO-29', 'more permits than accounts are fine', [
    ADMISSION,
    'permits.length === accounts.length &&',
    'permits.length >= accounts.length &&',
  ]),
  mutant('penalty-from-receipt', 'SO-30', 'the penalty begins with the receipt', [
    ADMISSION,
    'ledger.time - (known.openedAt ?? 0n)',
    'ledger.time - (known.receiptedAt ?? 0n)',
  ]),
  mutant('clock-still', 'SO-31', 'the clock may stand still', [
    ADMISSION,
    'time > ledger.time &&',
    'time >= ledger.time &&',
  ]),
  mutant('eon-first-only', 'SO-33', 'only the first order of the log has to be open', [
    ADMISSION,
    'log.every((name) => orders.get(name)?.openedAt !== undefined)',
    'log.slice(0, 1).every((name) => orders.get(name)?.openedAt !== undefined)',
  ]),
  mutant('not-blind', 'SO-34', 'open orders behind a closed one count as taken in', [
    EFFECTS,
    'return first < 0 ? log.length : first',
    'return first < 0 ? log.length : log.filter((name) => orders.get(name)?.openedAt !== undefined).length',
  ]),
  mutant('solved-as-opened', 'SO-35', 'it is not shown who opened an order', [
    SHOWN,
    "known.isSolved === true ? 'solved' : 'opened'",
    "known.isSolved === true ? 'opened' : 'opened'",
  ]),
  mutant('shown-unjudged-after-refusal', 'SO-35', 'what is shown after a refused event is not looked at', [
    OUTCOMES,
    'shownAs(shown)',
    "((...names: ReadonlyArray<'orders' | 'time' | 'eon' | 'visible' | 'scores'>) => (m: Moment) => ('rejected' in m.answer ? [] : shownAs(shown)(...names)(m)))",
  ]),
  mutant(
    'solved-never-two',
    'SO-37',
    'of orders that the operator had to solve it is not asked whether they came one at a time',
    [OUTCOMES, "event.tag !== 'open' && event.tag !== 'solve'", "event.tag !== 'open'"],
  ),
  mutant('half-the-time', 'SO-36', 'a receipt is prompt after half of the time', [
    SCORE,
    '4n * waited * speed <= squaringsOf(puzzle)',
    '2n * waited * speed <= squaringsOf(puzzle)',
  ]),
  mutant('fine-added', 'SO-36', 'late receipts are rewarded', [
    SCORE,
    'reward * prompt - fine * late',
    'reward * prompt + fine * late',
  ]),
  mutant('dummies-only', 'SO-41', 'the chance is one in the number of dummies', [
    SCORE,
    '{ numerator: 1n, denominator: every }',
    '{ numerator: 1n, denominator: every - 1n }',
  ]),
  ...independent,
]
