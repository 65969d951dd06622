/** The reports: one is chosen, of a client or of the office and of some days; it is looked at here and taken along as a file. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { clientQuery } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import uiClasses from '../../ui/ui.module.css';
import { ReportFiles } from './report-files.tsx';
import { ReportParts } from './report-parts.tsx';
import { daysOf, nameOf, PERIODS } from './report-period.ts';
import classes from './reports.module.css';
import { type ReportKind, reportKindsQuery, reportQuery } from './reports-queries.ts';
import { OPTION_NAMES, useReportView } from './use-report-view.ts';

const ClientField = lazy(() =>
  import('../clients/client-field.tsx').then((part) => ({ default: part.ClientField })),
);

const NONE: readonly ReportKind[] = [];
type View = ReturnType<typeof useReportView>;

function ChooseReport({
  kinds,
  chosen,
  go,
}: {
  kinds: readonly ReportKind[];
  chosen: string;
  go: View['go'];
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className={uiClasses.field} style={{ width: 220 }}>
      <select
        aria-label={t('reports.report')}
        value={chosen}
        onChange={(event) => go({ rapor: event.currentTarget.value })}
      >
        {(['client', 'office'] as const).map((about) => (
          <optgroup key={about} label={t(`reports.groups.${about}`)}>
            {kinds
              .filter((kind) => kind.about === about)
              .map(({ reportId, title }) => (
                <option key={reportId} value={reportId}>
                  {format.pick(title.tr, title.en)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </span>
  );
}

function PeriodChoice({ days, today, go }: Pick<View, 'days' | 'today' | 'go'>) {
  const { t } = useTranslation();
  const name = nameOf(days, today);
  return (
    <>
      <PlainSelect
        label={t('reports.period')}
        value={name ?? ''}
        width={124}
        choices={[
          ...(name === null ? [{ value: '', label: t('reports.periods.other') }] : []),
          ...PERIODS.map((value) => ({ value, label: t(`reports.periods.${value}`) })),
        ]}
        onChange={(value) => {
          const chosen = PERIODS.find((each) => each === value);
          if (chosen === undefined) return;
          const { from, to } = daysOf(chosen, today);
          go({ bas: from, son: to });
        }}
      />
      <DateField
        hideLabel
        label={t('reports.from')}
        value={days.from}
        onChange={(iso) => iso !== '' && go({ bas: iso, son: days.to })}
      />
      <DateField
        hideLabel
        label={t('reports.to')}
        value={days.to}
        onChange={(iso) => iso !== '' && go({ bas: days.from, son: iso })}
      />
    </>
  );
}

function Options({ kind, search, go }: { kind: ReportKind } & Pick<View, 'search' | 'go'>) {
  const format = useFormat();
  return kind.options.map(({ name, label, fallback }) => {
    const text = format.pick(label.tr, label.en);
    const held = search[OPTION_NAMES[name]] ?? '';
    const keep = (value: string) => value !== held && go({ [OPTION_NAMES[name]]: value });
    return (
      <span key={`${name}-${held}`} className={uiClasses.field} style={{ width: 196 }}>
        <input
          aria-label={text}
          title={text}
          placeholder={fallback === null ? text : `${text}: ${fallback}`}
          defaultValue={held}
          onBlur={(event) => keep(event.currentTarget.value.trim())}
          onKeyDown={(event) => event.key === 'Enter' && keep(event.currentTarget.value.trim())}
        />
      </span>
    );
  });
}

function Shown({ view, kind }: { view: View; kind: ReportKind }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(reportQuery(view.asked, format.language));
  if (view.asked === null)
    return kind.about === 'client' && view.clientId === null ? (
      <Empty icon="company" title={t('reports.noClient')} next={t('reports.noClientNext')} />
    ) : (
      <Empty icon="scale" title={t('reports.needsOption')} next={t('reports.needsOptionNext')} />
    );
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const { data } = query;
  const name = format.pick(kind.title.tr, kind.title.en);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className={classes.scroll} aria-label={name} aria-busy={query.isFetching} tabIndex={0}>
      {data !== undefined && (
        <>
          <p className={classes.facts}>{data.facts.map(({ tr, en }) => format.pick(tr, en)).join(' · ')}</p>
          {data.isEmpty && <p className={classes.facts}>{t('reports.empty')}</p>}
          <div className={classes.parts}>
            <ReportParts parts={data.parts} name={name} />
          </div>
        </>
      )}
    </section>
  );
}

export function ReportsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const kinds = useQuery(reportKindsQuery);
  const view = useReportView(kinds.data?.items ?? NONE);
  const { kind, go, asked, clientId } = view;
  const client = useQuery({ ...clientQuery(clientId ?? ''), enabled: clientId !== null });
  return (
    <Page
      title={t('reports.title')}
      sub={kind === undefined ? undefined : format.pick(kind.summary.tr, kind.summary.en)}
      acts={
        <>
          <Button variant="default" component={Link} to="/raporlar/zamanlanmis">
            {t('reports.scheduled')}
          </Button>
          {kind !== undefined && asked !== null && <ReportFiles kind={kind} asked={asked} />}
        </>
      }
      toolbar={
        kind !== undefined && (
          <>
            <ChooseReport kinds={kinds.data?.items ?? NONE} chosen={kind.reportId} go={go} />
            {kind.about === 'client' && (
              <span className={classes.client}>
                <Suspense fallback={null}>
                  <ClientField
                    aria-label={t('reports.client')}
                    placeholder={t('reports.findClient')}
                    w={280}
                    size="xs"
                    chosen={client.data ?? null}
                    onChosen={({ id }) => go({ mukellef: id })}
                  />
                </Suspense>
              </span>
            )}
            <PeriodChoice days={view.days} today={view.today} go={go} />
            <Options kind={kind} search={view.search} go={go} />
          </>
        )
      }
    >
      {kinds.isError && <ProblemNote error={kinds.error} onRetry={() => void kinds.refetch()} />}
      {kind !== undefined && <Shown view={view} kind={kind} />}
    </Page>
  );
}
