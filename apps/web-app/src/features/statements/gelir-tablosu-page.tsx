/** The income statement of a client for a range beside another one, every row a way down to its accounts. */
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
import { gelirTablosuQuery } from './statement-queries.ts';
import { filledRows, type GelirTablosu } from './statement-rows.ts';
import { StatementTabs } from './statement-tabs.tsx';
import { StatementTools } from './statement-tools.tsx';
import { useOpenRows } from './use-open-rows.ts';

const HERE = '/office/mukellefler/$clientId/defterler/gelir-tablosu';
const isoOf = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;

/** The statement runs from the start of the year unless a person named a day; a chosen month is its last one. */
function useView() {
  const navigate = useNavigate();
  const { clientId } = useParams({ from: HERE });
  const search = useSearch({ from: HERE });
  const today = isoToday(new Date());
  const to =
    isoOf(daysOfAddress(search).son) ?? monthRange(Number(today.slice(0, 4)), Number(today.slice(5, 7))).to;
  const [from, priorFrom, priorTo] = [isoOf(search.bas), isoOf(search.kbas), isoOf(search.kson)];
  const asked = useMemo(
    () => ({
      to,
      ...(from === undefined ? {} : { from }),
      ...(priorFrom === undefined || priorTo === undefined ? {} : { priorFrom, priorTo }),
    }),
    [to, from, priorFrom, priorTo],
  );
  const go = useCallback(
    (change: Record<string, string>) =>
      void navigate({
        to: '/mukellefler/$clientId/defterler/gelir-tablosu',
        params: { clientId },
        search: changedSearch(search, change),
        replace: true,
      }),
    [navigate, clientId, search],
  );
  return { clientId, asked, all: search.bos === '1', go };
}

interface RangeFieldsProps {
  readonly ranges: readonly GelirTablosu['ranges'][number][];
  readonly go: (change: Record<string, string>) => void;
}

/** Its days while the statement is being read: the fields have their place from the start. */
const NOT_YET = { from: '', to: '' };

/** Both ends of a range go into the address together: half a range would be another one. */
function RangeFields({ ranges: [own = NOT_YET, prior = NOT_YET], go }: RangeFieldsProps) {
  const { t } = useTranslation();
  const set = (iso: string, change: Record<string, string>) =>
    iso !== '' && Object.values(change).every((day) => day !== '') && go(change);
  return (
    <>
      <DateField
        hideLabel
        label={t('statements.from')}
        value={own.from}
        onChange={(iso) => set(iso, { bas: iso, son: own.to })}
      />
      <DateField
        hideLabel
        label={t('statements.end')}
        value={own.to}
        onChange={(iso) => set(iso, { bas: own.from, son: iso })}
      />
      <span className="faint">{t('statements.compared')}</span>
      <DateField
        hideLabel
        label={t('statements.priorFrom')}
        value={prior.from}
        onChange={(iso) => set(iso, { kbas: iso, kson: prior.to })}
      />
      <DateField
        hideLabel
        label={t('statements.priorTo')}
        value={prior.to}
        onChange={(iso) => set(iso, { kbas: prior.from, kson: iso })}
      />
    </>
  );
}

const NONE: readonly never[] = [];

export function GelirTablosuPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { clientId, asked, all, go } = useView();
  const query = useQuery(gelirTablosuQuery(clientId, asked));
  const statement = query.data;
  const ranges = statement?.ranges ?? NONE;
  const rows = useMemo(
    () => (statement === undefined ? [] : all ? statement.rows : filledRows(statement.rows)),
    [statement, all],
  );
  const { shown, open, toggle } = useOpenRows(
    clientId,
    rows,
    useCallback(() => ranges, [ranges]),
  );
  const headers = useMemo(
    () => ranges.map(({ from, to }) => `${format.date(from)} – ${format.date(to)}`),
    [ranges, format],
  );
  const facts = useFacts(statement);
  const isEmpty = statement !== undefined && filledRows(statement.rows).every((row) => row.kind === 'result');
  const title = t('statements.tabs.gelirTablosu');
  return (
    <Page
      title={title}
      sub={statement === undefined || isEmpty ? undefined : <EqualWord equal={statement.equal} />}
      toolbar={
        <>
          <StatementTabs clientId={clientId} />
          <RangeFields ranges={ranges} go={go} />
          <StatementTools
            page="gelir-tablosu"
            all={all}
            go={go}
            file={(file) => ({
              path: pathOf(
                '/clients/:clientId/gelir-tablosu/export',
                { clientId },
                { ...asked, all: String(all), format: file },
              ),
            })}
          />
        </>
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {statement !== undefined && (
        <StatementPrint
          clientId={clientId}
          title={title}
          rows={rows}
          headers={headers}
          facts={[
            t(statement.equal ? 'statements.equal' : 'statements.unequal'),
            ...facts.wrong,
            ...facts.notes,
          ]}
        />
      )}
      <StatementGrid
        label={title}
        storageKey="gelir-tablosu"
        placeKey={`gelir-tablosu.${clientId}.${headers[0] ?? ''}`}
        rows={isEmpty ? NONE : shown}
        headers={headers}
        loading={query.isPending}
        open={open}
        toggle={toggle}
        empty={[t('statements.gelirEmpty'), t('statements.gelirEmptyNext')]}
        onAccount={(accountCode) =>
          void navigate({
            to: '/mukellefler/$clientId/mizan/$accountCode',
            params: { clientId, accountCode },
            search: { bas: ranges[0]?.from ?? asked.to, son: asked.to },
          })
        }
      />
      <StatementNotes {...facts} />
    </Page>
  );
}
