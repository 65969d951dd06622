/** Cells on their way into a spreadsheet: numbers that it reads as numbers, text that it does not run. */
import { formatDecimalText, type Language } from '../../format/amount.ts';
import type { CopiedCell } from './grid-column.ts';

/** A number without group marks: "1234,50" in Turkish. */
function plainNumber(text: string, language: Language): string {
  const shown = formatDecimalText(text, language, text.includes('.') ? 2 : 0);
  return shown.split(language === 'tr' ? '.' : ',').join('');
}

/** What makes a spreadsheet take pasted text for a formula. */
const RUNS = /^\s*[=+\-@＝＋－＠]/;

function plainText(text: string): string {
  const line = text.replace(/[\t\r\n]+/g, ' ');
  return RUNS.test(line) && !/^[+-]?\d+([.,]\d+)?$/.test(line) ? `'${line}` : line;
}

/** Rows as lines, cells between tabs. */
export function cellsAsText(rows: readonly (readonly CopiedCell[])[], language: Language): string {
  const cell = (each: CopiedCell) => {
    if (each === null) return '';
    return typeof each === 'string' ? plainText(each) : plainNumber(each.number, language);
  };
  return rows.map((row) => row.map(cell).join('\t')).join('\r\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** The same as a table; text cells say that they are text, so that a tax number keeps its zero and nothing runs. */
export function cellsAsHtml(rows: readonly (readonly CopiedCell[])[], language: Language): string {
  const cell = (each: CopiedCell) => {
    if (each === null) return '<td></td>';
    if (typeof each !== 'string') return `<td align="right">${plainNumber(each.number, language)}</td>`;
    // A day is left to the spreadsheet, which makes a date of it.
    if (/^\d{2}[./]\d{2}[./]\d{4}$/.test(each)) return `<td>${each}</td>`;
    return `<td style='mso-number-format:"\\@"'>${escaped(each)}</td>`;
  };
  return `<table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`;
}
