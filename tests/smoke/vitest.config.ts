/** Smoke tests themselves: green on a whole installation, and naming the part that is broken on any other. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    testTimeout: 70_000,
    hookTimeout: 60_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
