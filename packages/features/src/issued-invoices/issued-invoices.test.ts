/** Issued invoices on a real database: drafts, numbers without gap or repeat, the file, and the document they become. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { DraftLine } from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { AppError } from '@muhasebi/platform/errors/app-error.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { RouteContract } from '@muhasebi/platform/http/route.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentIntakeContract } from '../document-intake/contract.ts';
import { rulePacksContract, tinyPack } from '../official-rules.fixture.ts';
import { requestContext } from '../route-caller.fixture.ts';
import { filesOf } from '../test-ground.fixture.ts';
import {
  BUYER_TAX_ID,
  createWholeOffice,
  invoiceXml,
  type OfficeScope,
  OTHER_TAX_ID,
} from '../whole-office.fixture.ts';
import { issuedInvoicesContract as contract, type IssuedInvoiceView } from './contract.ts';
import type { DraftOnWire } from './draft-wire.ts';
import { placeInDraft } from './place-in-draft.ts';

let office: Awaited<ReturnType<typeof createWholeOffice>>;
let scope: OfficeScope;
let clientId: string;
/** A series of its own for each test. */
let letter = 64;
let series = '';

beforeAll(async () => {
  office = await createWholeOffice();
  scope = await office.openOffice();
  clientId = await office.openClient(scope, BUYER_TAX_ID);
}, 120_000);
afterAll(() => office?.close());

const ask = <R extends RouteContract>(of: R, input: object, by = scope) =>
  office.call(of, input as never, by);
const prepare = (query: object = {}) => ask(contract.prepareIssuedInvoice, { params: { clientId }, query });
const today = async () => (await prepare()).draft.issueDate;

async function whole(change: Partial<DraftOnWire> = {}): Promise<DraftOnWire> {
  const { draft } = await prepare();
  const line: DraftLine = {
    ...{ name: 'Danışmanlık', quantity: '1', unit: 'C62', unitPrice: '1000', kdvPercent: '20', gtip: null },
    ...{ discountPercent: null, discountAmount: null, withholdingCode: null, withholdingPercent: null },
    ...{ exemptionCode: null, exemptionReason: null, note: null, sellerCode: null, specialBase: null },
    ...{ kdvInPrice: false, accommodationPercent: null, buyerLineCode: null, investment: null },
  };
  const place = { district: 'Kadıköy', city: 'İstanbul' };
  const customer = { ...draft.customer, taxId: OTHER_TAX_ID, name: 'Alıcı A.Ş.', ...place };
  return { ...draft, supplier: { ...draft.supplier, ...place }, customer, lines: [line], ...change };
}
const open = async (change: Partial<DraftOnWire> = {}) =>
  ask(contract.createIssuedInvoice, { params: { clientId }, body: { draft: await whole(change) } });
const issue = ({ id, version }: IssuedInvoiceView, body: object = {}) =>
  ask(contract.issueInvoice, { params: { issuedInvoiceId: id }, body: { version, series, ...body } });
const refusal = async (asked: Promise<unknown>): Promise<string> => {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [error.code, ...error.faults.map(({ path }) => path)].join(' ');
  }
  return 'taken';
};
async function fileOf(id: string): Promise<{ name: string; xml: string }> {
  const wanted: RouteContract = contract.downloadIssuedInvoice;
  const route = office.routes.find((each) => each.contract === wanted);
  const input = { params: { issuedInvoiceId: id }, query: {}, body: undefined };
  const file = (await route?.handle(requestContext(scope), input as never)) as FileResult;
  return { name: file.fileName, xml: await text(file.stream) };
}
const newSeries = () => {
  letter += 1;
  series = `T${String.fromCharCode(letter)}A`;
};

describe('an invoice that is issued', () => {
  it('has the next number of its series, its XML, and a document of the client that the ledger proposes a sale for', async () => {
    newSeries();
    const day = await today();
    const issued = await issue(await open());
    const number = `${series}${day.slice(0, 4)}000000001`;
    expect(issued).toMatchObject({ state: 'issued', number, payable: '1200.00', version: 2 });
    // No pack is installed yet, and nothing is made up of it.
    expect(issued.official).toEqual({ said: 'not-asked', packVersion: null, inForce: false, faults: [] });
    const { name, xml } = await fileOf(issued.id);
    expect(name).toBe(`${number}.xml`);
    expect(xml).toContain(`<cbc:ID>${number}</cbc:ID>`);
    expect(xml).toContain('imzalanacak');
    await office.runJobs();
    const { items } = await ask(documentIntakeContract.listDocuments, { params: { clientId }, query: {} });
    const document = items.find(({ id }) => id === issued.documentId);
    expect(document).toMatchObject({ state: 'READY', direction: 'satis', fileName: name });
    expect(document?.voucherId).not.toBeNull();
  });

  it('never changes, is never given up and never issued again', async () => {
    newSeries();
    const issued = await issue(await open());
    const params = { issuedInvoiceId: issued.id };
    const { version, draft } = issued;
    expect(await refusal(issue(issued))).toBe('ISSUED_INVOICE_CHANGED');
    expect(await refusal(ask(contract.changeIssuedInvoice, { params, body: { version, draft } }))).toBe(
      'ISSUED_INVOICE_CHANGED',
    );
    expect(await refusal(ask(contract.cancelIssuedInvoice, { params, body: { version } }))).toBe(
      'ISSUED_INVOICE_CHANGED',
    );
    // Not by the database's own hand either.
    const { superuser } = office;
    for (const change of [
      `number = 'XXX2026000000001'`,
      `state = 'draft'`,
      `content = '{}'`,
      'sha256 = null',
    ])
      await expect(
        superuser.query(`update issued_invoices set ${change} where issued_invoice_id = $1`, [issued.id]),
      ).rejects.toMatchObject({ code: 'MU040' });
  });

  it('has a number of its own however many are issued at once, and one that falls leaves no gap', async () => {
    newSeries();
    const drafts = await Promise.all(Array.from({ length: 6 }, () => open()));
    const broken = await open({ lines: [] });
    const all = await Promise.all([
      ...drafts.map((draft) => issue(draft).then(({ number }) => Number(number?.slice(7)))),
      refusal(issue(broken)).then(() => 0),
    ]);
    expect(all.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('follows the last number of another program where one is told, and only before the first', async () => {
    newSeries();
    expect((await issue(await open(), { lastSequence: 41 })).number?.slice(7)).toBe('000000042');
    expect(await refusal(issue(await open(), { lastSequence: 7 }))).toBe('INVOICE_SERIES_STARTED');
    expect((await issue(await open())).number?.slice(7)).toBe('000000043');
  });

  it('is of no day before that of the one issued last in its series', async () => {
    newSeries();
    await issue(await open());
    const issueDate = `${Number((await today()).slice(0, 4)) - 1}-12-31`;
    // Another year has numbers of its own.
    expect((await issue(await open({ issueDate }))).number?.slice(3)).toBe(
      `${issueDate.slice(0, 4)}000000001`,
    );
    expect(await refusal(issue(await open({ issueDate: `${issueDate.slice(0, 4)}-12-30` })))).toBe(
      'ISSUED_INVOICE_EARLIER_DAY',
    );
  });
});

describe('a draft', () => {
  it('may be unfinished, and says every field that keeps it from being issued', async () => {
    newSeries();
    const { draft } = await prepare();
    const opened = await ask(contract.createIssuedInvoice, { params: { clientId }, body: { draft } });
    expect(opened).toMatchObject({ state: 'draft', number: null, payable: '0.00' });
    const said = await refusal(issue(opened));
    for (const field of ['draft.customer.taxId', 'draft.customer.name', 'draft.lines'])
      expect(said).toContain(field);
    const foreign = await open({ supplier: { ...(await whole()).supplier, taxId: OTHER_TAX_ID } });
    expect(await refusal(issue(foreign))).toContain('draft.supplier.taxId');
  });

  it('is changed by one person at a time, given up and taken back', async () => {
    const opened = await open();
    const params = { issuedInvoiceId: opened.id };
    const draft = await whole({ discountAmount: '100' });
    const changed = await ask(contract.changeIssuedInvoice, { params, body: { version: 1, draft } });
    expect(changed).toMatchObject({ payable: '1080.00', version: 2 });
    expect(await refusal(ask(contract.changeIssuedInvoice, { params, body: { version: 1, draft } }))).toBe(
      'ISSUED_INVOICE_CHANGED',
    );
    const gone = await ask(contract.cancelIssuedInvoice, { params, body: { version: 2 } });
    expect(gone.state).toBe('cancelled');
    expect(await refusal(issue(gone))).toBe('ISSUED_INVOICE_CHANGED');
    const back = await ask(contract.restoreIssuedInvoice, { params, body: { version: 3 } });
    expect(back).toMatchObject({ state: 'draft', version: 4 });
    const { items } = await ask(contract.listIssuedInvoices, {
      params: { clientId },
      query: { state: 'draft' },
    });
    expect(items.map(({ id }) => id)).toContain(opened.id);
  });

  it('is a copy of another, with where the seller stands; its buyer is found again', async () => {
    const opened = await open();
    const { draft } = await prepare({ copyOf: opened.id });
    expect(draft.lines).toEqual(opened.draft.lines);
    expect(draft.customer).toEqual(opened.draft.customer);
    expect((await prepare()).draft.supplier.city).toBe('İstanbul');
    const { items } = await ask(contract.findInvoiceBuyers, { params: { clientId }, query: { q: 'ALICI' } });
    expect(items).toEqual([opened.draft.customer]);
  });

  it('is the return of a received invoice: its seller is the buyer, its lines and number stand there', async () => {
    await office.upload(scope, clientId, { 'alis.xml': Buffer.from(invoiceXml({})) });
    await office.runJobs();
    const { items } = await ask(documentIntakeContract.listDocuments, { params: { clientId }, query: {} });
    const received = items.find(({ fileName }) => fileName === 'alis.xml');
    const { draft } = await prepare({ returnOf: received?.id });
    expect(draft).toMatchObject({ type: 'IADE', profile: 'TEMELFATURA' });
    expect(draft.customer.taxId).toBe(received?.counterpartyTaxId);
    expect(draft.returns).toEqual([{ number: received?.documentNo, issueDate: received?.issueDate }]);
    expect(draft.lines.length).toBeGreaterThan(0);
  });

  it('is found by a part of its buyer, its number or its tax number, and listed page by page', async () => {
    newSeries();
    const customer = { ...(await whole()).customer, name: 'Çığır İnşaat' };
    const drafts = [await open({ customer }), await open({ customer }), await open({ customer })];
    const issued = await issue(drafts[0] ?? (await open({ customer })));
    const list = (query: object) =>
      ask(contract.listIssuedInvoices, { params: { clientId }, query: { limit: 2, ...query } });
    const first = await list({ q: 'çığır' });
    expect(first.counts).toEqual({ draft: 2, issued: 1, cancelled: 0 });
    const second = await list({ q: 'ÇIĞIR', cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
      drafts.map(({ id }) => id).toReversed(),
    );
    expect(second.nextCursor).toBeNull();
    for (const q of [series.toLowerCase(), '000000001'])
      expect((await list({ q, state: 'issued', limit: 50 })).items.map(({ id }) => id)).toContain(issued.id);
    expect((await list({ q: '1111', state: 'current', limit: 50 })).items.length).toBeGreaterThan(2);
    expect((await list({ q: 'çığır', state: 'cancelled' })).items).toEqual([]);
  });

  it('of another office is not there', async () => {
    const opened = await open();
    const stranger = await office.openOffice();
    const params = { issuedInvoiceId: opened.id };
    expect(await refusal(ask(contract.getIssuedInvoice, { params }, stranger))).toBe(
      'ISSUED_INVOICE_NOT_FOUND',
    );
    expect(
      await refusal(ask(contract.listIssuedInvoices, { params: { clientId }, query: {} }, stranger)),
    ).toBe('CLIENT_NOT_FOUND');
  });
});

describe('the official rules', () => {
  /** A pack of ours in the form of GİB's, in force from 2026: more lines than one break its rule. */
  async function install(): Promise<void> {
    const folder = await mkdtemp(path.join(tmpdir(), 'paket-'));
    try {
      const zip = await tinyPack(folder, { version: '20260101', mostLines: 1 });
      const wanted: RouteContract = rulePacksContract.installRulePack;
      const route = office.routes.find((each) => each.contract === wanted);
      const context = { ...requestContext({ ...scope, tenantId: null }), files: () => filesOf(files) };
      const files = { 'paket.zip': await readFile(zip) };
      await route?.handle(context, { params: {}, query: {}, body: undefined } as never);
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  const preview = ({ id }: IssuedInvoiceView) =>
    ask(contract.previewIssuedInvoice, { params: { issuedInvoiceId: id } });

  it('judge an invoice before it has its number: what breaks one is told at its field, and no number is lost', async () => {
    newSeries();
    await install();
    const { lines } = await whole();
    const broken = await open({ lines: [...lines, ...lines] });
    const { html, official } = await preview(broken);
    expect(official).toMatchObject({ said: 'fail', packVersion: '20260101', inForce: true });
    expect(official.faults).toMatchObject([
      { path: 'draft.lines[1].quantity', message: expect.stringContaining('QuantityCheck: En çok 1 satır') },
    ]);
    expect(html).toContain('Alıcı A.Ş.');
    // What is only looked at has neither number nor code.
    expect(html).not.toMatch(/<svg|000000001|KAREKOD/);
    expect(await refusal(issue(broken, { lastSequence: 8 }))).toBe(
      'ISSUED_INVOICE_BREAKS_RULES draft.lines[1].quantity',
    );
    const sound = await issue(await open());
    expect(sound.official).toEqual({ said: 'pass', packVersion: '20260101', inForce: true, faults: [] });
    expect(sound.number?.slice(7)).toBe('000000001');
    expect(await refusal(preview(sound))).toBe('ISSUED_INVOICE_CHANGED');
    expect(await refusal(preview(await open({ lines: [] })))).toBe('ISSUED_INVOICE_INCOMPLETE draft.lines');
  });

  it('lead each fault to the field that it came from, or to the invoice as a whole', () => {
    const at = (place: string | null, xpath: string) => placeInDraft({ place, params: { xpath } });
    expect(at('lines[2].taxTotals[0].subtotals[0].code', '/Invoice/cac:InvoiceLine[3]/cac:TaxTotal')).toBe(
      'lines[2].exemptionCode',
    );
    expect(at('lines[0].withholdingTotals[0]', '/Invoice/cac:InvoiceLine[1]')).toBe(
      'lines[0].withholdingCode',
    );
    expect(at('lines[0]', '/Invoice/cac:InvoiceLine[1]/cac:Delivery[1]/cac:Shipment[1]')).toBe(
      'lines[0].gtip',
    );
    expect(at(null, '/Invoice/cac:BillingReference[1]/cac:InvoiceDocumentReference[1]')).toBe(
      'returns[0].number',
    );
    expect(at(null, '/Invoice/cac:PaymentMeans[1]/cbc:PaymentMeansCode[1]')).toBe('paymentMeansCode');
    expect(at('customer', '/Invoice/cac:AccountingCustomerParty[1]')).toBe('customer.name');
    expect(at('totals.payable', '/Invoice/cac:LegalMonetaryTotal[1]')).toBeNull();
  });

  it('keep no invoice of an earlier day from being issued, and say that they were not in force', async () => {
    newSeries();
    const { lines } = await whole();
    const early = await issue(await open({ lines: [...lines, ...lines], issueDate: '2025-12-31' }));
    expect(early.official).toMatchObject({ said: 'fail', inForce: false });
    expect(early.state).toBe('issued');
  });
});
