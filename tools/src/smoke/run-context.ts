/** What every smoke test works with. */
import type { DB } from '@muhasebi/features/schema.gen.ts';
import type { createPool } from '@muhasebi/platform/db/database.ts';
import type { Kysely } from 'kysely';
import type { SmokeApi } from './smoke-api.ts';
import type { SmokeClient } from './smoke-client.ts';
import type { StepLog } from './step-log.ts';

export interface SmokeDatabase {
  readonly pool: ReturnType<typeof createPool>;
  readonly db: Kysely<DB>;
}

export interface RunContext {
  readonly api: SmokeApi;
  readonly log: StepLog;
  readonly officeId: string;
  readonly client: SmokeClient;
  readonly email: string;
  readonly password: string;
  /** Null where only the outside is known. */
  readonly database: SmokeDatabase | null;
}
