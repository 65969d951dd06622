/** Closes a fiscal year: shows its steps, keeps what is chosen, proposes their vouchers, posts them in order. */
import { netWithin } from '@muhasebi/accounting/donem-sonu/balances.ts';
import { REFLECTIONS, targetOf } from '@muhasebi/accounting/donem-sonu/reflections.ts';
import type { YearEndStep } from '@muhasebi/accounting/donem-sonu/year-end-steps.ts';
import { kurusFromDecimal, kurusToDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import { isOver } from './close-months.ts';
import { basisOf, putDraft } from './closing-draft.ts';
import { findChoices, lockChoices, saveChoices } from './closing-vouchers.queries.ts';
import { type periodsContract as contract, periodErrors } from './contract.ts';
import type { ClientBooks } from './months.queries.ts';
import { booksInSight, type PeriodsContext } from './periods-context.ts';
import { type ClosingPlan, planClosing } from './plan-closing.ts';
import type { YearEndStepView, YearEndView } from './year-end-contract.ts';

type YearParams = RouteInput<typeof contract.showYearEnd>['params'];
type Planned = ClosingPlan['steps'][number];

/** Names of the steps as an accountant says them; they stand in descriptions of vouchers and in refusals. */
const STEP_NAMES: Readonly<Record<YearEndStep, string>> = {
  yansitma: 'Maliyet hesaplarının yansıtılması',
  maliyet: 'Maliyet ve yansıtma hesaplarının kapatılması',
  sonuc: 'Gelir ve gider hesaplarının 690’a devri',
  vergi: 'Dönem kârı vergi karşılığı',
  'net-kar': '690 ve 691’in 692’ye devri',
  'kar-zarar': 'Dönem net kârının/zararının 590/591’e devri',
  kapanis: 'Kapanış fişi',
  acilis: 'Açılış fişi',
};

/** Throws CLIENT_NOT_FOUND. */
export function showYearEnd(
  context: PeriodsContext,
  scope: Scope,
  { clientId, year }: YearParams,
): Promise<RouteResult<typeof contract.showYearEnd>> {
  return inScope(context.db, scope, async (trx) => {
    const books = await booksInSight(trx, tenantOf(scope), clientId);
    return present(context, await planClosing(trx, books, year));
  });
}

/** Throws CLIENT_NOT_FOUND, YEAR_END_TARGET_INVALID. */
export function chooseYearEnd(
  context: PeriodsContext,
  scope: Scope,
  { clientId, year }: YearParams,
  { targets, tax }: RouteInput<typeof contract.chooseYearEnd>['body'],
): Promise<RouteResult<typeof contract.chooseYearEnd>> {
  const tenantId = tenantOf(scope);
  for (const [group, target] of Object.entries(targets ?? {})) {
    const reflection = REFLECTIONS.find((each) => each.group === group);
    if (!reflection?.targets.includes(target)) throw periodErrors.YEAR_END_TARGET_INVALID({ group, target });
  }
  return inScope(context.db, scope, async (trx) => {
    const books = await booksInSight(trx, tenantId, clientId);
    const before = await findChoices(trx, tenantId, clientId, year);
    await saveChoices(trx, tenantId, clientId, year, {
      targets: targets ?? before.targets,
      taxKurus: tax === undefined ? before.taxKurus : tax === null ? null : kurusFromDecimal(tax),
    });
    return present(context, await planClosing(trx, books, year));
  });
}

/**
 * Opens the drafts that are missing and renews those that the books have overtaken; a draft that is up to date stays, with
 * what a person changed in it. Throws CLIENT_NOT_FOUND, YEAR_END_NOT_OVER and what accounts ask for.
 */
export function proposeYearEnd(
  context: PeriodsContext,
  scope: Scope,
  { clientId, year }: YearParams,
  steps: readonly YearEndStep[] | undefined,
): Promise<RouteResult<typeof contract.proposeYearEnd>> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const books = await booksInSight(trx, tenantId, clientId);
    await holdYear(context, trx, books, year);
    const plan = await planClosing(trx, books, year);
    const { lastMonth, lastDay } = plan.months;
    if (!isOver(context, lastMonth)) throw periodErrors.YEAR_END_NOT_OVER({ lastDay });
    for (const step of plan.steps)
      if (!step.isBlocked && (steps?.includes(step.step) ?? true))
        await propose(context, trx, books, plan, step);
    return present(context, await planClosing(trx, books, year));
  });
}

/** Nobody posts, and nobody else proposes, until the transaction ends. */
async function holdYear(
  { ledger }: PeriodsContext,
  trx: Trx,
  books: ClientBooks,
  year: number,
): Promise<void> {
  await ledger.acts.lockPosting(trx, books.clientId);
  await lockChoices(trx, books.tenantId, books.clientId, year);
}

async function propose(
  context: PeriodsContext,
  trx: Trx,
  books: ClientBooks,
  { year, months }: ClosingPlan,
  { step, type, lines, vouchers }: Planned,
): Promise<void> {
  await putDraft(
    context,
    trx,
    books,
    vouchers.find(({ status }) => status === 'draft'),
    {
      endsOn: months.lastDay,
      step,
      type,
      date: dayOf(step, year, months.lastDay, books.fiscalYearStartMonth),
      description: `${year} ${STEP_NAMES[step]}`,
      lines,
    },
  );
}

/** Everything is dated on the last day of the year, the açılış on the first of the next. */
function dayOf(step: YearEndStep, year: number, lastDay: string, startMonth: number): string {
  return step === 'acilis' ? `${year + 1}-${String(startMonth).padStart(2, '0')}-01` : lastDay;
}

/**
 * Posts the draft of the step that is next. Throws CLIENT_NOT_FOUND, YEAR_END_STEP_NOT_NEXT, STALE_VERSION, and the
 * refusals of posting.
 */
export function postYearEndStep(
  context: PeriodsContext,
  scope: Scope,
  { clientId, year }: YearParams,
  { step, version }: RouteInput<typeof contract.postYearEndStep>['body'],
): Promise<RouteResult<typeof contract.postYearEndStep>> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const books = await booksInSight(trx, tenantId, clientId);
    await holdYear(context, trx, books, year);
    const plan = await planClosing(trx, books, year);
    const next = plan.steps.find((each) => !isDone(stateOf(each)));
    const draft = next?.vouchers.find(({ status }) => status === 'draft');
    if (next?.step !== step || draft === undefined || stateOf(next) !== 'proposed')
      throw periodErrors.YEAR_END_STEP_NOT_NEXT({ step: STEP_NAMES[step] });
    const seen = [{ voucherId: draft.id, version }];
    const [answer] = await context.ledger.acts.postDrafts(trx, tenantId, clientId, seen);
    if (answer?.refusal != null) throw answer.refusal;
    return present(context, await planClosing(trx, books, year));
  });
}

const isDone = (state: YearEndStepView['state']) => state === 'posted' || state === 'nothing';

function stateOf({ lines, isBlocked, vouchers }: Planned): YearEndStepView['state'] {
  const draft = vouchers.find(({ status }) => status === 'draft');
  if (isBlocked) return 'blocked';
  const isPosted = vouchers.some(({ status, isReversed }) => status === 'posted' && !isReversed);
  if (draft !== undefined) return lines.length > 0 && draft.basis === basisOf(lines) ? 'proposed' : 'stale';
  if (lines.length === 0) return isPosted ? 'posted' : 'nothing';
  return isPosted ? 'again' : 'waiting';
}

function present(context: PeriodsContext, plan: ClosingPlan): YearEndView {
  const { year, months, choices, tax } = plan;
  const states = plan.steps.map(stateOf);
  const next = states.findIndex((state) => !isDone(state));
  const waits = plan.steps.findIndex(({ needs }) => needs.length > 0);
  return {
    year,
    firstDay: months.firstDay,
    lastDay: months.lastDay,
    isOver: isOver(context, months.lastMonth),
    steps: plan.steps.map((step, at) => {
      // What comes after a step that waits is not worked out: its figures and needs would only be consequences.
      const known = waits >= 0 && at > waits ? { ...step, lines: [], needs: [] } : step;
      return presentStep(plan, known, states[at] ?? 'blocked', at === next);
    }),
    choices: presentChoices(plan),
    tax: {
      profit: plan.profitKurus === null ? null : kurusToDecimal(plan.profitKurus),
      kkeg: kurusToDecimal(plan.kkegKurus),
      base: kurusToDecimal(tax.baseKurus),
      rateBasisPoints: tax.rate?.rateBasisPoints ?? null,
      source: tax.rate?.source ?? null,
      computed: kurusToDecimal(tax.taxKurus),
      entered: choices.taxKurus === null ? null : kurusToDecimal(choices.taxKurus),
    },
  };
}

function presentStep(
  { months, year }: ClosingPlan,
  { step, lines, needs, vouchers }: Planned,
  state: YearEndStepView['state'],
  isNext: boolean,
): YearEndStepView {
  const startMonth = Number(months.firstDay.slice(5, 7));
  return {
    step,
    state,
    isNext,
    date: dayOf(step, year, months.lastDay, startMonth),
    amount: kurusToDecimal(sumKurus(lines.map((line) => line.debitKurus))),
    lineCount: lines.length,
    isEdited: state === 'proposed' && vouchers.some(({ status, isEdited }) => status === 'draft' && isEdited),
    needs: needs.map(({ kurus, ...need }) => ({
      ...need,
      amount: kurusToDecimal(kurus),
      targets: [...need.targets],
    })),
    vouchers: vouchers.map(({ id, status, fisNo, version, isReversed }) => ({
      id,
      status,
      fisNo,
      version,
      isReversed,
    })),
  };
}

/** Groups that hold costs and have more than one place to go. */
function presentChoices({ before, choices }: ClosingPlan): YearEndView['choices'] {
  return REFLECTIONS.flatMap((reflection) => {
    const net = netWithin(before, reflection.group);
    if (net === 0n || reflection.targets.length < 2) return [];
    const { group, targets, isAsked } = reflection;
    const target = targetOf(reflection, choices.targets);
    return [{ group, amount: kurusToDecimal(net), targets: [...targets], target, isAsked }];
  });
}
