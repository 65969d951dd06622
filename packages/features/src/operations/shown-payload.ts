/** What of a job's payload an operator sees: ids, counts and switches; names, addresses and texts are hidden. */
import { HIDDEN } from '@muhasebi/platform/log/personal-data.ts';

export interface ShownField {
  readonly name: string;
  readonly value: string;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Ids of a list that are shown; the rest is counted. */
const LISTED = 5;
const FIELDS = 20;
/** Larger numbers could be somebody's. */
const LARGEST_COUNT = 1_000_000;

/** Never throws, whatever was put into the queue. */
export function shownPayload(payload: unknown): ShownField[] {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return [];
  return Object.entries(payload)
    .filter(([name]) => /^_?[A-Za-z]\w{0,40}$/.test(name))
    .slice(0, FIELDS)
    .map(([name, value]) => ({ name, value: shown(name, value) }));
}

function shown(name: string, value: unknown): string {
  if (Array.isArray(value)) return shownList(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Math.abs(value) < LARGEST_COUNT ? String(value) : HIDDEN;
  if (typeof value !== 'string') return HIDDEN;
  // What kind of job it is was written by a programmer, never by a user.
  const isKind = name === 'kind' && /^[a-z][a-z-]{0,30}$/.test(value);
  return UUID.test(value) || isKind ? value : HIDDEN;
}

function shownList(values: readonly unknown[]): string {
  const ids = values.filter((value) => typeof value === 'string' && UUID.test(value)).slice(0, LISTED);
  const listed = ids.length > 0 ? `: ${ids.join(', ')}${values.length > ids.length ? ', …' : ''}` : '';
  return `${values.length}${listed}`;
}
