/** One request: what was asked, what came, and what to do with it: close it or ask again. */
import { Button, Drawer, Group, Skeleton, Stack, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { DateField } from '../../ui/date-field.tsx';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import { RequestState } from './request-state.tsx';
import classes from './requests.module.css';
import { type ClientRequest, requestQuery } from './requests-queries.ts';

export function RequestDrawer({ requestId, onClose }: { requestId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery(requestQuery(requestId));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(560px, 100vw)"
      title={query.data?.clientTitle ?? t('requests.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={220} />}
      {query.data !== undefined && <Detail request={query.data} />}
    </Drawer>
  );
}

function History({ request }: { request: ClientRequest }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ol className={classes.steps}>
      {request.history.map((step) => (
        <li key={step.id}>
          <span className="faint">
            {format.moment(step.at)} · {step.by ?? t('requests.detail.someone')}{' '}
            {t(`requests.detail.acts.${step.act}`)}
          </span>
          {step.text !== '' && <p>{step.text}</p>}
          {step.files.map((file) => (
            <Link
              key={file.documentId}
              to="/mukellefler/$clientId/belgeler"
              params={{ clientId: request.clientId }}
              search={{ belge: file.documentId }}
            >
              {file.fileName}
            </Link>
          ))}
        </li>
      ))}
    </ol>
  );
}

/** Asking again says why; a new day may be set. */
function AskAgain({ request, onDone }: { request: ClientRequest; onDone: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [dueDate, setDueDate] = useState(request.dueDate ?? '');
  const again = useMutation({
    mutationFn: () =>
      api.call('POST /requests/:requestId/ask-again', {
        params: { requestId: request.id },
        body: { text: text.trim(), dueDate: dueDate || null },
      }),
    onSuccess: () => {
      showDone(t('requests.detail.againDone'));
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        again.mutate();
      }}
    >
      <Stack gap="sm">
        {again.isError && <ProblemNote error={again.error} />}
        <Textarea
          label={t('requests.detail.againText')}
          autosize
          minRows={2}
          maxLength={2000}
          autoFocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <DateField label={t('requests.ask.due')} value={dueDate} onChange={setDueDate} />
        <Group justify="flex-end">
          <Button type="submit" disabled={text.trim() === ''} loading={again.isPending}>
            {t('requests.detail.again')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Acts({ request }: { request: ClientRequest }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const renew = () => {
    setAsking(false);
    void cache.invalidateQueries({ queryKey: ['requests'] });
  };
  const close = useMutation({
    mutationFn: () => api.call('POST /requests/:requestId/close', { params: { requestId: request.id } }),
    onSuccess: () => {
      showDone(t('requests.detail.closed'));
      renew();
    },
  });
  return (
    <>
      {close.isError && <ProblemNote error={close.error} />}
      <Group gap="xs">
        {request.state !== 'closed' && (
          <Button loading={close.isPending} onClick={() => close.mutate()}>
            {t('requests.detail.close')}
          </Button>
        )}
        <Button variant="default" aria-expanded={asking} onClick={() => setAsking(!asking)}>
          {t('requests.detail.again')}
        </Button>
      </Group>
      {asking && <AskAgain request={request} onDone={renew} />}
    </>
  );
}

function Detail({ request }: { request: ClientRequest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const monthName = useMonthName();
  const can = useCan();
  const { clientId } = request;
  const facts = [
    request.month === null ? null : monthName(request.month),
    request.dueDate === null ? null : `${t('requests.ask.due')}: ${format.date(request.dueDate)}`,
    t(`requests.ask.kinds.${request.kind}`),
  ].filter((fact) => fact !== null);
  return (
    <Stack gap="md">
      <Group gap="md">
        <RequestState request={request} />
        <span className="soft">{facts.join(' · ')}</span>
      </Group>
      <p className={classes.text}>{request.text}</p>
      {request.document !== null && (
        <Link
          to="/mukellefler/$clientId/belgeler"
          params={{ clientId }}
          search={{ belge: request.document.id }}
        >
          {t('requests.ask.about', { name: request.document.documentNo ?? request.document.fileName })}
        </Link>
      )}
      {can('request:write') && <Acts request={request} />}
      <section aria-label={t('requests.detail.history')}>
        <h2>{t('requests.detail.history')}</h2>
        <History request={request} />
      </section>
      <Link to="/mukellefler/$clientId/belgeler" params={{ clientId }}>
        {t('requests.detail.documents')}
      </Link>
    </Stack>
  );
}
