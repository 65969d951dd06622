/** The aging list (yaşlandırma) of a group of accounts on a day: what is open of each, by age, and the way to its statement. */
import { AGING_BUCKETS } from '@muhasebi/accounting/cari/open-items.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import type { Answer } from '../../api/contracts.ts';
import { isZeroText } from '../../format/amount.ts';
import { isoToday } from '../../format/date.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Amount } from '../../ui/small.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import { changedSearch } from './changed-search.ts';
import { StatementNotes } from './statement-notes.tsx';
import { agingQuery } from './statement-queries.ts';
import { StatementTabs } from './statement-tabs.tsx';

const HERE = '/office/mukellefler/$clientId/defterler/yaslandirma';
type Aging = Answer<'GET /clients/:clientId/yaslandirma'>;
type Row = Aging['rows'][number];
const codeOf = (row: Row) => row.code;

const GROUPS = [
  { code: '120', name: 'alicilar' },
  { code: '121', name: 'senetler' },
  { code: '131', name: 'ortaklardan' },
  { code: '136', name: 'digerAlacak' },
  { code: '320', name: 'saticilar' },
  { code: '321', name: 'borcSenetleri' },
  { code: '331', name: 'ortaklara' },
  { code: '336', name: 'digerBorc' },
] as const;

function useView() {
  const navigate = useNavigate();
  const { clientId } = useParams({ from: HERE });
  const search = useSearch({ from: HERE });
  const at =
    search.son !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(search.son) ? search.son : isoToday(new Date());
  const account = GROUPS.find(({ code }) => code === search.hesap)?.code ?? '120';
  const go = (change: Record<string, string>) =>
    void navigate({
      to: '/mukellefler/$clientId/defterler/yaslandirma',
      params: { clientId },
      search: changedSearch(search, change),
      replace: true,
    });
  return { clientId, asked: { account, at }, go };
}

function useColumns(): GridColumn<Row>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const amount = (id: string, header: string, of: (row: Row) => string): GridColumn<Row> => ({
      id,
      header,
      width: 112,
      align: 'end',
      cell: (row) => <Amount value={of(row)} />,
      copy: (row) => ({ number: of(row) }),
    });
    return [
      {
        id: 'code',
        header: t('statements.aging.column.code'),
        width: 120,
        fixed: true,
        cell: codeOf,
        copy: codeOf,
      },
      {
        id: 'name',
        header: t('statements.aging.column.name'),
        width: 150,
        grow: true,
        cell: (row) => (
          <span className="cut" title={row.name}>
            {row.name}
          </span>
        ),
        copy: (row) => row.name,
      },
      amount('balance', t('statements.aging.column.balance'), (row) => row.balance),
      ...AGING_BUCKETS.map((range, at) =>
        amount(`bucket${at}`, t('statements.aging.days', { range }), (row) => row.buckets[at] ?? '0'),
      ),
      amount('advance', t('statements.aging.column.advance'), (row) => row.advance),
      {
        id: 'oldest',
        header: t('statements.aging.column.oldest'),
        width: 118,
        cell: (row) => (row.oldest === null ? null : format.date(row.oldest)),
        copy: (row) => (row.oldest === null ? '' : format.date(row.oldest)),
      },
    ];
  }, [t, format]);
}

function footerOf({ totals }: Aging, name: string) {
  const amounts = AGING_BUCKETS.map((range, at) => [
    `bucket${at}`,
    <Amount key={range} value={totals.buckets[at] ?? '0'} zero="number" />,
  ]);
  return {
    name,
    balance: <Amount value={totals.balance} zero="number" />,
    advance: <Amount value={totals.advance} zero="number" />,
    ...Object.fromEntries(amounts),
  };
}

export function AgingPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { clientId, asked, go } = useView();
  const query = useQuery(agingQuery(clientId, asked));
  const aging = query.data;
  const columns = useColumns();
  const rest = aging?.totals.unexplained ?? '0';
  return (
    <Page
      title={t('statements.tabs.yaslandirma')}
      toolbar={
        <>
          <StatementTabs clientId={clientId} />
          <PlainSelect
            label={t('statements.aging.account')}
            value={asked.account}
            width={210}
            choices={GROUPS.map(({ code, name }) => ({
              value: code,
              label: t(`statements.aging.group.${name}`),
            }))}
            onChange={(hesap) => go({ hesap })}
          />
          <DateField
            hideLabel
            label={t('statements.aging.at')}
            value={asked.at}
            onChange={(iso) => iso !== '' && go({ son: iso })}
          />
          <span style={{ flex: 1 }} />
          <GridTools
            page="yaslandirma"
            storageKey="yaslandirma"
            columnIds={columns.map((column) => column.id)}
            file={(file, shown) => ({
              path: pathOf(
                '/clients/:clientId/yaslandirma/export',
                { clientId },
                { ...asked, columns: shown, format: file },
              ),
            })}
          />
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <StatementNotes
        wrong={isZeroText(rest) ? [] : [t('statements.aging.unexplained', { amount: format.amount(rest) })]}
        notes={[t('statements.aging.method')]}
      />
      <DataGrid
        label={t('statements.tabs.yaslandirma')}
        columns={columns}
        rows={aging?.rows ?? []}
        rowId={codeOf}
        storageKey="yaslandirma"
        placeKey={`yaslandirma.${clientId}.${asked.account}`}
        loading={query.isPending}
        openLabel={t('statements.aging.open')}
        onOpen={(row) =>
          void navigate({
            to: '/mukellefler/$clientId/defterler/cari',
            params: { clientId },
            search: { hesap: row.code, son: asked.at },
          })
        }
        {...(aging !== undefined && {
          footer: footerOf(aging, t('statements.aging.total', { n: format.count(aging.rows.length) })),
        })}
        card={(row) => (
          <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
            <span className="cut">
              {row.code} {row.name}
            </span>
            <Amount value={row.balance} />
          </div>
        )}
        cardHeight={40}
        empty={
          <Empty icon="check" title={t('statements.aging.empty')} next={t('statements.aging.emptyNext')} />
        }
      />
    </Page>
  );
}
