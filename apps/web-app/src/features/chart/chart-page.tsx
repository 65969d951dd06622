/** The chart of a client: the whole tree with balances, searched as one types, changed in its place. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import { BalanceSide } from './balance-side.tsx';
import classes from './chart.module.css';
import { AccountState, type BranchCells, Code, useChartColumns } from './chart-columns.tsx';
import { ChartMenuButton } from './chart-menu-button.tsx';
import { chartQuery } from './chart-query.ts';
import { type ChartRow, shownOf, unfoldedTo } from './chart-tree.ts';
import { type ChartActs, useChartActs } from './use-chart-acts.ts';
import { useChartKeys } from './use-chart-keys.ts';
import { activeRow, type ChartRows, placeOfChart, useChartRows, useSearchedPlace } from './use-chart-rows.ts';

const AccountDrawer = lazy(() =>
  import('./account-drawer.tsx').then((part) => ({ default: part.AccountDrawer })),
);
const OpenAccount = lazy(() => import('./open-account.tsx').then((part) => ({ default: part.OpenAccount })));

const codeOf = (row: ChartRow) => row.code;

function Card({ row, cells }: { row: ChartRow; cells: BranchCells }) {
  return (
    <div className={classes.cardRow}>
      <span className={classes.cardName} style={{ paddingLeft: row.depth * 8 }}>
        <Code row={row} {...cells} />
        <span className="cut">{row.name}</span>
        <AccountState status={row.status} />
      </span>
      <span style={{ whiteSpace: 'nowrap' }}>
        <BalanceSide value={row.balance} />
      </span>
    </div>
  );
}

interface Address {
  readonly ara?: string;
  /** "1": closed accounts are shown. */
  readonly kapali?: string;
  /** The account whose drawer is open. */
  readonly hesap?: string;
}

/** What the address says of the page; an empty text takes a part out of it. */
function useAddress() {
  const navigate = useNavigate();
  const { clientId } = useParams({ from: '/office/mukellefler/$clientId/hesap-plani' });
  const {
    ara = '',
    kapali = '',
    hesap = '',
  } = useSearch({
    from: '/office/mukellefler/$clientId/hesap-plani',
  });
  const go = useCallback(
    (change: Address) => {
      const next = { ara, kapali, hesap, ...change };
      const search: Address = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== ''));
      void navigate({
        to: '/mukellefler/$clientId/hesap-plani',
        params: { clientId },
        search,
        replace: true,
      });
    },
    [navigate, clientId, ara, kapali, hesap],
  );
  return { clientId, ara, kapali, hesap, go };
}

function toGrid(): void {
  document.querySelector<HTMLElement>('[role="grid"]')?.focus();
}

function ClosedToggle({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className={classes.toggle} aria-pressed={isOn} onClick={() => onChange(!isOn)}>
      {t('chart.withClosed')}
    </button>
  );
}

interface OverlaysProps {
  readonly clientId: string;
  readonly chart: ChartRows;
  readonly acts: ChartActs;
  readonly mayWrite: boolean;
  /** Whose drawer is open. */
  readonly account: ChartRow | undefined;
  /** Below which an account is being opened; null for none. */
  readonly opening: string | null;
  readonly setOpening: (above: string | null) => void;
  readonly onClose: () => void;
}

/** What lies over the page: the account that was opened, and the form of a new one. */
function Overlays({ chart, acts, account, opening, setOpening, ...props }: OverlaysProps) {
  return (
    <Suspense fallback={null}>
      {account !== undefined && (
        <AccountDrawer
          {...props}
          account={account}
          acts={acts}
          onOpenBelow={() => setOpening(account.code)}
        />
      )}
      {opening !== null && (
        <OpenAccount
          above={opening}
          chart={chart.byCode}
          onOpen={acts.open}
          onOpened={(code) => chart.setFolds(unfoldedTo(code, chart.folds))}
          onClose={() => setOpening(null)}
        />
      )}
    </Suspense>
  );
}

export function ChartPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { clientId, ara: text, kapali, hesap, go } = useAddress();
  const mayWrite = useCan()('account:write');
  const query = useQuery(chartQuery(clientId));
  const chart = useChartRows(query.data?.accounts, clientId);
  const acts = useChartActs(clientId);
  const withClosed = kapali === '1';
  const shown = useMemo(
    () => shownOf(chart.rows, { search: text, folds: chart.folds, withClosed }),
    [chart.rows, chart.folds, text, withClosed],
  );
  useSearchedPlace(clientId, text, shown);
  const active = () => activeRow(clientId, shown.rows);
  const [renaming, setRenaming] = useState<string | null>(null);
  const [opening, setOpening] = useState<string | null>(null);
  const { rename } = acts;
  const onRename = useCallback(
    (row: ChartRow, name: string | null) => {
      setRenaming(null);
      toGrid();
      if (name !== null) void rename(row, name);
    },
    [rename],
  );
  const isSearching = text.trim() !== '';
  const folded = useCallback(
    (code: string) => !isSearching && chart.folded(code),
    [isSearching, chart.folded],
  );
  const columns = useChartColumns(
    { clientId, folded, toggle: chart.toggle, renaming, onRename },
    chart.longestCode,
  );
  useChartKeys({
    active,
    mayWrite,
    acts,
    onRename: setRenaming,
    onOpen: setOpening,
  });
  return (
    <Page
      title={t('chart.title')}
      sub={
        query.data === undefined
          ? undefined
          : shown.found === null
            ? t('chart.total', { n: format.count(chart.rows.length) })
            : t('chart.found', { n: format.count(shown.found) })
      }
      acts={
        mayWrite && (
          <Button
            leftSection={<Icon name="plus" />}
            disabled={query.data === undefined}
            onClick={() => setOpening(active()?.code ?? '')}
          >
            {t('chart.new')}
          </Button>
        )
      }
      toolbar={
        <>
          <SearchField label={t('chart.search')} value={text} onChange={(ara) => go({ ara })} />
          <ClosedToggle isOn={withClosed} onChange={(on) => go({ kapali: on ? '1' : '' })} />
          <span style={{ flex: 1 }} />
          {mayWrite && <ChartMenuButton clientId={clientId} acts={acts} />}
          <GridTools
            page="chart"
            storageKey="chart"
            columnIds={columns.map((column) => column.id)}
            file={(file, ids) => ({
              path: pathOf('/clients/:clientId/chart/export', { clientId }, { format: file, columns: ids }),
            })}
          />
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        // Drawn anew for each search, on the row that it puts the keyboard on.
        key={query.isPending ? 'loading' : text}
        label={t('chart.title')}
        columns={columns}
        rows={shown.rows}
        rowId={codeOf}
        storageKey="chart"
        placeKey={placeOfChart(clientId)}
        loading={query.isPending}
        openLabel={t('chart.open')}
        onOpen={(row) => go({ hesap: row.code })}
        tree={{
          open: (row) => folded(row.code) && chart.toggle(row.code),
          close: (row) => chart.close(row, folded),
        }}
        rowTone={(row) => (row.status === 'closed' ? 'faint' : row.code.length < 3 ? 'strong' : undefined)}
        card={(row) => <Card row={row} cells={{ folded, toggle: chart.toggle }} />}
        cardHeight={44}
        empty={<Empty icon="search" title={t('chart.none')} next={t('chart.noneNext')} />}
      />
      <Overlays
        clientId={clientId}
        chart={chart}
        acts={acts}
        mayWrite={mayWrite}
        account={chart.byCode.get(hesap)}
        opening={opening}
        setOpening={setOpening}
        onClose={() => go({ hesap: '' })}
      />
    </Page>
  );
}
