/** Gives the mizan that is shown to the client as it is now; undone by the same button. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { showDone, showProblem } from '../../ui/problem-note.tsx';

interface ShareReportProps {
  readonly clientId: string;
  readonly from: string;
  readonly to: string;
  readonly level: number;
}

export function ShareReport({ clientId, from, to, level }: ShareReportProps) {
  const { t } = useTranslation();
  const can = useCan();
  const share = useMutation({
    mutationFn: () =>
      api.call('POST /clients/:clientId/reports', { params: { clientId }, body: { from, to, level } }),
    onSuccess: () => showDone(t('ledger.mizan.shared')),
    onError: showProblem,
  });
  const undo = useMutation({
    mutationFn: (reportId: string) => api.call('POST /reports/:reportId/withdraw', { params: { reportId } }),
    onSuccess: () => {
      showDone(t('ledger.mizan.unshared'));
      share.reset();
    },
    onError: showProblem,
  });
  if (!can('report:publish')) return null;
  const given = share.data;
  if (given !== undefined)
    return (
      <Button
        variant="default"
        leftSection={<Icon name="undo" />}
        loading={undo.isPending}
        onClick={() => undo.mutate(given.id)}
      >
        {t('ledger.mizan.unshare')}
      </Button>
    );
  return (
    <Button
      variant="default"
      leftSection={<Icon name="people" />}
      loading={share.isPending}
      onClick={() => share.mutate()}
    >
      {t('ledger.mizan.share')}
    </Button>
  );
}
