/** What changed between two states of a record, field by field. */

export interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export type State = Readonly<Record<string, unknown>> | null;

/** Keys, stamps and marks that only the database needs; what they say stands elsewhere on the page. */
export const HIDDEN_FIELDS = new Set([
  'version',
  'position',
  'created_at',
  'created_by',
  'changed_at',
  'changed_by',
  'assigned_at',
  'posted_by',
  'closed_by',
  'decided_by',
  'decided_at',
  'undone_by',
  'granted_by',
  'granted_at',
  'acknowledged_by',
  'acknowledged_at',
  'chain_hash',
  'seal',
  'published_by',
  'read_at',
  'reader_version',
  'sha256',
  'size_bytes',
  'depth',
  'root',
  'duplicate_of',
  'reversal_of',
  'undoes',
  'findings',
  'invoice',
  'worst_finding',
  'book_date',
  'reason',
]);

/** Fields that are shown to nobody: `tax_id` and the like are names of the outside world and stay. */
export function isTechnical(field: string): boolean {
  return HIDDEN_FIELDS.has(field) || (field.endsWith('_id') && !field.endsWith('tax_id'));
}

/** Of a line of a voucher it is the proposal's own data; where a person gave one, it is text and shown. */
function isPersonsReason(field: string, before: State, after: State): boolean {
  return field === 'reason' && typeof (after ?? before)?.[field] === 'string';
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Shown fields whose value differs, in the order in which they stand. */
export function changesOf(before: State, after: State): Change[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .filter((field) => !isTechnical(field) || isPersonsReason(field, before, after))
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
    .filter((change) => !isEmpty(change.before) || !isEmpty(change.after));
}
