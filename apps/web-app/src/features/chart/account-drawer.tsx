/** One account: what it is, its acts, and its history. */
import { Button, Drawer, Group, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SavedField } from '../../ui/saved-field.tsx';
import { BalanceSide } from './balance-side.tsx';
import classes from './chart.module.css';
import { type HistoryEvent, historyQuery } from './chart-query.ts';
import type { ChartRow } from './chart-tree.ts';
import type { ChartActs } from './use-chart-acts.ts';

interface AccountDrawerProps {
  readonly clientId: string;
  readonly account: ChartRow;
  readonly acts: ChartActs;
  readonly mayWrite: boolean;
  readonly onOpenBelow: () => void;
  readonly onClose: () => void;
}

function Event({ event }: { event: HistoryEvent }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, from, to } = event;
  return (
    <li>
      <span>{t(`chart.history.${kind}`, { from: from ?? '', to: to ?? '' })}</span>
      <span className="faint">
        <time dateTime={event.at}>{format.moment(event.at)}</time> ·{' '}
        {event.byName ?? t('chart.history.system')}
      </span>
    </li>
  );
}

function History({ clientId, account }: Pick<AccountDrawerProps, 'clientId' | 'account'>) {
  const { t } = useTranslation();
  const query = useQuery({
    ...historyQuery(clientId, account.code),
    // An account that changed has a longer story.
    queryKey: [...historyQuery(clientId, account.code).queryKey, account.name, account.status],
  });
  return (
    <section aria-label={t('chart.history.title')}>
      <h2>{t('chart.history.title')}</h2>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={60} />}
      {query.data?.items.length === 0 && <p className="soft">{t('chart.history.none')}</p>}
      <ol className={classes.steps}>
        {(query.data?.items ?? []).map((event) => (
          <Event key={`${event.id}${event.kind}`} event={event} />
        ))}
      </ol>
    </section>
  );
}

function Facts({ account }: { account: ChartRow }) {
  const { t } = useTranslation();
  const { status, isLeaf, counterpartyTaxId, balance } = account;
  return (
    <dl className={classes.facts}>
      <dt>{t('chart.column.status')}</dt>
      <dd>
        {t(`chart.status.${status}`)} · {t(isLeaf ? 'chart.leaf' : 'chart.group')}
      </dd>
      {counterpartyTaxId !== null && (
        <>
          <dt>{t('chart.column.taxId')}</dt>
          <dd>{counterpartyTaxId}</dd>
        </>
      )}
      <dt>{t('chart.column.balance')}</dt>
      <dd>
        <BalanceSide value={balance} />
      </dd>
    </dl>
  );
}

export function AccountDrawer({ clientId, account, acts, mayWrite, ...props }: AccountDrawerProps) {
  const { t } = useTranslation();
  const isClosed = account.status === 'closed';
  const remove = () => {
    props.onClose();
    void acts.remove(account);
  };
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="right"
      size="min(480px, 100vw)"
      title={`${account.code} ${account.name}`}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="md">
        {mayWrite && !account.isOfLaw && (
          <SavedField
            label={t('chart.column.name')}
            value={account.name}
            required
            onSave={(name) => void acts.rename(account, name)}
          />
        )}
        {account.isOfLaw && <p className="soft">{t('chart.ofLaw')}</p>}
        <Facts account={account} />
        <Link to="/mukellefler/$clientId/mizan/$accountCode" params={{ clientId, accountCode: account.code }}>
          {t('chart.lines')}
        </Link>
        {mayWrite && (
          <Group gap="xs">
            <Button leftSection={<Icon name="plus" />} disabled={isClosed} onClick={props.onOpenBelow}>
              {t('chart.openBelow')}
            </Button>
            <Button
              variant="default"
              leftSection={<Icon name={isClosed ? 'unlock' : 'lock'} />}
              onClick={() => void acts.setStatus(account, isClosed ? 'open' : 'closed')}
            >
              {t(isClosed ? 'chart.reopen' : 'chart.close')}
            </Button>
            {!account.isOfLaw && (
              <Button variant="default" leftSection={<Icon name="trash" />} onClick={remove}>
                {t('chart.delete')}
              </Button>
            )}
          </Group>
        )}
        <History clientId={clientId} account={account} />
      </Stack>
    </Drawer>
  );
}
