/** Locks the month of many clients at once, or opens it again: a button, its key, and the dialog in which they are chosen. */
import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMonthName } from '../../format/use-month-name.ts';
import { notify } from '../../ui/notices.tsx';
import { ProblemNote, showProblem } from '../../ui/problem-note.tsx';
import { type ClientMonth, waitingOf } from './office-view.ts';

interface LockMonthsProps {
  readonly month: string;
  /** The clients that the page shows. */
  readonly rows: readonly ClientMonth[];
  readonly onClose: () => void;
}

function useSetMonths(month: string) {
  const cache = useQueryClient();
  return async (clientIds: string[], status: 'open' | 'locked') => {
    const { results } = await api.call('POST /periods/:month', {
      params: { month },
      body: { clientIds, status },
    });
    await cache.invalidateQueries({ queryKey: ['overview'] });
    await cache.invalidateQueries({ queryKey: ['client'] });
    return results.filter(({ outcome }) => outcome === 'changed').map(({ clientId }) => clientId);
  };
}

export function LockMonths({ month, rows, onClose }: LockMonthsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useMonthName()(month);
  const set = useSetMonths(month);
  const open = rows.filter((row) => row.period === 'open');
  // Where something waits, locking would only stop the work: such clients are chosen by hand.
  const [chosen, setChosen] = useState(() =>
    open.filter((row) => waitingOf(row) === 0).map((row) => row.clientId),
  );
  const lock = useMutation({
    mutationFn: () => set(chosen, 'locked'),
    onSuccess: (changed) => {
      onClose();
      notify({
        tone: 'done',
        message: (
          <div>
            {t('month.manyLocked', { month: name, n: format.count(changed.length) })}{' '}
            {changed.length > 0 && (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => void set(changed, 'open').catch(showProblem)}
              >
                {t('shell.undo')}
              </Button>
            )}
          </div>
        ),
      });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('month.lockMany', { month: name })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="sm">
        {lock.isError && <ProblemNote error={lock.error} />}
        {open.length === 0 && <p>{t('month.noneOpen')}</p>}
        <Checkbox.Group value={chosen} onChange={setChosen} aria-label={t('shell.nav.clients')}>
          <Stack gap="xs" style={{ maxHeight: '50vh', overflowY: 'auto' }}>
            {open.map((row, index) => (
              <Checkbox
                key={row.clientId}
                value={row.clientId}
                label={
                  waitingOf(row) === 0
                    ? row.title
                    : `${row.title} · ${t('month.waits', { n: format.count(waitingOf(row)) })}`
                }
                data-autofocus={index === 0 || undefined}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button loading={lock.isPending} disabled={chosen.length === 0} onClick={() => lock.mutate()}>
            {t('month.lockN', { n: format.count(chosen.length) })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
