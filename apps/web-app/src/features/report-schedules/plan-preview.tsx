/** The mail as one recipient gets it, and the next times; asked of the server as the fields change. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { type Draft, isWhole } from './plan-draft.ts';
import { usePeriodWords } from './schedule-words.tsx';
import classes from './schedules.module.css';

const QUIET_MS = 500;

/** The draft as it was when nobody had typed for a moment. */
function useSettled(draft: Draft): Draft {
  const [settled, setSettled] = useState(draft);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(draft), QUIET_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  return settled;
}

export function PlanPreview({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const format = useFormat();
  const periodWords = usePeriodWords();
  const settled = useSettled(draft);
  const query = useQuery({
    queryKey: ['report-schedules', 'preview', settled],
    queryFn: ({ signal }) => api.call('POST /report-schedules/preview', { body: settled, signal }),
    enabled: isWhole(settled),
    placeholderData: (before) => before,
    retry: false,
    gcTime: 0,
  });
  const shown = query.isError ? undefined : query.data;
  return (
    <section aria-label={t('reportSchedules.preview.title')} className={classes.group}>
      <h2 className={classes.head}>{t('reportSchedules.preview.title')}</h2>
      {query.isError && <ProblemNote error={query.error} />}
      {!isWhole(draft) && <p className="faint">{t('reportSchedules.preview.wait')}</p>}
      {shown !== undefined && (
        <>
          <p className={classes.fact}>
            <strong>{shown.subject}</strong>
          </p>
          <pre className={classes.letter}>{shown.body}</pre>
          <p className={classes.fact}>
            {shown.next.length === 0
              ? t('reportSchedules.preview.closing')
              : `${t('reportSchedules.preview.times')}: ${shown.next.map(format.moment).join(' · ')}`}
          </p>
          <p className="faint">
            {shown.clients !== null &&
              `${t('reportSchedules.preview.clients', { n: format.count(shown.clients) })} · `}
            {periodWords(shown.period)}
          </p>
        </>
      )}
    </section>
  );
}
