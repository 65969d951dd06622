/** The balance sheet of a client on a day beside an earlier one, every row a way down to its accounts. */

import { dayAfter } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import { isoToday, monthRange } from '../../format/date.ts';
import { useFormat } from '../../format/use-format.ts';
import { daysOfAddress } from '../../shell/client-month/use-client-month.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { changedSearch } from './changed-search.ts';
import { StatementGrid } from './statement-grid.tsx';
import { EqualWord, StatementNotes, useFacts } from './statement-notes.tsx';
import { StatementPrint } from './statement-print.tsx';
import { bilancoQuery } from './statement-queries.ts';
import { filledRows, type StatementRow } from './statement-rows.ts';
import { StatementTabs } from './statement-tabs.tsx';
import { StatementTools } from './statement-tools.tsx';
import { useOpenRows } from './use-open-rows.ts';

const HERE = '/office/mukellefler/$clientId/defterler/bilanco';
const ISO = /^\d{4}-\d{2}-\d{2}$/;

function useView() {
  const navigate = useNavigate();
  const { clientId } = useParams({ from: HERE });
  const search = useSearch({ from: HERE });
  const today = isoToday(new Date());
  const { son } = daysOfAddress(search);
  const to =
    son !== undefined && ISO.test(son)
      ? son
      : monthRange(Number(today.slice(0, 4)), Number(today.slice(5, 7))).to;
  const prior = search.kson !== undefined && ISO.test(search.kson) ? search.kson : undefined;
  const all = search.bos === '1';
  const go = useCallback(
    (change: Record<string, string>) =>
      void navigate({
        to: '/mukellefler/$clientId/defterler/bilanco',
        params: { clientId },
        search: changedSearch(search, change),
        replace: true,
      }),
    [navigate, clientId, search],
  );
  return { clientId, to, prior, all, go };
}

/** Production costs are a balance; the added results are those of their years. */
function useRangesOf(days: readonly string[], yearStarts: readonly string[]) {
  return useCallback(
    (row: StatementRow) =>
      days.map((to, at) => {
        const start = yearStarts[at] ?? to;
        if (row.id.startsWith('donem-')) return { from: start, to };
        return { to: row.id.startsWith('onceki-') ? dayAfter(start, -1) : to };
      }),
    [days, yearStarts],
  );
}

const NONE: readonly never[] = [];

export function BilancoPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { clientId, to, prior, all, go } = useView();
  const asked = useMemo(() => ({ to, ...(prior === undefined ? {} : { prior }) }), [to, prior]);
  const query = useQuery(bilancoQuery(clientId, asked));
  const sheet = query.data;
  const days = sheet?.days ?? NONE;
  const rows = useMemo(
    () => (sheet === undefined ? [] : all ? sheet.rows : filledRows(sheet.rows)),
    [sheet, all],
  );
  const { shown, open, toggle } = useOpenRows(clientId, rows, useRangesOf(days, sheet?.yearStarts ?? NONE));
  const headers = useMemo(() => days.map((day) => format.date(day)), [days, format]);
  const facts = useFacts(sheet);
  const isEmpty = sheet !== undefined && filledRows(sheet.rows).length <= 2;
  return (
    <Page
      title={t('statements.tabs.bilanco')}
      sub={sheet === undefined || isEmpty ? undefined : <EqualWord equal={sheet.equal} />}
      toolbar={
        <>
          <StatementTabs clientId={clientId} />
          <DateField hideLabel label={t('statements.to')} value={to} onChange={(son) => go({ son })} />
          <span className="faint">{t('statements.compared')}</span>
          <DateField
            hideLabel
            label={t('statements.priorTo')}
            value={prior ?? days[1] ?? ''}
            onChange={(iso) => go({ kson: iso })}
          />
          <StatementTools
            page="bilanco"
            all={all}
            go={go}
            file={(file) => ({
              path: pathOf(
                '/clients/:clientId/bilanco/export',
                { clientId },
                { ...asked, all: String(all), format: file },
              ),
            })}
          />
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {sheet !== undefined && (
        <StatementPrint
          clientId={clientId}
          title={t('statements.tabs.bilanco')}
          rows={rows}
          headers={headers}
          facts={[t(sheet.equal ? 'statements.equal' : 'statements.unequal'), ...facts.wrong, ...facts.notes]}
        />
      )}
      <StatementGrid
        label={t('statements.tabs.bilanco')}
        storageKey="bilanco"
        placeKey={`bilanco.${clientId}.${to}`}
        rows={isEmpty ? NONE : shown}
        headers={headers}
        loading={query.isPending}
        open={open}
        toggle={toggle}
        empty={[t('statements.bilancoEmpty'), t('statements.bilancoEmptyNext')]}
        onAccount={(accountCode) =>
          void navigate({
            to: '/mukellefler/$clientId/mizan/$accountCode',
            params: { clientId, accountCode },
            search: { bas: sheet?.yearStarts[0] ?? to, son: to },
          })
        }
      />
      <StatementNotes {...facts} />
    </Page>
  );
}
