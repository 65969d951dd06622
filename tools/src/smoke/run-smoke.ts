/** One smoke test from its first probe to its cleaning up; what breaks is told by the part of the installation it is. */

import type { DB } from '@muhasebi/features/schema.gen.ts';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { PARTS, type PartName, SmokeFault } from './parts.ts';
import { runBackend } from './run-backend.ts';
import { chromiumHere, runBrowser } from './run-browser.ts';
import type { RunContext, SmokeDatabase } from './run-context.ts';
import { runWorker } from './run-worker.ts';
import { SmokeApi } from './smoke-api.ts';
import { openClient, putAway, putAwayOld } from './smoke-client.ts';
import { checkOffice, signIn, signOut, smokePassword } from './smoke-office.ts';
import type { SmokeTarget } from './smoke-target.ts';
import type { StepLog } from './step-log.ts';

/** The work of a run; cleaning up has what is left of the minute. */
const WORK_LIMIT_MS = 50_000;

export const RUNS = {
  backend: [runBackend],
  worker: [runWorker],
  full: [runBackend, runBrowser, runWorker],
} as const satisfies Readonly<Record<string, readonly ((context: RunContext) => Promise<void>)[]>>;

export type RunName = keyof typeof RUNS;

/** Throws the SmokeFault of what is broken. */
export async function runSmoke(name: RunName, target: SmokeTarget, log: StepLog): Promise<void> {
  if (name === 'full') chromiumHere();
  const api = new SmokeApi(target.url);
  const database = openDatabase(target.databaseUrl);
  try {
    const context = await enter(api, target, database, log);
    await cleaningUp(context, () => inTime(log, () => doAll(name, context)));
  } catch (error) {
    throw await named(error, api, log);
  } finally {
    await database?.db.destroy();
  }
}

async function doAll(name: RunName, context: RunContext): Promise<void> {
  for (const run of RUNS[name]) await run(context);
}

function openDatabase(url: string | null): SmokeDatabase | null {
  if (url === null) return null;
  const pool = createPool({ url, maxConnections: 2, applicationName: 'muhasebi-smoke' });
  return { pool, db: createDatabase<DB>(pool) };
}

async function enter(
  api: SmokeApi,
  target: SmokeTarget,
  database: SmokeDatabase | null,
  log: StepLog,
): Promise<RunContext> {
  const { email } = target;
  await log.step(`API ${api.url}/healthz`, 'api', async () => {
    const { status } = await api.get('/healthz');
    if (status !== 200) throw new SmokeFault('api', `/healthz: ${status}`);
  });
  await log.step('veritabanı ve şema / database and schema: /readyz', 'database', () => checkReadiness(api));
  const password = await log.step('giriş / signed in', 'sign-in', async () => {
    const word = await smokePassword(target, database?.db ?? null);
    await signIn(api, email, word);
    return word;
  });
  const officeId = await log.step(
    'ofis duman testininki / the office is the smoke test’s: /me',
    'sign-in',
    () => checkOffice(api),
  );
  const client = await log.step('mükellef açıldı / client opened', 'ledger', async () => {
    await putAwayOld(api);
    return openClient(api);
  });
  return { api, log, officeId, client, email, password, database };
}

async function checkReadiness(api: SmokeApi): Promise<void> {
  const { status, text } = await api.get('/readyz');
  if (status !== 200) throw new SmokeFault(partOf(text), `/readyz: ${status} ${text}`);
}

/** The database first: without it nothing else is known. */
function partOf(readiness: string): PartName {
  if (readiness.includes('Database connection')) return 'database';
  if (/schema|migration/i.test(readiness)) return 'schema';
  return readiness.includes('storage') ? 'storage' : 'database';
}

/** Puts the client away and signs out, whatever came of the work. */
async function cleaningUp({ api, log, client }: RunContext, work: () => Promise<void>): Promise<void> {
  const fault = await work().then(
    () => null,
    (error: unknown) => ({ error }),
  );
  const { current } = log;
  try {
    await log.step('mükellef arşivlendi / client archived', 'ledger', () => putAway(api, client.clientId));
    await log.step('çıkış / signed out', 'sign-in', () => signOut(api));
  } catch (error) {
    if (fault === null) throw error;
    // What broke first is what is told; the next run puts the client away.
  }
  if (fault === null) return;
  log.goBackTo(current);
  throw fault.error;
}

async function inTime(log: StepLog, work: () => Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      late.reject(
        new SmokeFault(log.current.part, `${WORK_LIMIT_MS / 1000} saniyede bitmedi / not done in time`),
      ),
    WORK_LIMIT_MS,
  );
  try {
    await Promise.race([work(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Where API or database fell away meanwhile, they are what is broken, whatever step it showed in. */
async function named(error: unknown, api: SmokeApi, log: StepLog): Promise<SmokeFault> {
  // The browser's complaints go on for pages.
  const said = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  const fault = error instanceof SmokeFault ? error : new SmokeFault(log.current.part, said);
  if (['settings', 'browser', 'api', 'database', 'schema', 'storage'].includes(fault.part)) return fault;
  return checkReadiness(api).then(
    () => fault,
    (deeper: unknown) =>
      deeper instanceof SmokeFault ? new SmokeFault(deeper.part, `${deeper.message}; ${said}`) : fault,
  );
}

/** What an operator reads when something is broken. */
export function faultLines({ part, message }: SmokeFault, step: string): string[] {
  const { tr, en, section } = PARTS[part];
  return [
    `✗ ${step}`,
    `  Bozuk parça / broken part: ${tr} / ${en}`,
    `  ${message}`,
    `  Ne yapmalı / what to do: docs/runbook.md → “${section}”`,
  ];
}
