import { join } from 'node:path'
import { packageRoot } from '../conformance/kit/root.js'
import { outdated } from './evidence/load.js'
import { writeSite } from './site.js'

// `npm run docs`: the site, in docs/dist. Exits with 1 if something in it is wrong.

const out = join(packageRoot(), 'docs/dist')
const wrong = await writeSite({ out, hasReference: true })
for (const line of wrong) console.error(line)
for (const line of outdated(packageRoot())) console.warn(`evidence is to be recorded anew (npm run evidence): ${line}`)
console.log(wrong.length === 0 ? `the site is in ${out}` : `${wrong.length} things are wrong`)
process.exitCode = wrong.length === 0 ? 0 : 1
