/** Acts on documents: what is done at once, what is refused with words, and how any of it is taken back. */
import { randomUUID } from 'node:crypto';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerContract as ledger } from '../ledger/contract.ts';
import { workActsContract as acts, type WorkActView } from './contract.ts';
import { type ActsOffice, createActsOffice } from './work-acts.fixture.ts';

describe('an act on a few documents', () => {
  let office: ActsOffice;
  let scope: Scope & { readonly tenantId: string };
  let clientId: string;
  let otherClientId: string;
  beforeAll(async () => {
    office = await createActsOffice();
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    ({ scope, clientId, otherClientId } = await office.openOffice());
  });

  const statesOf = async (of = clientId) => (await office.list(scope, of)).map(({ state }) => state);
  const idsOf = (documents: readonly { id: string }[]) => documents.map(({ id }) => id);
  const lock = (status: string) =>
    inScope(office.db, scope, (trx) =>
      trx.updateTable('periods').set({ status }).where('client_id', '=', clientId).execute(),
    );

  it('approves in order of dates, gives each its number, and is done when it answers', async () => {
    const documents = await office.fill(scope, clientId, 3);
    const act = await office.ask(scope, { kind: 'approve', documentIds: idsOf(documents).reverse() });
    expect(act).toMatchObject({
      kind: 'approve',
      clientId,
      clientTitle: 'Örnek Ticaret Ltd. Şti.',
      byName: 'Ayşe Işık',
      mine: true,
      state: 'done',
      counts: { total: 3, waiting: 0, done: 3, refused: 0, undone: 0 },
      sumKurus: '363.60',
      undoable: true,
    });
    const items = await office.items(scope, act.id);
    expect(items.map(({ fisNo, state }) => [fisNo, state])).toEqual([
      [1, 'done'],
      [2, 'done'],
      [3, 'done'],
    ]);
    expect(await statesOf()).toEqual(['POSTED', 'POSTED', 'POSTED']);
  });

  it('a request repeated with its id answers the same act and does nothing twice', async () => {
    await office.fill(scope, clientId, 2);
    const ask = { id: randomUUID(), kind: 'approve', selection: { clientId, clean: true } } as const;
    const first = await office.ask(scope, ask);
    expect(await office.ask(scope, ask)).toEqual(first);
    expect(first.counts.done).toBe(2);
  });

  it('what was done already, or changed since it was seen, is refused with words and stops nothing else', async () => {
    const [first, second] = await office.two(scope, clientId);
    const third = await office.one(scope, clientId);
    await office.ask(scope, { kind: 'approve', documentIds: [first.id] });
    await office.call(
      ledger.updateVoucher,
      { params: { voucherId: second.voucherId ?? '' }, body: { version: 1, description: 'Değişti' } },
      scope,
    );
    const act = await office.ask(scope, {
      kind: 'approve',
      documentIds: idsOf([first, second, third]),
      voucherVersions: { [second.id]: 1 },
    });
    expect(act.counts).toMatchObject({ done: 1, refused: 2 });
    const items = await office.items(scope, act.id);
    expect(items.map(({ refusal }) => refusal?.code ?? null)).toEqual([
      'DOCUMENT_POSTED_ALREADY',
      'STALE_VERSION',
      null,
    ]);
    expect(items[1]?.refusal?.messageEn).toContain('version 2');
  });

  it('an approval taken back leaves a reversal on its own date and the document waiting with the same lines', async () => {
    const document = await office.one(scope, clientId);
    const { lines } = await office.voucher(scope, document.voucherId);
    const edited = lines.map(({ accountCode, debit, credit, reason }, n) => ({
      accountCode,
      debit,
      credit,
      description: `elle ${n}`,
      role: reason?.role ?? null,
    }));
    await office.call(
      ledger.updateVoucher,
      { params: { voucherId: document.voucherId ?? '' }, body: { version: 1, lines: edited } },
      scope,
    );
    const act = await office.ask(scope, { kind: 'approve', documentIds: [document.id] });
    expect(act.only).toEqual({
      documentId: document.id,
      state: 'done',
      voucherId: document.voucherId,
      fisNo: 1,
      refusal: null,
    });
    const undo = await office.undo(scope, act.id);
    expect(undo).toMatchObject({ kind: 'undo', undoes: act.id, undoesKind: 'approve', state: 'done' });
    expect(await office.act(scope, act.id)).toMatchObject({
      counts: { done: 0, undone: 1 },
      undoable: false,
    });
    const again = await office.show(scope, document.id);
    expect(again).toMatchObject({ state: 'READY', clean: true });
    expect(again.voucherId).not.toBe(document.voucherId);
    const posted = await office.voucher(scope, document.voucherId);
    const reversal = await office.voucher(scope, posted.reversedBy);
    expect(reversal).toMatchObject({ date: posted.date, status: 'posted' });
    const draft = await office.voucher(scope, again.voucherId);
    expect(draft.status).toBe('draft');
    expect(draft.lines).toEqual(posted.lines);
    // And it can be approved again.
    expect(await office.ask(scope, { kind: 'approve', documentIds: [document.id] })).toMatchObject({
      counts: { done: 1 },
    });
  });

  it('an act is taken back in part, and the rest later; nothing twice', async () => {
    const [first, second] = await office.two(scope, clientId);
    const documents = [first, second, ...(await office.two(scope, clientId))];
    const act = await office.ask(scope, { kind: 'approve', documentIds: idsOf(documents) });
    await office.undo(scope, act.id, [first.id, second.id]);
    expect((await office.act(scope, act.id)).counts).toMatchObject({ done: 2, undone: 2 });
    expect((await office.act(scope, act.id)).sumKurus).toBe('241.20');
    expect((await statesOf()).toSorted()).toEqual(['POSTED', 'POSTED', 'READY', 'READY']);
    await expect(office.undo(scope, act.id, [first.id])).rejects.toMatchObject({ code: 'WORK_ACT_EMPTY' });
    await office.undo(scope, act.id);
    expect((await office.act(scope, act.id)).counts).toMatchObject({ done: 0, undone: 4 });
    expect(await statesOf()).toEqual(['READY', 'READY', 'READY', 'READY']);
  });

  it('what can no longer be taken back is refused with words, whole: a locked month, a voucher reversed by hand', async () => {
    const [first, second] = await office.two(scope, clientId);
    const act = await office.ask(scope, { kind: 'approve', documentIds: idsOf([first, second]) });
    await office.call(
      ledger.reverseVoucher,
      { params: { voucherId: first.voucherId ?? '' }, body: { date: '2026-11-20' } },
      scope,
    );
    await lock('locked');
    const undo = await office.undo(scope, act.id);
    expect(undo.counts).toMatchObject({ done: 0, refused: 2 });
    const codes = (await office.items(scope, undo.id)).map(({ refusal }) => refusal?.code);
    expect(codes.toSorted()).toEqual(['DOCUMENT_CHANGED_SINCE', 'PERIOD_NOT_OPEN']);
    expect(await office.show(scope, second.id)).toMatchObject({
      state: 'POSTED',
      voucherId: second.voucherId,
    });
    expect((await office.voucher(scope, second.voucherId)).reversedBy).toBeNull();
    await lock('open');
    expect((await office.undo(scope, act.id, [second.id])).counts).toMatchObject({ done: 1 });
  });

  it('a rejection taken back brings the draft back as it was, edits included, at once', async () => {
    const document = await office.one(scope, clientId);
    await office.call(
      ledger.updateVoucher,
      { params: { voucherId: document.voucherId ?? '' }, body: { version: 1, description: 'Elle yazıldı' } },
      scope,
    );
    const before = await office.voucher(scope, document.voucherId);
    const act = await office.ask(scope, {
      kind: 'reject',
      documentIds: [document.id],
      reason: 'Bizim değil',
    });
    expect(act).toMatchObject({ reason: 'Bizim değil', sumKurus: null });
    expect(await office.show(scope, document.id)).toMatchObject({ state: 'REJECTED', voucherId: null });
    await office.undo(scope, act.id);
    const again = await office.show(scope, document.id);
    expect(again).toMatchObject({ state: 'READY', rejectReason: null, clean: true });
    const after = await office.voucher(scope, again.voucherId);
    expect(after).toMatchObject({ description: 'Elle yazıldı', lines: before.lines });
  });

  it('a rejection that somebody lifted meanwhile is left as they left it', async () => {
    const document = await office.one(scope, clientId);
    const act = await office.ask(scope, { kind: 'reject', documentIds: [document.id], reason: 'x' });
    await office.ask(scope, { kind: 'restore', documentIds: [document.id] });
    await office.runJobs();
    await office.ask(scope, { kind: 'reject', documentIds: [document.id], reason: 'başka bir neden' });
    const undo = await office.undo(scope, act.id);
    expect(undo.counts).toMatchObject({ done: 0, refused: 1 });
    expect(await office.show(scope, document.id)).toMatchObject({ rejectReason: 'başka bir neden' });
  });

  it('a document moved away comes back, before it was read there and after', async () => {
    const [first, second] = await office.two(scope, clientId);
    const act = await office.ask(scope, {
      kind: 'move',
      documentIds: idsOf([first, second]),
      toClientId: otherClientId,
    });
    expect(act).toMatchObject({ toClientTitle: 'Başka A.Ş.', counts: { done: 2 } });
    await office.undo(scope, act.id, [first.id]);
    await office.runJobs();
    expect(await statesOf(otherClientId)).toEqual(['READY']);
    await office.undo(scope, act.id);
    await office.runJobs();
    expect(await statesOf(otherClientId)).toEqual([]);
    expect((await office.list(scope, clientId)).map(({ clean }) => clean)).toEqual([true, true]);
  });

  it('an act on what is nobody’s, unknown or empty does nothing at all', async () => {
    const document = await office.one(scope, clientId);
    const documentIds = [document.id, randomUUID()];
    await expect(office.ask(scope, { kind: 'approve', documentIds })).rejects.toMatchObject({
      code: 'DOCUMENT_NOT_FOUND',
    });
    const selection = { clientId: otherClientId, clean: true };
    await expect(office.ask(scope, { kind: 'approve', selection })).rejects.toMatchObject({
      code: 'WORK_ACT_EMPTY',
    });
    await expect(office.ask(scope, { kind: 'reject', documentIds: [document.id] })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      faults: [{ path: 'reason' }],
    });
    expect(await statesOf()).toEqual(['READY']);
  });

  it('the history is ordered by time, whatever ids the callers chose, and its pages follow each other', async () => {
    const documents = await office.fill(scope, clientId, 3);
    const ids = ['f', '0', '8'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-${randomUUID().slice(24)}`);
    for (const [n, id] of ids.entries())
      await office.ask(scope, { id, kind: 'approve', documentIds: [documents[n]?.id ?? ''] });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: WorkActView[]; nextCursor: string | null } = await office.call(
        acts.listWorkActs,
        { query: { limit: 1, ...(cursor === null ? {} : { cursor }) } },
        scope,
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(ids.toReversed());
  });

  it('another office neither acts on the documents nor sees, stops or takes back the act', async () => {
    const document = await office.one(scope, clientId);
    const { scope: stranger } = await office.openOffice();
    await expect(office.ask(stranger, { kind: 'approve', documentIds: [document.id] })).rejects.toMatchObject(
      { code: 'DOCUMENT_NOT_FOUND' },
    );
    const act = await office.ask(scope, { kind: 'approve', documentIds: [document.id] });
    await expect(office.act(stranger, act.id)).rejects.toMatchObject({ code: 'WORK_ACT_NOT_FOUND' });
    await expect(office.items(stranger, act.id)).rejects.toMatchObject({ code: 'WORK_ACT_NOT_FOUND' });
    await expect(office.undo(stranger, act.id)).rejects.toMatchObject({ code: 'WORK_ACT_NOT_FOUND' });
    expect(await statesOf()).toEqual(['POSTED']);
  });

  it('who may not post neither approves nor takes an approval back, and does the rest', async () => {
    const [first, second] = await office.two(scope, clientId);
    const staff = await office.addMember(scope.tenantId, 'staff');
    const documentIds = [first.id];
    await expect(office.ask(staff, { kind: 'approve', documentIds })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const act = await office.ask(scope, { kind: 'approve', documentIds });
    await expect(office.undo(staff, act.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const rejection = await office.ask(staff, { kind: 'reject', documentIds: [second.id], reason: 'x' });
    expect(rejection.counts.done).toBe(1);
  });

  it('the database keeps the figures of an act, and lets nobody write them or change what was done', async () => {
    const document = await office.one(scope, clientId);
    const act = await office.ask(scope, { kind: 'approve', documentIds: [document.id] });
    const run = (text: string) => office.superuser.query(text, [act.id]);
    await expect(run(`update work_acts set done = 5 where act_id = $1`)).rejects.toMatchObject({
      code: '23514',
    });
    await expect(
      run(`update work_act_items set state = 'waiting', ended_at = null where act_id = $1`),
    ).rejects.toMatchObject({ code: 'MU001' });
    const { rows } = await office.superuser.query(
      `select has_column_privilege('muhasebi_app', 'work_acts', 'done', 'update') as may`,
    );
    expect(rows).toEqual([{ may: false }]);
  });
});
