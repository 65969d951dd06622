/** The search on a real database: what is found by what, what comes first, and what stays unseen. */
import { createHash, randomUUID } from 'node:crypto';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks, TODAY } from '../books.fixture.ts';
import { clientsContract } from '../clients/contract.ts';
import { ledgerContract } from '../ledger/contract.ts';
import { createCaller } from '../route-caller.fixture.ts';
import { searchContract } from './contract.ts';
import { createSearchFeature } from './feature.ts';
import { searchOffice } from './search-office.ts';

describe('the search', () => {
  let books: BooksFixture;
  let cinar: string;
  let dag: string;
  beforeAll(async () => {
    books = await createBooks();
    cinar = await openClient('Çınar İnşaat Ltd. Şti.', '4840847211');
    dag = await openClient('Dağ Kırtasiye A.Ş.', '1234567808');
    await openClient('Çınaraltı Gıda', '9990001112');
    await openAccount(cinar, '120.01.0007', 'Işık Nakliyat San. ve Tic.');
    await openAccount(dag, '120.01.0009', 'Işıldak Temizlik');
    await put(cinar, {
      document_no: 'GIB2026000000042',
      counterparty_name: 'Öztürk Şekerleme',
      payable: '1234.56',
    });
    await put(dag, {
      document_no: 'ABC2026000000043',
      counterparty_name: 'Öztürk Şekerleme',
      payable: '99.00',
    });
    await voucher(cinar, 'Kira tahakkuku Kasım', '4500.00');
    await voucher(dag, 'Ücret tahakkuku', '7000.00', true);
  });
  afterAll(() => books.close());

  const all = () => true;
  const find = (
    q: string,
    clientId?: string,
    may: (permission: string) => boolean = all,
    scope = books.scope,
  ) => searchOffice(books.db, scope, { q, clientId, may });

  async function openClient(title: string, taxId: string, scope: Scope = books.scope): Promise<string> {
    return (await books.call(clientsContract.createClient, { body: { title, taxId } }, scope)).id;
  }
  const openAccount = (clientId: string, code: string, name: string) =>
    books.call(ledgerContract.createAccount, { params: { clientId }, body: { code, name } });
  async function put(clientId: string, over: object, scope: Scope = books.scope): Promise<void> {
    await books.run(async (trx) => {
      const tenant_id = scope.tenantId ?? '';
      const sha256 = createHash('sha256').update(randomUUID()).digest('hex');
      await trx.insertInto('stored_files').values({ tenant_id, sha256, size_bytes: 1n }).execute();
      const file = { sha256, size_bytes: 1n, file_name: 'fatura.xml', upload_id: randomUUID() };
      await trx
        .insertInto('documents')
        .values({ tenant_id, client_id: clientId, ...file, state: 'READY', kind: 'invoice', ...over })
        .execute();
    }, scope);
  }
  async function voucher(
    clientId: string,
    description: string,
    total: string,
    posted = false,
  ): Promise<void> {
    const lines = [
      { accountCode: '100.01', debit: total },
      { accountCode: '500', credit: total },
    ];
    const body = { date: TODAY, description, lines };
    const { id } = await books.call(ledgerContract.createVoucher, { params: { clientId }, body });
    if (posted) await books.call(ledgerContract.postVouchers, { body: { vouchers: [{ id }] } });
  }

  it('finds a client however it is typed, by the beginning of its tax number too', async () => {
    for (const q of ['çınar inş', 'CINAR INSAAT', 'insaat cinar', '4840847211', '48408'])
      expect(
        (await find(q)).clients.map(({ id }) => id),
        q,
      ).toEqual([cinar]);
    expect((await find('çınar')).clients.map(({ title }) => title)).toEqual([
      'Çınar İnşaat Ltd. Şti.',
      'Çınaraltı Gıda',
    ]);
  });

  it('one or two letters find clients by the beginning of a word, and nothing else', async () => {
    expect(await find('kı')).toEqual({
      clients: [{ id: dag, title: 'Dağ Kırtasiye A.Ş.', taxId: '1234567808' }],
      accounts: [],
      vouchers: [],
      documents: [],
    });
    expect((await find('ır')).clients).toEqual([]);
  });

  it('accounts of the open client are found by any words and come first; others by their beginning', async () => {
    const codes = async (q: string, of?: string) =>
      (await find(q, of)).accounts.map(({ clientId, code }) => `${clientId === cinar ? 'Ç' : 'D'} ${code}`);
    expect(await codes('ışı')).toEqual(expect.arrayContaining(['Ç 120.01.0007', 'D 120.01.0009']));
    expect(await codes('nakliyat')).toEqual([]);
    expect(await codes('nakliyat', cinar)).toEqual(['Ç 120.01.0007']);
    expect(await codes('nakliyat ışık', cinar)).toEqual(['Ç 120.01.0007']);
    expect((await codes('ışı', dag))[0]).toBe('D 120.01.0009');
    expect((await codes('120.01', cinar)).slice(0, 2)).toEqual(['Ç 120.01', 'Ç 120.01.0007']);
  });

  it('documents are found by number, party and amount, those of the open client first', async () => {
    const numbers = async (q: string, of?: string) =>
      (await find(q, of)).documents.map((row) => row.documentNo);
    expect(await numbers('gib2026000000042')).toEqual(['GIB2026000000042']);
    expect(await numbers('000043')).toEqual(['ABC2026000000043']);
    expect(await numbers('1.234,56')).toEqual(['GIB2026000000042']);
    expect(await numbers('OZTURK sekerleme', cinar)).toEqual(['GIB2026000000042', 'ABC2026000000043']);
    expect(await numbers('OZTURK sekerleme', dag)).toEqual(['ABC2026000000043', 'GIB2026000000042']);
    expect((await find('gib2026')).documents[0]).toMatchObject({
      clientId: cinar,
      clientTitle: 'Çınar İnşaat Ltd. Şti.',
      payable: '1234.56',
    });
  });

  it('vouchers are found by number with or without type, by description, and by the amount of a line', async () => {
    const said = async (q: string, of?: string) => (await find(q, of)).vouchers.map((row) => row.description);
    expect(await said('mahsup 1')).toEqual(['Ücret tahakkuku']);
    expect(await said('tediye 1')).toEqual([]);
    expect(await said('1', dag)).toEqual(['Ücret tahakkuku']);
    expect(await said('kira')).toEqual(['Kira tahakkuku Kasım']);
    expect(await said('tahakkuku', cinar)).toEqual(['Kira tahakkuku Kasım', 'Ücret tahakkuku']);
    expect((await find('7.000,00')).vouchers).toMatchObject([
      { fisNo: 1, total: '7000.00', status: 'posted' },
    ]);
  });

  it('wildcards of patterns are letters like any other', async () => {
    for (const q of ['%%%', '___', '\\\\\\'])
      expect(await find(q, cinar), q).toMatchObject({ clients: [], accounts: [], documents: [] });
  });

  it('a kind is searched only by who may read it, and by nobody where nothing is said of rights', async () => {
    const only = await find('120.01', cinar, (permission) => permission === 'client:read');
    expect([only.accounts, only.vouchers, only.documents]).toEqual([[], [], []]);
    const call = createCaller(createSearchFeature({ db: books.db }).routes, books.scope);
    expect((await call(searchContract.search, { query: { q: 'çınar' } })).clients).toEqual([]);
  });

  it('what belongs to an archived client is not found', async () => {
    const old = await openClient('Kapanmış Defter Ltd.', '7770001112');
    await put(old, { document_no: 'OLD2020000000001', payable: '5.55' });
    expect((await find('old2020000000001')).documents).toHaveLength(1);
    const { version } = await books.call(clientsContract.getClient, { params: { clientId: old } });
    await books.call(clientsContract.updateClient, {
      params: { clientId: old },
      body: { version, archived: true },
    });
    expect(await find('old2020000000001')).toMatchObject({ clients: [], documents: [] });
    expect(await find('kapanmış defter')).toMatchObject({ clients: [], documents: [] });
  });

  it('nothing of another office or of a client out of scope is found, however it is asked', async () => {
    const stranger = await books.openOffice();
    const portal = { ...books.scope, clientIds: [dag] };
    const searches = [
      'çınar',
      '4840847211',
      '120.01.0007',
      'ışık nakliyat',
      'gib2026000000042',
      '1.234,56',
      'kira',
      'öz',
      '4.500,00',
    ];
    for (const [who, scope] of [
      ['stranger', stranger],
      ['portal', portal],
    ] as const) {
      for (const q of searches) {
        for (const clientId of [undefined, cinar]) {
          const text = JSON.stringify(await find(q, clientId, all, scope));
          expect(text, `${who} ${q}`).not.toContain(cinar);
          expect(text, `${who} ${q}`).not.toMatch(/Çınar|Nakliyat|GIB2026|Kira tahakkuku/);
        }
      }
    }
    expect((await find('ışıldak', undefined, all, portal)).accounts).toHaveLength(1);
    expect((await find('abc2026', undefined, all, portal)).documents).toHaveLength(1);
  });
});
