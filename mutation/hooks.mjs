// Puts `mutation/vitest.mjs` in the place of `vitest`, and `mutation/fast-check.mjs` in that of `fast-check`, for
// everybody but themselves.
import { register } from 'node:module'

const instead = Object.fromEntries(
  ['vitest', 'fast-check'].map((name) => [name, new URL(`./${name}.mjs`, import.meta.url).href]),
)

register(
  `data:text/javascript,${encodeURIComponent(`
    const instead = ${JSON.stringify(instead)}
    export const resolve = (specifier, context, next) =>
      specifier in instead && context.parentURL !== instead[specifier]
        ? { url: instead[specifier], shortCircuit: true }
        : next(specifier, context)
  `)}`,
)
