/** Documents that belong together find each other whichever came first, and what is said of an invoice stands at it. */
import { buffer } from 'node:stream/consumers';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showTray } from './document-desk/show-tray.ts';
import {
  CLIENT_TAX_ID,
  call,
  createIntake,
  createOffice,
  type Intake,
  list,
  named,
  type Office,
  OTHER_TAX_ID,
  requestOf,
  runJobs,
  show,
  upload,
} from './document-intake/intake.fixture.ts';
import {
  envelopeXml,
  freshEttn,
  type InvoiceWish,
  invoiceElement,
  invoiceXml,
} from './document-intake/ubl-invoice.fixture.ts';
import { documentLinksContract as contract } from './document-links/contract.ts';
import { createDocumentLinksFeature } from './document-links/feature.ts';
import { answerXml, despatchXml, receiptXml } from './linked-documents.fixture.ts';
import { createCaller } from './route-caller.fixture.ts';
import type { Files } from './test-ground.fixture.ts';

const BUYER = '1234567808';
const TODAY = '2026-11-23';

let intake: Intake;
let office: Office;
let routes: ReturnType<typeof createDocumentLinksFeature>['routes'];
beforeAll(async () => {
  intake = await createIntake();
  office = await createOffice(intake);
  const clock = { now: () => new Date(`${TODAY}T09:00:00+03:00`) };
  ({ routes } = createDocumentLinksFeature(
    { db: intake.db, clock },
    { documents: intake.feature.service, ledger: intake.ledger },
  ));
});
afterAll(() => intake.close());

const linksOf = (documentId: string) =>
  createCaller(routes, office.scope)(contract.listDocumentLinks, { params: { documentId } });

async function read(files: Files): Promise<void> {
  await upload(intake, office, files);
  await runJobs(intake);
}

const sale = (wish: InvoiceWish = {}) => invoiceXml({ supplier: CLIENT_TAX_ID, customer: BUYER, ...wish });
const codesOf = (document: { findings: readonly { code: string }[] }) =>
  document.findings.map(({ code }) => code).filter((code) => /yanit|iade-geldi/.test(code));

describe('an answer that refuses', () => {
  it('stands at the posted invoice as an error with the voucher to reverse, and posts nothing by itself', async () => {
    const ettn = freshEttn();
    await read({ 'satis-1.xml': sale({ ettn, number: 'SAT2026000000001' }) });
    const before = await named(intake, office, 'satis-1.xml');
    const posting = { body: { vouchers: [{ id: before.voucherId, version: before.voucherVersion }] } };
    await call(intake, 'POST /vouchers/post', office.scope, posting);
    await read({
      'red-1.xml': answerXml({
        from: BUYER,
        to: CLIENT_TAX_ID,
        number: 'YNT1',
        of: ettn,
        code: 'RED',
        note: 'Fiyat yanlış',
      }),
    });
    const after = await show(intake, office, before.id);
    expect(after).toMatchObject({ state: 'POSTED', voucherId: before.voucherId, worstFinding: 'error' });
    expect(after.findings.find(({ code }) => code === 'belge.yanit-red')?.message).toContain('Fiyat yanlış');
    expect(await linksOf(before.id)).toMatchObject({
      items: [{ side: 'stating', kind: 'answer', answer: 'RED', document: { documentNo: 'YNT1' } }],
      answer: { state: 'refused', daysLeft: 0 },
      reversal: { voucherId: before.voucherId, because: 'RED', draftId: null },
    });
    const answer = await named(intake, office, 'red-1.xml');
    expect((await linksOf(answer.id)).items).toMatchObject([{ side: 'stated', document: { id: before.id } }]);
  });

  it('that came before its invoice is found by it, and read again says the same once', async () => {
    const ettn = freshEttn();
    await read({
      'red-2.xml': answerXml({ from: BUYER, to: CLIENT_TAX_ID, number: 'YNT2', of: ettn, code: 'RED' }),
    });
    const early = await named(intake, office, 'red-2.xml');
    expect((await linksOf(early.id)).items).toMatchObject([{ document: null, ettn }]);
    await read({ 'satis-2.xml': sale({ ettn, number: 'SAT2026000000002' }) });
    const invoice = await named(intake, office, 'satis-2.xml');
    expect(codesOf(invoice)).toEqual(['belge.yanit-red']);
    expect(invoice.clean).toBe(false);
    for (const id of [early.id, invoice.id]) {
      await call(intake, 'POST /documents/:documentId/retry', office.scope, { params: { documentId: id } });
      await runJobs(intake);
    }
    expect(codesOf(await show(intake, office, invoice.id))).toEqual(['belge.yanit-red']);
    expect((await linksOf(invoice.id)).items).toHaveLength(1);
  });
});

describe('a commercial invoice that was received', () => {
  it('says until when it may be answered, until it is', async () => {
    const ettn = freshEttn();
    await read({ 'alis-1.xml': invoiceXml({ ettn, number: 'ALS2026000000001', issueDate: '2026-11-18' }) });
    const invoice = await named(intake, office, 'alis-1.xml');
    expect(codesOf(invoice)).toEqual(['belge.yanit-suresi']);
    expect(invoice.clean).toBe(true);
    expect((await linksOf(invoice.id)).answer).toMatchObject({
      state: 'running',
      lastDay: '2026-11-26',
      daysLeft: 4,
    });
    await read({
      'kabul-1.xml': answerXml({ from: CLIENT_TAX_ID, to: BUYER, number: 'YNT3', of: ettn, code: 'KABUL' }),
    });
    expect(codesOf(await show(intake, office, invoice.id))).toEqual(['belge.yanit-kabul']);
    expect((await linksOf(invoice.id)).answer).toMatchObject({ state: 'accepted' });
  });

  it('is silent about a time that is over', async () => {
    await read({ 'alis-2.xml': invoiceXml({ number: 'ALS2026000000002', issueDate: '2026-11-02' }) });
    const invoice = await named(intake, office, 'alis-2.xml');
    expect(codesOf(invoice)).toEqual([]);
    expect((await linksOf(invoice.id)).answer).toMatchObject({ state: 'passed', daysLeft: 0 });
  });
});

describe('a written answer', () => {
  const respond = (documentId: string, body: { answer: 'KABUL' | 'RED'; reason?: string }) =>
    createCaller(routes, office.scope)(contract.writeAnswer, { params: { documentId }, body });
  const withdraw = (documentId: string) =>
    createCaller(routes, office.scope)(contract.withdrawAnswer, { params: { documentId } });

  it('is kept and told as not sent; what was sent comes back as a document and then holds alone', async () => {
    const number = 'ALS2026000000021';
    await read({ 'alis-21.xml': invoiceXml({ number, issueDate: '2026-11-20' }) });
    const invoice = await named(intake, office, 'alis-21.xml');
    expect((await linksOf(invoice.id)).mayAnswer).toBe(true);
    await expect(respond(invoice.id, { answer: 'RED' })).rejects.toMatchObject({
      code: 'ANSWER_INCOMPLETE',
      faults: [{ path: 'reason' }],
    });
    const reason = 'Mal gelmedi';
    expect(await respond(invoice.id, { answer: 'RED', reason })).toMatchObject({
      number: 'YNT2026000000021',
    });
    const written = await show(intake, office, invoice.id);
    expect(codesOf(written)).toEqual(['belge.yanit-yazildi', 'belge.yanit-suresi']);
    expect(written).toMatchObject({ state: 'READY', clean: false, worstFinding: 'warning' });
    expect(await linksOf(invoice.id)).toMatchObject({
      answer: { state: 'running' },
      written: { answer: 'RED', reason },
      mayAnswer: false,
    });
    await expect(respond(invoice.id, { answer: 'KABUL' })).rejects.toMatchObject({
      code: 'ANSWER_NOT_ASKED',
    });
    await read({ 'gonderilen.xml': await fileOf(invoice.id) });
    expect(codesOf(await show(intake, office, invoice.id))).toEqual(['belge.yanit-red']);
  });

  it('that is withdrawn leaves nothing behind', async () => {
    await read({ 'alis-22.xml': invoiceXml({ number: 'ALS2026000000022', issueDate: '2026-11-20' }) });
    const before = await named(intake, office, 'alis-22.xml');
    await respond(before.id, { answer: 'KABUL' });
    await withdraw(before.id);
    expect(await show(intake, office, before.id)).toEqual(before);
    await expect(withdraw(before.id)).rejects.toMatchObject({ code: 'ANSWER_NOT_FOUND' });
    await expect(fileOf(before.id)).rejects.toMatchObject({ code: 'ANSWER_NOT_FOUND' });
  });

  it('is not asked of what the client sold itself', async () => {
    await read({ 'satis-23.xml': sale({ number: 'SAT2026000000023' }) });
    const { id } = await named(intake, office, 'satis-23.xml');
    expect((await linksOf(id)).mayAnswer).toBe(false);
    await expect(respond(id, { answer: 'KABUL' })).rejects.toMatchObject({ code: 'ANSWER_NOT_ASKED' });
  });
});

describe('a cancellation', () => {
  type Wish = { cancelledOn: string; way?: 'portal' | 'objection' | 'other'; note?: string };
  const cancel = (documentId: string, { way = 'portal', ...wish }: Wish) =>
    createCaller(routes, office.scope)(contract.cancelDocument, {
      params: { documentId },
      body: { way, ...wish },
    });
  const takeBack = (documentId: string) =>
    createCaller(routes, office.scope)(contract.withdrawCancellation, { params: { documentId } });
  const voucherOf = async (id: string | null) =>
    (await call(intake, 'GET /vouchers/:voucherId', office.scope, { params: { voucherId: id } })) as {
      readonly id: string;
      readonly version: number;
      readonly date: string;
      readonly description: string;
      readonly reversedBy: string | null;
      readonly lines: readonly { accountCode: string; debit: string; credit: string }[];
    };
  const prepare = async (voucherId: string | null, date?: string) =>
    (await call(intake, 'POST /vouchers/:voucherId/reversal-draft', office.scope, {
      params: { voucherId },
      body: { date },
    })) as Awaited<ReturnType<typeof voucherOf>>;
  const post = ({ id, version }: { id: string | null; version: number | null }) =>
    call(intake, 'POST /vouchers/post', office.scope, { body: { vouchers: [{ id, version }] } });
  const iptal = (document: { findings: readonly { code: string; severity: string }[] }) =>
    document.findings
      .filter(({ code }) => code.startsWith('belge.iptal'))
      .map(({ code, severity }) => [code, severity]);

  it('takes an invoice out of review until it is taken back, with its draft as it was; read again it stays cancelled', async () => {
    await read({ 'alis-31.xml': invoiceXml({ number: 'ALS2026000000031', issueDate: '2026-11-10' }) });
    const before = await named(intake, office, 'alis-31.xml');
    const { lines } = await voucherOf(before.voucherId);
    await cancel(before.id, { cancelledOn: '2026-11-12' });
    const cancelled = await show(intake, office, before.id);
    expect(cancelled).toMatchObject({ state: 'SETTLED', voucherId: null });
    expect(iptal(cancelled)).toEqual([['belge.iptal', 'info']]);
    expect(await linksOf(before.id)).toMatchObject({
      cancellation: { cancelledOn: '2026-11-12', way: 'portal', byName: 'Ayşe', missed: null },
      mayCancel: null,
      mayAnswer: false,
      reversal: null,
    });
    await expect(cancel(before.id, { cancelledOn: '2026-11-12' })).rejects.toMatchObject({
      code: 'CANCELLATION_NOT_ASKED',
    });
    await takeBack(before.id);
    const again = await show(intake, office, before.id);
    expect(again).toMatchObject({ state: 'READY', findings: before.findings });
    expect((await voucherOf(again.voucherId)).lines).toEqual(lines);
    await cancel(before.id, { cancelledOn: '2026-11-12' });
    await call(intake, 'POST /documents/:documentId/retry', office.scope, {
      params: { documentId: before.id },
    });
    await runJobs(intake);
    expect(await show(intake, office, before.id)).toMatchObject({ state: 'SETTLED', voucherId: null });
    await takeBack(before.id);
    await expect(takeBack(before.id)).rejects.toMatchObject({ code: 'CANCELLATION_NOT_FOUND' });
  });

  it('lies between the invoice and today, says how, and warns where its eight days were over', async () => {
    await read({ 'alis-32.xml': invoiceXml({ number: 'ALS2026000000032', issueDate: '2026-11-10' }) });
    const { id } = await named(intake, office, 'alis-32.xml');
    expect((await linksOf(id)).mayCancel).toMatchObject({ from: '2026-11-10', lastDay: '2026-11-18' });
    const wrong = [{ cancelledOn: '2026-11-09' }, { cancelledOn: '2026-11-24' }];
    for (const wish of wrong)
      await expect(cancel(id, wish)).rejects.toMatchObject({ faults: [{ path: 'cancelledOn' }] });
    await expect(cancel(id, { cancelledOn: TODAY, way: 'other' })).rejects.toMatchObject({
      code: 'CANCELLATION_WRONG',
      faults: [{ path: 'note' }],
    });
    await cancel(id, { cancelledOn: '2026-11-20', way: 'objection' });
    expect(iptal(await show(intake, office, id))).toEqual([
      ['belge.iptal', 'info'],
      ['belge.iptal-gec', 'warning'],
    ]);
  });

  it('of a posted invoice proposes its reversal: one draft however often it is asked for, and the books wait for it', async () => {
    await read({ 'satis-33.xml': sale({ number: 'SAT2026000000033', issueDate: '2026-10-28' }) });
    const invoice = await named(intake, office, 'satis-33.xml');
    const { voucherId } = invoice;
    await post({ id: voucherId, version: invoice.voucherVersion });
    await cancel(invoice.id, { cancelledOn: '2026-10-30' });
    const posted = await show(intake, office, invoice.id);
    expect(posted).toMatchObject({ state: 'POSTED', voucherId });
    expect(iptal(posted)).toEqual([['belge.iptal', 'error']]);
    const lock = (status: string) =>
      inScope(intake.db, office.scope, (trx) =>
        sql`update periods set status = ${status}
          where tenant_id = ${office.tenantId} and client_id = ${office.clientId} and period = '2026-10-01'`.execute(
          trx,
        ),
      );
    await lock('locked');
    const proposed = { voucherId, because: 'IPTAL', wantedOn: '2026-10-30', date: '2026-11-01' };
    expect((await linksOf(invoice.id)).reversal).toEqual({ ...proposed, draftId: null });
    const draft = await prepare(voucherId, '2026-10-30');
    await lock('open');
    expect(await prepare(voucherId)).toEqual(draft);
    expect((await linksOf(invoice.id)).reversal).toMatchObject({ because: 'IPTAL', draftId: draft.id });
    expect(draft).toMatchObject({ date: '2026-11-01' });
    expect(draft.description).toContain('2026-10 dönemi kayda kapalı');
    const original = await voucherOf(voucherId);
    expect(original).toMatchObject({ reversedBy: null, reversalDraft: draft.id });
    expect(draft.lines.map(({ accountCode, debit, credit }) => [accountCode, credit, debit])).toEqual(
      original.lines.map(({ accountCode, debit, credit }) => [accountCode, debit, credit]),
    );
    const lines = original.lines.map(({ accountCode, debit, credit }) => ({ accountCode, debit, credit }));
    await expect(
      call(intake, 'PATCH /vouchers/:voucherId', office.scope, {
        params: { voucherId: draft.id },
        body: { version: draft.version, lines },
      }),
    ).rejects.toMatchObject({ code: 'REVERSAL_LINES_FIXED' });
    await call(intake, 'DELETE /vouchers/:voucherId', office.scope, { params: { voucherId: draft.id } });
    expect((await linksOf(invoice.id)).reversal).toMatchObject({ draftId: null });
    await post(await prepare(voucherId));
    expect((await voucherOf(voucherId)).reversedBy).not.toBeNull();
    await runJobs(intake);
    expect(await show(intake, office, invoice.id)).toMatchObject({ state: 'SETTLED', voucherId: null });
    await expect(prepare(voucherId)).rejects.toMatchObject({ code: 'VOUCHER_ALREADY_REVERSED' });
  });

  it('whose reversal waits is reversed at once all the same, and the waiting draft is gone', async () => {
    await read({ 'satis-34.xml': sale({ number: 'SAT2026000000034', issueDate: '2026-11-05' }) });
    const { voucherId, voucherVersion } = await named(intake, office, 'satis-34.xml');
    await post({ id: voucherId, version: voucherVersion });
    const draft = await prepare(voucherId);
    await call(intake, 'POST /vouchers/:voucherId/reverse', office.scope, {
      params: { voucherId },
      body: { date: '2026-11-06' },
    });
    await expect(voucherOf(draft.id)).rejects.toMatchObject({ code: 'VOUCHER_NOT_FOUND' });
  });

  it('moves with its invoice', async () => {
    await read({ 'alis-35.xml': invoiceXml({ number: 'ALS2026000000035', issueDate: '2026-11-10' }) });
    const { id } = await named(intake, office, 'alis-35.xml');
    await cancel(id, { cancelledOn: '2026-11-11' });
    const move = (clientId: string) =>
      call(intake, 'POST /documents/:documentId/move', office.scope, {
        params: { documentId: id },
        body: { clientId },
      });
    await move(office.otherClientId);
    await runJobs(intake);
    await move(office.clientId);
    await runJobs(intake);
    expect(await show(intake, office, id)).toMatchObject({ state: 'SETTLED' });
  });
});

describe('by number', () => {
  it('a return means the invoice of the same two parties, nobody else’s', async () => {
    const number = 'AYN2026000000001';
    await read({
      'bizim.xml': sale({ number }),
      'baskasinin.xml': sale({ number, customer: '4810058590' }),
      'iade.xml': withReference(
        { supplier: BUYER, customer: CLIENT_TAX_ID, type: 'IADE', number: 'IAD2026000000001' },
        `<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>${number}</cbc:ID><cbc:IssueDate>2026-11-02</cbc:IssueDate></cac:InvoiceDocumentReference></cac:BillingReference>`,
      ),
    });
    const ours = await named(intake, office, 'bizim.xml');
    const items = (await linksOf((await named(intake, office, 'iade.xml')).id)).items;
    expect(items.map(({ kind, document }) => [kind, document?.id])).toEqual([['return', ours.id]]);
    expect(codesOf(ours)).toEqual(['belge.iade-geldi']);
    expect(codesOf(await named(intake, office, 'baskasinin.xml'))).toEqual([]);
  });
});

describe('a despatch note', () => {
  it('has its invoice and the receiver’s answer beside it; one without invoice is found and says until when it was due', async () => {
    const ettn = freshEttn();
    const note = 'IRS2026000000001';
    await read({
      'irsaliye.xml': despatchXml({ from: BUYER, to: CLIENT_TAX_ID, number: note, ettn }),
      'irsaliye-yaniti.xml': receiptXml({ from: BUYER, to: CLIENT_TAX_ID, number: 'IRY1', of: ettn }),
      'irsaliyeli.xml': withReference(
        { number: 'ALS2026000000009' },
        `<cac:DespatchDocumentReference><cbc:ID>${note}</cbc:ID><cbc:IssueDate>2026-11-04</cbc:IssueDate></cac:DespatchDocumentReference>`,
      ),
    });
    const despatch = (await list(intake, office)).find(({ documentNo }) => documentNo === note);
    const lone = 'IRS2026000000002';
    await read({ 'irsaliye-2.xml': despatchXml({ from: BUYER, to: CLIENT_TAX_ID, number: lone }) });
    const open = await list(intake, office, { uninvoiced: 'true' });
    expect(open.map(({ documentNo, state }) => [documentNo, state])).toEqual([[lone, 'SETTLED']]);
    expect((await linksOf(open[0]?.id ?? '')).invoiceDue).toMatchObject({
      lastDay: '2026-11-11',
      isOver: true,
    });
    const { items, invoiceDue } = await linksOf(despatch?.id ?? '');
    expect(invoiceDue).toBeNull();
    expect(items.map(({ kind, side, document }) => [kind, side, document?.documentNo]).toSorted()).toEqual([
      ['despatch', 'stating', 'ALS2026000000009'],
      ['receipt', 'stating', 'IRY1'],
    ]);
  });
});

async function fileOf(documentId: string): Promise<Buffer> {
  const { path, method } = contract.downloadAnswer;
  const found = routes.find((route) => route.contract.path === path && route.contract.method === method);
  const answer = (await found?.handle(requestOf(office.scope), {
    params: { documentId },
    query: undefined,
    body: undefined,
  } as never)) as FileResult;
  return buffer(answer.stream);
}

/** An invoice with a reference after its currency, where UBL has them. */
function withReference(wish: InvoiceWish, reference: string): Buffer {
  const mark = '</cbc:LineCountNumeric>';
  return Buffer.from(invoiceElement(wish).replace(mark, `${mark}${reference}`));
}

describe('whose it is', () => {
  it('a despatch note, an answer or a receipt of two others waits in the tray as an invoice does, and settles where it is moved', async () => {
    const [from, to] = [BUYER, OTHER_TAX_ID];
    await read({
      'el-irsaliye.xml': despatchXml({ from, to, number: 'IRS2026000000901' }),
      'el-yanit.xml': answerXml({ from, to, number: 'YNT901', of: freshEttn(), code: 'KABUL' }),
      'el-makbuz.xml': receiptXml({ from, to, number: 'MAK901', of: freshEttn() }),
    });
    for (const name of ['el-irsaliye.xml', 'el-yanit.xml', 'el-makbuz.xml']) {
      const found = await named(intake, office, name);
      expect(found).toMatchObject({ state: 'READY', notThisClient: true, clean: false });
      expect(found.findings.map(({ code }) => code)).toContain('belge.bu-mukellefin-degil');
    }
    const tray = await showTray({ db: intake.db }, office.scope, { limit: 10 });
    expect(tray.items.find(({ fileName }) => fileName === 'el-irsaliye.xml')).toMatchObject({
      parties: [
        { role: 'supplier', taxId: from },
        { role: 'customer', taxId: to },
      ],
      suggestions: [{ clientId: office.otherClientId, as: 'alis' }],
    });
    const { id } = await named(intake, office, 'el-irsaliye.xml');
    expect((await linksOf(id)).invoiceDue).toBeNull();
    const body = { clientId: office.otherClientId };
    await call(intake, 'POST /documents/:documentId/move', office.scope, {
      params: { documentId: id },
      body,
    });
    await runJobs(intake);
    expect(await show(intake, office, id)).toMatchObject({ state: 'SETTLED', notThisClient: false });
  });

  it('the envelope stands among what belongs to a document, also after it was taken out; one of two others is told and changes nothing', async () => {
    const [first, second] = [1, 2].map((n) => invoiceElement({ number: `ZRF202600000000${n}` }));
    const provider = ['2222222226', '3333333338'] as const;
    await read({
      'zarf.xml': envelopeXml([first ?? '', second ?? ''], [BUYER, CLIENT_TAX_ID]),
      'aracı.xml': envelopeXml([invoiceElement({ number: 'ZRF2026000000003' })], provider),
    });
    const inside = await named(intake, office, 'ZRF2026000000002.xml');
    expect((await linksOf(inside.id)).envelope).toMatchObject({
      type: 'SENDERENVELOPE',
      sender: { taxId: BUYER, alias: `urn:mail:${BUYER}@ornek.test` },
      receiver: { taxId: CLIENT_TAX_ID },
    });
    expect(inside.findings.map(({ code }) => code)).not.toContain('belge.zarf-baskasinin');
    // Read once more, when its own bytes tell nothing of the envelope.
    await call(intake, 'POST /documents/:documentId/retry', office.scope, {
      params: { documentId: inside.id },
    });
    await runJobs(intake);
    expect((await linksOf(inside.id)).envelope?.sender.taxId).toBe(BUYER);
    const provided = await named(intake, office, 'aracı.xml');
    expect(provided).toMatchObject({ state: 'READY', clean: true, notThisClient: false });
    expect(provided.findings.map(({ code }) => code)).toContain('belge.zarf-baskasinin');
  });
});
