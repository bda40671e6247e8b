import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{spec,model,conformance,docs}/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
