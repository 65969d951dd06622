/** One month: its state and acts, the closing checks that are worked off, and who may post though it is locked. */
import { Button, Drawer, Group, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { useLockMonth } from '../../shell/client-month/use-lock-month.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { CheckList } from './check-list.tsx';
import { Exceptions } from './exceptions.tsx';
import { MonthStatus, Numbers } from './month-columns.tsx';
import classes from './periods.module.css';
import { checksQuery, type Month } from './periods-queries.ts';
import { useNumberMonth } from './use-month-acts.ts';

interface MonthDrawerProps {
  readonly clientId: string;
  readonly month: Month;
  /** Opens what asks once more before the month closes for good. */
  readonly onAskClose: () => void;
  readonly onClose: () => void;
}

function Acts({ clientId, month, onAskClose }: Omit<MonthDrawerProps, 'onClose'>) {
  const { t } = useTranslation();
  const can = useCan();
  const lock = useLockMonth(clientId);
  const number = useNumberMonth(clientId);
  if (month.status === 'closed') return null;
  return (
    <Group gap="xs">
      {can('period:close') && (
        <Button disabled={!month.isOver} onClick={onAskClose}>
          {t('periods.closeAsk')}
        </Button>
      )}
      {can('period:close') && (
        <Button
          variant="default"
          loading={number.isPending}
          disabled={month.vouchers === 0 || month.numberedAt !== null}
          onClick={() => number.mutate(month.month)}
        >
          {t('periods.number')}
        </Button>
      )}
      {can('voucher:post') && (
        <Button
          variant="default"
          onClick={() => void lock(month.month, month.status === 'open' ? 'locked' : 'open')}
        >
          {t(month.status === 'open' ? 'month.lock' : 'month.unlock')}
        </Button>
      )}
    </Group>
  );
}

export function MonthDrawer({ clientId, month, onAskClose, onClose }: MonthDrawerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useMonthName();
  const query = useQuery(checksQuery(clientId, month.month));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(620px, 100vw)"
      title={name(month.month)}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="md">
        <Group gap="md">
          <MonthStatus month={month} />
          <span className="soft">{t('periods.card', { n: month.vouchers, drafts: month.drafts })}</span>
          <Numbers month={month} />
        </Group>
        {month.takenBack !== null && (
          <p className="soft">
            {t('periods.takenBackBy', {
              name: month.takenBack.byName ?? t('periods.somebody'),
              at: format.moment(month.takenBack.at),
            })}
          </p>
        )}
        {month.closedAt !== null && (
          <p className="soft">
            {t('periods.closedBy', { name: month.closedByName ?? '', at: format.moment(month.closedAt) })}
          </p>
        )}
        {month.seal !== null && (
          <p className={`soft ${classes.seal}`}>
            {t('periods.seal')} <code>{month.seal}</code>
          </p>
        )}
        <Acts clientId={clientId} month={month} onAskClose={onAskClose} />
        {month.status !== 'closed' && (
          <section aria-label={t('periods.checks')}>
            <h2>{t('periods.checks')}</h2>
            {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
            {query.isPending && <Skeleton height={220} />}
            {query.data !== undefined && (
              <CheckList clientId={clientId} month={month.month} checks={query.data.checks} />
            )}
          </section>
        )}
        {(month.status === 'closed' || query.data !== undefined) && (
          <Exceptions clientId={clientId} month={month.month} isLocked={month.status === 'locked'} />
        )}
      </Stack>
    </Drawer>
  );
}
