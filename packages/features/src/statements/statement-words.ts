/** Statements on their way out: names in both languages, amounts as texts, differences with the names of their accounts. */
import type {
  StatementDifference,
  StatementNote,
  StatementRow,
} from '@muhasebi/accounting/mali-tablo/statement-row.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { StatementRowView } from './contract.ts';

/** Codes of rows and differences whose names only the client's own chart knows. */
export function codesToName(
  rows: readonly StatementRow[],
  differences: readonly StatementDifference[],
): string[] {
  const own = rows.filter((row) => row.name === null).flatMap((row) => row.codes);
  return [...new Set([...own, ...differences.map(({ code }) => code)])];
}

/** A name that nobody knows is the code. */
export function presentRow(row: StatementRow, names: ReadonlyMap<string, string>): StatementRowView {
  const own = row.codes.map((code) => names.get(code) ?? code).join(', ');
  return {
    id: row.id,
    kind: row.kind,
    mark: row.mark,
    name: row.name?.tr ?? own,
    nameEn: row.name?.en ?? own,
    codes: [...row.codes],
    amounts: row.amounts.map(kurusToDecimal),
  };
}

export const presentNote = ({ code, text }: StatementNote) => ({ code, text: text.tr, textEn: text.en });

/** A difference in the column of a day. */
export interface DayDifference extends StatementDifference {
  readonly day: string;
}

export const presentDifference = (
  { day, code, mizanKurus, statementKurus }: DayDifference,
  names: ReadonlyMap<string, string>,
) => ({
  day,
  code,
  name: names.get(code) ?? '',
  mizan: kurusToDecimal(mizanKurus),
  statement: kurusToDecimal(statementKurus),
});
