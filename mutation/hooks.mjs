// Puts `mutation/vitest.mjs` in the place of `vitest`, for everybody but itself.
import { register } from 'node:module'

const here = new URL('./vitest.mjs', import.meta.url).href

register(
  `data:text/javascript,${encodeURIComponent(`
    export const resolve = (specifier, context, next) =>
      specifier === 'vitest' && context.parentURL !== ${JSON.stringify(here)}
        ? { url: ${JSON.stringify(here)}, shortCircuit: true }
        : next(specifier, context)
  `)}`,
)
