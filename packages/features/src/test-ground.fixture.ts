/** What tests of whole features stand on: a real database, a store in a folder of its own, and all that a feature is given. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import type { IncomingFile } from '@muhasebi/platform/http/handler.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { createDiskStorage } from '@muhasebi/platform/storage/disk-storage.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import pg from 'pg';
import type { FeatureDeps } from './feature.ts';
import type { DB } from './schema.gen.ts';

/** Silent, unless TEST_LOG names a level. */
export const testLog = createLogger({
  service: 'test',
  level: process.env.TEST_LOG ?? 'silent',
  format: 'json',
});

/** Call in `beforeAll`; `close` in `afterAll`. A measurement brings a database of its own. */
export async function createTestGround(given?: TestDatabase) {
  const database = given ?? (await createTestDatabase());
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-ground-'));
  const db = createDatabase<DB>(
    createPool({ url: database.appUrl, maxConnections: 8, applicationName: 'test' }),
  );
  const superuser = new pg.Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  // The system's hand, not a person's: nothing to audit.
  await superuser.query(`select set_config('app.user_id', '', false)`);
  const deps: FeatureDeps = {
    db,
    storage: createDiskStorage(path.join(folder, 'store')),
    clock: { now: () => new Date('2026-11-23T09:00:00Z') },
    log: testLog,
    mail: {
      road: 'outbox',
      send: async () => ({ by: 'outbox', answer: '' }),
      check: async () => 'outbox',
    },
    live: null,
    host: null,
    jwtSecret: '',
    encryptionKey: Buffer.alloc(32),
    publicUrl: '',
    tcmbUrl: null,
    outboundReach: 'public-or-loopback',
    watchRoot: null,
    signatureRoots: null,
    scratchDir: folder,
  };
  const close = async () => {
    await db.destroy();
    await superuser.end();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return { database, db, deps, folder, superuser, close };
}

export type Files = Readonly<Record<string, Uint8Array>>;

/** Files as a browser sends them. */
export async function* filesOf(files: Files): AsyncGenerator<IncomingFile> {
  for (const [fileName, bytes] of Object.entries(files)) {
    yield { fileName, stream: Readable.from([Buffer.from(bytes)]), truncated: () => false };
  }
}
