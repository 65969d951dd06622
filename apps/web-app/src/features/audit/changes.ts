/** What changed between two states of a record, field by field, as text. */

export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

type State = Readonly<Record<string, unknown>> | null;

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Fields whose text differs, in the order in which they stand. */
export function changesOf(before: State, after: State): Change[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .map((field) => ({ field, before: textOf(before?.[field]), after: textOf(after?.[field]) }))
    .filter((change) => change.before !== change.after);
}

/** Fields that only the database needs; left out of the one-line summary, shown in the detail. */
export function isTechnical(field: string): boolean {
  return field === 'id' || field === 'version' || field.endsWith('_id') || field.endsWith('_at');
}
