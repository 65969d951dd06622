/** The mizan on paper: all rows as a plain table whose head repeats on every page; made only while printing. */
import { useQuery } from '@tanstack/react-query';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { clientQuery, letterheadQuery, type Mizan } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { Letterhead } from '../../ui/letterhead.tsx';
import { Amount } from '../../ui/small.tsx';
import { usePrinting } from '../../ui/use-printing.ts';
import classes from './mizan-print.module.css';
import { AMOUNTS, type AmountKey } from './mizan-table.ts';

interface MizanPrintProps {
  readonly clientId: string;
  readonly mizan: Mizan;
  readonly names: Record<AmountKey, string>;
}

function PrintHead({ clientId, mizan, names }: MizanPrintProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQuery(clientQuery(clientId)).data;
  const letterhead = useQuery(letterheadQuery).data;
  return (
    <thead>
      <tr>
        <td colSpan={2 + AMOUNTS.length} className={classes.name}>
          {letterhead !== undefined && <Letterhead letterhead={letterhead} />}
          <strong>{client?.title ?? ''}</strong> {client?.taxId ?? ''} · {t('ledger.mizan.title')}{' '}
          {format.date(mizan.from)} – {format.date(mizan.to)}
        </td>
      </tr>
      <tr>
        <th scope="col">{t('ledger.mizan.column.code')}</th>
        <th scope="col">{t('ledger.mizan.column.name')}</th>
        {AMOUNTS.map((key) => (
          <th key={key} scope="col" className="num">
            {names[key]}
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function MizanPrint(props: MizanPrintProps) {
  const { t } = useTranslation();
  const { mizan } = props;
  // Known before the paper is laid out: the browser waits for nobody then.
  useQuery(letterheadQuery);
  if (!usePrinting()) return null;
  return createPortal(
    <div className={classes.paper} data-paper>
      <table>
        <PrintHead {...props} />
        <tbody>
          {mizan.rows.map((row) => (
            <tr key={row.code} data-level={row.level}>
              <td>{row.code}</td>
              <td>{row.name}</td>
              {AMOUNTS.map((key) => (
                <td key={key} className="num">
                  <Amount value={row[key]} />
                </td>
              ))}
            </tr>
          ))}
          <tr className={classes.totals}>
            <td />
            <td>{t('ledger.mizan.totals')}</td>
            {AMOUNTS.map((key) => (
              <td key={key} className="num">
                <Amount value={mizan.totals[key]} zero="number" />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>,
    document.body,
  );
}
