/** The statement (ekstre) of an account or a counterparty: what was brought forward, its lines, and what they come to. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import { api } from '../../api/session.ts';
import { useSparseRows } from '../../api/sparse-rows.ts';
import { useFormat } from '../../format/use-format.ts';
import { daysOfAddress } from '../../shell/client-month/use-client-month.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Amount } from '../../ui/small.tsx';
import { BalanceSide } from '../mizan/balance-side.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import { EkstreCard, idOfLine, useEkstreColumns } from './cari-columns.tsx';
import { changedSearch } from './changed-search.ts';
import { ChooseCari, type Whose } from './choose-cari.tsx';
import { StatementTabs } from './statement-tabs.tsx';

const HERE = '/office/mukellefler/$clientId/defterler/cari';
const ISO = /^\d{4}-\d{2}-\d{2}$/;

interface Asked {
  readonly account?: string;
  readonly taxId?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Days and whose; null while nobody is chosen. */
function useView() {
  const navigate = useNavigate();
  const { clientId } = useParams({ from: HERE });
  const search = useSearch({ from: HERE });
  const { bas = '', son = '' } = daysOfAddress(search);
  const { hesap, vkn } = search;
  const asked = useMemo((): Asked | null => {
    const days = { ...(ISO.test(bas) && { from: bas }), ...(ISO.test(son) && { to: son }) };
    if (vkn !== undefined && /^\d{10,11}$/.test(vkn)) return { taxId: vkn, ...days };
    return hesap !== undefined && /^[1-9][\w.]{0,79}$/.test(hesap) ? { account: hesap, ...days } : null;
  }, [hesap, vkn, bas, son]);
  const go = useCallback(
    (change: Record<string, string>) =>
      void navigate({
        to: '/mukellefler/$clientId/defterler/cari',
        params: { clientId },
        search: changedSearch(search, change),
        replace: true,
      }),
    [navigate, clientId, search],
  );
  return { clientId, asked, bas, son, whose: vkn ?? hesap ?? '', go };
}

function useLines(clientId: string, asked: Asked) {
  const key = useMemo(() => ['mizan', clientId, 'cari-ekstre', asked], [clientId, asked]);
  const page = useCallback(
    (place: { offset: number; limit: number }, signal?: AbortSignal) =>
      api.call('GET /clients/:clientId/cari-ekstre', {
        params: { clientId },
        query: { ...asked, ...place },
        ...(signal === undefined ? {} : { signal }),
      }),
    [clientId, asked],
  );
  return useSparseRows({
    key,
    summary: (signal) =>
      api.call('GET /clients/:clientId/cari-ekstre/summary', { params: { clientId }, query: asked, signal }),
    page,
  });
}

function Lines({ clientId, asked }: { clientId: string; asked: Asked }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const list = useLines(clientId, asked);
  const columns = useEkstreColumns(clientId);
  const sums = list.summary;
  return (
    <>
      {list.error !== null && <ProblemNote error={list.error} onRetry={list.retry} />}
      <div
        className="soft"
        style={{ display: 'flex', flexWrap: 'wrap', gap: '2px 16px', padding: '0 12px 6px', minHeight: 24 }}
      >
        {sums !== undefined && (
          <>
            <span>{sums.name}</span>
            <span>{t('statements.cari.opening', { amount: format.amount(sums.opening) })}</span>
            {sums.currencies.map(({ currency, closing }) => (
              <span key={currency}>
                {t('statements.cari.currency', { currency, amount: format.amount(closing) })}
              </span>
            ))}
          </>
        )}
      </div>
      <DataGrid
        label={t('statements.tabs.cari')}
        columns={columns}
        rows={list.rows}
        rowId={idOfLine}
        storageKey="cari-ekstre"
        placeKey={`cari.${clientId}.${JSON.stringify(asked)}`}
        loading={list.loading}
        onRange={list.onRange}
        loadRange={list.loadRange}
        openLabel={t('statements.cari.open')}
        onOpen={(line) =>
          void navigate({
            to: '/mukellefler/$clientId/fisler/$voucherId',
            params: { clientId, voucherId: line.voucherId },
          })
        }
        {...(sums !== undefined && {
          footer: {
            description: t('statements.cari.total', { n: format.count(sums.count) }),
            debit: <Amount value={sums.debit} zero="number" />,
            credit: <Amount value={sums.credit} zero="number" />,
            balance: <BalanceSide value={sums.closing} />,
          },
        })}
        card={(line) => <EkstreCard line={line} />}
        empty={
          <Empty icon="scale" title={t('statements.cari.empty')} next={t('statements.cari.emptyNext')} />
        }
      />
    </>
  );
}

export function CariPage() {
  const { t } = useTranslation();
  const { clientId, asked, bas, son, whose, go } = useView();
  const columnIds = useEkstreColumns(clientId).map((column) => column.id);
  const choose = (next: Whose) => go({ hesap: '', vkn: '', ...next });
  return (
    <Page
      title={t('statements.tabs.cari')}
      toolbar={
        <>
          <StatementTabs clientId={clientId} />
          <ChooseCari clientId={clientId} shown={whose} onChosen={choose} />
          <DateField
            hideLabel
            label={t('statements.from')}
            value={bas}
            onChange={(iso) => go({ bas: iso })}
          />
          <DateField hideLabel label={t('statements.end')} value={son} onChange={(iso) => go({ son: iso })} />
          <span style={{ flex: 1 }} />
          <GridTools
            page="cari-ekstre"
            storageKey="cari-ekstre"
            columnIds={columnIds}
            {...(asked !== null && {
              file: (file, columns) => ({
                path: pathOf(
                  '/clients/:clientId/cari-ekstre/export',
                  { clientId },
                  { ...asked, columns, format: file },
                ),
              }),
            })}
          />
        </>
      }
    >
      {asked === null ? (
        <Empty icon="scale" title={t('statements.cari.start')} next={t('statements.cari.startNext')} />
      ) : (
        <Lines clientId={clientId} asked={asked} />
      )}
    </Page>
  );
}
