/** What is being uploaded and what became of each file; stays while the reader walks about. */
import { Button, CloseButton, Progress } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/session.ts';
import type { UploadResult } from '../api/upload.ts';
import { forgetUploads, sendAgain, stopUpload, type UploadBatch, useUploads } from '../api/upload-queue.ts';
import { useFormat } from '../format/use-format.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { StateWord } from '../ui/small.tsx';
import { useClientMonth } from './client-month/use-client-month.ts';
import { ElsewhereNote } from './elsewhere-note.tsx';
import classes from './upload-panel.module.css';

const SHOWN_RESULTS = 200;
const WORST_FIRST: Record<UploadResult['status'], number> = { refused: 0, duplicate: 1, accepted: 2 };

function ResultRow({ result }: { result: UploadResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = {
    accepted: (
      <StateWord icon="check" tone="done">
        {t('documents.uploads.accepted')}
      </StateWord>
    ),
    duplicate: (
      <StateWord icon="copy" tone="plain">
        {t('documents.uploads.duplicate')}
      </StateWord>
    ),
    refused: (
      <StateWord icon="wrong" tone="wrong">
        {t('documents.uploads.refused')}
      </StateWord>
    ),
  }[result.status];
  return (
    <li>
      <div className={classes.file}>
        <span className="cut" title={result.fileName}>
          {result.fileName}
        </span>
        {state}
      </div>
      {result.error !== null && (
        <div className="soft">{format.pick(result.error.message, result.error.messageEn)}</div>
      )}
    </li>
  );
}

function Batch({ batch }: { batch: UploadBatch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const of = (status: UploadResult['status']) =>
    format.count(batch.results.filter((result) => result.status === status).length);
  const percent = batch.totalBytes === 0 ? 100 : Math.floor((batch.sentBytes / batch.totalBytes) * 100);
  const worst = batch.results
    .toSorted((a, b) => WORST_FIRST[a.status] - WORST_FIRST[b.status])
    .slice(0, SHOWN_RESULTS);
  return (
    <div className={classes.batch}>
      {batch.state === 'sending' && (
        <>
          <div className={classes.file}>
            <span>
              {t('documents.uploads.sending', {
                done: format.count(batch.doneFiles),
                total: format.count(batch.totalFiles),
              })}
            </span>
            <span className="soft">
              {t('documents.uploads.bytes', {
                sent: format.bytes(batch.sentBytes),
                total: format.bytes(batch.totalBytes),
              })}
            </span>
          </div>
          <Progress value={percent} size="sm" aria-label={t('documents.uploads.title')} />
          <Button variant="subtle" onClick={() => stopUpload(batch.id)}>
            {t('documents.uploads.cancel')}
          </Button>
        </>
      )}
      {batch.state !== 'sending' && (
        <p role="status">
          {batch.state === 'stopped' ? `${t('documents.uploads.cancelled')}. ` : ''}
          {t('documents.uploads.summary', {
            accepted: of('accepted'),
            duplicate: of('duplicate'),
            refused: of('refused'),
          })}
        </p>
      )}
      {batch.problem !== null && <ProblemNote error={batch.problem} />}
      {batch.unsent.length > 0 && (
        <div className="soft cut">
          {t('documents.uploads.notSent', { n: format.count(batch.unsent.length) })}:{' '}
          {batch.unsent.slice(0, 5).join(', ')}
          {batch.unsent.length > 5 ? ' …' : ''}
        </div>
      )}
      {batch.state !== 'sending' && batch.again.length > 0 && (
        <Button variant="default" onClick={() => sendAgain(batch.id)}>
          {t('documents.uploads.again', { n: format.count(batch.again.length) })}
        </Button>
      )}
      <ul className={classes.results}>
        {worst.map((result, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: results never move, two files may share a name
          <ResultRow key={index} result={result} />
        ))}
      </ul>
    </div>
  );
}

/** On a client's pages with a month chosen: a file of another month was taken, but no list there shows it. */
function Elsewhere({ batches }: { batches: readonly UploadBatch[] }) {
  const { clientId } = useParams({ strict: false });
  const { month } = useClientMonth();
  const userId = useMe()?.user.id;
  const taken = batches.some(
    (batch) => batch.clientId === clientId && batch.results.some(({ status }) => status === 'accepted'),
  );
  if (clientId === undefined || month === null || userId === undefined || !taken) return null;
  return <ElsewhereNote clientId={clientId} month={month} userId={userId} />;
}

export function UploadPanel() {
  const { t } = useTranslation();
  const batches = useUploads();
  if (batches.length === 0) return null;
  return (
    <section className={classes.panel} aria-label={t('documents.uploads.title')} data-noprint>
      <div className={classes.head}>
        <h2>{t('documents.uploads.title')}</h2>
        <CloseButton
          size="sm"
          aria-label={t('documents.uploads.clear')}
          disabled={batches.some((batch) => batch.state === 'sending')}
          onClick={forgetUploads}
        />
      </div>
      <Elsewhere batches={batches} />
      <div className={classes.batches}>
        {batches.toReversed().map((batch) => (
          <Batch key={batch.id} batch={batch} />
        ))}
      </div>
    </section>
  );
}
