/** Fills a new development database with the demo office, once. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listOfficesOfKind } from '@muhasebi/features/every-office.queries.ts';
import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { demoSignIns } from '../demo/demo-sign-ins.ts';

const run = promisify(execFile);
const BOOKS_MARK = 'demo-books-wanted';
const preload = join(import.meta.dirname, 'end-with-supervisor.ts');
const writer = join(import.meta.dirname, '../demo/main.ts');

/** One account of the demo office, as the closing words show it. */
export type DemoSignIn = { readonly label: string; readonly email: string; readonly password: string };

/** Where the demo office goes. */
export type DemoPlace = { readonly dataRoot: string; readonly appUrl: string; readonly storageDir: string };

/** The demo as a start finds or makes it. */
export interface DemoAtStart {
  /** Of the office that is there; none once it was removed. */
  readonly signIns: readonly DemoSignIn[];
  /** Writes the books that nobody waits for, once everything answers; null where they are written. */
  readonly goOn: ((signal: AbortSignal) => Promise<void>) | null;
}

/**
 * Seeds where it is wanted and `.data/demo-seeded` does not say that it was done. Once removed it does not come back.
 * `.data/demo-books-wanted` says that its books are not written to their end.
 */
export async function ensureDemoOffice(
  place: DemoPlace,
  wanted: boolean,
  report: (line: string) => void,
): Promise<DemoAtStart> {
  const mark = join(place.dataRoot, 'demo-seeded');
  const goOn = (signal: AbortSignal) => writeBooks(place, signal);
  if (existsSync(mark)) {
    const signIns = (await demoOfficeStands(place.appUrl)) ? demoSignIns : [];
    return { signIns, goOn: existsSync(join(place.dataRoot, BOOKS_MARK)) ? goOn : null };
  }
  if (!wanted) return { signIns: [], goOn: null };
  report('Demo ofisi kuruluyor… / Making the demo office…');
  // Loaded only now: a second start has no use for it and comes up faster without.
  const { seedDemoOffice } = await import('../demo/seed-demo.ts');
  await seedDemoOffice({ appUrl: place.appUrl, storageDir: place.storageDir });
  // Written last and moved into place: a seeding that was cut off is taken up again.
  await writeFile(join(place.dataRoot, BOOKS_MARK), '', { mode: 0o600 });
  await writeFile(`${mark}.new`, '', { mode: 0o600 });
  await rename(`${mark}.new`, mark);
  return { signIns: demoSignIns, goOn };
}

/**
 * By a process of its own: the database may be taken from it at any line, which must not end the one that stops everything in
 * order. Ended where `signal` says so.
 */
async function writeBooks({ dataRoot, appUrl, storageDir }: DemoPlace, signal: AbortSignal): Promise<void> {
  if (await demoOfficeStands(appUrl)) {
    const env = {
      ...process.env,
      MUHASEBI_SUPERVISOR_PID: String(process.pid),
      DATABASE_URL: appUrl,
      STORAGE_DIR: storageDir,
    };
    await run(process.execPath, ['--import', preload, writer], { env, signal, killSignal: 'SIGKILL' });
  }
  await rm(join(dataRoot, BOOKS_MARK), { force: true });
}

async function demoOfficeStands(appUrl: string): Promise<boolean> {
  const db = createDatabase<DB>(createPool({ url: appUrl, maxConnections: 1, applicationName: 'start' }));
  try {
    return (await listOfficesOfKind(db, 'demo')).length > 0;
  } finally {
    await db.destroy();
  }
}
