/** Whole starts in a copy of the repository: slow, one after the other, each with its own processes. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/start/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    pool: 'forks',
  },
});
