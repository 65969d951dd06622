/** What the office gave me to keep: reports as they were on their day. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { MailedReports, mailedReportsQuery } from './mailed-reports.tsx';
import classes from './portal.module.css';
import { PortalPage } from './portal-shell.tsx';
import { ReportRow } from './report-row.tsx';

export function ReportsPage() {
  const { t } = useTranslation();
  const { clientId } = useParams({ from: '/portal/$clientId/raporlarim' });
  const query = useQuery({
    queryKey: ['portal', 'reports', clientId],
    queryFn: ({ signal }) =>
      api.call('GET /portal/clients/:clientId/reports', { params: { clientId }, signal }),
  });
  const mailed = useQuery(mailedReportsQuery(clientId));
  const rows = query.data?.items ?? [];
  const isEmpty = rows.length === 0 && (mailed.data?.items ?? []).length === 0;
  return (
    <PortalPage title={t('portal.reports.title')} hint={t('portal.reports.hint')}>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && [1, 2].map((n) => <Skeleton key={n} height={90} />)}
      {query.isSuccess && mailed.isSuccess && isEmpty && (
        <Empty icon="scale" title={t('portal.reports.empty')} next={t('portal.reports.emptyNext')} />
      )}
      {rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map((report) => (
            <ReportRow key={report.id} report={report} />
          ))}
        </ul>
      )}
      <MailedReports clientId={clientId} />
    </PortalPage>
  );
}
