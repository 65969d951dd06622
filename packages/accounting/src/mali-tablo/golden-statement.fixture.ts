/** Reads a mizan as an accountant writes it, and writes statements as tables an accountant reads. */
import { formatKurusTr, kurusFromDecimal } from '../money/kurus.ts';
import type { AccountSums } from './account-sums.ts';
import type { StatementRow } from './statement-row.ts';

/** A case: balances before the fiscal year, what the year brought, and what its closing entries (690–692) moved. */
export interface GoldenBooks {
  readonly before: readonly AccountSums[];
  readonly year: readonly AccountSums[];
  readonly transfers: readonly AccountSums[];
}

const kurusOf = (text: string): bigint => kurusFromDecimal(text.replaceAll('.', '').replace(',', '.'));

/** Lines "HESAP BORÇ ALACAK" under "ÖNCEKİ YILLAR", "YIL" and "DEVİR FİŞLERİ"; "#" begins the accountant's own working. */
export function readGoldenBooks(text: string): GoldenBooks {
  const parts: Record<string, AccountSums[]> = { 'ÖNCEKİ YILLAR': [], YIL: [], 'DEVİR FİŞLERİ': [] };
  let at: AccountSums[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const part = parts[line];
    if (part !== undefined) {
      at = part;
      continue;
    }
    const [code = '', debit = '0', credit = '0'] = line.split(/\s+/);
    at.push({ code, debitKurus: kurusOf(debit), creditKurus: kurusOf(credit) });
  }
  return {
    before: parts['ÖNCEKİ YILLAR'] ?? [],
    year: parts.YIL ?? [],
    transfers: parts['DEVİR FİŞLERİ'] ?? [],
  };
}

/** Rows that are not zero, in their order. */
export function statementTable(rows: readonly StatementRow[]): string {
  const indents = { side: 0, class: 0, group: 2, account: 4, added: 4, result: 0 };
  return rows
    .filter((row) => row.amounts.some((amount) => amount !== 0n))
    .map((row) => {
      const mark = row.mark === '' ? '' : `${row.mark}. `;
      const name = `${' '.repeat(indents[row.kind])}${mark}${row.name?.tr ?? row.codes.join(', ')}`;
      return `${name}${formatKurusTr(row.amounts[0] ?? 0n).padStart(80 - name.length)}\n`;
    })
    .join('');
}
