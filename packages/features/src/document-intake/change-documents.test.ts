/** What people do to documents, and how documents follow the ledger. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { DocumentView } from './contract.ts';
import {
  call,
  createIntake,
  createOffice,
  type Intake,
  list,
  named,
  type Office,
  OTHER_TAX_ID,
  runJobs,
  show,
  upload,
} from './intake.fixture.ts';
import { freshEttn, invoiceXml } from './ubl-invoice.fixture.ts';

let intake: Intake;
let office: Office;
beforeAll(async () => {
  intake = await createIntake();
});
afterAll(() => intake.close());
beforeEach(async () => {
  office = await createOffice(intake);
});

function change(verb: string, documentId: string, body: object = {}): Promise<unknown> {
  return call(intake, `POST /documents/:documentId/${verb}`, office.scope, { params: { documentId }, body });
}

async function ready(fileName: string, bytes: Buffer): Promise<DocumentView> {
  await upload(intake, office, { [fileName]: bytes });
  await runJobs(intake);
  return named(intake, office, fileName);
}

async function vouchersOf(documentId: string): Promise<{ status: string }[]> {
  const { rows } = await intake.superuser.query(
    'select status from vouchers where document_id = $1 order by status',
    [documentId],
  );
  return rows;
}

it('an invoice of neither party waits in the tray without a voucher, and is proposed where it is moved to', async () => {
  const stray = await ready('yabanci.xml', invoiceXml({ customer: OTHER_TAX_ID }));
  expect(stray).toMatchObject({
    state: 'READY',
    notThisClient: true,
    voucherId: null,
    direction: null,
    clean: false,
  });
  expect(await list(intake, office, { notThisClient: 'true' })).toHaveLength(1);
  await change('move', stray.id, { clientId: office.otherClientId });
  await runJobs(intake);
  const moved = await show(intake, office, stray.id);
  expect(moved).toMatchObject({
    clientId: office.otherClientId,
    notThisClient: false,
    direction: 'alis',
    clean: true,
  });
  expect(await list(intake, office)).toEqual([]);
});

it('a document is not moved to a client out of sight, nor to one that has the same content', async () => {
  const xml = invoiceXml();
  const document = await ready('a.xml', xml);
  const foreign = await createOffice(intake);
  const abroad = change('move', document.id, { clientId: foreign.clientId });
  await expect(abroad).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
  await upload(intake, { ...office, clientId: office.otherClientId }, { 'b.xml': xml });
  const there = change('move', document.id, { clientId: office.otherClientId });
  await expect(there).rejects.toMatchObject({ code: 'DOCUMENT_ALREADY_THERE' });
  expect(await show(intake, office, document.id)).toMatchObject({
    state: 'READY',
    voucherId: document.voucherId,
  });
});

it('when an original is moved away, its duplicate takes its place', async () => {
  const ettn = freshEttn();
  const original = await ready('a.xml', invoiceXml({ ettn, net: 100 }));
  const duplicate = await ready('b.xml', invoiceXml({ ettn, net: 200 }));
  expect(duplicate.duplicateOf).toBe(original.id);
  await change('move', original.id, { clientId: office.otherClientId });
  await runJobs(intake);
  expect(await show(intake, office, duplicate.id)).toMatchObject({ duplicateOf: null, clean: true });
  expect(await vouchersOf(original.id)).toEqual([]);
});

it('rejecting deletes the draft and keeps the reason; restoring proposes again', async () => {
  const document = await ready('a.xml', invoiceXml());
  await change('reject', document.id, { reason: 'Bizim değil' });
  const rejected = await show(intake, office, document.id);
  expect(rejected).toMatchObject({ state: 'REJECTED', rejectReason: 'Bizim değil', voucherId: null });
  expect(await vouchersOf(document.id)).toEqual([]);
  await change('restore', document.id);
  await runJobs(intake);
  expect(await show(intake, office, document.id)).toMatchObject({
    state: 'READY',
    rejectReason: null,
    clean: true,
  });
  expect(await vouchersOf(document.id)).toEqual([{ status: 'draft' }]);
});

it('a READY document read again has one draft, not two', async () => {
  const document = await ready('a.xml', invoiceXml());
  await change('retry', document.id);
  await runJobs(intake);
  expect(await show(intake, office, document.id)).toMatchObject({ state: 'READY', clean: true });
  expect(await vouchersOf(document.id)).toEqual([{ status: 'draft' }]);
});

it('posting a voucher posts its document, which is then closed to changes; reversing opens it with a new proposal', async () => {
  const document = await ready('a.xml', invoiceXml());
  const vouchers = [{ id: document.voucherId }];
  await call(intake, 'POST /vouchers/post', office.scope, { body: { vouchers } });
  const posted = await show(intake, office, document.id);
  expect(posted).toMatchObject({ state: 'POSTED', voucherId: document.voucherId, clean: false });
  for (const [verb, body] of Object.entries({
    retry: {},
    reject: { reason: 'x' },
    move: { clientId: office.otherClientId },
  })) {
    await expect(change(verb, document.id, body)).rejects.toMatchObject({ code: 'DOCUMENT_STATE_REFUSES' });
  }
  const params = { voucherId: document.voucherId };
  const body = { date: '2026-11-20' };
  await call(intake, 'POST /vouchers/:voucherId/reverse', office.scope, { params, body });
  await runJobs(intake);
  const again = await show(intake, office, document.id);
  expect(again).toMatchObject({ state: 'READY', clean: true });
  expect(again.voucherId).not.toBe(document.voucherId);
});

it('the original file comes back byte for byte', async () => {
  const xml = invoiceXml();
  const document = await ready('a.xml', xml);
  const params = { documentId: document.id };
  const file = (await call(intake, 'GET /documents/:documentId/file', office.scope, { params })) as {
    stream: AsyncIterable<Buffer>;
    contentType: string;
  };
  expect(Buffer.concat(await Array.fromAsync(file.stream)).equals(xml)).toBe(true);
  expect(file.contentType).toBe('application/xml');
});

it('pages follow each other without gap or repeat, and counts tell the whole whatever the filter', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 7 }, (_, n) => [`${n}.xml`, invoiceXml({ net: n + 1 })]),
  );
  await upload(intake, office, { ...files, 'bozuk.xml': Buffer.from('x') });
  await runJobs(intake);
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const answer = (await call(intake, 'GET /clients/:clientId/documents', office.scope, {
      params: { clientId: office.clientId },
      query: { limit: 3, state: 'READY', ...(cursor ? { cursor } : {}) },
    })) as { items: { fileName: string }[]; nextCursor: string | null; counts: object; cleanCount: number };
    seen.push(...answer.items.map(({ fileName }) => fileName));
    expect(answer).toMatchObject({ counts: { READY: 7, FAILED: 1 }, cleanCount: 7 });
    cursor = answer.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(['6.xml', '5.xml', '4.xml', '3.xml', '2.xml', '1.xml', '0.xml']);
  expect(await list(intake, office, { q: 'CİGDEM kirtasiye' })).toHaveLength(7);
  expect(await list(intake, office, { state: 'READY', month: '2026-11' })).toHaveLength(7);
  expect(await list(intake, office, { month: '2026-10' })).toEqual([]);
});

it('a duplicate that is kept becomes the original and is proposed; the one that came first is rejected, its draft gone', async () => {
  const ettn = freshEttn();
  const first = await ready('bir.xml', invoiceXml({ ettn, net: 100 }));
  const second = await ready('iki.xml', invoiceXml({ ettn, net: 200 }));
  const third = await ready('uc.xml', invoiceXml({ ettn, net: 300 }));
  expect([second.duplicateOf, third.duplicateOf]).toEqual([first.id, first.id]);
  await change('keep', second.id, { reason: 'ikincisi doğru' });
  await runJobs(intake);
  expect(await show(intake, office, first.id)).toMatchObject({
    state: 'REJECTED',
    rejectReason: 'ikincisi doğru',
    duplicateOf: second.id,
    voucherId: null,
  });
  const kept = await show(intake, office, second.id);
  expect(kept).toMatchObject({ state: 'READY', duplicateOf: null, payable: '240.00' });
  expect(kept.voucherId).not.toBeNull();
  expect(await vouchersOf(first.id)).toEqual([]);
  expect(await show(intake, office, third.id)).toMatchObject({ duplicateOf: second.id });
  await expect(change('keep', second.id, { reason: 'x' })).rejects.toMatchObject({
    code: 'DOCUMENT_NO_DUPLICATE',
  });
});

it('a duplicate of what is posted is not kept in its place', async () => {
  const ettn = freshEttn();
  const first = await ready('bir.xml', invoiceXml({ ettn }));
  const second = await ready('iki.xml', invoiceXml({ ettn, net: 200 }));
  await intake.superuser.query(`update documents set state = 'POSTED' where document_id = $1`, [first.id]);
  await expect(change('keep', second.id, { reason: 'x' })).rejects.toMatchObject({
    code: 'DOCUMENT_STATE_REFUSES',
    params: { fileName: 'bir.xml' },
  });
});
