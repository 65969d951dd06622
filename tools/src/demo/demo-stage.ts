/** What every step of the seeding works with: the features, called as their people would call them. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Database, Feature } from '@muhasebi/features/feature.ts';
import { createFeatures } from '@muhasebi/features/registry.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { storageSettings } from '@muhasebi/platform/config/process-settings.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { createLogger, type Logger } from '@muhasebi/platform/log/logger.ts';
import { encryptionKey } from '@muhasebi/platform/secrets/encryption.ts';
import { createStorage } from '@muhasebi/platform/storage/create-storage.ts';
import { drainQueue } from './drain-queue.ts';
import { createInProcessApi, type InProcessApi } from './in-process-api.ts';
import { createPasswordMails, type PasswordMails } from './password-mails.ts';

export interface DemoStage {
  readonly db: Database;
  readonly api: InProcessApi;
  readonly mails: PasswordMails;
  /** Does all waiting jobs. */
  readonly drain: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface StagePlaces {
  /** Connects as the application's role. */
  readonly appUrl: string;
  /** Folder of the documents on disk, and of uploads on their way. */
  readonly storageDir: string;
  /** Environment of the API and the worker: documents go where they look for them. */
  readonly env: Readonly<Record<string, string>>;
}

interface Workshop {
  readonly db: Database;
  readonly mails: PasswordMails;
  readonly log: Logger;
  readonly scratchDir: string;
}

function makeFeatures({ db, mails, log, scratchDir }: Workshop, { env, storageDir }: StagePlaces) {
  return createFeatures({
    db,
    storage: createStorage(loadSettings(storageSettings, { ...env, STORAGE_DIR: storageDir })),
    clock: systemClock,
    log,
    mail: mails.transport,
    live: null,
    host: null,
    // Nobody signs in here, and only integrations are sealed: without their key this one opens nothing and is not kept.
    jwtSecret: randomBytes(32).toString('hex'),
    encryptionKey: env.ENCRYPTION_KEY === undefined ? randomBytes(32) : encryptionKey(env.ENCRYPTION_KEY),
    publicUrl: 'http://localhost',
    tcmbUrl: null,
    outboundReach: 'public-or-loopback',
    watchRoot: null,
    signatureRoots: null,
    scratchDir,
  });
}

/** Opens the database as the application's role, under row-level security like everyone else. */
export async function openStage(places: StagePlaces): Promise<DemoStage> {
  const { appUrl, storageDir } = places;
  const log = createLogger({ service: 'demo', level: 'error', format: 'pretty' });
  const pool = createPool({ url: appUrl, maxConnections: 6, applicationName: 'muhasebi-demo' });
  const db = createDatabase<DB>(pool);
  const mails = createPasswordMails();
  await mkdir(storageDir, { recursive: true, mode: 0o700 });
  // Beside the store, so that a received file is moved into it and not copied.
  const scratchDir = await mkdtemp(path.join(storageDir, 'demo-'));
  const features: readonly Feature[] = makeFeatures({ db, mails, log, scratchDir }, places);
  return {
    db,
    api: createInProcessApi(features, log),
    mails,
    drain: () => drainQueue(features, appUrl, log),
    close: async () => {
      await db.destroy();
      await rm(scratchDir, { recursive: true, force: true });
    },
  };
}
