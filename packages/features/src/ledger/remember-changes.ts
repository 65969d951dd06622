/** Finds what an accountant changed in a proposal, so that the next one of the same counterparty starts from it. */
import type { LineReason } from '@muhasebi/accounting/yevmiye/voucher.ts';
import type { EnteredLine } from './draft-lines.ts';
import type { Preference } from './drafts.queries.ts';

/** A stored line as far as its proposal goes. */
export interface ReasonedLine {
  readonly accountCode: string;
  readonly reason: LineReason | null;
}

/** The reason stays on the line that keeps the role; a role named twice stays on the first. */
export function keepReasons(entered: readonly EnteredLine[], stored: readonly ReasonedLine[]): EnteredLine[] {
  const left = new Map(stored.flatMap(({ reason }) => (reason === null ? [] : [[reason.role, reason]])));
  return entered.map((line) => {
    const reason = line.role === null ? undefined : left.get(line.role);
    if (line.role !== null) left.delete(line.role);
    return { ...line, reason: reason ?? null };
  });
}

/** Roles whose account changed. A role on several lines is a split of one case, not a rule for the next. */
export function changedAccounts(
  entered: readonly EnteredLine[],
  stored: readonly ReasonedLine[],
): Preference[] {
  const before = new Map(
    stored.flatMap(({ accountCode, reason }) => (reason === null ? [] : [[reason.role, accountCode]])),
  );
  const byRole = Map.groupBy(entered, (line) => line.role);
  return [...byRole].flatMap(([role, lines]) => {
    const now = lines[0]?.accountCode;
    if (role === null || lines.length !== 1 || now === undefined) return [];
    const was = before.get(role);
    return was === undefined || was === now ? [] : [{ role, account_code: now }];
  });
}
