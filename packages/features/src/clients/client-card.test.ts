/** The card of a client on a real database: dated statuses, contacts, bank accounts, and two people on one section. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import type { RouteCaller } from '../route-caller.fixture.ts';
import { clientsContract as contract, STATUS_KINDS, type StatusKind } from './contract.ts';

const IBAN = 'TR330006100519786457841326';
const OTHER_IBAN = 'TR280001009999901234567890';

describe('the card of a client', () => {
  let books: BooksFixture;
  let call: RouteCaller;
  beforeAll(async () => {
    books = await createBooks();
    call = books.call;
  });
  afterAll(() => books.close());

  const fresh = async () => {
    const { clientId } = await books.openClient();
    const params = { clientId };
    const show = () => call(contract.showCard, { params });
    const section = async (kind: StatusKind) =>
      (await show()).statuses.find((each) => each.kind === kind) ?? { kind, etag: '', rows: [] };
    const putStatuses = async (kind: StatusKind, rows: object[], etag?: string) =>
      call(contract.putStatuses, {
        params: { clientId, kind },
        body: { etag: etag ?? (await section(kind)).etag, rows: rows as [] },
      });
    const putContacts = async (rows: object[], etag?: string) =>
      call(contract.putContacts, {
        params,
        body: { etag: etag ?? (await show()).contacts.etag, rows: rows as [] },
      });
    const putBankAccounts = async (rows: object[], etag?: string) =>
      call(contract.putBankAccounts, {
        params,
        body: { etag: etag ?? (await show()).bankAccounts.etag, rows: rows as [] },
      });
    return { clientId, params, show, section, putStatuses, putContacts, putBankAccounts };
  };

  it('begins empty, with a section for every kind of status', async () => {
    const card = await (await fresh()).show();
    expect(card.statuses.map(({ kind, rows }) => [kind, rows])).toEqual(
      STATUS_KINDS.map((kind) => [kind, []]),
    );
    expect([card.contacts.rows, card.bankAccounts.rows]).toEqual([[], []]);
    expect(card.client).toMatchObject({ tradeName: null, mersisNo: null, legalType: null });
  });

  it('keeps identity in one written form: NACE in pairs, MERSİS without spaces, emptied fields as nothing', async () => {
    const { params, show } = await fresh();
    const change = (version: number, body: object) =>
      call(contract.updateClient, { params, body: { version, ...body } });
    expect(
      await change(1, {
        naceCode: '692002',
        mersisNo: '0146 0415 3080 0001',
        legalType: 'limited',
        phone: '0212 1',
        email: 'bilgi@firma.example',
      }),
    ).toMatchObject({ naceCode: '69.20.02', mersisNo: '0146041530800001', legalType: 'limited' });
    expect(await change(2, { naceCode: '', phone: '', email: '' })).toMatchObject({
      naceCode: null,
      phone: null,
      email: null,
      mersisNo: '0146041530800001',
    });
    await expect(change(3, { naceCode: '69' })).rejects.toThrow('NACE');
    await expect(change(3, { mersisNo: '123' })).rejects.toThrow('MERSİS');
    await expect(change(3, { email: 'yok' })).rejects.toThrow('e-posta');
    expect((await show()).client.version).toBe(3);
  });

  it('keeps what was true in a past month when something else begins', async () => {
    const { putStatuses, section } = await fresh();
    const monthly = { value: 'aylik', validFrom: '2020-01-01', validTo: null };
    const first = await putStatuses('kdv-donemi', [monthly]);
    const [row] = first.rows;
    const changed = await putStatuses('kdv-donemi', [
      { ...row, validTo: '2024-12-31' },
      { value: 'uc-aylik', validFrom: '2025-01-01' },
    ]);
    expect(changed.rows).toMatchObject([
      { value: 'uc-aylik', validFrom: '2025-01-01', validTo: null },
      { id: row?.id, value: 'aylik', validFrom: '2020-01-01', validTo: '2024-12-31' },
    ]);
    // Days that move between rows meet nothing on the way.
    const moved = await putStatuses(
      'kdv-donemi',
      changed.rows.map((each) =>
        each.value === 'aylik' ? { ...each, validTo: '2025-06-30' } : { ...each, validFrom: '2025-07-01' },
      ),
    );
    expect(moved.rows.map(({ validFrom }) => validFrom)).toEqual(['2025-07-01', '2020-01-01']);
    expect((await section('defter')).rows).toEqual([]);
  });

  it('refuses rows that hold on the same day, end before they begin, or have a value of another kind', async () => {
    const { putStatuses } = await fresh();
    await expect(
      putStatuses('defter', [
        { value: 'isletme', validFrom: '2020-01-01' },
        { value: 'bilanco', validFrom: '2024-01-01' },
      ]),
    ).rejects.toMatchObject({ code: 'STATUS_OVERLAP', params: { from: '2020-01-01', other: '2024-01-01' } });
    await expect(
      putStatuses('defter', [{ value: 'isletme', validFrom: '2024-01-02', validTo: '2024-01-01' }]),
    ).rejects.toMatchObject({ code: 'STATUS_BACKWARDS' });
    await expect(putStatuses('defter', [{ value: 'aylik', validFrom: '2024-01-01' }])).rejects.toMatchObject({
      code: 'STATUS_VALUE_UNKNOWN',
    });
    await expect(putStatuses('defter', [{ value: 'isletme', validFrom: '1900-01-01' }])).rejects.toThrow(
      '1950',
    );
  });

  it('refuses a section that somebody changed meanwhile, and lets one of two at once pass', async () => {
    const { putContacts, putStatuses, section, show } = await fresh();
    const { etag } = (await show()).contacts;
    const results = await Promise.allSettled([
      putContacts([{ name: 'Ayşe' }], etag),
      putContacts([{ name: 'Ali' }], etag),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(putContacts([], etag)).rejects.toMatchObject({ code: 'CARD_CHANGED' });
    // Another section is another matter.
    const defter = await section('defter');
    await expect(
      putStatuses('defter', [{ value: 'isletme', validFrom: '2024-01-01' }], defter.etag),
    ).resolves.toBeDefined();
  });

  it('keeps contacts in their order, changes and removes them, and leaves unchanged ones out of the audit log', async () => {
    const { putContacts, clientId } = await fresh();
    const first = await putContacts([
      { name: 'Ayşe Kaya', role: 'Muhasebe', phone: '0532 1' },
      { name: 'Ali Kaya', role: 'Ortak', email: 'ali@firma.example' },
    ]);
    const [ayse, ali] = first.rows;
    const second = await putContacts([{ ...ali, role: 'Müdür' }, ayse ?? {}]);
    expect(second.rows.map(({ name, role }) => [name, role])).toEqual([
      ['Ali Kaya', 'Müdür'],
      ['Ayşe Kaya', 'Muhasebe'],
    ]);
    await putContacts([second.rows[0] ?? {}]);
    const lines = await books.run((trx) =>
      trx
        .selectFrom('audit_log')
        .where('client_id', '=', clientId)
        .where('entity', '=', 'client_contacts')
        .orderBy('audit_id')
        .select('action')
        .execute(),
    );
    expect(lines.map(({ action }) => action)).toEqual(['insert', 'insert', 'update', 'delete']);
  });

  it('takes bank accounts by IBAN whose digits hold, of an account in the chart, and each once', async () => {
    const { putBankAccounts, show } = await fresh();
    const saved = await putBankAccounts([
      { iban: 'tr33 0006 1005 1978 6457 8413 26', accountCode: '102', bankName: 'Bir Banka' },
      { iban: OTHER_IBAN, currency: 'USD' },
    ]);
    expect(saved.rows).toMatchObject([
      { iban: IBAN, currency: 'TRY', accountCode: '102' },
      { iban: OTHER_IBAN, currency: 'USD', accountCode: null },
    ]);
    const [one, two] = saved.rows;
    const swapped = await putBankAccounts([
      { ...one, iban: OTHER_IBAN },
      { ...two, iban: IBAN },
    ]);
    expect(swapped.rows.map(({ id, iban }) => [id, iban])).toEqual([
      [one?.id, OTHER_IBAN],
      [two?.id, IBAN],
    ]);
    await expect(putBankAccounts([{ iban: `${IBAN.slice(0, -1)}7` }])).rejects.toThrow('IBAN');
    await expect(putBankAccounts([{ iban: IBAN }, { iban: IBAN }])).rejects.toMatchObject({
      code: 'IBAN_TWICE',
    });
    await expect(putBankAccounts([{ iban: IBAN, accountCode: '102.99' }])).rejects.toMatchObject({
      code: 'BANK_ACCOUNT_NOT_IN_CHART',
    });
    await expect(putBankAccounts([{ iban: IBAN, accountCode: '320' }])).rejects.toThrow('102');
    expect((await show()).bankAccounts.rows).toHaveLength(2);
  });

  it('is held by the database as well: overlaps, unknown values and wrong IBANs do not get in', async () => {
    const { clientId } = await fresh();
    const superuser = new pg.Client({ connectionString: books.superuserUrl });
    await superuser.connect();
    const put = async (sql: string) => {
      await superuser.query('begin');
      await superuser.query(
        "select set_config('app.tenant_id', $1, true), set_config('app.client_scope', 'all', true)",
        [books.tenantId],
      );
      try {
        await superuser.query(sql);
      } finally {
        await superuser.query('rollback');
      }
    };
    const status = (values: string) =>
      put(
        `insert into client_statuses (tenant_id, client_id, kind, value, valid_from, valid_to)
         select '${books.tenantId}', '${clientId}', v.* from (values ${values}) v`,
      );
    const bank = (iban: string) =>
      put(
        `insert into client_bank_accounts (tenant_id, client_id, position, iban)
         values ('${books.tenantId}', '${clientId}', 1, '${iban}')`,
      );
    try {
      await expect(status(`('defter', 'isletme', date '2024-01-01', null::date)`)).resolves.toBeUndefined();
      await expect(
        status(
          `('defter', 'isletme', date '2024-01-01', null::date), ('defter', 'bilanco', '2025-01-01', null)`,
        ),
      ).rejects.toMatchObject({ constraint: 'client_statuses_apart' });
      await expect(status(`('defter', 'aylik', date '2024-01-01', null::date)`)).rejects.toMatchObject({
        constraint: 'client_statuses_known',
      });
      await expect(bank(IBAN)).resolves.toBeUndefined();
      await expect(bank(`${IBAN.slice(0, -1)}7`)).rejects.toMatchObject({ code: '23514' });
      await expect(bank('TR33')).rejects.toMatchObject({ code: '23514' });
    } finally {
      await superuser.end();
    }
  });

  it('is nobody else’s, and suggests the tax offices that this office wrote', async () => {
    const { params, clientId } = await fresh();
    const stranger = await books.openOffice();
    const open = (title: string, taxId: string, taxOffice: string, scope = books.scope) =>
      call(contract.createClient, { body: { title, taxId, taxOffice } }, scope);
    await open('Bir', '6000000001', 'Kadıköy');
    await open('İki', '6000000002', 'Kadıköy');
    await open('Üç', '6000000003', 'Beyoğlu');
    await open('Yabancı', '6000000004', 'Çankaya', stranger);
    expect((await call(contract.listTaxOffices, {})).items).toEqual(['Kadıköy', 'Beyoğlu']);
    await expect(call(contract.showCard, { params }, stranger)).rejects.toMatchObject({
      code: 'CLIENT_NOT_FOUND',
    });
    await expect(
      call(contract.putContacts, { params, body: { etag: 'x', rows: [] } }, stranger),
    ).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
    const rows = await books.run((trx) => trx.selectFrom('client_contacts').selectAll().execute(), stranger);
    expect(rows.filter((row) => row.client_id === clientId)).toEqual([]);
  });
});
