/** One webhook: its acts, and the log of what was sent to it. */
import { Button, Drawer } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote, showDone, showProblem, showRefused } from '../../ui/problem-note.tsx';
import { StateWord } from '../../ui/small.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { DeliveryDetail } from './delivery-detail.tsx';
import classes from './machines.module.css';
import { type Delivery, deliveriesQuery, type Webhook } from './machines-queries.ts';
import { useSwitch } from './use-switch.ts';
import { eventKey } from './webhook-words.ts';

interface WebhookDrawerProps {
  readonly webhook: Webhook;
  readonly onEdit: () => void;
  readonly onSecret: (secret: string) => void;
  readonly onClose: () => void;
}

export function WebhookDrawer({ webhook, onEdit, onSecret, onClose }: WebhookDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={webhook.description === '' ? webhook.url : webhook.description}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {webhook.description !== '' && <p className="soft">{webhook.url}</p>}
      <Acts webhook={webhook} onEdit={onEdit} onSecret={onSecret} onClose={onClose} />
      <Log endpointId={webhook.id} />
    </Drawer>
  );
}

/** What can be done with a webhook, and the words of what came of it. */
function useWebhookActs({ webhook, onSecret, onClose }: Omit<WebhookDrawerProps, 'onEdit'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const params = { endpointId: webhook.id };
  const renew = () => void cache.invalidateQueries({ queryKey: ['machines'] });
  const test = useMutation({
    mutationFn: () => api.call('POST /webhooks/:endpointId/test', { params }),
    onSuccess: ({ state, tried }) => {
      const last = tried.at(-1);
      const ms = format.count(last?.durationMs ?? 0);
      if (state === 'delivered') showDone(t('machines.tested', { status: String(last?.status ?? ''), ms }));
      else
        showRefused(
          t('machines.testFailed'),
          last?.status == null
            ? t(`machines.fault.${faultKey(last?.fault ?? null)}`)
            : t('machines.answered', { status: String(last.status) }),
        );
      renew();
    },
    onError: showProblem,
  });
  const secret = useMutation({
    mutationFn: () => api.call('POST /webhooks/:endpointId/secret', { params }),
    onSuccess: (answer) => {
      onSecret(answer.secret);
      renew();
    },
    onError: showProblem,
  });
  const remove = useMutation({
    mutationFn: () => api.call('DELETE /webhooks/:endpointId', { params }),
    onSuccess: () => {
      showDone(t('machines.removed', { url: webhook.url }));
      onClose();
      renew();
    },
    onError: showProblem,
  });
  return { test, secret, remove };
}

function Acts({ onEdit, ...rest }: WebhookDrawerProps) {
  const { t } = useTranslation();
  const { webhook } = rest;
  const { test, secret, remove } = useWebhookActs(rest);
  const change = useSwitch();
  const [asking, setAsking] = useState<'secret' | 'remove' | null>(null);
  const isOn = webhook.off === null;
  return (
    <div className={`${classes.acts} ${classes.drawerActs}`}>
      {isOn && (
        <Button loading={test.isPending} onClick={() => test.mutate()}>
          {t('machines.test')}
        </Button>
      )}
      <Button
        variant={isOn ? 'default' : 'filled'}
        loading={change.isPending}
        onClick={() => change.mutate({ webhook, on: !isOn })}
      >
        {t(isOn ? 'machines.turnOff' : 'machines.turnOn')}
      </Button>
      <Button variant="default" onClick={onEdit}>
        {t('machines.edit')}
      </Button>
      <Button variant="subtle" onClick={() => setAsking('secret')}>
        {t('machines.renewSecret')}
      </Button>
      <Button variant="subtle" color="red" onClick={() => setAsking('remove')}>
        {t('machines.remove')}
      </Button>
      {asking === 'secret' && (
        <ConfirmDialog
          title={t('machines.renewSecret')}
          text={t('machines.renewSecretHint')}
          act={t('machines.renewSecret')}
          loading={secret.isPending}
          onConfirm={() => secret.mutate(undefined, { onSettled: () => setAsking(null) })}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'remove' && (
        <ConfirmDialog
          title={t('machines.removeTitle', { url: webhook.url })}
          text={t('machines.removeHint')}
          act={t('machines.remove')}
          loading={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

function Log({ endpointId }: { endpointId: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(deliveriesQuery(endpointId));
  const [openId, setOpenId] = useState<string | null>(null);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h3>{t('machines.log')}</h3>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && items.length === 0 && (
        <p className="faint">{t('machines.noDeliveries')}</p>
      )}
      <ul className={classes.list} aria-label={t('machines.log')}>
        {items.map((delivery) => (
          <DeliveryLine
            key={delivery.id}
            delivery={delivery}
            isOpen={openId === delivery.id}
            onToggle={() => setOpenId(openId === delivery.id ? null : delivery.id)}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('machines.more')}
        </Button>
      )}
    </>
  );
}

const LOOKS = {
  waiting: { icon: 'clock', tone: 'wait' },
  delivered: { icon: 'check', tone: 'done' },
  failed: { icon: 'wrong', tone: 'wrong' },
} as const;

interface DeliveryLineProps {
  readonly delivery: Delivery;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function DeliveryLine({ delivery, isOpen, onToggle }: DeliveryLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { type, state, attempts, lastStatus, lastFault, createdAt, dueAt } = delivery;
  const facts = [
    format.moment(createdAt),
    t('machines.attempts', { n: format.count(attempts) }),
    ...(lastStatus === null ? [] : [t('machines.answered', { status: String(lastStatus) })]),
    ...(lastFault === null ? [] : [t(`machines.fault.${faultKey(lastFault)}`)]),
    ...(dueAt === null || attempts === 0 ? [] : [t('machines.nextAt', { at: format.moment(dueAt) })]),
  ];
  return (
    <li>
      <div>
        <strong>{t(`machines.event.${eventKey(type)}`)}</strong>{' '}
        <StateWord {...LOOKS[state]}>{t(`machines.delivery.${state}`)}</StateWord>
        <div className="faint">{facts.join(' · ')}</div>
        {isOpen && <DeliveryDetail deliveryId={delivery.id} />}
      </div>
      <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={onToggle}>
        {t(isOpen ? 'machines.less' : 'machines.look')}
      </Button>
    </li>
  );
}

const FAULTS = ['address-refused', 'unknown-host', 'unreachable', 'tls', 'timeout'] as const;

/** One that this release does not know is shown as "no answer". */
export const faultKey = (fault: string | null) => FAULTS.find((known) => known === fault) ?? 'unreachable';
