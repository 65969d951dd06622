/** A statement on paper: all rows that hold something as a plain table; made only while printing. */
import { useQuery } from '@tanstack/react-query';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { clientQuery, letterheadQuery } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { Letterhead } from '../../ui/letterhead.tsx';
import { Amount } from '../../ui/small.tsx';
import { usePrinting } from '../../ui/use-printing.ts';
import classes from './statement-print.module.css';
import type { StatementRow } from './statement-rows.ts';

interface StatementPrintProps {
  readonly clientId: string;
  readonly title: string;
  readonly rows: readonly StatementRow[];
  /** Names of the columns of amounts. */
  readonly headers: readonly string[];
  /** What is told below the title. */
  readonly facts: readonly string[];
}

const INDENT: Readonly<Record<StatementRow['kind'], number>> = {
  side: 0,
  class: 0,
  result: 0,
  group: 8,
  account: 20,
  added: 20,
};

export function StatementPrint({ clientId, title, rows, headers, facts }: StatementPrintProps) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const client = useQuery(clientQuery(clientId)).data;
  // Known before the paper is laid out: the browser waits for nobody then.
  const letterhead = useQuery(letterheadQuery).data;
  if (!usePrinting()) return null;
  return createPortal(
    <div className={classes.paper} data-paper>
      <table>
        <thead>
          <tr>
            <td colSpan={1 + headers.length} className={classes.head}>
              {letterhead !== undefined && <Letterhead letterhead={letterhead} />}
              <strong>{client?.title ?? ''}</strong> {client?.taxId ?? ''} · {title}
              {facts.map((fact) => (
                <div key={fact}>{fact}</div>
              ))}
            </td>
          </tr>
          <tr>
            <th scope="col">{t('statements.column.name')}</th>
            {headers.map((header) => (
              <th key={header} scope="col" className="num">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-strong={INDENT[row.kind] < 20 || undefined}>
              <td style={{ paddingLeft: INDENT[row.kind] }}>
                {row.mark !== '' && `${row.mark}. `}
                {language === 'tr' ? row.name : row.nameEn}
              </td>
              {row.amounts.map((amount, at) => (
                <td key={headers[at]} className="num">
                  <Amount value={amount} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  );
}
