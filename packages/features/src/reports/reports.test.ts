/** Reports of books that were really posted: what they say, that they say it in every form, and what they refuse. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sampleInvoice, subtotal } from '@muhasebi/accounting/fatura/invoice.fixture.ts';
import type { Invoice, TaxSubtotal } from '@muhasebi/accounting/fatura/invoice.ts';
import { openTable, readTable } from '@muhasebi/connectors/table-file/read-table.ts';
import type { TableFormat } from '@muhasebi/connectors/table-file/table-file.ts';
import { extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks, testClock } from '../books.fixture.ts';
import { type ClientForBooks, ledgerContract } from '../ledger/contract.ts';
import { reportsOn } from '../reports-on-books.fixture.ts';
import { createCaller, type RouteCaller } from '../route-caller.fixture.ts';
import { reportsContract as contract, type ReportPartView, type ReportToMake } from './contract.ts';

/** Account, debit, credit in lira. */
type Line = readonly [code: string, debit: number, credit: number];

const MARCH = { from: '2026-03-01', to: '2026-03-31' };

let books: BooksFixture;
let folder: string;
let reports: ReturnType<typeof reportsOn>;
let clientId: string;
beforeAll(async () => {
  books = await createBooks();
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-reports-'));
  reports = reportsOn(books.db, folder);
  ({ clientId } = await books.openClient());
  for (const [code, name] of [
    ['120.01.0001', 'Işık Yapı A.Ş.'],
    ['320.01.0001', 'Çınar Toptan Ltd. Şti.'],
  ] as const)
    await books.call(ledgerContract.createAccount, { params: { clientId }, body: { code, name } });
  await post('2026-02-10', [
    ['100.01', 1_000, 0],
    ['500', 0, 1_000],
  ]);
  await post('2026-02-20', [
    ['153.01.020', 500, 0],
    ['191.01.020', 100, 0],
    ['320.01.0001', 0, 600],
  ]);
  await post('2026-01-25', [
    ['770.03', 50, 0],
    ['100.01', 0, 50],
  ]);
  await post('2026-03-05', [
    ['120.01.0001', 2_400, 0],
    ['600.01.020', 0, 2_000],
    ['391.01.020', 0, 400],
  ]);
  await post('2026-03-20', [
    ['770.03', 300, 0],
    ['191.01.020', 60, 0],
    ['100.01', 0, 360],
  ]);
});
afterAll(async () => {
  await books.close();
  await rm(folder, { recursive: true });
});

async function post(date: string, lines: readonly Line[]): Promise<void> {
  const { id } = await books.call(ledgerContract.createVoucher, {
    params: { clientId },
    body: {
      date,
      lines: lines.map(([accountCode, debit, credit]) => ({
        accountCode,
        debit: debit.toFixed(2),
        credit: credit.toFixed(2),
      })),
    },
  });
  const { results } = await books.call(ledgerContract.postVouchers, { body: { vouchers: [{ id }] } });
  expect(results[0]?.error ?? null).toBeNull();
}

const make = (over: Partial<ReportToMake> = {}) =>
  reports.service.make({
    tenantId: books.tenantId,
    reportId: 'month-summary',
    clientId,
    period: MARCH,
    format: 'pdf',
    language: 'tr',
    options: {},
    ...over,
  });
const show = (reportKind: string, query: object = MARCH) =>
  createCaller(reports.feature.routes, books.scope)(contract.showClientReport, {
    params: { clientId, reportKind },
    query: { ...MARCH, ...query },
  });
const call: RouteCaller = (route, input, scope) =>
  createCaller(reports.feature.routes, books.scope)(route, input, scope ?? books.scope);

/** A document as reading leaves it, on the day of the tests. */
async function put(client: ClientForBooks, over: object): Promise<void> {
  await books.run(async (trx) => {
    const sha256 = createHash('sha256').update(randomUUID()).digest('hex');
    await trx
      .insertInto('stored_files')
      .values({ tenant_id: client.tenantId, sha256, size_bytes: 1n })
      .execute();
    const document = { file_name: 'fatura.xml', size_bytes: 1n, sha256, upload_id: randomUUID(), depth: 0 };
    await trx
      .insertInto('documents')
      .values({
        tenant_id: client.tenantId,
        client_id: client.clientId,
        ...document,
        created_at: testClock.now(),
        ...over,
      })
      .execute();
  });
}
const read = (sha256: string) => reports.storage.read({ tenantId: books.tenantId, sha256 });

/** Amounts of the figures, by their Turkish label. */
function figuresOf(parts: readonly ReportPartView[]): Record<string, string | number | null> {
  return Object.fromEntries(
    parts.flatMap((part) =>
      part.kind === 'figures'
        ? part.figures.map(({ label, amount, count }) => [label.tr, amount ?? count] as const)
        : [],
    ),
  );
}

async function textOf(format: TableFormat, bytes: Buffer): Promise<string> {
  if (format === 'pdf') return (await extractText(new Uint8Array(bytes), { mergePages: true })).text;
  if (format === 'csv') return bytes.toString();
  let text = '';
  for await (const rows of readTable(bytes))
    for (const { cells } of rows) text += `${cells.map((cell) => cell?.text ?? '').join(' ')}\n`;
  return text;
}

describe('the summary of a client', () => {
  it('says what the period brought, beside the period before, and what is open and for how long', async () => {
    const { parts, isEmpty, summary } = await show('month-summary');
    expect(isEmpty).toBe(false);
    expect(figuresOf(parts)).toMatchObject({
      'Brüt Satışlar': '2000.00',
      'Hesaplanan KDV (391)': '400.00',
      'İndirilecek KDV (191)': '60.00',
      'Ödenecek KDV': '340.00',
      'Kasa (100)': '590.00',
      'Alıcılar (120)': '2400.00',
      'Satıcılar (320)': '600.00',
      'Bekleyen bir şey yok': 0,
    });
    expect(summary.tr).toBe('Dönem kârı 1.700,00; ödenecek KDV 340,00.');
    const bars = parts.find((part) => part.kind === 'bars');
    expect(bars?.kind === 'bars' && bars.bars).toEqual([
      { label: '01.2026', values: ['0.00', '50.00'] },
      { label: '02.2026', values: ['0.00', '0.00'] },
      { label: '03.2026', values: ['2000.00', '300.00'] },
    ]);
  });

  it('is the same in every form, lies in the store under what it is, and leaves no scratch file', async () => {
    for (const format of ['pdf', 'xlsx', 'csv'] as const) {
      const made = await make({ format });
      const bytes = await read(made.sha256);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(made.sha256);
      expect(made).toMatchObject({ sizeBytes: bytes.length, isEmpty: false });
      expect(made.fileName).toMatch(new RegExp(`^Mükellef özeti - Deneme .*\\.${format}$`));
      const text = await textOf(format, bytes);
      for (const word of ['Brüt Satışlar', 'Ödenecek KDV']) expect(text).toContain(word);
      expect(text).toMatch(format === 'pdf' ? /2\.400,00/ : /2400/);
    }
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('of a client without entries is empty and says zeros', async () => {
    const other = await books.openClient();
    const made = await make({ clientId: other.clientId });
    expect(made).toMatchObject({ isEmpty: true, summary: { tr: 'Dönem kârı 0,00; devreden KDV 0,00.' } });
  });
});

describe('the list that a KDV declaration is prepared from', () => {
  it('has each line with its base, comes to the accounts, and leaves out what only sets KDV off', async () => {
    const before = await show('kdv-preparation');
    expect(figuresOf(before.parts)).toMatchObject({
      'Hesaplanan KDV': '400.00',
      'İndirilecek KDV': '60.00',
      'Ödenecek KDV': '340.00',
    });
    await post('2026-03-31', [
      ['391.01.020', 400, 0],
      ['191.01.020', 0, 160],
      ['360.03', 0, 240],
    ]);
    const after = await show('kdv-preparation');
    expect(after).toEqual(before);
    const [deductible, collected] = after.parts.filter((part) => part.kind === 'table');
    expect(deductible?.rows.map((row) => [row[0], ...row.slice(-2)])).toEqual([
      ['2026-03-20', '300.00', '60.00'],
    ]);
    expect(collected?.rows.map((row) => [row[0], ...row.slice(-2)])).toEqual([
      ['2026-03-05', '2000.00', '400.00'],
    ]);
    const workbook = await read((await make({ reportId: 'kdv-preparation', format: 'xlsx' })).sha256);
    const { sheets } = await openTable(workbook);
    expect(sheets).toEqual(['Özet', 'İndirilecek KDV', 'Hesaplanan KDV']);
    const texts = await textOf('pdf', await read((await make({ reportId: 'kdv-preparation' })).sha256));
    for (const word of ['İndirilecek KDV', '2.000,00', 'Sayfa 1 / 1']) expect(texts).toContain(word);
  });
});

describe('an account of the books', () => {
  it('is a muavin, an ekstre, and a letter to whoever stands behind it', async () => {
    const options = { account: '120.01.0001' };
    const muavin = await make({ reportId: 'muavin', options, format: 'csv' });
    expect(muavin).toMatchObject({ isEmpty: false, summary: { tr: '120.01.0001 hesabında 1 hareket.' } });
    const ekstre = await show('cari-ekstre', options);
    expect(ekstre.summary.tr).toBe('Işık Yapı A.Ş.: bakiye 2.400,00.');
    const letter = await make({ reportId: 'mutabakat', options });
    const text = (await textOf('pdf', await read(letter.sha256))).replace(/\s+/g, ' ');
    for (const words of [
      'Sayın Işık Yapı A.Ş.',
      'hesabınız 2.400,00 TL borç bakiyesi',
      'Mutabık değiliz',
      'imza',
    ])
      expect(text).toContain(words);
  });

  it('that is not named, not there, or asked for in a form that it has not is refused', async () => {
    const wrong = { code: 'REPORT_OPTION_WRONG' };
    await expect(make({ reportId: 'muavin' })).rejects.toMatchObject(wrong);
    await expect(make({ reportId: 'muavin', options: { account: '120.01.9999' } })).rejects.toMatchObject(
      wrong,
    );
    await expect(make({ reportId: 'cari-ekstre', options: { taxId: '12' } })).rejects.toMatchObject(wrong);
    await expect(make({ reportId: 'mutabakat', options: { taxId: '1234567890' } })).rejects.toMatchObject(
      wrong,
    );
    const options = { account: '120.01.0001' };
    await expect(make({ reportId: 'mutabakat', options, format: 'csv' })).rejects.toMatchObject(wrong);
  });
});

describe('reports of the office', () => {
  const office = { clientId: null, format: 'csv' } as const;

  it('tell of each client what came and waits, and what in its books cannot be right', async () => {
    const other = await books.openClient();
    await put(other, { state: 'READY', issue_date: '2026-03-10' });
    await put(other, { state: 'FAILED', failure: JSON.stringify({ code: 'NOT_XML' }) });
    const text = (made: { sha256: string }) => read(made.sha256).then(String);
    const portfolio = await make({ ...office, reportId: 'office-portfolio' });
    expect(portfolio.summary.tr).toMatch(/^\d+ mükellef; 1 iş bekliyor, 1 mükellef gecikti\.$/);
    expect(await text(portfolio)).toMatch(new RegExp(`${other.taxId};;Gecikti;1;0;1;0;0`));
    const november = { from: '2026-11-01', to: '2026-11-30' };
    const activity = await make({ ...office, reportId: 'document-activity', period: november });
    expect(activity.summary.tr).toBe('2 belge geldi, 0 tanesi deftere işlendi, 1 tanesi bekliyor.');
    expect(await text(activity)).toContain('NOT_XML');
    const own = await make({ reportId: 'client-documents', period: november });
    expect(own.isEmpty).toBe(true);
  });

  it('name who did what to those who may see the people of the office, and to nobody else', async () => {
    await books.run(async (trx) => {
      const userId = books.scope.userId ?? '';
      await trx
        .insertInto('memberships')
        .values({ tenant_id: books.tenantId, user_id: userId, role: 'owner' })
        .execute();
    });
    // The database says when it was posted, by its own clock.
    const period = { from: '2020-01-01', to: '2199-12-30' };
    const made = await make({ ...office, reportId: 'staff-workload', period });
    expect(String(await read(made.sha256))).toMatch(/Mali Müşavir;Mali müşavir;0;0;0;[1-9]/);
    const params = { reportKind: 'staff-workload' };
    await expect(call(contract.showOfficeReport, { params, query: MARCH })).rejects.toMatchObject({
      code: 'REPORT_NOT_FOR_YOU',
    });
    const scope = { ...books.scope, clientIds: [clientId] };
    const portfolio = { params: { reportKind: 'office-portfolio' }, query: MARCH };
    expect((await call(contract.showOfficeReport, portfolio)).isEmpty).toBe(false);
    await expect(call(contract.showOfficeReport, portfolio, scope)).rejects.toMatchObject({
      code: 'REPORT_NOT_FOR_YOU',
    });
    const { items } = await call(contract.listReportKinds, {});
    expect(items.map(({ reportId }) => reportId)).not.toContain('staff-workload');
  });
});

describe('the mizan as a report', () => {
  it('is the mizan of the ledger, to the level asked for', async () => {
    const mizan = await books.call(ledgerContract.getMizan, {
      params: { clientId },
      query: { ...MARCH, level: '3' },
    });
    const { parts } = await show('mizan', { level: '3' });
    const [table] = parts;
    expect(table?.kind === 'table' && table.rows.map((row) => row[0])).toEqual(
      mizan.rows.map(({ code }) => code),
    );
    expect(table?.kind === 'table' && table.totals?.at(-1)).toBe(mizan.totals.balanceCredit);
  });
});

describe('a report', () => {
  it('that is not there, is of another place, or is asked wrongly is refused by name', async () => {
    await expect(make({ reportId: 'yok' })).rejects.toMatchObject({ code: 'REPORT_UNKNOWN' });
    await expect(make({ clientId: null })).rejects.toMatchObject({ code: 'REPORT_UNKNOWN' });
    await expect(make({ period: { from: MARCH.to, to: MARCH.from } })).rejects.toMatchObject({
      code: 'REPORT_RANGE_BACKWARDS',
    });
    await expect(make({ reportId: 'mizan', options: { level: '99' } })).rejects.toMatchObject({
      code: 'REPORT_OPTION_WRONG',
    });
    const stranger = await books.openOffice();
    await expect(make({ tenantId: stranger.tenantId ?? '' })).rejects.toMatchObject({
      code: 'CLIENT_NOT_FOUND',
    });
    await expect(make({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'EXPORT_LEFT' });
  });
});

describe('sales by exemption code', () => {
  it('stand code by code in lira, whatever their currency; a return does not', async () => {
    const client = await books.openClient();
    const { supplier } = sampleInvoice();
    const seller = { ...supplier, taxId: { scheme: 'VKN' as const, value: client.taxId } };
    const kdv = (code: string | null, taxable: string, tax: string, percent: string) =>
      subtotal(taxable, tax, percent, { exemptionCode: code, exemptionReason: code && 'KDVK' });
    const sale = (over: Partial<Invoice>, ...subtotals: TaxSubtotal[]) =>
      sampleInvoice({
        issueDate: '2026-03-10',
        ettn: randomUUID(),
        supplier: seller,
        taxTotals: [{ amount: null, subtotals }],
        ...over,
      });
    const totals = { ...sampleInvoice().totals, taxExclusive: null, lineExtension: null, taxInclusive: null };
    const export1 = { currency: 'USD', exchangeRate: '32.4567', totals: { ...totals, payable: '1000.00' } };
    const invoices = [
      sale({ ...export1, type: 'ISTISNA' }, kdv('301', '1000.00', '0.00', '0')),
      sale(
        { totals: { ...totals, payable: '1700.00' } },
        kdv('335', '500.00', '0.00', '0'),
        kdv(null, '1000.00', '200.00', '20'),
      ),
      sale({ type: 'IADE', totals: { ...totals, payable: '70.00' } }, kdv('351', '70.00', '0.00', '0')),
    ];
    for (const invoice of invoices) {
      const documentId = randomUUID();
      const read = { state: 'READY', kind: 'invoice', direction: 'satis', type: invoice.type };
      await put(client, { ...read, document_id: documentId, invoice: JSON.stringify(invoice) });
      await books.run(async (trx) => {
        const request = { documentId, invoice, direction: 'satis' as const };
        const [draft] = await books.service.proposeDrafts(trx, client, [request]);
        await trx
          .updateTable('documents')
          .set({ state: 'POSTED', voucher_id: draft?.voucherId })
          .where('document_id', '=', documentId)
          .execute();
      });
    }
    const { items } = await books.call(ledgerContract.listVouchers, {
      params: { clientId: client.clientId },
      query: {},
    });
    const vouchers = items.map(({ id }) => ({ id }));
    await books.call(ledgerContract.postVouchers, { body: { vouchers } });
    const { parts } = await createCaller(reports.feature.routes, books.scope)(contract.showClientReport, {
      params: { clientId: client.clientId, reportKind: 'kdv-preparation' },
      query: MARCH,
    });
    expect(figuresOf(parts)).toMatchObject({ 'Kod 301 matrahı': '32456.70', 'Kod 335 matrahı': '500.00' });
    expect(figuresOf(parts)).not.toHaveProperty(['Kod 351 matrahı']);
  });
});
