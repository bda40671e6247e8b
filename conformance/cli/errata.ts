import { collateralErrata } from '../../spec/collateral/errata.js'
import { commitChainErrata } from '../../spec/commit-chain/errata.js'
import type { Erratum } from '../../spec/core/erratum.js'
import { integrityErrata } from '../../spec/integrity/errata.js'
import { marginErrata } from '../../spec/margin/errata.js'
import { orderBookErrata } from '../../spec/order-book/errata.js'
import { receiptsErrata } from '../../spec/receipts/errata.js'
import { EXIT, UsageError } from './exit.js'

const errata: ReadonlyArray<Erratum> = [
  ...orderBookErrata,
  ...receiptsErrata,
  ...commitChainErrata,
  ...integrityErrata,
  ...collateralErrata,
  ...marginErrata,
]

/** `touchstone errata [id]`: where the papers are ambiguous or wrong; one of them with its run. */
export const errataCommand = (id: string | undefined): number => {
  const chosen = errata.filter((one) => one.id === id)
  if (id !== undefined && chosen.length === 0)
    throw new UsageError(`there is no erratum ${id}; there are ${errata.map((one) => one.id).join(', ')}`)
  if (id === undefined) for (const one of errata) console.log(`${one.id.padEnd(4)} ${one.title} (${one.where})`)
  for (const one of chosen) console.log(shown(one).join('\n'))
  return EXIT.conformant
}

/** An erratum in a dozen lines: what the paper has, and what comes of it and of the resolution in the same run. */
const shown = ({ id, title, where, written, counterexample, resolution, witness }: Erratum): ReadonlyArray<string> => {
  const { input, asWritten, asResolved, findings } = witness()
  return [
    `${id}  ${title}`,
    `  where     ${where}`,
    `  written   ${written}`,
    `  but       ${counterexample}`,
    '',
    `  run       ${input}`,
    `  written   ${asWritten}`,
    ...findings.slice(0, 3).map(({ clause, message }) => `  breaks    ${clause}: ${message}`),
    `  resolved  ${asResolved}`,
    '',
    `  so        ${resolution}`,
  ]
}
