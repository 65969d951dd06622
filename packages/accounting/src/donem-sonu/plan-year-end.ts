/** Works the closing of a fiscal year out, step after step, from the balances of its last day. */
import type { ProposedLine, VoucherType } from '../yevmiye/voucher.ts';
import { afterLines, type Balances, netWithin } from './balances.ts';
import {
  STEP_RULES,
  YEAR_END_STEPS,
  type YearEndInput,
  type YearEndNeed,
  type YearEndStep,
} from './year-end-steps.ts';

export interface PlannedStep {
  readonly step: YearEndStep;
  readonly type: VoucherType;
  /** What is left to move in this step; empty where nothing is. */
  readonly lines: readonly ProposedLine[];
  readonly needs: readonly YearEndNeed[];
  /** True where this step or one before it waits for something: its lines are not the last word. */
  readonly isBlocked: boolean;
}

/** Lines of a draft that stands for the step, where they are still what is worked out (or a person's change of it). */
export type KeptLines = (
  step: YearEndStep,
  lines: readonly ProposedLine[],
) => readonly Pick<ProposedLine, 'accountCode' | 'debitKurus' | 'creditKurus'>[] | null;

const TYPES: Readonly<Partial<Record<YearEndStep, VoucherType>>> = { kapanis: 'kapanis', acilis: 'acilis' };

/**
 * Every step as it would stand after the ones before it. `balances` are those of posted vouchers on the last day of the
 * year, so a step that is posted has nothing left; `kept` gives the lines of a draft in its place.
 */
export function planYearEnd(
  balances: Balances,
  input: YearEndInput,
  kept: KeptLines = () => null,
): PlannedStep[] {
  let now = balances;
  let closed = input.closed;
  let isBlocked = false;
  return YEAR_END_STEPS.map((step) => {
    const { lines, needs } = STEP_RULES[step](now, { ...input, closed });
    isBlocked ||= needs.length > 0;
    const applied = kept(step, lines) ?? lines;
    now = afterLines(now, applied);
    if (step === 'kapanis') closed = afterLines(closed, applied);
    return { step, type: TYPES[step] ?? 'mahsup', lines, needs, isBlocked };
  });
}

/** The result before tax, positive for a profit; null while costs have no target. `balances` are those before any step. */
export function resultBeforeTax(balances: Balances, input: YearEndInput): bigint | null {
  let now = balances;
  for (const step of ['yansitma', 'maliyet', 'sonuc'] as const) {
    const { lines, needs } = STEP_RULES[step](now, input);
    if (needs.length > 0) return null;
    now = afterLines(now, lines);
  }
  return -netWithin(now, '690');
}
