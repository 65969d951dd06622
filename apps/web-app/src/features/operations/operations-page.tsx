/** The page of whoever runs the installation: what is broken, what waits, what is slow; it renews itself. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Chips, StateWord } from '../../ui/small.tsx';
import classes from './operations.module.css';
import { type Overview, overviewQuery } from './operations-queries.ts';
import { StatusSection } from './status-section.tsx';

// The state comes first; what has a section of its own is loaded when it is opened.
const JobsSection = lazy(() => import('./jobs-section.tsx').then((part) => ({ default: part.JobsSection })));
const RequestsSection = lazy(() =>
  import('./requests-section.tsx').then((part) => ({ default: part.RequestsSection })),
);
const StatementsSection = lazy(() =>
  import('./statements-section.tsx').then((part) => ({ default: part.StatementsSection })),
);

const RulePacksSection = lazy(() =>
  import('./rule-packs-section.tsx').then((part) => ({ default: part.RulePacksSection })),
);

const SECTIONS = ['durum', 'isler', 'istekler', 'sorgular', 'kurallar'] as const;
type Section = (typeof SECTIONS)[number];

/** The one sentence that a tired operator needs; a backup that was never made is not "well". */
function Verdict({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const states = [
    ...overview.parts.map(({ state }) => state),
    ...overview.runs.map(({ last }) => (last === null ? 'warn' : last.outcome === 'ok' ? 'ok' : 'bad')),
  ];
  const count = (wanted: 'bad' | 'warn') => states.filter((state) => state === wanted).length;
  const [bad, warn] = [count('bad'), count('warn')];
  return (
    <div className={classes.verdict}>
      {bad > 0 ? (
        <StateWord icon="wrong" tone="wrong">
          {t('operations.broken', { n: bad })}
        </StateWord>
      ) : (
        <StateWord icon={warn > 0 ? 'warn' : 'check'} tone={warn > 0 ? 'wait' : 'done'}>
          {warn > 0 ? t('operations.attention', { n: warn }) : t('operations.fine')}
        </StateWord>
      )}
      <span className="faint">{t('operations.updated', { at: format.moment(overview.at) })}</span>
    </div>
  );
}

export function OperationsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const search: { bolum?: string; durum?: string } = useSearch({ from: '/office/isletim' });
  const section = SECTIONS.find((name) => name === search.bolum) ?? 'durum';
  const overview = useQuery(overviewQuery);
  const go = (bolum: Section) =>
    void navigate({ to: '/isletim', search: bolum === 'durum' ? {} : { bolum }, replace: true });
  useKeys([
    ...SECTIONS.map((name, index) => ({
      key: String(index + 1),
      label: t('operations.keys.section', { name: t(`operations.section.${name}`) }),
      run: () => go(name),
    })),
    {
      key: 'r',
      label: t('operations.keys.refresh'),
      run: () => void cache.invalidateQueries({ queryKey: ['operations'] }),
    },
  ]);
  const jobs = overview.data?.jobs;
  const troubled = (jobs?.stuck ?? 0) + (jobs?.failed ?? 0);
  return (
    <Page
      title={t('operations.title')}
      sub={overview.data === undefined ? undefined : <Verdict overview={overview.data} />}
      toolbar={
        <Chips
          label={t('operations.sections')}
          value={section}
          onChange={go}
          choices={SECTIONS.map((value) => ({
            value,
            label: t(`operations.section.${value}`),
            count: value === 'isler' && troubled > 0 ? troubled : undefined,
          }))}
        />
      }
    >
      {overview.isError && (
        <div className={classes.note}>
          <ProblemNote error={overview.error} onRetry={() => void overview.refetch()} />
        </div>
      )}
      {section === 'durum' && <StatusSection overview={overview.data} />}
      <Suspense fallback={null}>
        {section === 'isler' && <JobsSection counts={jobs ?? null} durum={search.durum} />}
        {section === 'istekler' && <RequestsSection />}
        {section === 'sorgular' && <StatementsSection />}
        {section === 'kurallar' && <RulePacksSection />}
      </Suspense>
    </Page>
  );
}
