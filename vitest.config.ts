import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{spec,model,conformance,docs}/**/*.test.ts'],
    globalSetup: 'conformance/testing/bundle.ts',
    // Long enough for a machine that has much else to do.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // As many workers as there are cores; left to itself, Vitest keeps one core for itself, of two a half.
    maxWorkers: '100%',
  },
})
