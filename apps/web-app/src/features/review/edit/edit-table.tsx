/** The lines of a voucher being edited, with the balance always in sight. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.ts';
import { Amount } from '../../../ui/small.tsx';
import { Balance } from '../voucher-lines.tsx';
import { EditLine } from './edit-line.tsx';
import classes from './editor.module.css';
import type { Edit } from './use-edit.ts';
import type { LineActs } from './use-line-acts.ts';
import { changeLine, type DraftFault, totalsOf } from './voucher-draft.ts';

interface EditTableProps {
  readonly clientId: string;
  readonly edit: Edit;
  readonly acts: LineActs;
  /** Shown once saving was tried. */
  readonly faults: readonly { readonly key: number | null; readonly fault: DraftFault }[];
  readonly onNewAccount: (key: number, code: string) => void;
}

export function EditTable({ clientId, edit, acts, faults, onNewAccount }: EditTableProps) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { draft } = edit;
  const [firstKey] = useState(draft.lines[0]?.key);
  const totals = totalsOf(draft, language);
  return (
    <table className={classes.edit} aria-label={t('review.voucher.lines')}>
      <thead>
        <tr>
          <th scope="col">{t('review.voucher.account')}</th>
          <th scope="col" className="num">
            {t('review.voucher.debit')}
          </th>
          <th scope="col" className="num">
            {t('review.voucher.credit')}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {draft.lines.map((line, index) => (
          <EditLine
            key={line.key}
            clientId={clientId}
            line={line}
            number={index + 1}
            autoFocus={line.key === firstKey}
            isCurrent={line.key === acts.current}
            faults={faults.filter((fault) => fault.key === line.key).map((fault) => fault.fault)}
            onChange={(change, field) =>
              edit.change(
                (now) => changeLine(now, line.key, change),
                field === undefined ? undefined : `${line.key}.${field}`,
              )
            }
            onSplit={() => acts.split(line.key)}
            onRemove={() => acts.remove(line.key)}
            onNewAccount={(code) => onNewAccount(line.key, code)}
            onFocus={() => acts.setCurrent(line.key)}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>
            <Balance debit={totals.debit} credit={totals.credit} />
          </td>
          <td className="num">
            <Amount value={kurusToDecimal(totals.debit)} />
          </td>
          <td className="num">
            <Amount value={kurusToDecimal(totals.credit)} />
          </td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}
