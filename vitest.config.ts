/** Unit and database tests of all packages; browser journeys and faults have their own configurations. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/**/*.test.ts',
      'apps/**/*.test.{ts,tsx}',
      'tools/src/**/*.test.ts',
      'tests/fuzz/*.test.ts',
    ],
    globalSetup: ['packages/testkit/src/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Files of one worker share its modules, which are loaded once: what a file changes for all it puts back.
    isolate: false,
    // One more than the cores of the smallest machine: a file that waits for its database leaves its core to another.
    maxWorkers: 3,
  },
});
