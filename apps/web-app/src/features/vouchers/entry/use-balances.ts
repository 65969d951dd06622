/** What stands on the accounts of a voucher, and what will stand there with it. */
import { kurusFromDecimal, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.ts';
import { accountBalanceQuery } from '../../review/edit/account-queries.ts';
import { kurusOf, type VoucherDraft } from '../../review/edit/voucher-draft.ts';

/** Accounts that are asked for at once; a long voucher shows the balances of its first ones and of the current line. */
const MOST_ASKED = 24;

/** Text of the balance by account code, e.g. "1.234,00 B"; none where it is not known (yet). */
export function useBalances(
  clientId: string,
  draft: VoucherDraft,
  current: number | null,
  isKnown: (code: string) => boolean,
): (code: string) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const ofCurrent = draft.lines.find((line) => line.key === current)?.accountCode;
  const codes = [...new Set([...(ofCurrent ? [ofCurrent] : []), ...draft.lines.map((l) => l.accountCode)])]
    .filter((code) => code !== '' && isKnown(code))
    .slice(0, MOST_ASKED);
  const answers = useQueries({ queries: codes.map((code) => accountBalanceQuery(clientId, code)) });
  const closing = new Map(codes.map((code, index) => [code, answers[index]?.data?.closing] as const));
  return (code) => {
    const before = closing.get(code);
    if (before === undefined) return '';
    const net = draft.lines
      .filter((line) => line.accountCode === code)
      .reduce(
        (sum, line) =>
          sum + (kurusOf(line.debit, format.language) ?? 0n) - (kurusOf(line.credit, format.language) ?? 0n),
        0n,
      );
    const after = kurusFromDecimal(before) + net;
    if (after === 0n) return format.amount('0');
    const side = t(after > 0n ? 'ledger.account.debitMark' : 'ledger.account.creditMark');
    return `${format.amount(kurusToDecimal(after < 0n ? -after : after))} ${side}`;
  };
}
