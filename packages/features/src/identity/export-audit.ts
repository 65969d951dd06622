/** The filtered audit log as a file: one row for every field that changed, in words. */
import { type FileResult, implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import {
  type Asked,
  type ExportColumn,
  type ExportDeps,
  exportList,
  joinWords,
  type Language,
  periodWords,
  type Words,
} from '../table-export.ts';
import { type AuditLine, readAuditLines } from './audit.queries.ts';
import { ACTIONS, ENTITIES, FIELDS, VALUES } from './audit-words.ts';
import { identityContract } from './contract.ts';
import { auditFilterOf } from './list-audit.ts';

type Query = RouteInput<typeof identityContract.exportAudit>['query'];

/** One field of one line; null where a line tells of no field. */
interface Row {
  readonly line: AuditLine;
  readonly field: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/** Keys, stamps and marks that only the database needs; the same ones that the page leaves out. */
export const HIDDEN_FIELDS: ReadonlySet<string> = new Set([
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
/** Fields that no file shows; `tax_id` and the like are names of the outside world and stay. */
export function isTechnical(field: string): boolean {
  return HIDDEN_FIELDS.has(field) || (field.endsWith('_id') && !field.endsWith('tax_id'));
}

const SYSTEM: Words = { tr: 'Sistem', en: 'System' };
const YES: Words = { tr: 'Evet', en: 'Yes' };
const NO: Words = { tr: 'Hayır', en: 'No' };

function word(table: Readonly<Record<string, Words>> | undefined, key: string, language: Language): string {
  return table?.[key]?.[language] ?? key;
}

function text(
  id: string,
  tr: string,
  en: string,
  width: number,
  cell: ExportColumn<Row>['cell'],
): ExportColumn<Row> {
  return { id, header: { tr, en }, kind: 'text', width, cell };
}

/** The person, and in brackets the key that a machine of theirs came with. */
function whoOf({ userName, apiKeyName }: AuditLine, language: Language): string {
  const name = userName ?? SYSTEM[language];
  return apiKeyName === null ? name : `${name} (${apiKeyName})`;
}

/** Ids are those of the columns on the screen, and four that the file has of its own. */
const columns: readonly ExportColumn<Row>[] = [
  {
    id: 'at',
    header: { tr: 'Zaman', en: 'Time' },
    kind: 'moment',
    width: 17,
    cell: ({ line }) => new Date(line.at).toISOString(),
  },
  text('who', 'Kim', 'Who', 20, ({ line }, language) => whoOf(line, language)),
  text('entity', 'Kayıt', 'Record', 18, ({ line }, language) => word(ENTITIES, line.entity, language)),
  text('action', 'İşlem', 'Act', 12, ({ line }, language) => word(ACTIONS, line.action, language)),
  text('field', 'Alan', 'Field', 22, ({ field }, language) =>
    field === null ? '' : word(FIELDS, field, language),
  ),
  text('before', 'Önce', 'Before', 28, ({ field, before }, language) => valueText(field, before, language)),
  text('after', 'Sonra', 'After', 28, ({ field, after }, language) => valueText(field, after, language)),
  text('person', 'Kişi', 'Person', 20, ({ line }) => line.personName),
  text('client', 'Mükellef', 'Client', 28, ({ line }) => line.clientTitle),
  text('address', 'Adres', 'Address', 15, ({ line }) => line.address),
  text('entityId', 'Kayıt no', 'Record id', 36, ({ line }) => line.entityId),
];

/** The route; it needs a folder for files in the making, which the others of this feature do not. */
export function auditExportRoute(deps: ExportDeps): RouteImplementation {
  return implement(identityContract.exportAudit, (context, { query }) => exportAudit(deps, context, query));
}

/** Throws what `exportList` throws. */
export function exportAudit(deps: ExportDeps, asked: Asked, query: Query): Promise<FileResult> {
  const { format: _format, columns: _columns, ...filter } = query;
  return exportList(deps, asked, query, async (trx, tenantId) => {
    const lines = readAuditLines(trx, tenantId, auditFilterOf(filter, deps.clock.now()));
    return {
      title: { tr: 'Denetim izi', en: 'Audit log' },
      clientId: filter.clientId ?? null,
      facts: [joinWords([periodWords(filter.from, filter.to), searched(filter.q), ofEntity(filter.entity)])],
      columns,
      rows: rowsOf(lines),
    };
  });
}

async function* rowsOf(groups: AsyncIterable<readonly AuditLine[]>): AsyncGenerator<readonly Row[]> {
  for await (const lines of groups) {
    yield lines.flatMap<Row>((line) => {
      const fields = changedFields(line);
      if (fields.length === 0) return [{ line, field: null, before: null, after: null }];
      const [before, after] = [imageOf(line.before), imageOf(line.after)];
      return fields.map((field) => ({ line, field, before: before[field], after: after[field] }));
    });
  }
}

/** Fields whose value differs, in the order in which they stand; empty ones of a new record tell nothing. */
function changedFields(line: AuditLine): string[] {
  const [before, after] = [imageOf(line.before), imageOf(line.after)];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter(
    (name) =>
      (!isTechnical(name) || (name === 'reason' && typeof (after[name] ?? before[name]) === 'string')) &&
      JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  );
}

function imageOf(image: unknown): Readonly<Record<string, unknown>> {
  return typeof image === 'object' && image !== null ? (image as Record<string, unknown>) : {};
}

function valueText(field: string | null, value: unknown, language: Language): string {
  if (field === null || value === null || value === undefined) return '';
  if (typeof value === 'boolean') return (value ? YES : NO)[language];
  if (Array.isArray(value)) return value.map((each) => valueText(field, each, language)).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  const plain = String(value);
  if (field.endsWith('_kurus')) return kurusText(plain, language);
  return word(VALUES[field], plain, language);
}

/** "5472793" → "54727,93": whole kuruş, exactly. */
function kurusText(kurus: string, language: Language): string {
  const match = /^(-?)(\d+)$/.exec(kurus);
  if (match === null) return kurus;
  const digits = (match[2] ?? '').padStart(3, '0');
  return `${match[1]}${digits.slice(0, -2)}${language === 'tr' ? ',' : '.'}${digits.slice(-2)}`;
}

function searched(q: string | undefined): Words | null {
  return q === undefined || q === '' ? null : { tr: `aranan: “${q}”`, en: `searched: “${q}”` };
}

function ofEntity(entity: string | undefined): Words | null {
  return entity === undefined ? null : (ENTITIES[entity] ?? { tr: entity, en: entity });
}
