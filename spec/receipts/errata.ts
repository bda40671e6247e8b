import type { Erratum } from '../core/erratum.js'
import { bookErrata } from './errata-books.js'
import { logErrata } from './errata-logs.js'

/** What is ambiguous or wrong in TEX on receipts and provable matching, each with a run that shows it. */
export const receiptsErrata: ReadonlyArray<Erratum> = [...bookErrata, ...logErrata]
