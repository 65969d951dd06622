/** Documents that belong together find each other whichever came first, and what is said of an invoice stands at it. */
import { buffer } from 'node:stream/consumers';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
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
  ({ routes } = createDocumentLinksFeature({ db: intake.db, clock }, { documents: intake.feature.service }));
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
      reversal: { voucherId: before.voucherId, answer: 'RED' },
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
