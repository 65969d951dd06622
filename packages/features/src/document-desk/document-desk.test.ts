/** The desk: a selection counted and downloaded as a ZIP, the timeline of a document, and the tray of what is nobody's. */
import { buffer } from 'node:stream/consumers';
import { textsOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import { extractText } from 'unpdf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportDepsOf } from '../books.fixture.ts';
import { documentIntakeContract as intake } from '../document-intake/contract.ts';
import { ledgerContract } from '../ledger/contract.ts';
import {
  BUYER_TAX_ID,
  createWholeOffice,
  invoiceXml,
  type OfficeScope,
  OTHER_TAX_ID,
} from '../whole-office.fixture.ts';
import { documentDeskContract as desk } from './contract.ts';
import { downloadDocuments } from './download-documents.ts';
import { exportDocuments } from './export-documents.ts';

type Office = Awaited<ReturnType<typeof createWholeOffice>>;

let office: Office;
let scope: OfficeScope;
let clientId: string;
beforeAll(async () => {
  office = await createWholeOffice();
});
afterAll(() => office.close());
beforeEach(async () => {
  scope = await office.openOffice();
  clientId = await office.openClient(scope, BUYER_TAX_ID);
});

async function put(files: Record<string, Uint8Array>, into = clientId): Promise<void> {
  await office.upload(scope, into, files);
  await office.runJobs();
}

const list = async (of = clientId) =>
  (await office.call(intake.listDocuments, { params: { clientId: of }, query: { limit: 500 } }, scope)).items;

async function named(fileName: string, of = clientId) {
  const found = (await list(of)).find((item) => item.fileName === fileName);
  if (found === undefined) throw new Error(`no document is named ${fileName}`);
  return found;
}

const download = async (wanted: Parameters<typeof downloadDocuments>[2], as: OfficeScope = scope) =>
  textsOf(await buffer((await downloadDocuments(office.deps, { scope: as, language: 'tr' }, wanted)).stream));

describe('a selection', () => {
  it('is counted by what a download and an approval would take', async () => {
    await put({ 'iyi.xml': invoiceXml({ number: 'AAA2026000000001' }), 'bozuk.xml': Buffer.from('<a>') });
    const { documents, files, bytes, clean, byState } = await office.call(
      desk.summarize,
      { body: { selection: { clientId } } },
      scope,
    );
    expect({ documents, files, clean, byState }).toEqual({
      documents: 2,
      files: 2,
      clean: 1,
      byState: { READY: 1, FAILED: 1 },
    });
    expect(bytes).toBe(invoiceXml({ number: 'AAA2026000000001' }).length + 3);
  });

  it('must say which documents, and in one way', async () => {
    for (const body of [{}, { documentIds: [clientId], selection: {} }])
      await expect(office.call(desk.summarize, { body }, scope)).rejects.toMatchObject({
        code: 'SELECTION_UNNAMED',
      });
  });
});

describe('a download', () => {
  it('holds the original of each document once, and a list that a Turkish spreadsheet opens', async () => {
    const xml = invoiceXml({ number: 'AAA2026000000001', net: 1234 });
    await put({ 'fatura.xml': xml });
    await put({ 'FATURA.xml': invoiceXml({ number: 'AAA2026000000002' }), '=1+1;.xml': Buffer.from('<a>') });
    const zip = await download({ selection: { clientId } });
    expect(Object.keys(zip).toSorted()).toEqual(
      ['=1+1;.xml', 'FATURA (2).xml', 'fatura.xml', 'liste.csv'].toSorted(),
    );
    expect(zip['fatura.xml']).toBe(xml.toString());
    const lines = (zip['liste.csv'] ?? '').split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFDosya;Mükellef;/);
    expect(lines).toHaveLength(5);
    expect(lines.find((line) => line.startsWith('fatura.xml;'))).toContain(';1480,80;TRY;');
    expect(lines.find((line) => line.includes('1+1'))).toMatch(/^"'=1\+1;\.xml";/);
  });

  it('of several clients has a folder for each', async () => {
    const other = await office.openClient(scope, OTHER_TAX_ID, 'Öz/İplik: A.Ş.');
    await put({ 'bir.xml': invoiceXml() });
    await put({ 'iki.xml': invoiceXml({ customer: OTHER_TAX_ID }) }, other);
    expect(Object.keys(await download({ selection: {} })).toSorted()).toEqual(
      ['liste.csv', 'Örnek Ticaret Ltd. Şti/bir.xml', 'Öz_İplik_ A.Ş/iki.xml'].toSorted(),
    );
  });

  it('takes what client scope lets one see, and nothing of another office', async () => {
    const other = await office.openClient(scope, OTHER_TAX_ID, 'Başka');
    await put({ 'bir.xml': invoiceXml() });
    await put({ 'iki.xml': invoiceXml({ customer: OTHER_TAX_ID }) }, other);
    const clientUser = { ...scope, clientIds: [other] };
    expect(Object.keys(await download({ selection: {} }, clientUser))).toEqual(['iki.xml', 'liste.csv']);
    const documentIds = (await list()).map((item) => item.id);
    const refused = { code: 'DOWNLOAD_EMPTY' };
    await expect(download({ documentIds }, clientUser)).rejects.toMatchObject(refused);
    await expect(download({ documentIds }, await office.openOffice())).rejects.toMatchObject(refused);
  });

  it('beyond its bounds is refused before it begins, with how much it would be', async () => {
    await put({ 'bir.xml': invoiceXml() });
    await office.superuser.query('update documents set size_bytes = 3::bigint << 30 where client_id = $1', [
      clientId,
    ]);
    await expect(download({ selection: { clientId } })).rejects.toMatchObject({
      code: 'DOWNLOAD_TOO_LARGE',
      params: { files: 1, size: '3,0 GB', sizeLimit: '2,0 GB' },
    });
  });

  it('tells of a file that the store has lost, and sends the others', async () => {
    await put({ 'bir.xml': invoiceXml(), 'iki.xml': invoiceXml() });
    const lost = { ...office.deps.storage, stream: office.deps.storage.stream };
    let asked = 0;
    const { StoredFileMissing } = await import('@muhasebi/platform/storage/storage.ts');
    lost.stream = (ref) => {
      asked += 1;
      return asked === 1 ? Promise.reject(new StoredFileMissing(ref)) : office.deps.storage.stream(ref);
    };
    const deps = { ...office.deps, storage: lost };
    const file = await downloadDocuments(deps, { scope, language: 'tr' }, { selection: { clientId } });
    const zip = await textsOf(await buffer(file.stream));
    expect(Object.keys(zip)).toHaveLength(2);
    expect(zip['liste.csv']).toContain('(dosyası yok);');
  });
});

describe('a list as a file', () => {
  const file = async (
    query: object,
    of = clientId,
    as: OfficeScope = scope,
    language: 'tr' | 'en' = 'tr',
  ) => {
    const asked = desk.exportDocuments.query.parse(query);
    const deps = exportDepsOf(office.db, office.deps.scratchDir);
    const { stream, fileName } = await exportDocuments(deps, { scope: as, language }, of, asked);
    return { bytes: await buffer(stream), fileName };
  };
  const csv = async (query: object, ...more: [string?, OfficeScope?, ('tr' | 'en')?]) => {
    const { bytes } = await file({ format: 'csv', ...query }, ...more);
    return bytes.toString().replace('\uFEFF', '').trimEnd().split('\r\n');
  };
  beforeEach(async () => {
    await put({ 'bir.xml': invoiceXml({ number: 'AAA2026000000001', net: 100 }) });
    await put({ 'iki.xml': invoiceXml({ number: 'AAA2026000000002', net: 1234 }) });
    await put({ '=1+1.xml': Buffer.from('<a>') });
  });

  it('holds every column in words, with what is special about each and why it could not be read', async () => {
    const [head, failed, second] = await csv({});
    expect(head).toBe(
      'Durum;Belge no;Tarih;Karşı taraf VKN/TCKN;Karşı taraf;Yön;Tür;Ödenecek;Para birimi;Fiş no;ETTN;Alındı;Dosya adı;Neden',
    );
    expect(failed).toMatch(/^Okunamadı;.*;'=1\+1\.xml;"?“=1\+1\.xml”: /);
    expect(second).toMatch(/^İncelenecek;AAA2026000000002;[\d.]{10};\d{10};.+;Alış;SATIS;1480,80;TRY;;/);
    const [, english] = await csv({}, clientId, scope, 'en');
    expect(english).toMatch(/^Unreadable;/);
  });

  it('has the rows and the order of the list that it is of, and the chosen columns in theirs', async () => {
    const columns = 'payable,number';
    expect(await csv({ columns, state: 'READY', order: 'amount-asc' })).toEqual([
      'Ödenecek;Belge no',
      '120,00;AAA2026000000001',
      '1480,80;AAA2026000000002',
    ]);
    expect(await csv({ columns, amountFrom: '1000' })).toEqual([
      'Ödenecek;Belge no',
      '1480,80;AAA2026000000002',
    ]);
    expect(await csv({ columns, q: 'AAA2026000000001' })).toHaveLength(2);
    const shown = (await list()).map((item) => item.documentNo ?? '');
    expect((await csv({ columns: 'number' })).slice(1)).toEqual(shown);
  });

  it('says on paper whose it is and how it was filtered', async () => {
    const query = { format: 'pdf', state: 'READY', amountFrom: '50', direction: 'alis', duplicate: 'false' };
    const { bytes, fileName } = await file(query);
    const { text } = await extractText(new Uint8Array(bytes), { mergePages: true });
    expect(text).toContain('Örnek Ticaret Ltd. Şti. · 9876543217');
    expect(text).toContain('durum: İncelenecek · Alış · tutar: 50,00 – … · mükerrer olmayanlar');
    expect(fileName).toBe('Belgeler - Örnek Ticaret Ltd. Şti. - 2026-11-23.pdf');
  });

  it('is refused for a client out of sight, of the office or of another', async () => {
    const other = await office.openClient(scope, OTHER_TAX_ID, 'Başka');
    const refused = { code: 'CLIENT_NOT_FOUND' };
    await expect(csv({}, clientId, { ...scope, clientIds: [other] })).rejects.toMatchObject(refused);
    await expect(csv({}, clientId, await office.openOffice())).rejects.toMatchObject(refused);
  });
});

describe('the timeline', () => {
  const timeline = async (documentId: string, as = scope) =>
    (await office.call(desk.timeline, { params: { documentId } }, as)).items;

  it('goes from the upload through rejection, restoring and posting to the reversal, each with who did it', async () => {
    await put({ 'bir.xml': invoiceXml({ net: 500 }) });
    const { id: documentId } = await named('bir.xml');
    const params = { documentId };
    await office.call(intake.rejectDocument, { params, body: { reason: 'yanlış ay' } }, scope);
    await office.call(intake.restoreDocument, { params }, scope);
    await office.runJobs();
    const { voucherId, voucherVersion } = await named('bir.xml');
    const vouchers = [{ id: voucherId ?? '', version: voucherVersion ?? 0 }];
    await office.call(ledgerContract.postVouchers, { body: { vouchers } }, scope);
    const events = await timeline(documentId);
    expect(events.map((event) => event.kind)).toEqual(
      expect.arrayContaining(['received', 'rejected', 'restored', 'read', 'proposed', 'posted']),
    );
    expect(events[0]).toMatchObject({ kind: 'received', byName: 'Ayşe Işık', fileName: 'bir.xml' });
    expect(events.find((event) => event.kind === 'rejected')).toMatchObject({
      reason: 'yanlış ay',
      byName: 'Ayşe Işık',
    });
    expect(events.find((event) => event.kind === 'read')).toMatchObject({ readerVersion: 1, byName: null });
    expect(events.at(-1)).toMatchObject({ kind: 'posted', fisNo: 1, voucherId, byName: 'Ayşe Işık' });
    const times = events.slice(1).map((event) => event.at);
    expect(times).toEqual(times.toSorted());
    const body = { date: '2026-11-23' };
    await office.call(ledgerContract.reverseVoucher, { params: { voucherId: voucherId ?? '' }, body }, scope);
    expect((await timeline(documentId)).some((event) => event.kind === 'reversed' && event.fisNo === 2)).toBe(
      true,
    );
  });

  it('names both clients of a move, and the archive from which a document came', async () => {
    const other = await office.openClient(scope, OTHER_TAX_ID, 'Başka A.Ş.');
    await put({ 'bir.xml': invoiceXml({ customer: OTHER_TAX_ID }) });
    const { id: documentId } = await named('bir.xml');
    await office.call(intake.moveDocument, { params: { documentId }, body: { clientId: other } }, scope);
    expect((await timeline(documentId)).find((event) => event.kind === 'moved')).toMatchObject({
      fromClient: 'Örnek Ticaret Ltd. Şti.',
      toClient: 'Başka A.Ş.',
    });
  });

  it('tells a client user what happened, not which person of the office did it, and nothing of other clients', async () => {
    const other = await office.openClient(scope, OTHER_TAX_ID, 'Başka A.Ş.');
    await put({ 'bir.xml': invoiceXml({ customer: OTHER_TAX_ID }) });
    const { id: documentId } = await named('bir.xml');
    await office.call(intake.moveDocument, { params: { documentId }, body: { clientId: other } }, scope);
    const stranger = await office.addMember(scope.tenantId, 'client');
    const events = await timeline(documentId, { ...stranger, clientIds: [other] });
    expect(events.length).toBeGreaterThan(0);
    expect(events.every((event) => event.byName === null && event.fromClient === null)).toBe(true);
    await expect(timeline(documentId, { ...stranger, clientIds: [clientId] })).rejects.toMatchObject({
      code: 'DOCUMENT_NOT_FOUND',
    });
  });
});

describe('the tray', () => {
  it('holds what is nobody’s of all clients, with the client to which its tax number points', async () => {
    const other = await office.openClient(scope, OTHER_TAX_ID, 'Başka A.Ş.');
    await put({ 'bizim.xml': invoiceXml(), 'baska.xml': invoiceXml({ customer: OTHER_TAX_ID }) });
    await put({ 'kimsenin.xml': invoiceXml({ customer: '2222222222' }) }, other);
    const { items, total } = await office.call(desk.tray, { query: {} }, scope);
    expect(total).toBe(2);
    expect(items.map((item) => [item.fileName, item.clientId, item.suggestions])).toEqual([
      ['kimsenin.xml', other, []],
      ['baska.xml', clientId, [{ clientId: other, title: 'Başka A.Ş.', as: 'alis' }]],
    ]);
    expect(items[0]?.parties.find((party) => party.role === 'customer')).toMatchObject({
      taxId: '2222222222',
    });
  });

  it('is walked page by page', async () => {
    const strays = Object.fromEntries(
      [1, 2, 3].map((n) => [`${n}.xml`, invoiceXml({ customer: '2222222222' })]),
    );
    await put(strays);
    const seen: string[] = [];
    for (let cursor: string | undefined; seen.length < 10; ) {
      const page = await office.call(desk.tray, { query: { limit: 2, ...(cursor && { cursor }) } }, scope);
      seen.push(...page.items.map((item) => item.fileName));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen.toSorted()).toEqual(['1.xml', '2.xml', '3.xml']);
  });
});
