/** Acts that the worker does: killed, stopped, drained, asked for by somebody whose rights end; each document once. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ledgerContract as ledger } from '../ledger/contract.ts';
import { workActsContract as acts } from './contract.ts';
import { RUN_JOB } from './run-act.ts';
import { type ActsOffice, createActsOffice } from './work-acts.fixture.ts';

/** More than two portions of the worker. */
const MANY = 120;

describe('an act on many documents', () => {
  let office: ActsOffice;
  let scope: Scope & { readonly tenantId: string; readonly userId: string };
  let clientId: string;
  let otherClientId: string;
  beforeAll(async () => {
    office = await createActsOffice();
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    ({ scope, clientId, otherClientId } = await office.openOffice());
    await office.fill(scope, clientId, MANY);
  }, 120_000);

  const approveAll = (by = scope) =>
    office.ask(by, { kind: 'approve', selection: { clientId, clean: true } });
  const statesOf = async () =>
    Object.fromEntries(
      Map.groupBy(await office.list(scope, clientId), (item) => item.state)
        .entries()
        .map(([state, items]) => [state, items.length]),
    );
  /** A signal that is not aborted the first `times` times it is asked. */
  const abortedAfter = (times: number) => {
    let asked = 0;
    const { signal } = new AbortController();
    vi.spyOn(signal, 'aborted', 'get').mockImplementation(() => ++asked > times);
    return signal;
  };
  const numbersOfFis = async () =>
    (await office.call(ledger.listVouchers, { params: { clientId }, query: { limit: 500 } }, scope)).items
      .flatMap(({ fisNo }) => fisNo ?? [])
      .toSorted((a, b) => a - b);
  const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

  it('waits for the worker, and each document is posted once however often the worker dies', async () => {
    const act = await approveAll();
    expect(act).toMatchObject({ state: 'waiting', counts: { total: MANY, waiting: MANY, done: 0 } });
    const payload = { tenantId: scope.tenantId, actId: act.id };
    await office.runJob(RUN_JOB, payload, { signal: abortedAfter(1) });
    expect(await office.act(scope, act.id)).toMatchObject({
      state: 'running',
      counts: { waiting: 70, done: 50 },
      undoable: false,
    });
    await expect(office.undo(scope, act.id)).rejects.toMatchObject({ code: 'WORK_ACT_GOING' });
    // Two workers that both believe the act is theirs.
    await Promise.all([office.runJob(RUN_JOB, payload), office.runJob(RUN_JOB, payload)]);
    expect(await office.act(scope, act.id)).toMatchObject({
      state: 'done',
      counts: { waiting: 0, done: MANY, refused: 0 },
    });
    expect(await statesOf()).toEqual({ POSTED: MANY });
    expect(await numbersOfFis()).toEqual(upTo(MANY));
    await office.runJob(RUN_JOB, payload);
    expect(await numbersOfFis()).toEqual(upTo(MANY));
    const told = await office.superuser.query(
      'select user_id, params from notifications where tenant_id = $1 and kind = $2',
      [scope.tenantId, 'bulk-done'],
    );
    expect(told.rows).toEqual([{ user_id: scope.userId, params: { done: MANY, refused: 0 } }]);
  });

  it('a draining worker leaves the rest in the queue', async () => {
    const act = await approveAll();
    await office.superuser.query('delete from graphile_worker._private_jobs');
    await office.runJob(RUN_JOB, { tenantId: scope.tenantId, actId: act.id }, { signal: abortedAfter(1) });
    expect(await office.runJobs(RUN_JOB)).toBe(1);
    expect(await office.act(scope, act.id)).toMatchObject({ state: 'done', counts: { done: MANY } });
  });

  it('stopped, what is done stays and the rest is left alone; what was done can be taken back', async () => {
    const act = await approveAll();
    const payload = { tenantId: scope.tenantId, actId: act.id };
    await office.runJob(RUN_JOB, payload, { signal: abortedAfter(1) });
    const stopped = await office.call(acts.stopWorkAct, { params: { actId: act.id } }, scope);
    expect(stopped).toMatchObject({ state: 'stopped', counts: { done: 50, waiting: 70 }, undoable: true });
    await office.runJob(RUN_JOB, payload);
    expect(await statesOf()).toEqual({ POSTED: 50, READY: 70 });
    const undo = await office.undo(scope, act.id);
    expect(undo).toMatchObject({ state: 'waiting', counts: { total: 50 } });
    await office.runJobs(RUN_JOB);
    expect(await office.act(scope, undo.id)).toMatchObject({ state: 'done', counts: { done: 50 } });
    expect(await office.act(scope, act.id)).toMatchObject({ counts: { done: 0, undone: 50, waiting: 70 } });
    expect(await statesOf()).toEqual({ READY: MANY });
  });

  it('once the membership of who asked has ended, nothing more is done in their name', async () => {
    const colleague = await office.addMember(scope.tenantId, 'accountant');
    const act = await approveAll(colleague);
    const payload = { tenantId: scope.tenantId, actId: act.id };
    await office.runJob(RUN_JOB, payload, { signal: abortedAfter(1) });
    await inScope(office.db, scope, (trx) =>
      trx
        .updateTable('memberships')
        .set({ disabled_at: new Date() })
        .where('user_id', '=', colleague.userId)
        .execute(),
    );
    await office.runJob(RUN_JOB, payload);
    expect(await office.act(scope, act.id)).toMatchObject({
      state: 'done',
      counts: { done: 50, refused: 70, waiting: 0 },
    });
    const refused = (await office.items(scope, act.id)).filter(({ state }) => state === 'refused');
    expect(new Set(refused.map(({ refusal }) => refusal?.code))).toEqual(new Set(['WORK_ACT_RIGHTS_ENDED']));
    expect(await statesOf()).toEqual({ POSTED: 50, READY: 70 });
  });

  it('one document that fails for a fault of ours is refused, and the others are done', async () => {
    const act = await approveAll();
    const [, victim] = await office.items(scope, act.id);
    await office.superuser.query(`
      create function pg_temp_fault() returns trigger language plpgsql as $$
      begin raise exception 'a fault of ours'; end $$`);
    await office.superuser.query(
      `create trigger fault before update on vouchers for each row
       when (old.voucher_id = '${victim?.voucherId}') execute function pg_temp_fault()`,
    );
    try {
      await office.runJobs(RUN_JOB);
    } finally {
      await office.superuser.query('drop trigger fault on vouchers; drop function pg_temp_fault');
    }
    expect(await office.act(scope, act.id)).toMatchObject({
      state: 'done',
      counts: { done: MANY - 1, refused: 1 },
    });
    const refused = (await office.items(scope, act.id)).filter(({ state }) => state === 'refused');
    expect(refused.map(({ documentId, refusal }) => [documentId, refusal?.code])).toEqual([
      [victim?.documentId, 'INTERNAL'],
    ]);
    expect(await numbersOfFis()).toEqual(upTo(MANY - 1));
  });

  it('takes what is clean of all clients in one act, and shows it with each of them', async () => {
    await office.fill(scope, otherClientId, 2, { customer: '1111111114' });
    const act = await office.ask(scope, { kind: 'approve', selection: { clean: true } });
    expect(act).toMatchObject({ clientId: null, clientTitle: null, counts: { total: MANY + 2 } });
    await office.runJobs(RUN_JOB);
    const historyOf = async (query: object) =>
      (await office.call(acts.listWorkActs, { query }, scope)).items.map(({ id }) => id);
    for (const query of [{}, { clientId }, { clientId: otherClientId }, { mine: 'true' }])
      expect(await historyOf(query)).toEqual([act.id]);
    expect(await historyOf({ going: 'true' })).toEqual([]);
    const count = { body: { selection: { clean: true } } };
    expect(await office.call(acts.countWorkActTargets, count, scope)).toEqual({ count: 0, sumKurus: '0.00' });
  });
});
