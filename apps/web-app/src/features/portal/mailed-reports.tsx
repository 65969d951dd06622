/** Reports that came to me by mail and can still be fetched; where a mail's link leads. */
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote, showProblem } from '../../ui/problem-note.tsx';
import { saveBlob } from '../documents/download-original.ts';
import classes from './portal.module.css';

type MailedReport = ItemOf<'GET /portal/clients/:clientId/report-runs'>;

export const mailedReportsQuery = (clientId: string) => ({
  queryKey: ['portal', 'mailed-reports', clientId],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.call('GET /portal/clients/:clientId/report-runs', { params: { clientId }, signal }),
});

/** Nothing where none was sent. */
export function MailedReports({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const query = useQuery(mailedReportsQuery(clientId));
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const reports = query.data?.items ?? [];
  if (reports.length === 0) return null;
  return (
    <section aria-label={t('portal.reports.mailed')}>
      <h2>{t('portal.reports.mailed')}</h2>
      <ul className={classes.list}>
        {reports.map((report) => (
          <Row key={report.id} report={report} />
        ))}
      </ul>
    </section>
  );
}

function Row({ report }: { report: MailedReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const save = useMutation({
    mutationFn: async () => {
      const response = await api.raw(`/portal/report-runs/${encodeURIComponent(report.id)}/file`);
      saveBlob(await response.blob(), report.fileName);
    },
    onError: showProblem,
  });
  return (
    <li className={classes.row}>
      <span className={classes.rowTitle}>
        {report.name} · {format.date(report.period.from)} – {format.date(report.period.to)}
      </span>
      <span className={classes.rowEnd} />
      <span className={classes.rowSub}>
        {t('portal.reports.mailedAt', {
          at: format.moment(report.sentAt),
          until: format.moment(report.expiresAt),
        })}
      </span>
      <div className={`${classes.choices} ${classes.wide}`}>
        <Button
          variant="default"
          leftSection={<Icon name="download" size={14} />}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('portal.reports.download')}
        </Button>
      </div>
    </li>
  );
}
