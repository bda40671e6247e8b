import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{spec,model,conformance,docs}/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // As many workers as there are cores; left to itself, Vitest keeps one core for itself, of two a half.
    maxWorkers: '100%',
  },
})
