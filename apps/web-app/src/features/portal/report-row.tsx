/** One report that the office gave me: to look at, and to take away as a file. */
import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote, showProblem } from '../../ui/problem-note.tsx';
import { Amount } from '../../ui/small.tsx';
import { saveBlob } from '../documents/download-original.ts';
import classes from './portal.module.css';

export type OwnReport = ItemOf<'GET /portal/clients/:clientId/reports'>;

function Content({ report }: { report: OwnReport }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['portal', 'report', report.id],
    queryFn: ({ signal }) =>
      api.call('GET /portal/reports/:reportId', { params: { reportId: report.id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton height={160} />;
  const { rows, totals } = query.data.content;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a phone is scrolled by keyboard too
    <section className={classes.paper} tabIndex={0} aria-label={t(`portal.reports.kinds.${report.kind}`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('portal.reports.account')}</th>
            <th scope="col">{t('portal.reports.name')}</th>
            <th scope="col" className="num">
              {t('portal.reports.debit')}
            </th>
            <th scope="col" className="num">
              {t('portal.reports.credit')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.code}>
              <td>{row.code}</td>
              <td>{row.name}</td>
              <td className="num">
                <Amount value={row.balanceDebit} />
              </td>
              <td className="num">
                <Amount value={row.balanceCredit} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <td>{t('portal.reports.totals')}</td>
            <td className="num">
              <Amount value={totals.balanceDebit} zero="number" />
            </td>
            <td className="num">
              <Amount value={totals.balanceCredit} zero="number" />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

export function ReportRow({ report }: { report: OwnReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const save = useMutation({
    mutationFn: async (kind: 'pdf' | 'xlsx' | 'csv') => {
      const path = `/portal/reports/${encodeURIComponent(report.id)}/file?format=${kind}`;
      const response = await api.raw(path, { headers: { 'accept-language': format.language } });
      saveBlob(await response.blob(), `${report.kind}-${report.from}-${report.to}.${kind}`);
    },
    onError: showProblem,
  });
  return (
    <li className={classes.row}>
      <span className={classes.rowTitle}>
        {t(`portal.reports.kinds.${report.kind}`)} · {format.date(report.from)} – {format.date(report.to)}
      </span>
      <span className={classes.rowEnd} />
      <span className={classes.rowSub}>
        {t('portal.reports.at', { at: format.moment(report.publishedAt) })}
      </span>
      <div className={`${classes.choices} ${classes.wide}`}>
        <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('portal.reports.hide') : t('portal.reports.show')}
        </Button>
        {(['pdf', 'xlsx', 'csv'] as const).map((kind) => (
          <Button
            key={kind}
            variant="default"
            leftSection={<Icon name="download" size={14} />}
            loading={save.isPending && save.variables === kind}
            onClick={() => save.mutate(kind)}
          >
            {kind.toUpperCase()}
          </Button>
        ))}
      </div>
      {open && <Content report={report} />}
    </li>
  );
}
