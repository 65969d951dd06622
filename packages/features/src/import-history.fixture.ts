/** Imports of vouchers within a history: from the bytes of a file to the books and back, killed on the way, beside what others do. */
import assert from 'node:assert/strict';
import type { TableRow } from '@muhasebi/connectors/table-file/table-file.ts';
import { writeTable } from '@muhasebi/connectors/table-file/write-table.ts';
import { isTransient } from '@muhasebi/platform/db/transient-errors.ts';
import { AppError } from '@muhasebi/platform/errors/app-error.ts';
import type { RouteContract } from '@muhasebi/platform/http/route.ts';
import { count, type HistoryGround } from './history-ground.fixture.ts';
import {
  type Entry,
  type ImportAct,
  type Kill,
  linesOf,
  type PlainAct,
} from './ledger/history-acts.fixture.ts';
import type { ModelBooks, ToPost } from './ledger/model-books.fixture.ts';
import { ModelImport } from './ledger/model-import.fixture.ts';
import { requestContext } from './route-caller.fixture.ts';
import { filesOf, testLog } from './test-ground.fixture.ts';
import { voucherImportContract as contract, type ImportDetail } from './voucher-import/contract.ts';
import { JOBS } from './voucher-import/import-context.ts';

/** What an import asks of the history around it. */
interface Around {
  readonly live: (act: PlainAct) => Promise<void>;
  /** Enters these, each by a request of its own at the same time. */
  readonly enter: (
    entries: readonly Entry[],
  ) => Promise<readonly { id: string; fisNo: number | null; error: { code: string } | null }[]>;
}

export class ImportHistory {
  readonly #ground: HistoryGround;
  readonly #clientId: string;
  readonly #books: ModelBooks;
  readonly #around: Around;
  readonly #imports: ModelImport[] = [];

  constructor(ground: HistoryGround, clientId: string, books: ModelBooks, around: Around) {
    this.#ground = ground;
    this.#clientId = clientId;
    this.#books = books;
    this.#around = around;
  }

  act(act: ImportAct): Promise<void> {
    return act.kind === 'import' ? this.#import(act) : this.#undo(act);
  }

  async #import(act: ImportAct & { kind: 'import' }): Promise<void> {
    const paper = await this.#bring(await bytesOf(act.format, act.entries), act);
    this.#imports.push(paper);
    await this.#compareHead(paper);
    for (const each of act.meanwhile) await this.#around.live(each);
    const refusal = await this.#codeOf(
      this.#ground.call(contract.writeVoucherImport, {
        params: { importId: paper.id },
        body: { allOrNothing: act.allOrNothing, post: act.post },
      }),
    );
    assert.equal(refusal, paper.decide(act.allOrNothing, act.post));
    if (refusal !== null) return this.#compare(paper);
    count(this.#ground, 'import written');
    const payload = await this.#ground.takeJob(JOBS.write);
    if (act.kill !== null || act.beside.length === 0)
      await this.#runKilled(JOBS.write, payload, act.kill, (killAt) => paper.write(killAt));
    else await this.#writeBeside(payload, paper, act.beside);
    await this.#compareHead(paper);
    // The queue may deliver a job that has done its work once more.
    await this.#run(JOBS.write, payload);
    await this.#compare(paper);
  }

  /** Uploaded, read by the plan that is proposed, judged. */
  async #bring(bytes: Uint8Array, { format, entries }: ImportAct & { kind: 'import' }): Promise<ModelImport> {
    const wanted: RouteContract = contract.uploadVoucherImport;
    const route = this.#ground.imports.routes.find((each) => each.contract === wanted);
    const context = {
      ...requestContext(this.#ground.books.scope),
      files: () => filesOf({ [`fişler.${format}`]: bytes }),
    };
    const input = { params: { clientId: this.#clientId }, query: {}, body: undefined };
    const { id, plan } = contract.uploadVoucherImport.response.parse(
      await route?.handle(context, input as Parameters<typeof route.handle>[1]),
    );
    await this.#ground.call(contract.readVoucherImport, { params: { importId: id }, body: plan });
    await this.#run(JOBS.read, await this.#ground.takeJob(JOBS.read));
    const groups = await this.#ground.books.run((trx) =>
      trx
        .selectFrom('voucher_import_groups')
        .select('voucher_id')
        .where('import_id', '=', id)
        .orderBy('group_no')
        .execute(),
    );
    const ids = groups.map(({ voucher_id }) => voucher_id);
    assert.equal(ids.length, entries.length, 'vouchers of the file');
    return new ModelImport(this.#books, id, entries, ids);
  }

  /** The writing while others enter vouchers: who came first is the database's to say, that no number is left out the model's. */
  async #writeBeside(payload: unknown, paper: ModelImport, beside: readonly Entry[]): Promise<void> {
    count(this.#ground, 'import beside entries');
    const [answers] = await Promise.all([this.#around.enter(beside), this.#run(JOBS.write, payload)]);
    assert.deepEqual(
      answers.map(({ error }) => error?.code ?? null),
      beside.map((entry) => this.#books.refusalOf(linesOf(entry), entry.day)),
    );
    const entered = answers.flatMap(({ id, fisNo }, n): ToPost[] => {
      const entry = beside[n];
      if (fisNo === null || entry === undefined) return [];
      return [{ id, day: entry.day, lines: linesOf(entry), reversalOf: null }];
    });
    const toPost = [...entered, ...paper.write(null).posts];
    const told = new Map((await this.#vouchersOf(paper)).map(({ voucherId, fisNo }) => [voucherId, fisNo]));
    for (const { id, fisNo } of answers) told.set(id, fisNo);
    for (const voucher of toPost.toSorted((a, b) => (told.get(a.id) ?? 0) - (told.get(b.id) ?? 0)))
      this.#books.post(voucher);
  }

  async #undo({ which, kill }: ImportAct & { kind: 'undo' }): Promise<void> {
    const paper = this.#imports.at(-1 - (which % Math.max(1, this.#imports.length)));
    if (paper === undefined) return;
    const params = { importId: paper.id };
    const refusal = await this.#codeOf(this.#ground.call(contract.undoVoucherImport, { params }));
    const isWritten = paper.state === 'done' || paper.state === 'undone';
    assert.equal(refusal, isWritten ? null : 'IMPORT_WRONG_STATE');
    if (!isWritten) return;
    count(this.#ground, 'import taken back');
    paper.state = 'undoing';
    const payload = await this.#ground.takeJob(JOBS.undo);
    await this.#runKilled(JOBS.undo, payload, kill, (killAt) => paper.takeBack(killAt));
    await this.#compareHead(paper);
    await this.#run(JOBS.undo, payload);
    await this.#compare(paper);
  }

  /** Runs the job; where it is killed, others act, and the queue runs it again. What the model posts then stands in its books. */
  async #runKilled(
    name: string,
    payload: unknown,
    kill: Kill | null,
    onPaper: (killAt: number | null) => { readonly wasKilled: boolean; readonly posts: readonly ToPost[] },
  ): Promise<void> {
    const killAt = kill?.atPortion ?? null;
    const first = onPaper(killAt);
    const running = this.#ground.killing(killAt, () => this.#run(name, payload));
    if (first.wasKilled) await assert.rejects(running, isTransient);
    else await running;
    await this.#postOnPaper(first.posts);
    if (!first.wasKilled) return;
    count(this.#ground, `${name} killed`);
    for (const each of kill?.meanwhile ?? []) await this.#around.live(each);
    const second = onPaper(null);
    await this.#run(name, payload);
    await this.#postOnPaper(second.posts);
  }

  /** Reversals get their ids from the database; they are looked up by what they reverse. */
  async #postOnPaper(posts: readonly ToPost[]): Promise<void> {
    for (const voucher of posts) this.#books.post(voucher);
    const mirrored = posts.flatMap(({ reversalOf }) => reversalOf ?? []);
    if (mirrored.length === 0) return;
    const rows = await this.#ground.books.run((trx) =>
      trx
        .selectFrom('vouchers')
        .select(['voucher_id', 'reversal_of'])
        .where('client_id', '=', this.#clientId)
        .where('reversal_of', 'in', mirrored)
        .execute(),
    );
    for (const { voucher_id, reversal_of } of rows) this.#books.name(`of ${reversal_of}`, voucher_id);
  }

  async #run(name: string, payload: unknown): Promise<void> {
    const job = this.#ground.imports.jobs.find((each) => each.name === name);
    const context = { jobId: 'history', attempt: 1, maxAttempts: 25, log: testLog, signal: undefined };
    await job?.run(payload, context);
  }

  async #vouchersOf({ id: importId }: ModelImport) {
    const { items } = await this.#ground.call(contract.listVoucherImportVouchers, {
      params: { importId },
      query: { limit: 500 },
    });
    return items;
  }

  /** The page of the import tells what the model says: its state, and how many of its vouchers stand how. */
  async #compareHead(paper: ModelImport): Promise<void> {
    const params = { importId: paper.id };
    const { state, fault, counts } = await this.#ground.call(contract.getVoucherImport, { params });
    const none = { good: 0, faulty: 0, written: 0, posted: 0, refused: 0, undone: 0, kept: 0 };
    const expected: ImportDetail['counts'] = { ...none };
    for (const { state: each } of paper.vouchers) expected[each] += 1;
    assert.deepEqual(
      { state, fault: fault?.code ?? null, counts },
      { state: paper.state, fault: paper.fault, counts: expected },
    );
  }

  /** And its vouchers one by one, with their numbers and refusals. */
  async #compare(paper: ModelImport): Promise<void> {
    await this.#compareHead(paper);
    const numbers = new Map(this.#books.posted.map(({ id, fisNo }) => [id, fisNo]));
    assert.deepEqual(
      (await this.#vouchersOf(paper)).map((told) => [told.state, told.refusal?.code ?? null, told.fisNo]),
      paper.vouchers.map((voucher) => [
        voucher.state,
        voucher.code,
        voucher.wasPosted ? (numbers.get(voucher.id) ?? 'not posted') : null,
      ]),
    );
  }

  async #codeOf(work: Promise<unknown>): Promise<string | null> {
    try {
      await work;
      return null;
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
  }
}

const HEADERS = ['Fiş no', 'Tarih', 'Hesap kodu', 'Açıklama', 'Borç', 'Alacak'];

async function bytesOf(format: 'csv' | 'xlsx', entries: readonly Entry[]): Promise<Buffer> {
  const rows = entries.flatMap((entry, n) =>
    linesOf(entry).map(({ account, debit, credit }): TableRow => {
      const amounts = [debit, credit].map((kurus) => (kurus === 0n ? null : kurus));
      return [String(n + 1), entry.day, account, 'Tarihçe', ...amounts];
    }),
  );
  async function* groups() {
    yield rows;
  }
  const kinds = ['text', 'date', 'text', 'text', 'amount', 'amount'] as const;
  const chunks: Buffer[] = [];
  const stream = await writeTable(
    {
      letterhead: null,
      title: 'Fişler',
      facts: [],
      columns: HEADERS.map((header, at) => ({ header, kind: kinds[at] ?? 'text', width: 14 })),
      rows: groups(),
      totals: () => null,
      language: 'tr',
    },
    format,
  );
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
