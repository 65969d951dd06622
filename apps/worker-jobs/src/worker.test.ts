/** The worker as a process: killed in the middle, cut from its database, asked to stop. */
import { zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import { countDocuments } from '@muhasebi/features/document-intake/documents.queries.ts';
import { invoiceXml } from '@muhasebi/features/document-intake/ubl-invoice.fixture.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorkerWorld, until, type WorkerWorld } from './worker.fixture.ts';

let world: WorkerWorld;
beforeAll(async () => {
  world = await createWorkerWorld();
});
afterAll(() => world.close());

let numbers = 0;

/** `count` invoices in a ZIP, each with a number of its own. */
function zipOfInvoices(count: number): Promise<Buffer> {
  const files: Record<string, Buffer> = {};
  for (let n = 0; n < count; n++) {
    numbers += 1;
    const number = `ABC2026${String(numbers).padStart(9, '0')}`;
    files[`${numbers}.xml`] = invoiceXml({ number, customer: '9876543217', net: numbers });
  }
  return zipOf(files);
}

async function countOf(state: string): Promise<number> {
  const counts = await inScope(world.db, world.scope, (trx) => countDocuments(trx, world.place));
  return counts.byState.get(state) ?? 0;
}

/** Documents, distinct ETTNs, vouchers, lines: what would show a loss or a double. */
async function totals() {
  const { tenantId } = world.place;
  return inScope(world.db, world.scope, async (trx) => {
    const { rows } = await sql<Record<string, number>>`
      select count(*) filter (where d.kind = 'invoice')::int as invoices, count(distinct d.ettn)::int as ettns,
        count(distinct d.voucher_id)::int as "vouchersNamed",
        (select count(*)::int from vouchers v where v.tenant_id = ${tenantId}) as vouchers,
        (select count(*)::int from (select voucher_id from voucher_lines l where l.tenant_id = ${tenantId}
          group by voucher_id having sum(debit_kurus) <> sum(credit_kurus)) as u) as unbalanced
      from documents d where d.tenant_id = ${tenantId}`.execute(trx);
    return rows[0];
  });
}

it('a worker killed again and again in the middle of its work loses nothing and doubles nothing', async () => {
  await world.upload('ekim.zip', await zipOfInvoices(400));
  for (const readyBefore of [1, 120, 250]) {
    const worker = world.startWorker();
    await until(async () => (await countOf('READY')) >= readyBefore);
    await worker.kill();
  }
  expect(await countOf('READY')).toBeLessThan(400);
  const last = world.startWorker();
  await until(async () => (await countOf('READY')) === 400 && (await countOf('UNPACKED')) === 1);
  expect(await totals()).toEqual({
    invoices: 400,
    ettns: 400,
    vouchersNamed: 400,
    vouchers: 400,
    unbalanced: 0,
  });
  expect(last.log).toContain('jobs of workers that are gone were freed');
  expect(await last.stop()).toBe(0);
}, 120_000);

it('a worker whose connections are cut goes on by itself', async () => {
  const before = await countOf('READY');
  await world.upload('kasim.zip', await zipOfInvoices(150));
  const worker = world.startWorker();
  await until(async () => (await countOf('READY')) > before);
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name in ('worker-jobs', 'muhasebi-queue', 'muhasebi-worker-lease')`;
  await world.ask(cut);
  await until(async () => (await countOf('READY')) === before + 150);
  expect((await totals())?.vouchers).toBe(before + 150);
  expect(await worker.stop()).toBe(0);
}, 120_000);

it('a job that the database gave and the worker never got, the answer being lost, is done all the same', async () => {
  const before = await countOf('READY');
  await world.upload('ocak.zip', await zipOfInvoices(300));
  const worker = world.startWorker();
  // As the queue takes a job; nobody hears of it. One of a document: what the clock has put in keeps no document waiting.
  const take = `update graphile_worker._private_jobs set attempts = attempts + 1, locked_at = now(), locked_by =
      (select locked_by from graphile_worker._private_jobs where locked_by is not null limit 1)
    where id = (select id from graphile_worker._private_jobs
      where is_available and run_at <= now() and task_id = (
        select id from graphile_worker._private_tasks where identifier = 'document-intake.read')
      order by id desc limit 1 for update skip locked)
      and exists (select from graphile_worker._private_jobs where locked_by is not null)`;
  await until(async () => (await world.ask(take)) === 1);
  await until(async () => (await countOf('READY')) === before + 300);
  expect((await totals())?.vouchers).toBe(before + 300);
  expect(worker.log).toContain('jobs are held in the name of this queue and do not run');
  expect(await worker.stop()).toBe(0);
}, 120_000);

it('a worker asked to stop finishes what it has begun, and leaves the rest to the next', async () => {
  const before = await countOf('READY');
  await world.upload('aralik.zip', await zipOfInvoices(300));
  const first = world.startWorker();
  await until(async () => (await countOf('READY')) > before);
  expect(await first.stop()).toBe(0);
  expect(first.log).toContain('"msg":"stopped"');
  expect(await countOf('PROCESSING')).toBeLessThanOrEqual(1);
  const second = world.startWorker();
  await until(async () => (await countOf('READY')) === before + 300);
  expect(await second.letGo()).toBe(0);
}, 120_000);
