/** Lives histories through on a real database and holds what it answers, and what then stands, against the model of paper. */
import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { kurusFromDecimal, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { AppError } from '@muhasebi/platform/errors/app-error.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { count, type HistoryGround } from './history-ground.fixture.ts';
import { ImportHistory } from './import-history.fixture.ts';
import type { ClientForBooks } from './ledger/contract.ts';
import { ledgerContract as contract } from './ledger/contract.ts';
import { databaseFault } from './ledger/database-refusal.ts';
import {
  type Act,
  type Change,
  type Entry,
  history,
  LEAVES,
  type Line,
  linesOf,
  MONTHS,
  mirrorOf,
  type PlainAct,
} from './ledger/history-acts.fixture.ts';
import { type BeforeChange, ModelBooks } from './ledger/model-books.fixture.ts';
import { accountBalances } from './ledger/rules/account-balances.queries.ts';
import { entryChain } from './ledger/rules/entry-chain.queries.ts';
import { mizanBalances } from './ledger/rules/mizan-balances.queries.ts';
import { numberSequence } from './ledger/rules/number-sequence.queries.ts';
import { yevmiyeNumbers } from './ledger/rules/yevmiye-numbers.queries.ts';
import { voucherDeskContract } from './voucher-desk/contract.ts';

const RULES = [accountBalances, entryChain, mizanBalances, numberSequence, yevmiyeNumbers];

/** So many random histories, the same ones for the same seed; throws with the shortest that differs from the model. */
export async function liveHistories(
  ground: HistoryGround,
  histories: number,
  seed: number | undefined,
): Promise<void> {
  const lives = fc.asyncProperty(history, (acts) => liveThrough(ground, acts));
  await fc.assert(lives, { numRuns: histories, ...(seed === undefined ? {} : { seed }) });
}

/** Lives one history through in the books of a new client. Throws where an answer or a row is not what the model says. */
async function liveThrough(ground: HistoryGround, acts: readonly Act[]): Promise<void> {
  const life = new BooksHistory(ground, await openSmallBooks(ground));
  for (const act of acts) await life.act(act);
  await life.compare();
}

/** A client with the model's few accounts and months, so that a history costs little. */
async function openSmallBooks({ books }: HistoryGround): Promise<ClientForBooks> {
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

class BooksHistory {
  readonly model = new ModelBooks();
  readonly #ground: HistoryGround;
  readonly #client: ClientForBooks;
  readonly #params: { readonly clientId: string };
  readonly #imports: ImportHistory;

  constructor(ground: HistoryGround, client: ClientForBooks) {
    this.#ground = ground;
    this.#client = client;
    this.#params = { clientId: client.clientId };
    this.#imports = new ImportHistory(ground, client.clientId, this.model, {
      live: (act) => this.act(act),
      enter: (entries) => this.#send(entries, true),
    });
  }

  async act(act: Act): Promise<void> {
    const { books } = this.#ground;
    count(this.#ground, act.kind);
    switch (act.kind) {
      case 'enter':
        return this.#enter(act.entries, act.atOnce);
      case 'draft':
        return this.#draft(act.entry);
      case 'post-drafts':
        return this.#postDrafts(this.#someDrafts(act));
      case 'change-drafts':
        return this.#changeDrafts(act);
      case 'reverse':
        return this.#reverse(act.which, act.day);
      case 'account':
        return this.#setAccount(act.code, act.status);
      case 'lock':
        return this.#lock(act.month, act.status);
      case 'number':
        return assert.equal(await codeOf(this.#number(act.month)), this.model.number(act.month));
      case 'close':
        this.model.close(act.month);
        return books.closeMonths(this.#client, `${act.month}-01`);
      default:
        return this.#imports.act(act);
    }
  }

  /** Enters by the route, in one request or each in one of its own at the same time; answers as the route did. */
  async #send(entries: readonly Entry[], atOnce: boolean) {
    const vouchers = entries.map((entry) => ({
      id: randomUUID(),
      date: entry.day,
      lines: wireOf(linesOf(entry)),
    }));
    const requests = atOnce ? vouchers.map((voucher) => [voucher]) : [vouchers];
    const answers = await Promise.all(
      requests.map((body) =>
        this.#ground.books.call(contract.enterVouchers, {
          params: this.#params,
          body: { vouchers: body },
        }),
      ),
    );
    return answers.flatMap((answer) => answer.results);
  }

  async #enter(entries: readonly Entry[], atOnce: boolean): Promise<void> {
    const results = await this.#send(entries, atOnce);
    assert.deepEqual(
      results.map(({ error }) => error?.code ?? null),
      entries.map((entry) => this.model.refusalOf(linesOf(entry), entry.day)),
    );
    const standing = results.flatMap(({ id, fisNo }, n) => {
      const entry = entries[n];
      return fisNo === null || entry === undefined ? [] : [{ id, fisNo, entry }];
    });
    // Who came first among those of the same time is the database's to say.
    for (const { id, fisNo, entry } of standing.toSorted((a, b) => a.fisNo - b.fisNo))
      assert.equal(
        fisNo,
        this.model.post({ id, day: entry.day, lines: linesOf(entry), reversalOf: null }),
        'fiş no',
      );
  }

  async #draft(entry: Entry): Promise<void> {
    const lines = linesOf(entry);
    const body = { date: entry.day, lines: wireOf(lines) };
    let id: string | null = null;
    const refusal = await codeOf(
      this.#ground.books.call(contract.createVoucher, { params: this.#params, body }).then((voucher) => {
        id = voucher.id;
      }),
    );
    assert.equal(refusal, this.model.refusalOfDraft(lines));
    if (id === null) return;
    this.model.drafts.set(id, { day: entry.day, lines, version: 1 });
    await this.#postDrafts([id]);
  }

  #someDrafts({ which, count }: { readonly which: number; readonly count: number }): string[] {
    const ids = [...this.model.drafts.keys()];
    const from = which % Math.max(1, ids.length);
    return ids.slice(from, from + count);
  }

  /** In the order of days, then of ids. */
  async #postDrafts(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const body = { vouchers: ids.map((id) => ({ id })) };
    const { results } = await this.#ground.books.call(contract.postVouchers, { body });
    const answers = new Map(results.map(({ id, fisNo, error }) => [id, error?.code ?? fisNo]));
    const drafts = ids.flatMap((id) => {
      const draft = this.model.drafts.get(id);
      return draft === undefined ? [] : [{ id, ...draft }];
    });
    const inOrder = drafts.toSorted((a, b) => (`${a.day} ${a.id}` < `${b.day} ${b.id}` ? -1 : 1));
    for (const { id, day, lines } of inOrder)
      assert.equal(
        answers.get(id),
        this.model.refusalOf(lines, day) ?? this.model.post({ id, day, lines, reversalOf: null }),
      );
  }

  async #changeDrafts(act: PlainAct & { kind: 'change-drafts' }): Promise<void> {
    const ids = this.#someDrafts(act);
    if (ids.length === 0) return;
    const before = new Map(this.model.drafts);
    const drafts = ids.map((id) => ({ id, version: before.get(id)?.version ?? 0 }));
    const { changeId, results } = await this.#ground.call(voucherDeskContract.changeDrafts, {
      params: this.#params,
      body: { drafts, change: wireOfChange(act.change) },
    });
    const refusals = ids.map((id) => this.model.changeDraft(id, act.change));
    assert.deepEqual(
      results.map(({ error }) => error?.code ?? null),
      refusals,
    );
    for (const each of act.meanwhile) await this.act(each);
    if (!act.undo || changeId === null) return;
    const changed = ids.flatMap((id, n): BeforeChange[] => {
      const was = before.get(id);
      if (refusals[n] !== null || was === undefined) return [];
      return [{ id, before: was, version: act.change.kind === 'delete' ? null : was.version + 1 }];
    });
    await this.#undoChange(changeId, changed);
  }

  /** Drafts that were deleted come back in their order, under ids that nobody has seen before. */
  async #undoChange(changeId: string, changed: readonly BeforeChange[]): Promise<void> {
    const { results } = await this.#ground.call(voucherDeskContract.undoDraftChange, {
      params: { changeId },
    });
    const { vouchers } = await this.#read();
    const fresh = vouchers
      .filter(({ status, voucher_id }) => status === 'draft' && !this.model.drafts.has(voucher_id))
      .map(({ voucher_id }) => voucher_id)
      .toSorted();
    assert.deepEqual(
      results.map(({ error }) => error?.code ?? null),
      changed.map((each) =>
        this.model.putBack(each, each.version === null ? (fresh.shift() ?? 'not there') : each.id),
      ),
    );
  }

  async #reverse(which: number, day: string): Promise<void> {
    const original = this.model.posted[which % Math.max(1, this.model.posted.length)];
    if (original === undefined) return;
    const expected = this.model.refusalOfReversal(original, day);
    const params = { voucherId: original.id };
    let made: { id: string; fisNo: number | null } | null = null;
    const refusal = await codeOf(
      this.#ground.books.call(contract.reverseVoucher, { params, body: { date: day } }).then((voucher) => {
        made = voucher;
      }),
    );
    assert.equal(refusal, expected);
    const reversal = made as { id: string; fisNo: number | null } | null;
    if (reversal === null) return;
    const lines = mirrorOf(original.lines);
    assert.equal(
      reversal.fisNo,
      this.model.post({ id: reversal.id, day, lines, reversalOf: original.id }),
      'fiş no',
    );
  }

  async #setAccount(code: string, status: 'open' | 'closed'): Promise<void> {
    this.model.setAccount(code, status);
    await this.#ground.books.run((trx) =>
      trx
        .updateTable('accounts')
        .set({ status })
        .where('client_id', '=', this.#client.clientId)
        .where('code', '=', code)
        .execute(),
    );
  }

  async #lock(month: string, status: 'open' | 'locked'): Promise<void> {
    const refusal = await codeOf(
      this.#ground.books.run((trx) =>
        trx
          .updateTable('periods')
          .set({ status })
          .where('client_id', '=', this.#client.clientId)
          .where('period', '=', `${month}-01`)
          .execute(),
      ),
    );
    assert.equal(refusal, this.model.isClosed(month) ? 'MU033' : null);
    if (refusal === null) this.model.setMonth(month, status);
  }

  #number(month: string): Promise<unknown> {
    return this.#ground.books.run((trx) =>
      sql`select app.number_period(${this.#client.clientId}, ${`${month}-01`}::date)`.execute(trx),
    );
  }

  #read() {
    const { clientId, tenantId } = this.#client;
    return this.#ground.books.run(async (trx) => {
      const scope = { tenantId, clientId, limit: 5 };
      const breaches: unknown[] = [];
      for (const rule of RULES) breaches.push(...(await rule.check(trx, scope)).breaches);
      return {
        breaches,
        vouchers: await trx
          .selectFrom('vouchers')
          .select(['voucher_id', 'status', 'fis_no', 'chain_no', 'voucher_date', 'version'])
          .where('client_id', '=', clientId)
          .orderBy('chain_no')
          .execute(),
        lines: await trx
          .selectFrom('voucher_lines')
          .select(['voucher_id', 'account_code', 'debit_kurus', 'credit_kurus'])
          .where('client_id', '=', clientId)
          .orderBy('voucher_id')
          .orderBy('line_no')
          .execute(),
        yevmiye: await trx
          .selectFrom('yevmiye_numbers')
          .select(['voucher_id', 'yevmiye_no'])
          .where('client_id', '=', clientId)
          .orderBy('yevmiye_no')
          .execute(),
      };
    });
  }

  /** Everything that can be read of the books is what the model says. */
  async compare(): Promise<void> {
    const { vouchers, lines, yevmiye, breaches } = await this.#read();
    assert.deepEqual(breaches, []);
    const byVoucher = Map.groupBy(lines, ({ voucher_id }) => voucher_id);
    const linesIn = (id: string) =>
      (byVoucher.get(id) ?? []).map(({ account_code: account, debit_kurus, credit_kurus }) => ({
        account,
        debit: debit_kurus,
        credit: credit_kurus,
      }));
    const drafts = vouchers.filter(({ status }) => status === 'draft');
    assert.deepEqual(
      new Map(
        drafts.map(({ voucher_id: id, voucher_date: day, version }) => [
          id,
          { day, lines: linesIn(id), version },
        ]),
      ),
      this.model.drafts,
    );
    const posted = vouchers.filter(({ status }) => status === 'posted');
    assert.deepEqual(
      posted.map(({ voucher_id: id, fis_no, chain_no, voucher_date: day }) => [
        id,
        fis_no,
        chain_no,
        day,
        linesIn(id),
      ]),
      this.model.posted.map(({ id, fisNo, day, lines: own }) => [id, fisNo, fisNo, day, own]),
    );
    assert.deepEqual(
      yevmiye.map(({ voucher_id }) => voucher_id),
      this.model.yevmiye(),
    );
    for (const [from, to] of [
      ['2026-01-01', '2026-12-31'],
      ['2026-01-15', '2026-03-15'],
      ['2026-02-01', '2026-02-28'],
    ] as const)
      await this.#compareMizan(from, to);
  }

  async #compareMizan(from: string, to: string): Promise<void> {
    const { rows, balanced } = await this.#ground.books.call(contract.getMizan, {
      params: this.#params,
      query: { from, to },
    });
    assert.equal(balanced, true);
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
      const net = kurusFromDecimal(row?.openingDebit ?? '0') - kurusFromDecimal(row?.openingCredit ?? '0');
      assert.deepEqual(
        [code, net, kurusFromDecimal(row?.periodDebit ?? '0'), kurusFromDecimal(row?.periodCredit ?? '0')],
        [code, opening.debit - opening.credit, sums.debit, sums.credit],
      );
    }
  }
}

function wireOfChange(change: Change) {
  if (change.kind === 'delete') return { delete: true as const };
  return change.kind === 'day' ? { date: change.day } : { account: { from: change.from, to: change.to } };
}
