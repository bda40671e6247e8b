import { configDefaults, defineConfig } from 'vitest/config'

// The tests that are run on every change that `npm run mutate` makes: those of the specification and of the model, but
// for the long explorations, and what the vectors say.
export default defineConfig({
  test: {
    include: ['{spec,model}/**/*.test.ts', 'conformance/vectors/commit-chain/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/{uniqueness,scopes,scope,walk,reach}.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
