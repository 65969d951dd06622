/** Random histories of a client's books, held against a model of paper. `HISTORIES=10000` runs so many in place of a few. */
import { randomInt, randomUUID } from 'node:crypto';
import { kurusFromDecimal, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { AppError } from '@muhasebi/platform/errors/app-error.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import type { ClientForBooks } from './contract.ts';
import { ledgerContract as contract } from './contract.ts';
import { databaseFault } from './database-refusal.ts';
import {
  type Act,
  type Entry,
  history,
  LEAVES,
  type Line,
  linesOf,
  MONTHS,
  ModelBooks,
} from './model-books.fixture.ts';
import { accountBalances } from './rules/account-balances.queries.ts';
import { entryChain } from './rules/entry-chain.queries.ts';
import { mizanBalances } from './rules/mizan-balances.queries.ts';
import { numberSequence } from './rules/number-sequence.queries.ts';
import { yevmiyeNumbers } from './rules/yevmiye-numbers.queries.ts';

const HISTORIES = Number(process.env.HISTORIES ?? 25);
const RULES = [accountBalances, entryChain, mizanBalances, numberSequence, yevmiyeNumbers];

let books: BooksFixture;
beforeAll(async () => {
  books = await createBooks();
});
afterAll(() => books.close());

/** A client with the model's few accounts and months, so that a history costs little. */
async function openSmallBooks(): Promise<ClientForBooks> {
  const tenantId = books.tenantId;
  return books.run(async (trx) => {
    const taxId = String(randomInt(1_000_000_000, 9_999_999_999));
    const { client_id: clientId } = await trx
      .insertInto('clients')
      .values({ tenant_id: tenantId, title: 'Tarihçe A.Ş.', tax_id: taxId })
      .returning('client_id')
      .executeTakeFirstOrThrow();
    const own = { tenant_id: tenantId, client_id: clientId };
    const groups = [...new Set(LEAVES.map((code) => code.slice(0, 3)))];
    const account = (code: string, parent_code: string | null) =>
      ({
        ...own,
        code,
        name: code,
        parent_code,
        is_leaf: parent_code !== null,
        normal_side: 'borc',
      }) as const;
    await trx
      .insertInto('accounts')
      .values([
        ...groups.map((code) => account(code, null)),
        ...LEAVES.map((code) => account(code, code.slice(0, 3))),
      ])
      .execute();
    await trx
      .insertInto('periods')
      .values(MONTHS.map((month) => ({ ...own, period: `${month}-01`, fiscal_year: 2026 })))
      .execute();
    return { tenantId, clientId, taxId, purchaseDefault: 'expense', fiscalYearStartMonth: 1 };
  });
}

const wireOf = (lines: readonly Line[]) =>
  lines.map(({ account, debit, credit }) => ({
    accountCode: account,
    debit: kurusToDecimal(debit),
    credit: kurusToDecimal(credit),
  }));

async function codeOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    const fault = databaseFault(error);
    if (fault === null) throw error;
    return fault.code;
  }
}

class History {
  readonly model = new ModelBooks();
  readonly client: ClientForBooks;
  readonly #params: { readonly clientId: string };

  constructor(client: ClientForBooks) {
    this.client = client;
    this.#params = { clientId: client.clientId };
  }

  async act(act: Act): Promise<void> {
    switch (act.kind) {
      case 'enter':
        return this.#enter(act.entries, act.atOnce);
      case 'draft':
        return this.#draft(act.entry);
      case 'reverse':
        return this.#reverse(act.which, act.day);
      case 'account':
        this.model.setAccount(act.code, act.status);
        await books.run((trx) =>
          trx
            .updateTable('accounts')
            .set({ status: act.status })
            .where('client_id', '=', this.client.clientId)
            .where('code', '=', act.code)
            .execute(),
        );
        return;
      case 'lock':
        return this.#lock(act.month, act.status);
      case 'number':
        expect(await codeOf(this.#number(act.month))).toBe(this.model.number(act.month));
        return;
      case 'close':
        this.model.close(act.month);
        return books.closeMonths(this.client, `${act.month}-01`);
    }
  }

  async #enter(entries: readonly Entry[], atOnce: boolean): Promise<void> {
    const vouchers = entries.map((entry) => ({
      id: randomUUID(),
      date: entry.day,
      lines: wireOf(linesOf(entry)),
    }));
    const requests = atOnce ? vouchers.map((voucher) => [voucher]) : [vouchers];
    const answers = await Promise.all(
      requests.map((body) =>
        books.call(contract.enterVouchers, { params: this.#params, body: { vouchers: body } }),
      ),
    );
    const results = answers.flatMap((answer) => answer.results);
    for (const [n, entry] of entries.entries()) {
      const lines = linesOf(entry);
      const result = results[n];
      expect(result?.error?.code ?? null).toBe(this.model.refusalOf(lines, entry.day));
      if (result?.fisNo != null)
        this.model.post({ id: result.id, day: entry.day, fisNo: result.fisNo, lines, reversalOf: null });
    }
  }

  async #draft(entry: Entry): Promise<void> {
    const lines = linesOf(entry);
    const body = { date: entry.day, lines: wireOf(lines) };
    const created = await codeOf(
      books.call(contract.createVoucher, { params: this.#params, body }).then(async ({ id }) => {
        const { results } = await books.call(contract.postVouchers, { body: { vouchers: [{ id }] } });
        const [result] = results;
        expect(result?.error?.code ?? null).toBe(this.model.refusalOf(lines, entry.day));
        if (result?.fisNo == null) this.model.drafts += 1;
        else this.model.post({ id, day: entry.day, fisNo: result.fisNo, lines, reversalOf: null });
      }),
    );
    // A draft may be unfinished, but its accounts must take postings.
    if (created !== null) {
      const refusal = this.model.refusalOf([...lines, ...lines.map(mirror)], entry.day);
      expect(created).toBe(refusal);
      expect(created).toMatch(/^ACCOUNT_/);
    }
  }

  async #reverse(which: number, day: string): Promise<void> {
    const original = this.model.posted[which % Math.max(1, this.model.posted.length)];
    if (original === undefined) return;
    const expected = this.model.refusalOfReversal(original, day);
    const params = { voucherId: original.id };
    let made: { id: string; fisNo: number | null } | null = null;
    const refusal = await codeOf(
      books.call(contract.reverseVoucher, { params, body: { date: day } }).then((voucher) => {
        made = voucher;
      }),
    );
    expect(refusal).toBe(expected);
    const reversal = made as { id: string; fisNo: number | null } | null;
    if (reversal === null) return;
    const lines = original.lines.map(mirror);
    this.model.post({ id: reversal.id, day, fisNo: reversal.fisNo ?? 0, lines, reversalOf: original.id });
  }

  async #lock(month: string, status: 'open' | 'locked'): Promise<void> {
    const refusal = await codeOf(
      books.run((trx) =>
        trx
          .updateTable('periods')
          .set({ status })
          .where('client_id', '=', this.client.clientId)
          .where('period', '=', `${month}-01`)
          .execute(),
      ),
    );
    expect(refusal).toBe(this.model.isClosed(month) ? 'MU033' : null);
    if (refusal === null) this.model.setMonth(month, status);
  }

  #number(month: string): Promise<unknown> {
    return books.run((trx) =>
      sql`select app.number_period(${this.client.clientId}, ${`${month}-01`}::date)`.execute(trx),
    );
  }

  /** Everything that can be read of the books is what the model says. */
  async compare(): Promise<void> {
    const { clientId, tenantId } = this.client;
    const { vouchers, yevmiye, breaches } = await books.run(async (trx) => {
      const scope = { tenantId, clientId, limit: 5 };
      const found: unknown[] = [];
      for (const rule of RULES) found.push(...(await rule.check(trx, scope)).breaches);
      return {
        breaches: found,
        vouchers: await trx
          .selectFrom('vouchers')
          .select(['voucher_id', 'status', 'fis_no', 'chain_no'])
          .where('client_id', '=', clientId)
          .orderBy('chain_no')
          .execute(),
        yevmiye: await trx
          .selectFrom('yevmiye_numbers')
          .select(['voucher_id', 'yevmiye_no'])
          .where('client_id', '=', clientId)
          .orderBy('yevmiye_no')
          .execute(),
      };
    });
    expect(breaches).toEqual([]);
    const posted = vouchers.filter(({ status }) => status === 'posted');
    expect(vouchers.length - posted.length).toBe(this.model.drafts);
    expect(posted.map(({ voucher_id, fis_no }) => [voucher_id, fis_no])).toEqual(
      this.model.posted.toSorted((a, b) => a.fisNo - b.fisNo).map(({ id, fisNo }) => [id, fisNo]),
    );
    expect(posted.map(({ fis_no }) => fis_no)).toEqual(posted.map((_, n) => n + 1));
    expect(yevmiye.map(({ voucher_id }) => voucher_id)).toEqual(this.model.yevmiye());
    for (const [from, to] of [
      ['2026-01-01', '2026-12-31'],
      ['2026-01-15', '2026-03-15'],
      ['2026-02-01', '2026-02-28'],
    ] as const)
      await this.#compareMizan(from, to);
  }

  async #compareMizan(from: string, to: string): Promise<void> {
    const { rows, balanced } = await books.call(contract.getMizan, {
      params: this.#params,
      query: { from, to },
    });
    expect(balanced).toBe(true);
    const told = new Map(rows.filter(({ isLeaf }) => isLeaf).map((row) => [row.code, row]));
    const period = this.model.sums(from, to);
    const before = this.model.sums(
      '0000',
      `${from.slice(0, 8)}${String(Number(from.slice(8)) - 1).padStart(2, '0')}`,
    );
    for (const code of new Set([...told.keys(), ...period.keys(), ...before.keys()])) {
      const row = told.get(code);
      const sums = period.get(code) ?? { debit: 0n, credit: 0n };
      const opening = before.get(code) ?? { debit: 0n, credit: 0n };
      expect([
        code,
        kurusFromDecimal(row?.periodDebit ?? '0'),
        kurusFromDecimal(row?.periodCredit ?? '0'),
      ]).toEqual([code, sums.debit, sums.credit]);
      const net = kurusFromDecimal(row?.openingDebit ?? '0') - kurusFromDecimal(row?.openingCredit ?? '0');
      expect([code, net]).toEqual([code, opening.debit - opening.credit]);
    }
  }
}

const mirror = ({ account, debit, credit }: Line): Line => ({ account, debit: credit, credit: debit });

it(`${HISTORIES} random histories leave the books as the model says, whatever is posted, reversed, locked, numbered and closed`, {
  timeout: 60_000 + HISTORIES * 2_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(history, async (acts) => {
      const books = new History(await openSmallBooks());
      for (const act of acts) await books.act(act);
      await books.compare();
    }),
    { numRuns: HISTORIES },
  );
});
