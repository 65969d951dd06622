/** Sending documents: dropped, chosen or photographed; each file says what became of it. */
import { Progress } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/session.ts';
import type { UploadResult } from '../../api/upload.ts';
import { startUpload, type UploadBatch, useUploads } from '../../api/upload-queue.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { StateWord } from '../../ui/small.tsx';
import { DocumentDropZone } from '../documents/document-drop-zone.tsx';
import { ChooseFiles } from './choose-files.tsx';
import classes from './portal.module.css';
import { PortalPage } from './portal-shell.tsx';

function Result({ result }: { result: UploadResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { status, error } = result;
  return (
    <li className={classes.row}>
      <span className={classes.rowTitle}>{result.fileName}</span>
      <span className={classes.rowEnd}>
        <StateWord
          icon={status === 'refused' ? 'wrong' : 'check'}
          tone={status === 'refused' ? 'wrong' : status === 'accepted' ? 'done' : 'plain'}
        >
          {t(`portal.send.results.${status}`)}
        </StateWord>
      </span>
      {error !== null && <p>{format.pick(error.message, error.messageEn)}</p>}
    </li>
  );
}

function Batch({ batch }: { batch: UploadBatch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sending = batch.state === 'sending';
  const share = (batch.sentBytes / Math.max(1, batch.totalBytes)) * 100;
  return (
    <>
      {sending && (
        <div role="status">
          <p>
            {t('portal.send.sending', {
              done: format.count(batch.doneFiles),
              total: format.count(batch.totalFiles),
            })}
          </p>
          <Progress value={share} animated aria-label={t('portal.send.title')} />
        </div>
      )}
      {batch.problem !== null && <ProblemNote error={batch.problem} />}
      {batch.unsent.length > 0 && (
        <p className="wrong">{t('portal.send.unsent', { names: batch.unsent.join(', ') })}</p>
      )}
      <ul className={classes.list} aria-live="polite">
        {batch.results.map((result, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: results only grow, and two files may have one name
          <Result key={index} result={result} />
        ))}
      </ul>
    </>
  );
}

export function SendPage() {
  const { t } = useTranslation();
  const can = useCan();
  const cache = useQueryClient();
  const { clientId } = useParams({ from: '/portal/$clientId/yukle' });
  const batches = useUploads().filter((batch) => batch.clientId === clientId);
  const send = useCallback(
    (files: File[]) =>
      startUpload(clientId, files, () => void cache.invalidateQueries({ queryKey: ['portal', 'sent'] })),
    [cache, clientId],
  );
  useKeys([
    {
      key: 'y',
      label: t('portal.send.choose'),
      run: () => document.querySelector<HTMLElement>('[data-testid="portal-files"]')?.click(),
    },
  ]);
  const anyDone = batches.some((batch) => batch.results.length > 0);
  return (
    <DocumentDropZone enabled onFiles={send}>
      <PortalPage title={t('portal.send.title')} hint={t('portal.send.hint')}>
        <div className={classes.drop}>
          <Icon name="upload" size={32} />
          <strong>{t('portal.send.drop')}</strong>
          <ChooseFiles primary onFiles={send} />
          <span className="soft">{t('portal.send.kinds')}</span>
        </div>
        {batches.toReversed().map((batch) => (
          <Batch key={batch.id} batch={batch} />
        ))}
        {anyDone && can('portal:documents') && (
          <Link to="/portal/$clientId/belgelerim" params={{ clientId }}>
            {t('portal.send.toSent')}
          </Link>
        )}
      </PortalPage>
    </DocumentDropZone>
  );
}
