/** Jobs that meet, fail or vanish: every document stays findable and is done once. */
import { setTimeout as pause } from 'node:timers/promises';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LedgerService } from '../ledger/contract.ts';
import { officialJudge } from '../official-rules.fixture.ts';
import { streamDocumentEvents } from './document-events.ts';
import { createDocumentIntakeFeature } from './feature.ts';
import {
  createIntake,
  createOffice,
  type Intake,
  joinOffice,
  named,
  noticesOf,
  type Office,
  requestOf,
  runJob,
  runJobs,
  upload,
} from './intake.fixture.ts';
import { READ_JOB, RECOVER_JOB } from './jobs.ts';
import { claimForReading, lockStillClaimed } from './reading.queries.ts';
import { freshEttn, invoiceXml } from './ubl-invoice.fixture.ts';

let intake: Intake;
let office: Office;
beforeAll(async () => {
  intake = await createIntake();
});
afterAll(() => intake.close());
beforeEach(async () => {
  await intake.superuser.query('delete from graphile_worker._private_jobs');
  office = await createOffice(intake);
});

/** Jobs of this test's office; documents that earlier tests left behind may be recovered too. */
async function jobs(): Promise<{ payload: { documentIds: string[]; round: number } }[]> {
  const { rows } = await intake.superuser.query(
    `select payload from graphile_worker._private_jobs where payload ->> 'tenantId' = $1 order by id`,
    [office.tenantId],
  );
  return rows;
}

const age = (documentId: string) =>
  intake.superuser.query(
    `update documents set created_at = now() - interval '1 hour' where document_id = $1`,
    [documentId],
  );

async function uploadOne(fileName: string, bytes = invoiceXml()): Promise<string> {
  const [result] = await upload(intake, office, { [fileName]: bytes });
  if (!result?.documentId) throw new Error(`${fileName} was not taken`);
  return result.documentId;
}

const vouchersOf = async (documentId: string): Promise<number> =>
  (await intake.superuser.query('select from vouchers where document_id = $1', [documentId])).rowCount ?? 0;

const payloadOf = (...documentIds: string[]) => ({
  tenantId: office.tenantId,
  clientId: office.clientId,
  documentIds,
});

it('two jobs on the same documents at once read them once', async () => {
  const ids = [await uploadOne('a.xml'), await uploadOne('b.xml'), await uploadOne('c.xml')];
  await Promise.all([1, 2, 3, 4].map(() => runJob(intake, READ_JOB, payloadOf(...ids))));
  for (const [index, id] of ids.entries()) {
    expect(await named(intake, office, `${'abc'[index]}.xml`)).toMatchObject({ state: 'READY', clean: true });
    expect(await vouchersOf(id)).toBe(1);
  }
});

it('a claim ends when another job takes the document over', async () => {
  const id = await uploadOne('a.xml');
  const claim = () => inScope(intake.db, office.scope, (trx) => claimForReading(trx, office, [id]));
  const held = (claimed: Awaited<ReturnType<typeof claim>>) =>
    inScope(intake.db, office.scope, (trx) => lockStillClaimed(trx, office, claimed));
  const first = await claim();
  expect(await held(first)).toEqual(new Set([id]));
  const second = await claim();
  expect(await held(first)).toEqual(new Set());
  expect(await held(second)).toEqual(new Set([id]));
});

it('two batches that hold the same ETTN at once make one original and one duplicate', async () => {
  const ettn = freshEttn();
  const one = await uploadOne('bir.xml', invoiceXml({ ettn, net: 100 }));
  const two = await uploadOne('iki.xml', invoiceXml({ ettn, net: 200 }));
  await Promise.all([runJob(intake, READ_JOB, payloadOf(one)), runJob(intake, READ_JOB, payloadOf(two))]);
  expect((await vouchersOf(one)) + (await vouchersOf(two))).toBe(1);
  const both = [await named(intake, office, 'bir.xml'), await named(intake, office, 'iki.xml')];
  expect(both.map(({ duplicateOf }) => duplicateOf).filter((id) => id !== null)).toHaveLength(1);
});

it('a document whose job vanished is sent to be read again', async () => {
  const id = await uploadOne('a.xml');
  await intake.superuser.query('delete from graphile_worker._private_jobs');
  await age(id);
  await runJob(intake, RECOVER_JOB, {});
  expect((await jobs()).map(({ payload }) => payload.documentIds)).toEqual([[id]]);
  await runJobs(intake);
  expect(await named(intake, office, 'a.xml')).toMatchObject({ state: 'READY', clean: true });
});

it('a document whose job waits or has just come is left alone', async () => {
  await age(await uploadOne('a.xml'));
  await runJob(intake, RECOVER_JOB, {});
  expect(await jobs()).toHaveLength(1);
});

it('what gave up in a batch is tried alone, and what gave up alone FAILs with a reason and is told', async () => {
  await joinOffice(intake, office);
  const id = await uploadOne('a.xml');
  await age(id);
  const giveUp = `update graphile_worker._private_jobs set attempts = max_attempts`;
  await intake.superuser.query(giveUp);
  await runJob(intake, RECOVER_JOB, {});
  expect((await jobs()).map(({ payload }) => [payload.documentIds, payload.round])).toEqual([[[id], 2]]);
  await intake.superuser.query(giveUp);
  await runJob(intake, RECOVER_JOB, {});
  expect(await jobs()).toEqual([]);
  const document = await named(intake, office, 'a.xml');
  expect(document).toMatchObject({ state: 'FAILED', failure: { code: 'intake.given-up' } });
  expect(document.failure?.message).toContain('a.xml');
  expect(await noticesOf(intake, office)).toMatchObject([{ kind: 'upload-failures', params: { count: 1 } }]);
});

/** The real ledger, but it throws for one document: a fault of ours that no check foresaw. */
function faultyFeature(poisonous: string) {
  const ledger: LedgerService = {
    ...intake.ledger,
    proposeDrafts: async (trx, client, requests) => {
      if (requests.some(({ documentId }) => documentId === poisonous)) throw new Error('unforeseen');
      return intake.ledger.proposeDrafts(trx, client, requests);
    },
  };
  return createDocumentIntakeFeature(intake.deps, ledger, officialJudge(intake.deps));
}

it('a document that breaks its batch is tried alone and given up; the others of the batch are READY', async () => {
  const ids = [await uploadOne('a.xml'), await uploadOne('zehir.xml'), await uploadOne('c.xml')];
  await intake.superuser.query('delete from graphile_worker._private_jobs');
  const read = faultyFeature(ids[1] ?? '').jobs.find(({ name }) => name === READ_JOB);
  const run = (payload: unknown, attempt: number) =>
    read?.run(payload, { jobId: 'test', attempt, maxAttempts: 3, log: intake.deps.log, signal: undefined });
  await run(payloadOf(...ids), 1);
  expect(await named(intake, office, 'a.xml')).toMatchObject({ state: 'READY', clean: true });
  expect(await named(intake, office, 'c.xml')).toMatchObject({ state: 'READY', clean: true });
  const [alone] = await jobs();
  expect(alone?.payload).toMatchObject({ documentIds: [ids[1]], round: 2 });
  await expect(run(alone?.payload, 1)).rejects.toThrow('unforeseen');
  await run(alone?.payload, 3);
  expect(await named(intake, office, 'zehir.xml')).toMatchObject({
    state: 'FAILED',
    failure: { code: 'intake.given-up' },
  });
});

it('a stream tells the counts at once, after changes at most twice a second, and ends with its browser', async () => {
  const listeners = new Set<(event: { tenantId: string; topic: string; clientId: string }) => void>();
  const live = {
    subscribe: (_tenantId: string, listener: typeof listeners extends Set<infer L> ? L : never) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const sent: { name: string; data: unknown }[] = [];
  const gone = new AbortController();
  const sendEvent = (name: string, data: unknown) => void sent.push({ name, data });
  const context = requestOf(office.scope, { sendEvent, closed: gone.signal });
  const streaming = streamDocumentEvents({ db: intake.db, live }, context, office);
  await pause(300);
  expect(sent).toEqual([
    {
      name: 'documents',
      data: { clientId: office.clientId, counts: {}, cleanCount: 0, notThisClientCount: 0 },
    },
  ]);
  await uploadOne('a.xml');
  const event = { tenantId: office.tenantId, topic: 'documents', clientId: office.clientId };
  for (let n = 0; n < 50; n++) for (const listener of listeners) listener(event);
  await pause(900);
  expect(sent).toHaveLength(2);
  expect(sent[1]?.data).toMatchObject({ counts: { PENDING: 1 } });
  gone.abort();
  await streaming;
  expect(listeners.size).toBe(0);
});
