/** Clients of the overview in groups: by who is in charge, or by how their month stands; each with its sums. */
import { compareTurkish } from '@muhasebi/accounting/turkish/fold.ts';
import { type ClientMonth, type OfficeGrouping, STAGES, type Stage, waitingOf } from './office-view.ts';

/** A line above the clients of a group; its counts are their sums. */
export interface GroupRow extends Readonly<Record<Stage, number>> {
  readonly group: string;
  readonly label: string;
  readonly clients: number;
  readonly isOpen: boolean;
}

export type OfficeRow = ClientMonth | GroupRow;

export const isGroup = (row: OfficeRow): row is GroupRow => 'group' in row;
export const idOfRow = (row: OfficeRow) => (isGroup(row) ? `group.${row.group}` : row.clientId);

/** What most needs somebody stands first. */
export const MONTH_STATES = ['late', 'waiting', 'nothing', 'done', 'locked', 'closed'] as const;
export type MonthState = (typeof MONTH_STATES)[number];

/** How the month of a client stands. */
export function monthState(row: ClientMonth): MonthState {
  if (row.late) return 'late';
  if (row.period === 'closed') return 'closed';
  if (row.period === 'locked') return 'locked';
  if (waitingOf(row) > 0) return 'waiting';
  return row.received === 0 ? 'nothing' : 'done';
}

interface Naming {
  readonly personName: (userId: string) => string | undefined;
  readonly nobody: string;
  readonly stateName: (state: MonthState) => string;
}

/** Key and name of the group that a client stands in. */
function groupOf(
  row: ClientMonth,
  grouping: OfficeGrouping,
  naming: Naming,
): readonly [key: string, label: string] {
  if (grouping === 'state') {
    const state = monthState(row);
    return [state, naming.stateName(state)];
  }
  for (const userId of row.assignees) {
    const name = naming.personName(userId);
    if (name !== undefined) return [userId, name];
  }
  return ['nobody', naming.nobody];
}

function orderOf(key: string, label: string, grouping: OfficeGrouping): readonly [number, string] {
  if (grouping === 'state') return [(MONTH_STATES as readonly string[]).indexOf(key), label];
  return [key === 'nobody' ? 0 : 1, label];
}

/**
 * The rows with a line above each group; clients keep their order inside of it. A client of several people stands with
 * the first of them, so that no sum counts it twice.
 */
export function inGroups(
  rows: readonly ClientMonth[],
  grouping: OfficeGrouping,
  closed: readonly string[],
  naming: Naming,
): readonly OfficeRow[] {
  if (grouping === 'none') return rows;
  const groups = new Map<string, { label: string; rows: ClientMonth[] }>();
  for (const row of rows) {
    const [key, label] = groupOf(row, grouping, naming);
    const group = groups.get(key) ?? { label, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  const sorted = [...groups].toSorted(([keyA, a], [keyB, b]) => {
    const [rankA, labelA] = orderOf(keyA, a.label, grouping);
    const [rankB, labelB] = orderOf(keyB, b.label, grouping);
    return rankA - rankB || compareTurkish(labelA, labelB);
  });
  return sorted.flatMap(([key, group]): OfficeRow[] => {
    const isOpen = !closed.includes(key);
    const sums = Object.fromEntries(
      STAGES.map((stage) => [stage, group.rows.reduce((sum, row) => sum + row[stage], 0)]),
    ) as Record<Stage, number>;
    const head = { ...sums, group: key, label: group.label, clients: group.rows.length, isOpen };
    return isOpen ? [head, ...group.rows] : [head];
  });
}
