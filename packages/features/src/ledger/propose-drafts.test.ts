/** Proposals in the database: drafts, shared sub-accounts, preferences, and documents that cannot be proposed. */
import type { Invoice } from '@muhasebi/accounting/fatura/invoice.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { ledgerContract } from './contract.ts';
import { insertDocuments, purchase } from './document.fixture.ts';

describe('proposing drafts', () => {
  let books: BooksFixture;
  beforeAll(async () => {
    books = await createBooks();
  });
  afterAll(() => books.close());

  it('a document gets a balanced draft with a reason a line, on a sub-account that is only proposed', async () => {
    const client = await books.openClient();
    const [outcome] = await books.run(async (trx) => {
      const requests = await insertDocuments(trx, client, [purchase(client, '1234567890')]);
      return books.service.proposeDrafts(trx, client, requests);
    });
    expect(outcome?.findings.filter((each) => each.severity === 'error')).toEqual([]);
    const voucher = await books.call(ledgerContract.getVoucher, {
      params: { voucherId: outcome?.voucherId ?? '' },
    });
    expect(voucher).toMatchObject({
      status: 'draft',
      fisNo: null,
      date: '2025-03-14',
      fiscalYear: 2025,
      totalDebit: '1200.00',
      totalCredit: '1200.00',
      documentNo: 'ABC2025000000001',
    });
    expect(voucher.lines.every((line) => line.reason !== null)).toBe(true);
    const party = voucher.lines.find((line) => line.accountCode.startsWith('320.'));
    expect(party).toMatchObject({ accountIsNew: true, credit: '1200.00', accountCode: '320.01.0001' });
    // The client's own setting: it buys what it uses up.
    expect(voucher.lines.map((line) => line.accountCode)).toContain('770.99');
  });

  it('sellers without a tax number share one account, in one batch and in the next', async () => {
    const client = await books.openClient();
    const nobody = (name: string): Invoice => {
      const invoice = purchase(client, '1111111112');
      return { ...invoice, supplier: { ...invoice.supplier, taxId: null, name } };
    };
    const codes: string[] = [];
    for (const batch of [[nobody('Ali'), nobody('Veli')], [nobody('Ayşe')]])
      await books.run(async (trx) => {
        await books.service.proposeDrafts(trx, client, await insertDocuments(trx, client, batch));
      });
    await books.run(async (trx) => {
      const lines = await trx
        .selectFrom('voucher_lines')
        .select('account_code')
        .where('tenant_id', '=', client.tenantId)
        .where('client_id', '=', client.clientId)
        .where('account_code', 'like', '320.%')
        .execute();
      codes.push(...lines.map((line) => line.account_code));
    });
    expect(codes).toEqual(['320.01.0000', '320.01.0000', '320.01.0000']);
  });

  it('two documents of one new counterparty in a batch share its account, another gets the next code', async () => {
    const client = await books.openClient();
    const { codes, accounts } = await books.run(async (trx) => {
      const invoices = ['1111111112', '1111111112', '1111111113'].map((taxId) => purchase(client, taxId));
      const outcomes = await books.service.proposeDrafts(
        trx,
        client,
        await insertDocuments(trx, client, invoices),
      );
      const lines = await trx
        .selectFrom('voucher_lines')
        .select(['voucher_id', 'account_code'])
        .where('tenant_id', '=', client.tenantId)
        .where('client_id', '=', client.clientId)
        .where('account_code', 'like', '320.%')
        .execute();
      const byVoucher = new Map(lines.map((line) => [line.voucher_id, line.account_code]));
      const opened = await trx
        .selectFrom('accounts')
        .select(['code', 'status', 'counterparty_tax_id', 'normal_side'])
        .where('client_id', '=', client.clientId)
        .where('parent_code', '=', '320.01')
        .orderBy('code')
        .execute();
      return { codes: outcomes.map((each) => byVoucher.get(each.voucherId ?? '')), accounts: opened };
    });
    expect(codes).toEqual(['320.01.0001', '320.01.0001', '320.01.0002']);
    expect(accounts).toEqual([
      { code: '320.01.0001', status: 'proposed', counterparty_tax_id: '1111111112', normal_side: 'alacak' },
      { code: '320.01.0002', status: 'proposed', counterparty_tax_id: '1111111113', normal_side: 'alacak' },
    ]);
  });

  it('batches that run at once agree on the account of a counterparty and never repeat a code', async () => {
    const client = await books.openClient();
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, batch) =>
        books.run(async (trx) => {
          const invoices = Array.from({ length: 5 }, (_, n) => purchase(client, `20000000${n}${batch % 2}`));
          return books.service.proposeDrafts(trx, client, await insertDocuments(trx, client, invoices));
        }),
      ),
    );
    expect(outcomes.flat().every((each) => each.voucherId !== null)).toBe(true);
    const { items } = await books.call(ledgerContract.listAccounts, {
      params: { clientId: client.clientId },
      query: { q: '320.01.' },
    });
    expect(items.map((item) => item.code)).toEqual(
      Array.from({ length: 10 }, (_, n) => `320.01.${String(n + 1).padStart(4, '0')}`),
    );
    expect(new Set(items.map((item) => item.counterpartyTaxId)).size).toBe(10);
  });

  it('proposing again replaces the draft, and a document whose voucher is posted keeps it', async () => {
    const client = await books.openClient();
    const requests = await books.run((trx) =>
      insertDocuments(trx, client, [purchase(client, '1234567890'), purchase(client, '1234567890')]),
    );
    const first = await books.run((trx) => books.service.proposeDrafts(trx, client, requests));
    const kept = first[0]?.voucherId ?? '';
    const { results } = await books.call(ledgerContract.postVouchers, { body: { vouchers: [{ id: kept }] } });
    expect(results).toMatchObject([{ status: 'posted', fisNo: 1 }]);
    const second = await books.run((trx) => books.service.proposeDrafts(trx, client, requests));
    expect(second[0]?.voucherId).toBe(kept);
    expect(second[1]?.voucherId).not.toBe(first[1]?.voucherId);
    const { items } = await books.call(ledgerContract.listVouchers, {
      params: { clientId: client.clientId },
      query: {},
    });
    expect(items).toHaveLength(2);
  });

  it('an account changed by the accountant is proposed for the next document of that counterparty only', async () => {
    const client = await books.openClient();
    const propose = async (seller: string) => {
      const [outcome] = await books.run(async (trx) =>
        books.service.proposeDrafts(
          trx,
          client,
          await insertDocuments(trx, client, [purchase(client, seller)]),
        ),
      );
      return books.call(ledgerContract.getVoucher, { params: { voucherId: outcome?.voucherId ?? '' } });
    };
    const draft = await propose('3333333333');
    const changed = await books.call(ledgerContract.updateVoucher, {
      params: { voucherId: draft.id },
      body: {
        version: draft.version,
        lines: draft.lines.map((line) => ({
          accountCode: line.reason?.role.includes('.matrah.') ? '770.03' : line.accountCode,
          debit: line.debit,
          credit: line.credit,
          role: line.reason?.role ?? null,
        })),
      },
    });
    expect(changed.version).toBe(draft.version + 1);
    expect(changed.lines.map((line) => line.reason?.role)).toEqual(
      draft.lines.map((line) => line.reason?.role),
    );
    const same = await propose('3333333333');
    const other = await propose('4444444444');
    expect(same.lines.map((line) => line.accountCode)).toContain('770.03');
    expect(other.lines.map((line) => line.accountCode)).not.toContain('770.03');
  });

  it('a document that the books cannot hold is told by a finding and stops no other of its batch', async () => {
    const client = await books.openClient();
    const sound = purchase(client, '1234567890');
    const outcomes = await books.run(async (trx) => {
      const requests = await insertDocuments(trx, client, [
        { ...sound, ettn: null, issueDate: '1970-01-01' },
        { ...sound, ettn: null, currency: 'EURO', exchangeRate: '40' },
        { ...sound, ettn: null, currency: 'EUR', exchangeRate: '0.0000000001' },
        {
          ...sound,
          ettn: null,
          totals: {
            ...sound.totals,
            payable: '99999999999999999999.99',
            lineExtension: null,
            taxExclusive: null,
          },
        },
        sound,
      ]);
      return books.service.proposeDrafts(trx, client, requests);
    });
    expect(outcomes.map((each) => each.voucherId === null)).toEqual([true, true, true, true, false]);
    for (const refused of outcomes.slice(0, 4))
      expect(refused.findings.some((each) => each.severity === 'error')).toBe(true);
  });

  it('a document in foreign money without a rate takes TCMB’s of the prior working day where it is known, and says so', async () => {
    const client = await books.openClient();
    await books.run(async (trx) => {
      await trx
        .insertInto('exchange_rate_days')
        .values({ rate_date: '2025-03-13', outcome: 'published' })
        .execute();
      await trx
        .insertInto('exchange_rates')
        .values({ rate_date: '2025-03-13', currency: 'USD', unit: 1, forex_buying: '36.5' })
        .execute();
    });
    const foreign = purchase(client, '1234567890', { currency: 'USD', exchangeRate: null });
    const [known, stated, unknown] = await books.run(async (trx) => {
      const requests = await insertDocuments(trx, client, [
        foreign,
        { ...foreign, ettn: null, exchangeRate: '40' },
        { ...foreign, ettn: null, issueDate: '2025-03-18' },
      ]);
      return books.service.proposeDrafts(trx, client, requests);
    });
    const totalOf = async (voucherId: string | null | undefined) =>
      (await books.call(ledgerContract.getVoucher, { params: { voucherId: voucherId ?? '' } })).totalDebit;
    expect(await totalOf(known?.voucherId)).toBe('43800.00');
    expect(known?.findings).toContainEqual(
      expect.objectContaining({
        code: 'fis.kur-tcmb',
        params: { currency: 'USD', rate: '36.5', rateDate: '2025-03-13' },
      }),
    );
    expect(await totalOf(stated?.voucherId)).toBe('48000.00');
    expect(stated?.findings.map(({ code }) => code)).not.toContain('fis.kur-tcmb');
    // Between the bulletin of the 13th and the 18th lie working days that nobody asked about.
    expect(unknown).toMatchObject({ voucherId: null });
    expect(unknown?.findings.map(({ code }) => code)).toContain('fis.kur-yok');
  });
});
