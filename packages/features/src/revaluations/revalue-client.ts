/** Shows the revaluation of a client at a day, and proposes its voucher: once, again where something changed. */

import { createHash } from 'node:crypto';
import { monetaryKind } from '@muhasebi/accounting/kur/monetary-accounts.ts';
import { dayAfter } from '@muhasebi/accounting/kur/rate-in-force.ts';
import { revaluationLines } from '@muhasebi/accounting/kur/revalue.ts';
import { kurusToDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import type { ProposedLine } from '@muhasebi/accounting/yevmiye/voucher.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { findAccountNames } from '../account-names.queries.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsInSight } from '../clients-in-sight.queries.ts';
import { isKnown } from '../exchange-rates/contract.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import { type Revaluation, type RevaluedBalance, revaluationErrors } from './contract.ts';
import {
  leavesOf,
  listRevaluationVouchers,
  lockRevaluations,
  type RevaluationVoucher,
  saveRevaluation,
  sumThroughMonth,
} from './revaluations.queries.ts';
import {
  foreignBalance,
  type RevaluationServices,
  type ValuedBalance,
  valueBalances,
} from './value-balances.ts';

export interface RevaluationContext extends RevaluationServices, Pick<FeatureDeps, 'db'> {}

interface Place {
  readonly tenantId: string;
  readonly clientId: string;
  readonly day: string;
}

/** What the accountant chose; absent is what the law says, and the first account that takes postings. */
export interface Choice {
  readonly chosen?: readonly { readonly code: string; readonly currency: string }[] | undefined;
  readonly gainAccount?: string | undefined;
  readonly lossAccount?: string | undefined;
}

/** Throws CLIENT_NOT_FOUND. */
export function showRevaluation(
  context: RevaluationContext,
  scope: Scope,
  { clientId, date }: { readonly clientId: string; readonly date: string },
): Promise<Revaluation> {
  const place = { tenantId: tenantOf(scope), clientId, day: date };
  return inScope(context.db, scope, async (trx) => {
    await see(trx, place);
    return present(trx, place, await plan(context, trx, place));
  });
}

/** Throws CLIENT_NOT_FOUND, REVALUATION_RATE_MISSING, REVALUATION_BALANCE_UNKNOWN and what the accounts of its lines ask for. */
export function proposeRevaluation(
  context: RevaluationContext,
  scope: Scope,
  { clientId, date }: { readonly clientId: string; readonly date: string },
  choice: Choice,
): Promise<Revaluation> {
  const place = { tenantId: tenantOf(scope), clientId, day: date };
  return inScope(context.db, scope, async (trx) => {
    await see(trx, place);
    await lockRevaluations(trx, clientId);
    const planned = await plan(context, trx, place, choice);
    refuseUnknown(planned, choice, date);
    await put(context, trx, place, planned);
    return present(trx, place, await plan(context, trx, place, choice));
  });
}

async function see(trx: Trx, { tenantId, clientId }: Place): Promise<void> {
  if (!(await clientIsInSight(trx, tenantId, clientId))) throw clientErrors.CLIENT_NOT_FOUND();
}

interface Plan {
  readonly balances: readonly ValuedBalance[];
  readonly isChosen: (balance: Pick<ValuedBalance, 'code' | 'currency'>) => boolean;
  /** As it is remembered; null: as the law says. */
  readonly chosen: Choice['chosen'] | null;
  readonly gainAccount: string;
  readonly lossAccount: string;
  readonly gainAccounts: Revaluation['gainAccounts'];
  readonly lossAccounts: Revaluation['lossAccounts'];
  readonly lines: readonly ProposedLine[];
  readonly basis: string;
  readonly vouchers: readonly RevaluationVoucher[];
}

/** What would be proposed now; without a choice, by that of the last voucher. */
async function plan(context: RevaluationContext, trx: Trx, place: Place, choice: Choice = {}): Promise<Plan> {
  const { tenantId, clientId, day } = place;
  const balances = await valueBalances(context, trx, place);
  const vouchers = await listRevaluationVouchers(trx, tenantId, clientId, day);
  const last = vouchers.at(-1);
  const chosen = choice.chosen ?? last?.chosen ?? null;
  const keys = chosen && new Set(chosen.map(keyOf));
  const isChosen: Plan['isChosen'] = (balance) =>
    keys === null ? isValuedByLaw(balance.code) : keys.has(keyOf(balance));
  const [gainAccounts, lossAccounts] = [
    await leavesOf(trx, tenantId, clientId, '646'),
    await leavesOf(trx, tenantId, clientId, '656'),
  ];
  const gainAccount = choice.gainAccount ?? last?.gainAccount ?? gainAccounts[0]?.code ?? '646';
  const lossAccount = choice.lossAccount ?? last?.lossAccount ?? lossAccounts[0]?.code ?? '656';
  const foreign = balances.filter(isChosen).flatMap((balance) => foreignBalance(balance) ?? []);
  const lines = revaluationLines(foreign, { gain: gainAccount, loss: lossAccount });
  return {
    ...{ balances, isChosen, chosen, gainAccount, lossAccount, gainAccounts, lossAccounts, lines, vouchers },
    basis: basisOf(lines),
  };
}

const keyOf = ({ code, currency }: { readonly code: string; readonly currency: string }) =>
  `${code} ${currency}`;

function isValuedByLaw(code: string): boolean {
  const kind = monetaryKind(code);
  return kind !== null && kind !== 'avans';
}

/** The same lines have the same basis; another one means that books, rates or choices changed since. */
function basisOf(lines: readonly ProposedLine[]): string {
  const text = lines.map(({ accountCode, debitKurus, creditKurus, fx }) =>
    [accountCode, debitKurus, creditKurus, fx?.currency, fx?.rate].join(' '),
  );
  return createHash('sha256').update(text.join('\n')).digest('hex');
}

function refuseUnknown({ balances, isChosen }: Plan, { chosen = [] }: Choice, date: string): void {
  const valued = new Set(balances.filter(({ kind }) => kind !== null).map(keyOf));
  const unknown = chosen.find((each) => !valued.has(keyOf(each)));
  if (unknown !== undefined) throw revaluationErrors.REVALUATION_BALANCE_UNKNOWN({ ...unknown });
  const missing = balances.find((balance) => isChosen(balance) && !isKnown(balance.rate));
  if (missing === undefined) return;
  const { code, currency } = missing;
  throw revaluationErrors.REVALUATION_RATE_MISSING({ code, currency, date });
}

async function put({ ledger }: RevaluationContext, trx: Trx, place: Place, planned: Plan): Promise<void> {
  const { tenantId, clientId, day } = place;
  const { lines, basis, chosen, gainAccount, lossAccount } = planned;
  const existing = planned.vouchers.find(({ status }) => status === 'draft');
  if (lines.length === 0) {
    if (existing !== undefined) await ledger.deleteOwnDraft(trx, tenantId, existing.id);
    return;
  }
  if (existing?.basis === basis && !existing.isEdited) return;
  const description = `Kur değerlemesi ${day.split('-').reverse().join('.')}`;
  const draft = { type: 'mahsup' as const, date: day, description, lines };
  if (existing !== undefined) await ledger.replaceDraft(trx, tenantId, existing.id, draft);
  const voucherId = existing?.id ?? (await ledger.openDraft(trx, tenantId, clientId, draft));
  await saveRevaluation(trx, tenantId, clientId, {
    ...{ day, voucherId, basis, gainAccount, lossAccount },
    chosen: chosen ?? null,
  });
}

async function present(trx: Trx, place: Place, planned: Plan): Promise<Revaluation> {
  const { tenantId, clientId, day } = place;
  const { balances, isChosen } = planned;
  const codes = [...new Set(balances.map(({ code }) => code))];
  const names = await findAccountNames(trx, tenantId, clientId, codes);
  const differences = balances.filter(isChosen).map(({ differenceKurus }) => differenceKurus ?? 0n);
  return {
    date: day,
    state: stateOf(planned),
    items: balances.map((balance) =>
      presentBalance(balance, names.get(balance.code) ?? '', isChosen(balance)),
    ),
    gain: kurusToDecimal(sumKurus(differences.filter((difference) => difference > 0n))),
    loss: kurusToDecimal(-sumKurus(differences.filter((difference) => difference < 0n))),
    gainAccount: planned.gainAccount,
    lossAccount: planned.lossAccount,
    gainAccounts: planned.gainAccounts,
    lossAccounts: planned.lossAccounts,
    withoutCurrency: await withoutCurrency(trx, place, balances),
    vouchers: planned.vouchers.map(({ id, status, fisNo, isReversed, isEdited }) => ({
      ...{ id, status, fisNo, isReversed, isEdited },
    })),
  };
}

function stateOf({ balances, isChosen, lines, basis, vouchers }: Plan): Revaluation['state'] {
  // A balance without a rate has no lines: that nothing differs would not be known.
  if (balances.some((balance) => isChosen(balance) && !isKnown(balance.rate))) return 'no-rate';
  const draft = vouchers.find(({ status }) => status === 'draft');
  if (draft !== undefined) return draft.basis === basis ? 'proposed' : 'stale';
  const isPosted = vouchers.some(({ isReversed }) => !isReversed);
  if (lines.length === 0) return isPosted ? 'posted' : 'nothing';
  return isPosted ? 'again' : 'waiting';
}

function presentBalance(balance: ValuedBalance, name: string, isChosen: boolean): RevaluedBalance {
  const { code, currency, kind, fxAmount, netKurus, rate, valueKurus, differenceKurus } = balance;
  return {
    ...{ code, name, currency, kind: kind ?? 'other', fxAmount, isChosen },
    balance: kurusToDecimal(netKurus),
    rate: isKnown(rate)
      ? { rate: rate.rate, rateDate: rate.rateDate, kind: rate.kindUsed, source: rate.source }
      : null,
    missingDays: isKnown(rate) ? [] : [...rate.missingDays],
    value: valueKurus === null ? null : kurusToDecimal(valueKurus),
    difference: differenceKurus === null ? null : kurusToDecimal(differenceKurus),
  };
}

/** Told so that nobody wonders: an account in foreign money may have lines that carry none, by mistake or from before. */
async function withoutCurrency(
  trx: Trx,
  { tenantId, clientId, day }: Place,
  balances: readonly ValuedBalance[],
): Promise<Revaluation['withoutCurrency']> {
  // Sums are kept by month: within one they would count what comes after the day.
  if (dayAfter(day).slice(0, 7) === day.slice(0, 7)) return [];
  const valued = balances.filter(({ kind }) => kind !== null);
  const codes = [...new Set(valued.map(({ code }) => code))];
  const whole = await sumThroughMonth(trx, tenantId, clientId, { codes, day });
  return codes.flatMap((code) => {
    const inCurrency = sumKurus(valued.filter((each) => each.code === code).map(({ netKurus }) => netKurus));
    const rest = (whole.get(code) ?? 0n) - inCurrency;
    return rest === 0n ? [] : [{ code, balance: kurusToDecimal(rest) }];
  });
}
