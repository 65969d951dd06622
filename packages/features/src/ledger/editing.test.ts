/** What editing a draft asks of the ledger: whether a month is open, an account for a cari, who changed and who posted. */
import { randomUUID } from 'node:crypto';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { type ClientForBooks, ledgerContract as contract } from './contract.ts';

describe('editing a draft', () => {
  let books: BooksFixture;
  let client: ClientForBooks;
  let ayse: Scope;
  beforeAll(async () => {
    books = await createBooks();
    client = await books.openClient();
    const userId = randomUUID();
    ayse = { ...books.scope, userId };
    const user = { user_id: userId, email: `${userId}@ofis.example`, name: 'Ayşe Çelik' };
    await books.run((trx) => trx.insertInto('users').values(user).execute());
  });
  afterAll(() => books.close());

  const draft = () =>
    books.call(contract.createVoucher, {
      params: { clientId: client.clientId },
      body: {
        date: '2026-03-01',
        lines: [
          { accountCode: '770.03', debit: '100.00' },
          { accountCode: '100.01', credit: '100.00' },
        ],
      },
    });

  it('names who changed the draft last, and nobody while it stands as it was made', async () => {
    const { id, version, changedByName } = await draft();
    expect(changedByName).toBeNull();
    const changed = await books.call(
      contract.updateVoucher,
      { params: { voucherId: id }, body: { version, description: 'Ayşe’nin' } },
      ayse,
    );
    expect(changed.changedByName).toBe('Ayşe Çelik');
  });

  it('changes the type, and leaves lines that nobody changed where they are', async () => {
    const { id, version } = await draft();
    const trail = async () =>
      books.run((trx) =>
        trx
          .selectFrom('audit_log')
          .select('entity_id')
          .where('tenant_id', '=', books.tenantId)
          .where('entity', '=', 'voucher_lines')
          .where('entity_id', 'like', `${id} %`)
          .execute(),
      );
    const before = (await trail()).length;
    const changed = await books.call(contract.updateVoucher, {
      params: { voucherId: id },
      body: {
        version,
        type: 'tediye',
        lines: [
          { accountCode: '770.03', debit: '100.00' },
          { accountCode: '100.01', credit: '99.00' },
        ],
      },
    });
    expect(changed).toMatchObject({ type: 'tediye', totalCredit: '99.00', version: version + 1 });
    const told = (await trail()).slice(before).map((row) => row.entity_id);
    expect([...new Set(told)]).toEqual([`${id} 2`]);
  });

  it('corrects a posted voucher by its reversal, and opens its lines as a draft to be put right', async () => {
    const { id } = await draft();
    await books.call(contract.postVouchers, { body: { vouchers: [{ id }] } });
    const params = { voucherId: id };
    const { reversal, draft: again } = await books.call(contract.correctVoucher, {
      params,
      body: { date: '2026-03-02' },
    });
    expect(reversal).toMatchObject({ status: 'posted', reversalOf: id, date: '2026-03-02' });
    expect(again).toMatchObject({ status: 'draft', date: '2026-03-01', totalDebit: '100.00', fisNo: null });
    await expect(
      books.call(contract.correctVoucher, { params, body: { date: '2026-03-02' } }),
    ).rejects.toMatchObject({ code: 'VOUCHER_ALREADY_REVERSED' });
  });

  it('refuses a change of an older version, and the newer stands as it was saved', async () => {
    const { id, version } = await draft();
    const params = { voucherId: id };
    await books.call(contract.updateVoucher, { params, body: { version, description: 'ilk' } }, ayse);
    await expect(
      books.call(contract.updateVoucher, { params, body: { version, description: 'ikinci' } }),
    ).rejects.toMatchObject({ code: 'STALE_VERSION' });
    expect((await books.call(contract.getVoucher, { params })).description).toBe('ilk');
  });

  it('tells who posted a voucher before, and calls one’s own repetition no other’s', async () => {
    const { id, version } = await draft();
    const body = { vouchers: [{ id, version }] };
    const [first] = (await books.call(contract.postVouchers, { body }, ayse)).results;
    const [again] = (await books.call(contract.postVouchers, { body }, ayse)).results;
    const [second] = (await books.call(contract.postVouchers, { body })).results;
    expect([first?.postedBefore, again?.postedBefore]).toEqual([null, null]);
    expect(second).toMatchObject({
      status: 'posted',
      fisNo: first?.fisNo,
      postedBefore: { byName: 'Ayşe Çelik' },
    });
  });

  it('posted by two people at once stands in the books once, and the later one hears who was first', async () => {
    const { id, version } = await draft();
    const body = { vouchers: [{ id, version }] };
    const answers = await Promise.all([
      books.call(contract.postVouchers, { body }, ayse),
      books.call(contract.postVouchers, { body }),
    ]);
    const [hers, his] = answers.map(({ results }) => results[0]);
    expect([hers?.status, his?.status, hers?.fisNo]).toEqual(['posted', 'posted', his?.fisNo]);
    const later = [hers?.postedBefore, his?.postedBefore].filter((before) => before != null);
    expect(later).toHaveLength(1);
    const { postedByName } = await books.call(contract.getVoucher, { params: { voucherId: id } });
    expect(later[0]?.byName).toBe(postedByName);
  });

  it('opens an account for a cari by a number whose check digits hold, once below a group', async () => {
    const open = (code: string, counterpartyTaxId: string) =>
      books.call(contract.createAccount, {
        params: { clientId: client.clientId },
        body: { code, name: 'Işık Kırtasiye', counterpartyTaxId },
      });
    await expect(open('320.01.0900', '1234567891')).rejects.toMatchObject({ code: 'ACCOUNT_TAX_ID_INVALID' });
    await expect(open('320.01.0900', '11111111111')).rejects.toMatchObject({
      code: 'ACCOUNT_TAX_ID_INVALID',
    });
    expect(await open('320.01.0900', '1234567808')).toMatchObject({ counterpartyTaxId: '1234567808' });
    await expect(open('320.01.0901', '1234567808')).rejects.toMatchObject({
      code: 'ACCOUNT_OF_COUNTERPARTY_EXISTS',
      params: { code: '320.01.0900' },
    });
    expect(await open('120.01.0900', '1234567808')).toMatchObject({ code: '120.01.0900' });
  });

  it('says of a month whether it is open, locked or closed, would open, or lies outside the books', async () => {
    const other = await books.openClient();
    const status = async (month: string) =>
      (await books.call(contract.showPeriod, { params: { clientId: other.clientId, month } })).status;
    expect(await status('2026-03')).toBe('open');
    expect(await status('1999-05')).toBe('opens');
    expect(await status('2031-01')).toBe('outside');
    await books.run((trx) =>
      trx
        .updateTable('periods')
        .set({ status: 'locked' })
        .where('client_id', '=', other.clientId)
        .where('period', '=', '2026-03-01')
        .execute(),
    );
    await books.closeMonths(other, '2025-01-01');
    expect(await status('2026-03')).toBe('locked');
    expect(await status('2025-01')).toBe('closed');
    // What is closed has been carried on: nothing begins before it any more.
    expect(await status('1999-05')).toBe('outside');
  });
});
