/** The office's webhooks: their health, a test, their log, turned off and on. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { StateWord } from '../../ui/small.tsx';
import classes from './machines.module.css';
import { type Webhook, webhooksQuery } from './machines-queries.ts';
import { eventKey } from './webhook-words.ts';

const SecretDialog = lazy(() =>
  import('./secret-dialog.tsx').then((part) => ({ default: part.SecretDialog })),
);
const WebhookForm = lazy(() => import('./webhook-form.tsx').then((part) => ({ default: part.WebhookForm })));
const WebhookDrawer = lazy(() =>
  import('./webhook-drawer.tsx').then((part) => ({ default: part.WebhookDrawer })),
);

interface WebhooksSectionProps {
  /** Of the address: which webhook is open. */
  readonly openId: string | undefined;
  readonly onOpen: (endpointId: string | undefined) => void;
}

export function WebhooksSection({ openId, onOpen }: WebhooksSectionProps) {
  const { t } = useTranslation();
  const query = useQuery(webhooksQuery);
  const [editing, setEditing] = useState<Webhook | null | undefined>(undefined);
  const [secret, setSecret] = useState<string | null>(null);
  const items = query.data?.items ?? [];
  const open = items.find(({ id }) => id === openId);
  return (
    <section aria-labelledby="webhooklar">
      <div className={classes.head}>
        <h2 id="webhooklar">{t('machines.webhooks')}</h2>
        <Button leftSection={<Icon name="plus" />} onClick={() => setEditing(null)}>
          {t('machines.newWebhook')}
        </Button>
      </div>
      <p className="soft">{t('machines.webhooksHint')}</p>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && items.length === 0 && <p className="faint">{t('machines.noWebhooks')}</p>}
      <ul className={classes.list} aria-label={t('machines.webhooks')}>
        {items.map((webhook) => (
          <WebhookLine key={webhook.id} webhook={webhook} onOpen={() => onOpen(webhook.id)} />
        ))}
      </ul>
      <Suspense fallback={null}>
        {editing !== undefined && (
          <WebhookForm
            webhook={editing}
            onClose={() => setEditing(undefined)}
            onMade={(made) => {
              setEditing(undefined);
              setSecret(made);
            }}
          />
        )}
        {open !== undefined && editing === undefined && (
          <WebhookDrawer
            webhook={open}
            onEdit={() => setEditing(open)}
            onSecret={setSecret}
            onClose={() => onOpen(undefined)}
          />
        )}
        {secret !== null && (
          <SecretDialog
            title={t('machines.secretMade')}
            hint={t('machines.secretMadeHint')}
            secret={secret}
            onClose={() => setSecret(null)}
          />
        )}
      </Suspense>
    </section>
  );
}

function WebhookLine({ webhook, onOpen }: { webhook: Webhook; onOpen: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { url, description, events, waiting, lastDeliveredAt } = webhook;
  const facts = [
    events.map((each) => t(`machines.event.${eventKey(each)}`)).join(', '),
    lastDeliveredAt === null
      ? t('machines.neverDelivered')
      : t('machines.lastDelivered', { at: format.moment(lastDeliveredAt) }),
    ...(waiting === 0 ? [] : [t('machines.waiting', { n: format.count(waiting) })]),
  ];
  return (
    <li>
      <div>
        <strong>{description === '' ? url : description}</strong>
        {description !== '' && <div className="soft">{url}</div>}
        <div className="faint">{facts.join(' · ')}</div>
      </div>
      <div className={classes.acts}>
        <Health webhook={webhook} />
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t('machines.openOf', { url })}
          onClick={onOpen}
        >
          {t('machines.open')}
        </Button>
      </div>
    </li>
  );
}

function Health({ webhook: { off, failingSince } }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (off !== null)
    return (
      <StateWord icon="lock" tone={off.because === 'person' ? 'plain' : 'wrong'}>
        {t(`machines.off.${off.because}`)}
      </StateWord>
    );
  if (failingSince !== null)
    return (
      <StateWord icon="warn" tone="wait">
        {t('machines.failingSince', { at: format.moment(failingSince) })}
      </StateWord>
    );
  return (
    <StateWord icon="check" tone="done">
      {t('machines.on')}
    </StateWord>
  );
}
