/** The job that reads a file by its plan: rows are stored with their faults in portions, then its vouchers are judged. */

import type { ReadRow } from '@muhasebi/connectors/table-file/read-cell.ts';
import { readTable } from '@muhasebi/connectors/table-file/read-table.ts';
import { TableFault } from '@muhasebi/connectors/table-file/table-fault.ts';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import type { JobContext } from '@muhasebi/platform/queue/jobs.ts';
import type { Trx } from '../feature.ts';
import { ChartLookup } from './chart-lookup.ts';
import { type GatheredVoucher, type JudgeDay, shownDay, VoucherGatherer } from './gather-vouchers.ts';
import { announceImport, type ImportContext, type JobPayload, TABLE_LIMITS } from './import-context.ts';
import { changeImport, type HeldImport, holdImport } from './imports.queries.ts';
import { isFault, type Note, note } from './notes.ts';
import type { ImportPlan } from './plan.ts';
import { LineReader, type ReadLine } from './read-line.ts';
import {
  addNotes,
  clearReading,
  countRows,
  type ImportPlace,
  insertGroups,
  insertRows,
  type RowToStore,
} from './rows.queries.ts';

/** Rows of one transaction: short enough to show progress, long enough to cost little. */
const PORTION = 2000;
const GROUPS_A_STATEMENT = 5000;

/** Thrown where somebody began the reading anew, or dropped the import: what this one knows is old. */
class Overtaken extends Error {}

/**
 * Reads from the first row on each run: a killed worker's rows are taken away first, so that nothing is doubled. A file that
 * cannot be read ends the import with its fault.
 */
export async function readImport(
  context: ImportContext,
  payload: JobPayload,
  job: JobContext,
): Promise<void> {
  const { tenantId, importId } = payload;
  const scope = systemScope(tenantId, job.jobId);
  const held = await inScope(context.db, scope, (trx) => holdImport(trx, tenantId, importId));
  if (held === undefined || held.plan === null || !isOurs(held, payload)) return;
  const reading = new Reading(context, scope, payload, held, held.plan);
  const file = await context.storage.localPath({ tenantId, sha256: held.sha256 });
  try {
    await reading.begin();
    for await (const rows of readTable(file.path, { sheet: held.plan.sheet, limits: TABLE_LIMITS }))
      await reading.take(rows);
    await reading.finish();
  } catch (error) {
    if (error instanceof Overtaken) return;
    if (!(error instanceof TableFault)) throw error;
    await reading.fail(error);
  } finally {
    await reading.rest();
    await file.release();
  }
}

const isOurs = (held: HeldImport, { run }: JobPayload) => held.state === 'reading' && held.run === run;

class Reading {
  readonly #context: ImportContext;
  readonly #scope: Scope;
  readonly #payload: JobPayload;
  readonly #place: ImportPlace;
  readonly #plan: ImportPlan;
  readonly #askedBy: string | null;
  readonly #lines: LineReader;
  readonly #gatherer: VoucherGatherer;
  readonly #chart: ChartLookup;
  #waiting: ReadLine[] = [];
  /** The portion that is being stored while the next is read. */
  #storing: Promise<void> = Promise.resolve();
  #rows = 0;

  constructor(context: ImportContext, scope: Scope, payload: JobPayload, held: HeldImport, plan: ImportPlan) {
    this.#context = context;
    this.#scope = scope;
    this.#payload = payload;
    this.#plan = plan;
    this.#askedBy = held.createdBy;
    this.#place = { tenantId: payload.tenantId, importId: payload.importId, clientId: held.clientId };
    this.#lines = new LineReader(plan, held.head);
    this.#gatherer = new VoucherGatherer(plan);
    this.#chart = new ChartLookup(context.ledger, this.#place);
  }

  async begin(): Promise<void> {
    await this.#inTurn((trx) => clearReading(trx, this.#place));
  }

  async take(rows: readonly ReadRow[]): Promise<void> {
    for (const row of rows) if (row.rowNo > this.#plan.headerRow) this.#waiting.push(this.#lines.read(row));
    while (this.#waiting.length >= PORTION) {
      await this.#storing;
      this.#storing = this.#store(this.#waiting.splice(0, PORTION));
      // Its fault is thrown where it is waited for.
      this.#storing.catch(() => {});
    }
  }

  /** Waits for what is being stored, whatever becomes of it. */
  async rest(): Promise<void> {
    await this.#storing.catch(() => {});
  }

  async finish(): Promise<void> {
    await this.#storing;
    await this.#store(this.#waiting.splice(0));
    await this.#inTurn(async (trx) => {
      const judge = await this.#judge(trx);
      const vouchers = this.#gatherer.judge(judge);
      for (let at = 0; at < vouchers.length; at += GROUPS_A_STATEMENT)
        await insertGroups(trx, this.#place, vouchers.slice(at, at + GROUPS_A_STATEMENT).map(groupOf));
      await addNotes(
        trx,
        this.#place,
        vouchers.flatMap(({ firstRow, notes }) => (notes.length === 0 ? [] : [{ row_no: firstRow, notes }])),
      );
      const counted = await countRows(trx, this.#place);
      await changeImport(trx, this.#place.tenantId, this.#place.importId, {
        state: 'ready',
        rows: this.#rows,
        skippedRows: counted.skipped ?? 0,
        faultyRows: counted.faulty ?? 0,
        warnedRows: counted.warned ?? 0,
      });
    });
  }

  async fail({ code, messageTr, messageEn }: TableFault): Promise<void> {
    await this.rest();
    await this.#inTurn(async (trx) => {
      await clearReading(trx, this.#place);
      const fault = { code, message: messageTr, messageEn };
      await changeImport(trx, this.#place.tenantId, this.#place.importId, {
        state: 'failed',
        fault,
        ended: true,
      });
    });
  }

  async #store(lines: readonly ReadLine[]): Promise<void> {
    this.#rows += lines.length;
    await this.#inTurn(async (trx) => {
      await this.#chart.learn(trx, lines);
      await insertRows(
        trx,
        this.#place,
        lines.map((line) => this.#rowOf(line)),
      );
      await changeImport(trx, this.#place.tenantId, this.#place.importId, { progress: this.#rows });
    });
  }

  #rowOf(line: ReadLine): RowToStore {
    const unusable = this.#chart.judge(line, this.#plan.columns.accountCode ?? null);
    if (unusable !== null) line.notes.push(unusable);
    const { notes, isPassedOver } = line;
    return {
      row_no: line.rowNo,
      group_no: isPassedOver ? null : this.#gatherer.add(line),
      account_code: line.accountCode,
      debit_kurus: line.debitKurus.toString(),
      credit_kurus: line.creditKurus.toString(),
      description: line.description,
      fx_currency: line.fx?.currency ?? null,
      fx_amount: line.fx?.amount ?? null,
      fx_rate: line.fx?.rate ?? null,
      cells: line.cells,
      state: isPassedOver ? 'skipped' : notes.some(isFault) ? 'faulty' : notes.length > 0 ? 'warned' : 'good',
      notes: notes.length === 0 ? null : notes,
    };
  }

  /** Days are judged once each, by the months as they are now. */
  async #judge(trx: Trx): Promise<JudgeDay> {
    const statusOf = await this.#context.ledger.batches.dayStatuses(trx, this.#place, this.#askedBy);
    const known = new Map<string, Note | null>();
    return (day) => {
      const found = known.get(day);
      if (found !== undefined) return found;
      const judged = noteOf(day, statusOf(day));
      known.set(day, judged);
      return judged;
    };
  }

  /** One transaction, while the reading is still this one's. */
  #inTurn(work: (trx: Trx) => Promise<void>): Promise<void> {
    const { tenantId, importId } = this.#place;
    return inScope(this.#context.db, this.#scope, async (trx) => {
      const held = await holdImport(trx, tenantId, importId);
      if (held === undefined || !isOurs(held, this.#payload)) throw new Overtaken();
      await work(trx);
      await announceImport(trx, tenantId, held.clientId);
    });
  }
}

function noteOf(day: string, status: 'open' | 'locked' | 'closed' | 'outside'): Note | null {
  if (status === 'open') return null;
  if (status === 'outside') return note('day-out-of-range', null, { date: shownDay(day) });
  const words = status === 'locked' ? ['kilitli', 'locked'] : ['kapalı', 'closed'];
  return note('month-not-open', null, {
    month: day.slice(0, 7),
    status: words[0] ?? '',
    statusEn: words[1] ?? '',
  });
}

function groupOf(voucher: GatheredVoucher) {
  return {
    group_no: voucher.groupNo,
    label: voucher.label,
    first_row: voucher.firstRow,
    last_row: voucher.lastRow,
    type: voucher.type,
    voucher_date: voucher.date,
    description: voucher.description,
    lines: voucher.lines,
    debit_kurus: voucher.debitKurus.toString(),
    credit_kurus: voucher.creditKurus.toString(),
    state: voucher.isGood ? ('good' as const) : ('faulty' as const),
  };
}
