/** What is asked of me: what waits first, each with its answer, and how it went so far. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { StateWord } from '../../ui/small.tsx';
import { AnswerForm } from './answer-form.tsx';
import classes from './portal.module.css';
import { askedQuery, type OwnRequest } from './portal-queries.ts';
import { PortalPage } from './portal-shell.tsx';

function State({ request }: { request: OwnRequest }) {
  const { t } = useTranslation();
  if (request.state === 'closed')
    return (
      <StateWord icon="check" tone="done">
        {t('portal.asked.states.closed')}
      </StateWord>
    );
  if (request.state === 'answered')
    return (
      <StateWord icon="check" tone="plain">
        {t('portal.asked.states.answered')}
      </StateWord>
    );
  return (
    <StateWord icon={request.late ? 'warn' : 'clock'} tone={request.late ? 'wrong' : 'wait'}>
      {request.late ? t('portal.asked.late') : t('portal.asked.states.open')}
    </StateWord>
  );
}

/** Steps after the asking; the first is the request itself. */
function Steps({ request }: { request: OwnRequest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const steps = request.history.slice(1);
  if (steps.length === 0) return null;
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step.id}>
          <span className="faint">
            {format.moment(step.at)} · {step.by ?? t('portal.asked.accountant')} ·{' '}
            {t(`portal.asked.acts.${step.act}`)}
          </span>
          {step.text !== '' && <p>{step.text}</p>}
          {step.files.length > 0 && <p>{step.files.map((file) => file.fileName).join(', ')}</p>}
        </li>
      ))}
    </ol>
  );
}

function Asked({ request }: { request: OwnRequest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const monthName = useMonthName();
  return (
    <article className={classes.request} data-state={request.state}>
      <div className={classes.requestHead}>
        <State request={request} />
        {request.dueDate !== null && (
          <span>{t('portal.asked.due', { day: format.date(request.dueDate) })}</span>
        )}
        {request.month !== null && <span>{monthName(request.month)}</span>}
        <span>{t('portal.asked.at', { at: format.moment(request.createdAt) })}</span>
      </div>
      <p className={classes.requestText}>{request.text}</p>
      {request.document !== null && (
        <p className="soft">
          {t('portal.asked.about', { name: request.document.documentNo ?? request.document.fileName })}
        </p>
      )}
      <Steps request={request} />
      {request.state === 'open' && <AnswerForm request={request} />}
      {request.state === 'answered' && (
        <details>
          <summary>{t('portal.asked.more')}</summary>
          <AnswerForm request={request} />
        </details>
      )}
    </article>
  );
}

export function AskedPage() {
  const { t } = useTranslation();
  const { clientId } = useParams({ from: '/portal/$clientId/istenenler' });
  const query = useQuery(askedQuery(clientId));
  const rows = query.data?.items ?? [];
  return (
    <PortalPage title={t('portal.asked.title')} hint={t('portal.asked.hint')}>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && [1, 2].map((n) => <Skeleton key={n} height={140} />)}
      {query.isSuccess && rows.length === 0 && (
        <Empty icon="check" title={t('portal.asked.empty')} next={t('portal.asked.emptyNext')} />
      )}
      {rows.map((request) => (
        <Asked key={request.id} request={request} />
      ))}
    </PortalPage>
  );
}
