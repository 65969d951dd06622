/** A sync whose process is killed at every step, and at any moment, takes every item once and ends with its record right. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type EInvoiceServer,
  startContractServer,
} from '@muhasebi/connectors/e-invoice-api/e-invoice-server.fixture.ts';
import { documentIntakeContract } from '@muhasebi/features/document-intake/contract.ts';
import type { FeatureDeps } from '@muhasebi/features/feature.ts';
import { integrationsContract } from '@muhasebi/features/integrations/contract.ts';
import { createEInvoiceConnector } from '@muhasebi/features/integrations/e-invoice/e-invoice-connector.ts';
import { watchedFolderConnector } from '@muhasebi/features/integrations/watched-folder/watched-folder-connector.ts';
import { createCaller } from '@muhasebi/features/route-caller.fixture.ts';
import {
  BUYER_TAX_ID,
  createSyncGround,
  type IntegrationToMake,
  invoiceXml,
  type SyncGround,
} from '@muhasebi/features/sync-ground.fixture.ts';
import type { OfficeScope } from '@muhasebi/features/whole-office.fixture.ts';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { createPrng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Step, SyncOrder } from './sync-steps.ts';

const ITEMS = 5;
/** Milliseconds of a run's life that a random kill falls into. */
const LIFE_MS = [5, 120] as const;
/** Another one every day, and the same for whoever looks into a failure. */
const SEED = process.env.SYNC_KILLS_SEED ?? new Date().toISOString().slice(0, 10);

let database: TestDatabase;
let ground: SyncGround;
let watchRoot: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const connectors = (deps: FeatureDeps) => {
    watchRoot = path.join(deps.scratchDir, 'watched');
    return [createEInvoiceConnector(deps), watchedFolderConnector(watchRoot)];
  };
  ground = await createSyncGround([], (deps) => ({ connectors: connectors(deps) }), database);
});
afterAll(() => ground?.close());

/** Runs the process until it dies or ends; the signal that ended it. */
async function run(order: SyncOrder, killAfterMs: number | null = null): Promise<NodeJS.Signals | null> {
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'sync-process.ts'), JSON.stringify(order)],
    {
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: path.join(order.scratchDir, 'compiled') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const said = text(child.stderr);
  const exit = once(child, 'exit');
  if (killAfterMs !== null) {
    await Promise.race([once(child.stdout, 'data'), exit]);
    await pause(killAfterMs);
    child.kill('SIGKILL');
  }
  const [code, signal] = (await exit) as [number | null, NodeJS.Signals | null];
  if (code !== null && code !== 0) throw new Error(`the sync's process failed: ${await said}`);
  return signal;
}

interface Chain {
  readonly scope: OfficeScope;
  readonly clientId: string;
  readonly integrationId: string;
  readonly order: Omit<SyncOrder, 'step'>;
}

async function begin(
  given: (scope: OfficeScope) => Promise<Omit<IntegrationToMake, 'clientId'>>,
): Promise<Chain> {
  const scope = await ground.openOffice();
  const clientId = await ground.openClient(scope, BUYER_TAX_ID);
  const made = await ground.make(scope, { ...(await given(scope)), clientId });
  await ground.frame(integrationsContract.syncNow, { params: { integrationId: made.id } }, scope);
  const [queued] = await ground.runs(scope, made.id);
  const { scratchDir } = ground.context;
  const order = {
    appUrl: database.appUrl,
    storeDir: path.join(scratchDir, 'store'),
    scratchDir,
    watchRoot,
    tenantId: scope.tenantId,
    runId: queued?.id ?? '',
  };
  return { scope, clientId, integrationId: made.id, order };
}

/** Killed at each step in turn, each time taken up as the next worker does; then to the end. */
async function killAtEach({ order }: Chain, steps: readonly (Step | 'any moment')[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    if (step === 'any moment') {
      const life = createPrng(`sync-killed/${SEED}/${index}`).between(...LIFE_MS);
      await run({ ...order, step: null }, life);
    } else expect(await run({ ...order, step }), `the step "${step}" was met`).toBe('SIGKILL');
  }
  expect(await run({ ...order, step: null })).toBeNull();
}

/** Everything once: items, documents, their jobs, the run's record; and nothing left to take. */
async function holdsAllOnce(
  { scope, clientId, integrationId, order }: Chain,
  cursor: unknown,
): Promise<void> {
  const nothing = { statements: 0, trayed: 0, refused: 0, known: 0, fault: null };
  expect(await ground.runs(scope, integrationId)).toMatchObject([
    { id: order.runId, state: 'done', items: ITEMS, documents: ITEMS, ...nothing },
  ]);
  const items = await ground.items(scope, integrationId);
  expect(items.map(({ state }) => state)).toEqual(Array.from({ length: ITEMS }, () => 'document'));
  const { items: documents } = await createCaller(ground.routes, scope)(
    documentIntakeContract.listDocuments,
    {
      params: { clientId },
      query: { limit: 500 },
    },
  );
  expect(documents.map(({ id }) => id).toSorted()).toEqual(
    items.flatMap(({ documentId }) => documentId ?? []).toSorted(),
  );
  expect(new Set(documents.map(({ fileName }) => fileName)).size).toBe(ITEMS);
  const { rows } = await ground.superuser.query(
    `select i.cursor, (select count(*)::int from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'document-intake.read' and j.payload->>'tenantId' = $1::text) as jobs
     from integrations i where i.tenant_id::text = $1 and i.integration_id = $2`,
    [scope.tenantId, integrationId],
  );
  expect(rows).toEqual([{ cursor, jobs: ITEMS }]);
  expect(
    await readdir(path.join(order.storeDir, scope.tenantId), { recursive: true, withFileTypes: true }),
  ).toSatisfy(
    (found: readonly { isFile(): boolean }[]) => found.filter((each) => each.isFile()).length === ITEMS,
  );
}

const numbers = Array.from({ length: ITEMS }, (_, n) => n + 1);

test.concurrent('documents of an integrator are each taken once and told as taken', async () => {
  const server: EInvoiceServer = await startContractServer(
    numbers.map((n) => ({
      id: `ettn-${n}`,
      number: `ABC202600000000${n}`,
      senderName: 'Satıcı A.Ş.',
      receiverTaxId: BUYER_TAX_ID,
      createdAt: `2026-11-2${n}T10:00:00`,
      ubl: invoiceXml({ net: 100 + n }).toString(),
    })),
  );
  try {
    const settings = {
      provider: 'sozlesme',
      baseUrl: `${server.baseUrl}/`,
      box: 'gelen',
      apiKey: server.apiKey,
    };
    const chain = await begin(async () => ({ kind: 'e-invoice', settings }));
    await killAtEach(chain, [
      'uncommitted begin',
      'committed ask',
      'after store',
      'uncommitted take',
      'sent take',
      'committed take',
      'uncommitted move',
      'committed move',
      'any moment',
      'sent end',
    ]);
    await holdsAllOnce(chain, { after: String(ITEMS) });
    expect([...server.acknowledged].toSorted()).toEqual(numbers.map((n) => `ettn-${n}`));
  } finally {
    await server.stop();
  }
});

test.concurrent('files of a watched folder are each taken once, and none is left or put away twice', async () => {
  const names = numbers.map((n) => `fatura-${n}.xml`);
  let folder = '';
  const chain = await begin(async ({ tenantId }) => {
    folder = path.join(watchRoot, tenantId);
    await mkdir(folder, { recursive: true });
    for (const [index, name] of names.entries())
      await writeFile(path.join(folder, name), invoiceXml({ net: 200 + index }));
    return { kind: 'watched-folder', settings: { folder: '', settleSeconds: '0' } };
  });
  await killAtEach(chain, [
    'sent begin',
    'committed begin',
    'before store',
    'committed take',
    'any moment',
    'sent move',
    'uncommitted end',
  ]);
  await holdsAllOnce(chain, {});
  expect(await readdir(folder)).toEqual(['alinanlar']);
  expect((await readdir(path.join(folder, 'alinanlar'))).toSorted()).toEqual(names);
});
