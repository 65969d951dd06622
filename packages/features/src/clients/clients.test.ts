/** Client companies on a real database: opening with books, searching, changing, archiving, and what waits. */
import { randomUUID } from 'node:crypto';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { ledgerContract } from '../ledger/contract.ts';
import type { RouteCaller } from '../route-caller.fixture.ts';
import { type CLIENT_ORDERS, clientsContract as contract } from './contract.ts';

describe('clients', () => {
  let books: BooksFixture;
  let call: RouteCaller;
  beforeAll(async () => {
    books = await createBooks();
    call = books.call;
  });
  afterAll(() => books.close());

  const open = (title: string, taxId: string, more: object = {}) =>
    call(contract.createClient, { body: { title, taxId, ...more } });

  /** One document a state; the fifth is another company's. */
  const putDocuments = (tenantId: string, clientId: string, states: readonly string[]) =>
    inScope(books.db, systemScope(tenantId), async (trx) => {
      const files = states.map((state, n) => ({
        state,
        n,
        sha256: randomUUID().replaceAll('-', '').repeat(2),
      }));
      if (files.length === 0) return;
      await trx
        .insertInto('stored_files')
        .values(files.map(({ sha256 }) => ({ tenant_id: tenantId, sha256, size_bytes: 1n })))
        .execute();
      await trx
        .insertInto('documents')
        .values(
          files.map(({ state, n, sha256 }) => ({
            tenant_id: tenantId,
            client_id: clientId,
            state,
            sha256,
            size_bytes: 1n,
            file_name: `${n}.xml`,
            upload_id: randomUUID(),
            not_this_client: n === 4,
            failure: state === 'FAILED' ? JSON.stringify({ code: 'X' }) : null,
          })),
        )
        .execute();
    });

  it('a client opens with the Tekdüzen chart and the months of three years, told once in the audit log', async () => {
    const client = await open('Çınar Gıda Ltd. Şti.', '4810058590');
    expect(client).toMatchObject({
      taxIdScheme: 'VKN',
      version: 1,
      fiscalYearStartMonth: 1,
      archivedAt: null,
    });
    const counts = await books.run(async (trx) => {
      const of = <T extends 'accounts' | 'periods' | 'audit_log'>(table: T) =>
        trx
          .selectFrom(table as 'accounts')
          .select((eb) => eb.fn.countAll<bigint>().as('n'))
          .where('client_id', '=', client.id)
          .executeTakeFirstOrThrow();
      return { accounts: await of('accounts'), periods: await of('periods'), audit: await of('audit_log') };
    });
    expect(Number(counts.accounts.n)).toBeGreaterThan(300);
    expect(counts.periods.n).toBe(36n);
    expect(counts.audit.n).toBe(1n);
  });

  it('a tax number is good for one client of the office, and says whose it is; another office may have it', async () => {
    await open('İlk Sahibi A.Ş.', '1111111111');
    await expect(open('İkinci A.Ş.', '1111111111')).rejects.toMatchObject({
      code: 'CLIENT_TAX_ID_TAKEN',
      params: { taxId: '1111111111', title: 'İlk Sahibi A.Ş.' },
    });
    const stranger = await books.openOffice();
    await expect(
      call(contract.createClient, { body: { title: 'Başka Ofis', taxId: '1111111111' } }, stranger),
    ).resolves.toMatchObject({ taxId: '1111111111' });
  });

  it('a wrong check digit is accepted and said', async () => {
    expect(await open('Yanlış Hane', '4810058591')).toMatchObject({ taxIdValid: false });
    expect(await open('Doğru Hane', '1460415308')).toMatchObject({ taxIdValid: true });
  });

  it('a search finds a title however its letters are typed, or the beginning of a tax number', async () => {
    const { id } = await open('IŞIK İNŞAAT ve Gıda', '9876543210');
    for (const q of ['isik', 'ışık inşaat', 'IŞIK', 'İnşaat ve', '98765']) {
      const { items } = await call(contract.listClients, { query: { q } });
      expect(items.map((item) => item.id)).toEqual([id]);
    }
    expect((await call(contract.listClients, { query: { q: '%' } })).items).toEqual([]);
  });

  it('pages hold every client once, by title', async () => {
    const stranger = await books.openOffice();
    const titles = ['Zeytin', 'çam', 'Ada', 'İncir', 'Irmak', 'Ada'];
    for (const [n, title] of titles.entries())
      await call(contract.createClient, { body: { title, taxId: String(5_000_000_000 + n) } }, stranger);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor?: string } = cursor === null ? { limit: 2 } : { limit: 2, cursor };
      const page = await call(contract.listClients, { query }, stranger);
      seen.push(...page.items.map((item) => item.title));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(['Ada', 'Ada', 'çam', 'İncir', 'Irmak', 'Zeytin']);
  });

  it('the list is ordered by each of its columns, both ways, and within one value by title; pages hold every client once', async () => {
    const stranger = await books.openOffice();
    const clients = [
      ['Zeytin', '6000000003', 'Üsküdar', 2],
      ['çam', '6000000001', 'ÇANKAYA', 0],
      ['Ada', '6000000002', '', 2],
      ['İncir', '6000000004', 'Çankaya', 10],
    ] as const;
    for (const [title, taxId, taxOffice, failed] of clients) {
      const body = { title, taxId, taxOffice };
      const { id } = await call(contract.createClient, { body }, stranger);
      await putDocuments(stranger.tenantId ?? '', id, Array(failed).fill('FAILED'));
    }
    const walk = async (order: (typeof CLIENT_ORDERS)[number]) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: 1, order, ...(cursor === undefined ? {} : { cursor }) };
        const page = await call(contract.listClients, { query }, stranger);
        seen.push(...page.items.map((item) => item.title));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return seen;
    };
    expect(await walk('-title')).toEqual(['Zeytin', 'İncir', 'çam', 'Ada']);
    expect(await walk('taxId')).toEqual(['çam', 'Ada', 'Zeytin', 'İncir']);
    expect(await walk('-taxOffice')).toEqual(['Zeytin', 'çam', 'İncir', 'Ada']);
    expect(await walk('failed')).toEqual(['çam', 'Ada', 'Zeytin', 'İncir']);
    expect(await walk('-failed')).toEqual(['İncir', 'Ada', 'Zeytin', 'çam']);
    const ofNames = (await call(contract.listClients, { query: { limit: 1 } }, stranger)).nextCursor ?? '';
    const startsOver = { limit: 1, order: '-failed', cursor: ofNames } as const;
    expect((await call(contract.listClients, { query: startsOver }, stranger)).items).toMatchObject([
      { title: 'İncir' },
    ]);
  });

  it('a change names its version, keeps what it does not mention, and a stale one is refused', async () => {
    const client = await open('Eski Unvan', '7000000001', {
      purchaseDefault: 'merchandise',
      fiscalYearStartMonth: 7,
      taxOffice: 'Kadıköy',
    });
    const change = (body: object, version = client.version) =>
      call(contract.updateClient, { params: { clientId: client.id }, body: { version, ...body } });
    expect(await change({ title: 'Yeni Unvan' })).toMatchObject({
      title: 'Yeni Unvan',
      purchaseDefault: 'merchandise',
      fiscalYearStartMonth: 7,
      taxOffice: 'Kadıköy',
      version: 2,
    });
    await expect(change({ title: 'Geç Kalan' })).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await expect(change({ taxId: '4810058590' }, 2)).rejects.toMatchObject({ code: 'CLIENT_TAX_ID_TAKEN' });
    const archived = await change({ archived: true }, 2);
    expect(archived.archivedAt).not.toBeNull();
    const search = { q: 'Yeni Unvan' };
    expect((await call(contract.listClients, { query: search })).items).toEqual([]);
    const shelf = await call(contract.listClients, { query: { ...search, archived: 'true' } });
    expect(shelf.items).toHaveLength(1);
    expect(await change({ archived: false }, 3)).toMatchObject({ archivedAt: null });
  });

  it('the fiscal year may start in another month until something is posted', async () => {
    const client = await open('Özel Dönem A.Ş.', '7000000002');
    const params = { clientId: client.id };
    const moved = await call(contract.updateClient, {
      params,
      body: { version: 1, fiscalYearStartMonth: 4 },
    });
    const voucher = await books.call(ledgerContract.createVoucher, {
      params,
      body: {
        date: '2026-03-31',
        lines: [
          { accountCode: '770.03', debit: '1' },
          { accountCode: '100.01', credit: '1' },
        ],
      },
    });
    expect(voucher.fiscalYear).toBe(2025);
    await books.call(ledgerContract.postVouchers, { body: { vouchers: [{ id: voucher.id }] } });
    await expect(
      call(contract.updateClient, { params, body: { version: moved.version, fiscalYearStartMonth: 1 } }),
    ).rejects.toMatchObject({ code: 'CLIENT_FISCAL_YEAR_FIXED' });
  });

  it('what waits for a client is counted by what it waits for', async () => {
    const client = await open('Bekleyen A.Ş.', '7000000003');
    const states = ['PENDING', 'PROCESSING', 'READY', 'READY', 'READY', 'FAILED', 'UNPACKED'];
    await putDocuments(books.tenantId, client.id, states);
    const shown = await call(contract.getClient, { params: { clientId: client.id } });
    expect(shown.waiting).toEqual({ reading: 2, review: 2, failed: 1, notThisClient: 1 });
  });

  it('a client user sees the clients named to them, and another office none', async () => {
    const client = await open('Görünen A.Ş.', '7000000004');
    const portal = { ...books.scope, clientIds: [client.id] };
    const { items } = await call(contract.listClients, { query: {} }, portal);
    expect(items.map((item) => item.id)).toEqual([client.id]);
    const stranger = await books.openOffice();
    await expect(
      call(contract.getClient, { params: { clientId: client.id } }, stranger),
    ).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
    await expect(
      call(contract.listClients, { query: {} }, { ...books.scope, tenantId: null }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
