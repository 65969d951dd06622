/** The frame of a voucher's lines, read or edited: borç and alacak in fixed columns, the totals below and whether they agree. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { Amount, StateWord } from '../../ui/small.tsx';

interface TableProps {
  readonly className: string | undefined;
  /** In kuruş. */
  readonly totals: { readonly debit: bigint; readonly credit: bigint };
  /** True where the rows end with a cell for what is done with a line. */
  readonly acts?: boolean;
  /** The rows. */
  readonly children: ReactNode;
}

/** Whether debit and credit agree, in words and with the difference. */
export function Balance({ debit, credit }: { debit: bigint; credit: bigint }) {
  const { t } = useTranslation();
  const format = useFormat();
  const difference = debit - credit;
  // Nothing entered yet: neither balanced nor wrong.
  if (debit === 0n && credit === 0n) return null;
  return (
    <span role="status">
      {difference === 0n ? (
        <StateWord icon="check" tone="done">
          {t('review.voucher.balanced')}
        </StateWord>
      ) : (
        <StateWord icon="wrong" tone="wrong">
          {t('review.voucher.difference', { amount: format.amount(kurusToDecimal(difference)) })}
        </StateWord>
      )}
    </span>
  );
}

export function VoucherTable({ className, totals, acts = false, children }: TableProps) {
  const { t } = useTranslation();
  return (
    <table className={className} aria-label={t('review.voucher.lines')}>
      <thead>
        <tr>
          <th scope="col">{t('review.voucher.account')}</th>
          <th scope="col" className="num">
            {t('review.voucher.debit')}
          </th>
          <th scope="col" className="num">
            {t('review.voucher.credit')}
          </th>
          {acts && <td />}
        </tr>
      </thead>
      <tbody>{children}</tbody>
      <tfoot>
        <tr>
          <td>
            <Balance {...totals} />
          </td>
          <td className="num">
            <Amount value={kurusToDecimal(totals.debit)} />
          </td>
          <td className="num">
            <Amount value={kurusToDecimal(totals.credit)} />
          </td>
          {acts && <td />}
        </tr>
      </tfoot>
    </table>
  );
}
