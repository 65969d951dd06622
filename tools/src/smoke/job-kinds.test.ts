/** Every kind of job has its line in the smoke test of the worker. */
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { createFeatures } from '@muhasebi/features/registry.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { storageSettings } from '@muhasebi/platform/config/process-settings.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { createStorage } from '@muhasebi/platform/storage/create-storage.ts';
import { createTestDatabase } from '@muhasebi/testkit/postgres.ts';
import { expect, it } from 'vitest';
import { createPasswordMails } from '../demo/password-mails.ts';
import { JOB_KINDS } from './job-kinds.ts';

it('a job that a feature declares is seen by the smoke test, and no other is', async () => {
  const database = await createTestDatabase();
  const db = createDatabase<DB>(
    createPool({ url: database.appUrl, maxConnections: 1, applicationName: 'test' }),
  );
  const features = createFeatures({
    db,
    storage: createStorage(loadSettings(storageSettings, { STORAGE_DIR: tmpdir() })),
    clock: systemClock,
    log: createLogger({ service: 'test', level: 'silent', format: 'json' }),
    mail: createPasswordMails().transport,
    live: null,
    host: null,
    jwtSecret: randomBytes(32).toString('hex'),
    encryptionKey: randomBytes(32),
    publicUrl: 'http://localhost',
    tcmbUrl: null,
    outboundReach: 'public-or-loopback',
    watchRoot: null,
    signatureRoots: null,
    scratchDir: tmpdir(),
  });
  const declared = features.flatMap((feature) => feature.jobs.map(({ name }) => name));
  expect(Object.keys(JOB_KINDS).toSorted()).toEqual(declared.toSorted());
  await db.destroy();
  await database.drop();
});
