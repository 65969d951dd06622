/** Faults on a whole installation: killed, cut off, filled and fed with bad files, each on processes of its own. */
import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Mostly waiting for a limit of the product to pass, and with no time of their own to keep: these run beside each other. */
const PATIENT = [
  'authentication-issues',
  'environment-misconfigured',
  'high-error-rates',
  'migration-failed',
  'runbook',
  'sync-killed',
  'worker-jobs-not-processing',
].map((name) => `${name}.test.ts`);

const common = {
  root: import.meta.dirname,
  globalSetup: [path.join(import.meta.dirname, '../../packages/testkit/src/global-setup.ts')],
  testTimeout: 90_000,
  hookTimeout: 120_000,
  pool: 'forks' as const,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'alone',
          include: ['**/*.test.ts'],
          exclude: PATIENT,
          fileParallelism: false,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...common, name: 'patient', include: PATIENT, maxWorkers: 3, sequence: { groupOrder: 1 } } },
    ],
  },
});
