/** Two documents field by field: what each says, and where they differ. */
import type { DocumentDetail } from '../../api/queries.ts';
import type { Format } from '../../format/use-format.ts';
import type { desk } from '../../i18n/tr/desk.ts';

export type FieldName = keyof (typeof desk)['compare']['fields'];

export interface Compared {
  /** A field by name, or the line of the invoice with this number. */
  readonly field: FieldName | number;
  readonly values: readonly [string, string];
  readonly differs: boolean;
}

/** What is needed of the reader's formats. */
type Words = Pick<Format, 'amount' | 'date' | 'moment' | 'bytes'>;

type Invoice = NonNullable<DocumentDetail['invoice']>;

/** The fields of both in one order, lines at the end; a field that neither says is left out. */
export function compareDocuments(
  a: DocumentDetail,
  b: DocumentDetail,
  format: Words,
  states: (state: DocumentDetail['state']) => string,
): Compared[] {
  const [one, other] = [fieldsOf(a, format, states), fieldsOf(b, format, states)];
  const names = Object.keys(one) as FieldName[];
  const fields = names.map((name) => compared(name, one[name] ?? '', other[name] ?? ''));
  const count = Math.max(a.invoice?.lines.length ?? 0, b.invoice?.lines.length ?? 0);
  const lines = Array.from({ length: count }, (_, at) =>
    compared(at + 1, lineOf(a.invoice, at, format), lineOf(b.invoice, at, format)),
  );
  return [...fields, ...lines].filter(({ values }) => values.some((value) => value !== ''));
}

/** How many of what was read differ: two files always differ in name, size and time. */
export function differencesOf(rows: readonly Compared[]): number {
  return rows.filter(({ field, differs }) => differs && !OF_THE_FILE.has(field)).length;
}

const OF_THE_FILE: ReadonlySet<FieldName | number> = new Set(['fileName', 'sizeBytes', 'createdAt', 'state']);

const compared = (field: FieldName | number, a: string, b: string): Compared => ({
  field,
  values: [a, b],
  differs: a !== b,
});

function fieldsOf(
  document: DocumentDetail,
  format: Words,
  states: (state: DocumentDetail['state']) => string,
): Record<FieldName, string> {
  const { invoice } = document;
  const amount = (text: string | null | undefined) => (text == null ? '' : format.amount(text));
  return {
    fileName: document.entryPath ?? document.fileName,
    sizeBytes: format.bytes(document.sizeBytes),
    createdAt: format.moment(document.createdAt),
    state: states(document.state),
    number: document.documentNo ?? '',
    issueDate: document.issueDate === null ? '' : format.date(document.issueDate),
    issueTime: invoice?.issueTime ?? '',
    profile: document.profile ?? '',
    type: document.type ?? '',
    currency: document.currency ?? '',
    exchangeRate: invoice?.exchangeRate ?? '',
    supplier: partyOf(invoice?.supplier),
    customer: partyOf(invoice?.customer),
    lineExtension: amount(invoice?.totals.lineExtension),
    taxExclusive: amount(invoice?.totals.taxExclusive),
    taxInclusive: amount(invoice?.totals.taxInclusive),
    payable: amount(document.payable),
    notes: (invoice?.notes ?? []).join(' · '),
  };
}

function partyOf(party: Invoice['supplier'] | undefined): string {
  return [party?.name, party?.taxId?.value].filter((part) => part != null).join(', ');
}

function lineOf(invoice: Invoice | null, at: number, format: Words): string {
  const line = invoice?.lines[at];
  if (line === undefined) return '';
  const amount = line.amount === null ? null : format.amount(line.amount);
  return [line.name, [line.quantity, line.unit].filter((part) => part !== null).join(' '), amount]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
}
