/** The mizan as text for the clipboard and for a file; amounts as the reader's spreadsheet takes them. */
import type { Mizan } from '../../api/queries.ts';
import { formatDecimalText, type Language } from '../../format/amount.ts';

export const AMOUNTS = [
  'openingDebit',
  'openingCredit',
  'periodDebit',
  'periodCredit',
  'cumulativeDebit',
  'cumulativeCredit',
  'balanceDebit',
  'balanceCredit',
] as const;
export type AmountKey = (typeof AMOUNTS)[number];

/** Without group marks, so that spreadsheets read numbers: "1234,50" in Turkish. */
function plain(amount: string, language: Language): string {
  const text = formatDecimalText(amount, language);
  return text.split(language === 'tr' ? '.' : ',').join('');
}

function quoted(field: string, separator: string): string {
  // A leading =, +, - or @ in a name would be run as a formula by a spreadsheet; a whole negative number is none.
  const mayRun = /^[=+\-@\t\r]/.test(field) && !/^-\d+([.,]\d+)?$/.test(field);
  const safe = mayRun ? `'${field}` : field;
  return safe.includes(separator) || /["\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Header, rows and totals joined by `separator`; Turkish Excel wants ";" because "," is its decimal mark. */
export function mizanText(
  mizan: Mizan,
  headers: readonly string[],
  totalsName: string,
  language: Language,
  separator: string,
): string {
  const rows = mizan.rows.map((row) => [
    row.code,
    row.name,
    ...AMOUNTS.map((key) => plain(row[key], language)),
  ]);
  const totals = ['', totalsName, ...AMOUNTS.map((key) => plain(mizan.totals[key], language))];
  return [headers, ...rows, totals]
    .map((fields) => fields.map((field) => quoted(field, separator)).join(separator))
    .join('\r\n');
}
