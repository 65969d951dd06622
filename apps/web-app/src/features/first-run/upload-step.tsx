/** The first documents: dropped, read while one watches, and the way to their review. */
import { Button, Progress } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { startUpload, useUploads } from '../../api/upload-queue.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { StateWord } from '../../ui/small.tsx';
import { DocumentDropZone } from '../documents/document-drop-zone.tsx';
import { UploadButton } from '../documents/upload-button.tsx';
import classes from './first-run.module.css';
import { SetupFrame } from './setup-frame.tsx';

/** How often the reading is looked at while it goes on. Milliseconds. */
const LOOK_AGAIN_MS = 1000;

/** What became of the client's documents so far. */
function useReading(clientId: string) {
  const query = useQuery({
    queryKey: ['first-run', 'reading', clientId],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/documents', { params: { clientId }, query: { limit: 1 }, signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const counts = query.data?.counts ?? {};
  const of = (...states: (keyof typeof counts)[]) =>
    states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const total = of('PENDING', 'PROCESSING', 'READY', 'SETTLED', 'POSTED', 'FAILED', 'REJECTED');
  const waits = of('PENDING', 'PROCESSING');
  return { query, total, done: total - waits, ready: of('READY', 'SETTLED', 'POSTED'), failed: of('FAILED') };
}

function Reading({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { query, total, done, ready, failed } = useReading(clientId);
  const uploads = useUploads().filter((batch) => batch.clientId === clientId);
  const problem = uploads.find((batch) => batch.problem !== null)?.problem ?? query.error;
  const refused = uploads.flatMap((batch) => batch.results.filter(({ error }) => error !== null));
  return (
    <>
      {problem !== null && <ProblemNote error={problem} />}
      {refused.map(({ fileName, error }) => (
        <p key={fileName} className="wrong">
          {format.pick(error?.message ?? fileName, error?.messageEn ?? fileName)}
        </p>
      ))}
      {total > 0 && (
        <div role="status" className={classes.form}>
          <span>
            {t('firstRun.upload.reading', { done: format.count(done), total: format.count(total) })}
          </span>
          <Progress
            value={(done / total) * 100}
            animated={done < total}
            aria-label={t('documents.reading')}
          />
          <div className={classes.counts}>
            <StateWord icon="review" tone={ready > 0 ? 'done' : 'plain'}>
              {t('firstRun.upload.ready', { n: format.count(ready) })}
            </StateWord>
            {failed > 0 && (
              <StateWord icon="warn" tone="wrong">
                {t('firstRun.upload.failed', { n: format.count(failed) })}
              </StateWord>
            )}
          </div>
        </div>
      )}
      {total > 0 && done === total && <p>{t('firstRun.upload.done')}</p>}
      <Way clientId={clientId} ready={ready > 0} sent={total > 0} />
    </>
  );
}

/** Where to go from here; the first step of every day afterwards. */
function Way({ clientId, ready, sent }: { clientId: string; ready: boolean; sent: boolean }) {
  const { t } = useTranslation();
  const params = { clientId };
  if (!sent)
    return (
      <div className={classes.acts}>
        <Link to="/ofis">{t('firstRun.later')}</Link>
      </div>
    );
  return (
    <div className={classes.acts}>
      <Link to="/mukellefler/$clientId/belgeler" params={params}>
        {t('firstRun.upload.toDocuments')}
      </Link>
      {ready && (
        <Button
          size="md"
          c="white"
          leftSection={<Icon name="review" />}
          renderRoot={(props) => <Link {...props} to="/mukellefler/$clientId/inceleme" params={params} />}
        >
          {t('firstRun.upload.toReview')}
        </Button>
      )}
    </div>
  );
}

export function UploadStep({ clientId, title }: { clientId: string; title: string }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const send = useCallback(
    (files: File[]) => startUpload(clientId, files, () => void cache.invalidateQueries()),
    [cache, clientId],
  );
  return (
    <DocumentDropZone enabled onFiles={send}>
      <SetupFrame
        step="upload"
        title={t('firstRun.upload.title', { title })}
        hint={t('firstRun.upload.hint')}
      >
        <div className={classes.drop}>
          <Icon name="upload" size={30} />
          <strong>{t('firstRun.upload.drop')}</strong>
          <UploadButton primary onFiles={send} />
        </div>
        <Reading clientId={clientId} />
      </SetupFrame>
    </DocumentDropZone>
  );
}
