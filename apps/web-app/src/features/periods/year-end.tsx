/** The closing of a fiscal year: what it came to, what only the accountant can tell, and its steps with their vouchers. */
import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import type { IconName } from '../../ui/icon.tsx';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { Amount, KeyCap, StateWord, Tag, type Tone } from '../../ui/small.tsx';
import classes from './periods.module.css';
import { useRenew, type YearEnd as View, type YearEndStep, yearEndQuery } from './periods-queries.ts';
import { YearEndChoices } from './year-end-choices.tsx';

const LOOKS: Readonly<Record<YearEndStep['state'], { icon: IconName; tone: Tone }>> = {
  nothing: { icon: 'check', tone: 'plain' },
  posted: { icon: 'check', tone: 'done' },
  proposed: { icon: 'edit', tone: 'wait' },
  waiting: { icon: 'clock', tone: 'plain' },
  again: { icon: 'warn', tone: 'wait' },
  stale: { icon: 'warn', tone: 'wrong' },
  blocked: { icon: 'info', tone: 'wait' },
};

interface Of {
  readonly clientId: string;
  readonly year: number;
}

function Vouchers({ clientId, step }: { clientId: string; step: YearEndStep }) {
  const { t } = useTranslation();
  return step.vouchers.map((voucher) => (
    <Link
      key={voucher.id}
      to="/mukellefler/$clientId/fisler/$voucherId"
      params={{ clientId, voucherId: voucher.id }}
    >
      {voucher.status === 'draft'
        ? t('periods.yearEnd.draft')
        : t(voucher.isReversed ? 'periods.yearEnd.reversedNo' : 'periods.yearEnd.fisNo', {
            no: voucher.fisNo ?? '',
          })}
    </Link>
  ));
}

function Needs({ step }: { step: YearEndStep }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (step.needs.length === 0) return null;
  return (
    <ul className={classes.stepNeeds}>
      {step.needs.map((need) => (
        <li key={`${need.kind}${need.code}`}>
          {t(`periods.yearEnd.need.${need.kind}`, { code: need.code, amount: format.amount(need.amount) })}
        </li>
      ))}
    </ul>
  );
}

function Step({
  of,
  step,
  at,
  post,
}: {
  of: Of;
  step: YearEndStep;
  at: number;
  post: (step: YearEndStep) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useCan()('voucher:post');
  const look = LOOKS[step.state];
  return (
    <li data-step={step.step} data-state={step.state}>
      <span>
        {at}. {t(`periods.yearEnd.step.${step.step}`)}{' '}
        {step.isEdited && <Tag>{t('periods.yearEnd.edited')}</Tag>}
      </span>
      <span className="soft">{format.date(step.date)}</span>
      <StateWord icon={look.icon} tone={look.tone}>
        {t(`periods.yearEnd.state.${step.state}`)}
      </StateWord>
      <span>
        <Amount value={step.amount} />
      </span>
      <span className={classes.stepActs}>
        <Vouchers clientId={of.clientId} step={step} />
        {may && step.isNext && step.state === 'proposed' && (
          <Button size="compact-xs" onClick={() => post(step)}>
            {t('periods.yearEnd.post')}
          </Button>
        )}
      </span>
      <Needs step={step} />
    </li>
  );
}

function useYearEndActs({ clientId, year }: Of) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const renew = useRenew(clientId);
  const params = { clientId, year };
  const done = async (view: View) => {
    cache.setQueryData(yearEndQuery(clientId, year).queryKey, view);
    await renew();
  };
  const propose = useMutation({
    mutationFn: () => api.call('POST /clients/:clientId/years/:year/closing/propose', { params, body: {} }),
    onSuccess: async (view) => {
      await done(view);
      showDone(t('periods.yearEnd.proposed'));
    },
    onError: showProblem,
  });
  const post = useMutation({
    mutationFn: ({ step, vouchers }: YearEndStep) =>
      api.call('POST /clients/:clientId/years/:year/closing/post', {
        params,
        body: { step, version: vouchers.find(({ status }) => status === 'draft')?.version ?? 0 },
      }),
    onSuccess: done,
    onError: showProblem,
  });
  return { propose, post };
}

const TO_PROPOSE: ReadonlySet<YearEndStep['state']> = new Set(['waiting', 'again', 'stale']);

export function YearEnd({ clientId, year, isClosed }: Of & { readonly isClosed: boolean }) {
  const { t } = useTranslation();
  const can = useCan();
  const query = useQuery(yearEndQuery(clientId, year));
  const { propose, post } = useYearEndActs({ clientId, year });
  const view = query.data;
  const mayPropose =
    can('voucher:write') &&
    view?.isOver === true &&
    view.steps.some(({ state }) => TO_PROPOSE.has(state)) === true;
  const next = view?.steps.find(({ isNext, state }) => isNext && state === 'proposed');
  useKeys([
    ...(mayPropose ? [{ key: 'o', label: t('periods.yearEnd.propose'), run: () => propose.mutate() }] : []),
    ...(next !== undefined && can('voucher:post')
      ? [{ key: 'Shift+Enter', label: t('periods.yearEnd.postNext'), run: () => post.mutate(next) }]
      : []),
  ]);
  return (
    <div className={classes.yearEnd}>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {view === undefined ? (
        <Skeleton height={320} />
      ) : (
        <>
          {!view.isOver && <p className="soft">{t('periods.yearEnd.notOver')}</p>}
          <YearEndChoices clientId={clientId} view={view} isClosed={isClosed} />
          {mayPropose && (
            <Button loading={propose.isPending} onClick={() => propose.mutate()} mb="sm">
              {t('periods.yearEnd.propose')}
              <KeyCap>O</KeyCap>
            </Button>
          )}
          <ol className={classes.steps} aria-label={t('periods.part.yil-sonu')}>
            {view.steps.map((step, at) => (
              <Step
                key={step.step}
                of={{ clientId, year }}
                step={step}
                at={at + 1}
                post={(each) => post.mutate(each)}
              />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
