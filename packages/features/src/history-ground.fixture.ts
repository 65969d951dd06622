/** What histories of books stand on: books on a real database, the import of vouchers with small portions, and a way to kill its sessions. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDiskStorage } from '@muhasebi/platform/storage/disk-storage.ts';
import type { TestDatabase } from '@muhasebi/testkit/postgres.ts';
import pg from 'pg';
import { type BooksFixture, createBooks, exportDepsOf, ratesOf } from './books.fixture.ts';
import { rightsService } from './identity/rights.ts';
import { PORTION } from './ledger/model-import.fixture.ts';
import { createCaller, type RouteCaller } from './route-caller.fixture.ts';
import { testLog } from './test-ground.fixture.ts';
import { createVoucherDeskFeature } from './voucher-desk/feature.ts';
import { createVoucherImportFeature } from './voucher-import/feature.ts';

type ImportFeature = ReturnType<typeof createVoucherImportFeature>;

export interface HistoryGround {
  readonly books: BooksFixture;
  /** Calls the voucher desk's routes and those of the import. */
  readonly call: RouteCaller;
  readonly imports: ImportFeature;
  /** Takes the one waiting job of this name out of the queue; its payload, or undefined. */
  readonly takeJob: (name: string) => Promise<unknown>;
  /**
   * While `work` goes on, PostgreSQL ends the session that says how far an import has come, at the portion named, right before
   * the transaction is committed. Null: none.
   */
  readonly killing: <Result>(atPortion: number | null, work: () => Promise<Result>) => Promise<Result>;
  /** How often each kind of act was lived through, so that a run can tell what it has tried. */
  readonly lived: Map<string, number>;
  readonly close: () => Promise<void>;
}

/** A trigger of this database alone: how far an import has come is the last that each portion writes. */
const KILL_SWITCH = `
  create schema drill;
  create sequence drill.portions;
  create table drill.kill (at_portion int);
  insert into drill.kill values (null);
  create function drill.kill_session() returns trigger language plpgsql security definer as $$
  begin
    if nextval('drill.portions') = (select at_portion from drill.kill) then
      perform pg_terminate_backend(pg_backend_pid()), pg_sleep(10);
    end if;
    return null;
  end $$;
  create trigger kill_session after update on voucher_imports
    for each statement execute function drill.kill_session()`;

/** Call in `beforeAll`; a long run brings a database of its own. */
export async function createHistoryGround(database?: TestDatabase): Promise<HistoryGround> {
  const books = await createBooks(8, database);
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-histories-'));
  const superuser = new pg.Client({ connectionString: books.superuserUrl });
  await superuser.connect();
  await superuser.query(KILL_SWITCH);
  await books.run((trx) =>
    trx
      .insertInto('memberships')
      .values({ tenant_id: books.tenantId, user_id: books.scope.userId ?? '', role: 'owner' })
      .execute(),
  );
  const deps = {
    ...exportDepsOf(books.db, folder),
    storage: createDiskStorage(path.join(folder, 'store')),
    log: testLog,
  };
  const imports = createVoucherImportFeature({
    ...deps,
    ledger: books.service,
    rights: rightsService,
    portion: PORTION,
  });
  const desk = createVoucherDeskFeature(deps, { ledger: books.service, rates: ratesOf(books.db) });
  return {
    books,
    imports,
    call: createCaller([...desk.routes, ...imports.routes], books.scope),
    takeJob: async (name) => {
      const { rows } = await superuser.query<{ payload: unknown }>(
        `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
         where t.id = j.task_id and t.identifier = $1 returning j.payload`,
        [name],
      );
      return rows[0]?.payload;
    },
    async killing(atPortion, work) {
      if (atPortion === null) return work();
      await superuser.query(`select setval('drill.portions', 1, false)`);
      await superuser.query('update drill.kill set at_portion = $1', [atPortion]);
      try {
        return await work();
      } finally {
        await superuser.query('update drill.kill set at_portion = null');
      }
    },
    lived: new Map(),
    close: async () => {
      await superuser.end();
      await books.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Counts one more of this kind. */
export function count({ lived }: HistoryGround, kind: string): void {
  lived.set(kind, (lived.get(kind) ?? 0) + 1);
}
