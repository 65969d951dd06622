/** Journeys in a real browser over the whole product: slow, one after the other. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: [fileURLToPath(import.meta.resolve('@muhasebi/testkit/global-setup.ts'))],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    pool: 'forks',
  },
});
