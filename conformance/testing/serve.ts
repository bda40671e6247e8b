import { serve } from '../adapter/serve.js'
import { kits } from '../kit/kits.js'

/** The model behind the adapter protocol; with an argument, the derived mutant of that id. */
const [id] = process.argv.slice(2)
const mutant = kits.flatMap(({ derived }) => derived).find((one) => one.id === id)
if (id !== undefined && mutant === undefined) throw new Error(`there is no derived mutant ${id}`)
await serve(mutant)
