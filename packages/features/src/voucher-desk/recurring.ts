/** Keeps recurring vouchers, and opens the drafts that are due: each due date once, whoever runs it and however often. */
import { dueAfter, firstDue } from '@muhasebi/accounting/donem/recurrence.ts';
import { atNewRates } from '@muhasebi/accounting/kur/at-new-rates.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { VoucherType } from '@muhasebi/accounting/yevmiye/voucher.ts';
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { AppError, fillText } from '@muhasebi/platform/errors/app-error.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import { isKnown } from '../exchange-rates/contract.ts';
import type { Trx } from '../feature.ts';
import { type RecurringView, type voucherDeskContract, voucherDeskErrors } from './contract.ts';
import type { DeskContext } from './desk-context.ts';
import {
  countRecurring,
  endRecurring,
  insertRecurring,
  insertRun,
  listDue,
  listRecurring,
  lockRecurring,
  moveOn,
  nameDraftOfRun,
  noteFault,
  type RecurringRow,
} from './recurring.queries.ts';
import type { KeptLine } from './templates.queries.ts';
import { clientOf, keptLines } from './templates.ts';

type Body = RouteInput<(typeof voucherDeskContract)['createRecurringVoucher']>['body'];

const MOST_RECURRING = 200;
/** Due dates that one run makes up for: a schedule begun five years ago comes in over some days, not in one night. */
const MOST_AT_ONCE = 60;

export function showRecurring({ db }: DeskContext, scope: Scope, clientId: string): Promise<RecurringView[]> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    await clientOf(trx, tenantId, clientId);
    return (await listRecurring(trx, tenantId, clientId)).map(present);
  });
}

/** Throws CLIENT_NOT_FOUND, RECURRING_VOUCHER_INCOMPLETE, RECURRING_VOUCHER_LIMIT. */
export async function createRecurring(
  context: DeskContext,
  scope: Scope,
  clientId: string,
  { name, type, description, lines, every, day, from, until = null }: Body,
): Promise<RecurringView> {
  const tenantId = tenantOf(scope);
  const kept = keptLines(lines);
  const open = kept.findIndex(({ debit, credit }) => (debit === '0') === (credit === '0'));
  if (open >= 0) throw voucherDeskErrors.RECURRING_VOUCHER_INCOMPLETE({ lineNo: open + 1 });
  const made = await inScope(context.db, scope, async (trx) => {
    await clientOf(trx, tenantId, clientId);
    if ((await countRecurring(trx, tenantId, clientId)) >= MOST_RECURRING)
      throw voucherDeskErrors.RECURRING_VOUCHER_LIMIT({ limit: MOST_RECURRING });
    const nextDue = firstDue(from, day);
    const content = { name, type, description, lines: kept, every, day, nextDue, until };
    return insertRecurring(trx, tenantId, { clientId, ...content });
  });
  return present(made);
}

/** Throws RECURRING_VOUCHER_NOT_FOUND. */
export function stopRecurring({ db }: DeskContext, scope: Scope, recurringId: string): Promise<void> {
  return inScope(db, scope, async (trx) => {
    if (!(await endRecurring(trx, tenantOf(scope), recurringId)))
      throw voucherDeskErrors.RECURRING_VOUCHER_NOT_FOUND();
  });
}

/** Opens the drafts of an office that are due today or were before; answers how many. A refusal is noted where people see it. */
export async function openDueDrafts(context: DeskContext, tenantId: string): Promise<number> {
  const { db, clock } = context;
  const today = turkishDay(clock);
  const due = await inScope(db, systemScope(tenantId), (trx) => listDue(trx, tenantId, today));
  let opened = 0;
  for (const recurringId of due) {
    for (let round = 0; round < MOST_AT_ONCE; round += 1) {
      const outcome = await serve(context, tenantId, recurringId, today);
      if (outcome === 'nothing') break;
      if (outcome === 'opened') opened += 1;
    }
  }
  return opened;
}

/** Serves one due date: its draft, its mark and the next date are one transaction. */
async function serve(
  context: DeskContext,
  tenantId: string,
  recurringId: string,
  today: string,
): Promise<'opened' | 'passed' | 'nothing'> {
  try {
    return await inScope(context.db, systemScope(tenantId), async (trx) => {
      const row = await lockRecurring(trx, tenantId, recurringId);
      if (row === null || row.nextDue > today) return 'nothing';
      const isNew = await openOnce(context, trx, tenantId, row);
      await moveOn(trx, tenantId, recurringId, dueAfter(row.nextDue, row.every, row.day));
      return isNew ? 'opened' : 'passed';
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { tr, en, nextTr, nextEn } = error.definition;
    const fault = {
      code: error.code,
      tr: `${fillText(tr, error.params)} ${nextTr}`,
      en: `${fillText(en, error.params)} ${nextEn}`,
    };
    await inScope(context.db, systemScope(tenantId), (trx) => noteFault(trx, tenantId, recurringId, fault));
    return 'nothing';
  }
}

/** The rates in force on the day for the currencies of these lines; one that is not known keeps its rate. */
async function ratesOn(
  { rates }: DeskContext,
  trx: Trx,
  tenantId: string,
  date: string,
  lines: readonly KeptLine[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const currency of new Set(lines.flatMap(({ fx }) => fx?.currency ?? []))) {
    const answer = await rates.inForce(trx, tenantId, { currency, date, kind: 'alis' });
    if (isKnown(answer)) found.set(currency, answer.rate);
  }
  return found;
}

async function openOnce(
  context: DeskContext,
  trx: Trx,
  tenantId: string,
  { id: recurringId, clientId, nextDue: due, type, description, lines }: RecurringRow,
): Promise<boolean> {
  if (!(await insertRun(trx, tenantId, { recurringId, due, clientId }))) return false;
  const rates = await ratesOn(context, trx, tenantId, due, lines);
  const voucherId = await context.ledger.openDraft(trx, tenantId, clientId, {
    type: type as VoucherType,
    date: due,
    description,
    lines: atNewRates(lines.map(draftLine), rates),
  });
  await nameDraftOfRun(trx, tenantId, { recurringId, due, voucherId });
  return true;
}

const draftLine = ({ accountCode, description, debit, credit, fx = null }: KeptLine) => ({
  accountCode,
  description,
  debitKurus: BigInt(debit),
  creditKurus: BigInt(credit),
  fx,
  reason: null,
});

function present(row: RecurringRow): RecurringView {
  const { id, name, type, description, every, day, nextDue, until, fault, endedAt, lastVoucherId } = row;
  return {
    id,
    name,
    type: type as RecurringView['type'],
    description,
    every,
    day,
    nextDue,
    until,
    lineCount: row.lines.length,
    sum: kurusToDecimal(row.lines.reduce((sum, line) => sum + BigInt(line.debit), 0n)),
    fault: fault === null ? null : { tr: fault.tr, en: fault.en },
    ended: endedAt !== null,
    lastVoucherId,
  };
}
