/** Health of each part, the queue at a glance, last backups and drills, versions, migrations, and who did what. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { StateWord } from '../../ui/small.tsx';
import classes from './operations.module.css';
import { actsQuery, type JobState, type Overview } from './operations-queries.ts';
import { Migrations, Versions } from './versions.tsx';

const LOOKS = {
  bad: { icon: 'wrong', tone: 'wrong' },
  warn: { icon: 'warn', tone: 'wait' },
  ok: { icon: 'check', tone: 'done' },
} as const;
const WORST_FIRST = ['bad', 'warn', 'ok'];
const STATES: readonly JobState[] = ['waiting', 'running', 'stuck', 'failed'];

export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.block} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Parts({ parts }: { parts: Overview['parts'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sorted = parts.toSorted((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state));
  return (
    <ul className={classes.rows}>
      {sorted.map((part) => (
        <li key={part.name} data-state={part.state}>
          <StateWord {...LOOKS[part.state]}>{t(`operations.state.${part.state}`)}</StateWord>
          <strong>{format.pick(part.title.tr, part.title.en)}</strong>
          <span className="soft">{format.pick(part.detail.tr, part.detail.en)}</span>
        </li>
      ))}
    </ul>
  );
}

function Queue({ jobs }: { jobs: Overview['jobs'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (jobs === null) return <p className="wrong">{t('operations.queueUnknown')}</p>;
  const tone = (state: JobState) =>
    ((state === 'stuck' || state === 'failed') && jobs[state] > 0) || undefined;
  return (
    <div className={classes.counts}>
      {STATES.map((state) => (
        <Link
          key={state}
          to="/isletim"
          search={{ bolum: 'isler', durum: state }}
          className={classes.count}
          data-wrong={tone(state)}
        >
          <strong>{format.count(jobs[state])}</strong>
          <span>{t(`operations.job.${state}`)}</span>
        </Link>
      ))}
    </div>
  );
}

function Runs({ runs }: { runs: Overview['runs'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={classes.rows}>
      {runs.map(({ kind, last, lastGoodAt }) => (
        <li key={kind}>
          {last === null ? (
            <StateWord icon="warn" tone="wait">
              {t('operations.never')}
            </StateWord>
          ) : (
            <StateWord {...LOOKS[last.outcome === 'ok' ? 'ok' : 'bad']}>
              {t(last.outcome === 'ok' ? 'operations.runOk' : 'operations.runFailed')}
            </StateWord>
          )}
          <strong>{t(`operations.run.${kind}`)}</strong>
          {last !== null && (
            <span className="soft">
              {[
                format.moment(last.endedAt),
                t('operations.took', { n: format.quantity(last.seconds.toFixed(1)) }),
                last.sizeBytes === null ? '' : format.bytes(last.sizeBytes),
                last.place ?? '',
                last.detail,
                last.outcome === 'ok'
                  ? ''
                  : lastGoodAt === null
                    ? t('operations.noneGood')
                    : t('operations.lastGood', { at: format.moment(lastGoodAt) }),
              ]
                .filter((text) => text !== '')
                .join(' · ')}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Acts() {
  const { t } = useTranslation();
  const format = useFormat();
  const acts = useQuery(actsQuery).data?.items ?? [];
  if (acts.length === 0) return <p className="soft">{t('operations.noActs')}</p>;
  return (
    <ul className={classes.acts}>
      {acts.slice(0, 10).map((act) => (
        <li key={act.id}>
          <span className="faint">{format.moment(act.at)}</span>{' '}
          {act.act === 'install-rule-pack' || act.act === 'remove-rule-pack'
            ? t(`operations.packAct.${act.act}`, { who: act.userName, version: act.subject })
            : t('operations.actLine', {
                who: act.userName,
                job: act.subject,
                what: t(`operations.act.${act.act}`),
              })}
        </li>
      ))}
    </ul>
  );
}

export function StatusSection({ overview }: { overview: Overview | undefined }) {
  const { t } = useTranslation();
  if (overview === undefined)
    return (
      <div className={classes.note}>
        <Skeleton height={320} />
      </div>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys alone
    <div className={classes.scroller} tabIndex={0}>
      <div className={classes.columns}>
        <div>
          <Block title={t('operations.parts')}>
            <Parts parts={overview.parts} />
          </Block>
          <Block title={t('operations.runs')}>
            <Runs runs={overview.runs} />
          </Block>
        </div>
        <div>
          <Block title={t('operations.queue')}>
            <Queue jobs={overview.jobs} />
          </Block>
          <Block title={t('operations.versions')}>
            <Versions overview={overview} />
          </Block>
          <Block title={t('operations.migrations')}>
            <Migrations migrations={overview.migrations} />
          </Block>
          <Block title={t('operations.acts')}>
            <Acts />
          </Block>
        </div>
      </div>
    </div>
  );
}
