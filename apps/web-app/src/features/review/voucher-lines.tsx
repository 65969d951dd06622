/** A voucher for reading: borç and alacak in fixed columns, the reason of each line, what it lights in the document. */
import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voucher } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { Amount, Tag } from '../../ui/small.tsx';
import { isLit } from '../invoice/places.ts';
import classes from './voucher.module.css';
import { VoucherTable } from './voucher-table.tsx';

type Line = Voucher['lines'][number];

interface LinesProps {
  readonly voucher: Voucher;
  /** The line under the pointer or the focus; null when it is left. */
  readonly onLine?: (line: Line | null) => void;
  /** The place of the document under the pointer or the focus: lines that come from it are lit. */
  readonly place?: string | null;
}

/** Up and down walk the lines, as in a list. */
function walk(event: KeyboardEvent<HTMLTableRowElement>): void {
  const to =
    event.key === 'ArrowDown'
      ? event.currentTarget.nextElementSibling
      : event.key === 'ArrowUp'
        ? event.currentTarget.previousElementSibling
        : null;
  if (!(to instanceof HTMLElement)) return;
  event.preventDefault();
  to.focus();
}

function LineRow({
  line,
  onLine,
  place,
}: {
  line: Line;
  onLine: LinesProps['onLine'];
  place: string | null;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const reason = line.reason;
  const isSource = place !== null && reason !== null && isLit(place, reason.places);
  return (
    <tr
      data-lit={isSource || undefined}
      onKeyDown={onLine === undefined ? undefined : walk}
      tabIndex={onLine === undefined ? undefined : 0}
      data-testid="voucher-line"
      onMouseEnter={() => onLine?.(line)}
      onMouseLeave={() => onLine?.(null)}
      onFocus={() => onLine?.(line)}
      onBlur={() => onLine?.(null)}
    >
      <td>
        <div className={classes.account}>
          <span className={classes.code}>{line.accountCode}</span> {line.accountName}{' '}
          {line.accountIsNew && (
            <Tag title={t('review.voucher.newAccountHint')} tone="wait">
              {t('review.voucher.newAccount')}
            </Tag>
          )}
        </div>
        {reason !== null && <div className={classes.reason}>{format.pick(reason.text, reason.textEn)}</div>}
        {reason === null && line.description !== '' && (
          <div className={classes.reason}>{line.description}</div>
        )}
        {line.fx !== null && (
          <div className={classes.reason}>
            {t('review.voucher.fx', {
              amount: format.amount(line.fx.amount),
              currency: line.fx.currency,
              rate: format.rate(line.fx.rate),
            })}
          </div>
        )}
      </td>
      <td className="num">
        <Amount value={line.debit} />
      </td>
      <td className="num">
        <Amount value={line.credit} />
      </td>
    </tr>
  );
}

export function VoucherLines({ voucher, onLine, place = null }: LinesProps) {
  const totals = {
    debit: kurusFromDecimal(voucher.totalDebit),
    credit: kurusFromDecimal(voucher.totalCredit),
  };
  return (
    <VoucherTable className={classes.lines} totals={totals}>
      {voucher.lines.map((line) => (
        <LineRow key={line.lineNo} line={line} onLine={onLine} place={place} />
      ))}
    </VoucherTable>
  );
}
