/** Queries: what runs and waits now, and what cost the database most. */
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Chips, Tag } from '../../ui/small.tsx';
import { formatMs, formatPercent } from './measures.ts';
import classes from './operations.module.css';
import { type Running, type Statement, type StatementOrder, statementsQuery } from './operations-queries.ts';

const ORDERS: readonly StatementOrder[] = ['total', 'mean', 'calls', 'rows', 'hits'];
const idOf = (row: Statement) => row.id;

function useColumns(): GridColumn<Statement>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const figure = (
      id: 'calls' | 'total' | 'mean' | 'max' | 'rows' | 'hit',
      cell: GridColumn<Statement>['cell'],
    ): GridColumn<Statement> => ({
      id,
      header: t(`operations.statement.${id}`),
      width: 96,
      align: 'end',
      cell,
    });
    return [
      {
        id: 'text',
        header: t('operations.statement.text'),
        width: 320,
        grow: true,
        fixed: true,
        cell: (row) => <code className={classes.sql}>{row.text}</code>,
      },
      figure('calls', (row) => format.count(row.calls)),
      figure('total', (row) => formatMs(row.totalMs, format.language)),
      figure('mean', (row) => formatMs(row.meanMs, format.language)),
      figure('max', (row) => formatMs(row.maxMs, format.language)),
      figure('rows', (row) => format.count(row.rows)),
      figure('hit', (row) =>
        row.bufferHitPercent === null ? '–' : formatPercent(row.bufferHitPercent, format.language),
      ),
    ];
  }, [t, format]);
}

function RunningNow({ running }: { running: readonly Running[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (running.length === 0) return <p className="soft">{t('operations.statement.nothingRuns')}</p>;
  return (
    <ul className={classes.running}>
      {running.map((each) => (
        <li key={each.pid}>
          <span className="num">{each.pid}</span>
          <span className="num">{formatMs((each.transactionSeconds ?? 0) * 1000, format.language)}</span>
          {each.blockedBy.length > 0 ? (
            <Tag tone="wrong">{t('operations.statement.waitsFor', { pid: each.blockedBy.join(', ') })}</Tag>
          ) : (
            <Tag>
              {each.state === 'active' ? t('operations.statement.active') : t('operations.statement.idle')}
            </Tag>
          )}
          <span className="faint">{each.program}</span>
          <code className={classes.sql}>{each.text}</code>
        </li>
      ))}
    </ul>
  );
}

export function StatementsSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const [order, setOrder] = useState<StatementOrder>('total');
  const [open, setOpen] = useState<Statement | null>(null);
  const query = useQuery(statementsQuery(order));
  const columns = useColumns();
  const missing = query.data?.missing ?? null;
  return (
    <>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <section className={classes.above} aria-label={t('operations.statement.running')}>
        <h2>{t('operations.statement.running')}</h2>
        <RunningNow running={query.data?.running ?? []} />
      </section>
      <div className={classes.filters}>
        <h2>{t('operations.statement.top')}</h2>
        <Chips
          label={t('operations.statement.order')}
          value={order}
          onChange={setOrder}
          choices={ORDERS.map((value) => ({ value, label: t(`operations.statement.orders.${value}`) }))}
        />
      </div>
      {query.data?.since != null && (
        <p className={classes.whose}>
          {t('operations.statement.since', { at: format.moment(query.data.since) })}
        </p>
      )}
      <DataGrid
        label={t('operations.statement.top')}
        columns={columns}
        rows={query.data?.items ?? []}
        rowId={idOf}
        storageKey="operations-statements"
        loading={query.isPending}
        onOpen={setOpen}
        openLabel={t('operations.statement.detail')}
        card={(row) => (
          <>
            <code className={classes.sql}>{row.text}</code>
            <span className="faint cut">
              {format.count(row.calls)} × {formatMs(row.meanMs, format.language)} ={' '}
              {formatMs(row.totalMs, format.language)}
            </span>
          </>
        )}
        empty={
          <Empty
            icon="info"
            title={t(`operations.statement.${missing ?? 'empty'}`)}
            next={t(`operations.statement.${missing ?? 'empty'}Next`)}
          />
        }
      />
      {open !== null && (
        <Modal
          opened
          size={760}
          onClose={() => setOpen(null)}
          title={t('operations.statement.detail')}
          closeButtonProps={{ 'aria-label': t('shell.close') }}
        >
          <pre className={classes.text}>{open.text}</pre>
        </Modal>
      )}
    </>
  );
}
