/** The check of a balance sheet: every account of the mizan stands in it once, with its balance. */
import type { AccountSums } from '../mali-tablo/account-sums.ts';
import { compareWithMizan } from '../mali-tablo/compare-with-mizan.ts';
import { PRODUCTION_COSTS, RESULT_CODES } from '../mali-tablo/open-results.ts';
import type { StatementDifference } from '../mali-tablo/statement-row.ts';
import type { Bilanco } from './build-bilanco.ts';

/** Accounts of the mizan whose balance the column of the sheet does not show; none where it is right. */
export function checkBilanco(
  { rows }: Bilanco,
  column: number,
  mizan: Iterable<AccountSums>,
): StatementDifference[] {
  const pasif = rows.findIndex((row) => row.id === 'pasif');
  return compareWithMizan(mizan, {
    parts: [
      { rows: rows.slice(0, pasif), side: 1n },
      { rows: rows.slice(pasif), side: -1n },
    ],
    column,
    together: [PRODUCTION_COSTS, RESULT_CODES],
  });
}
