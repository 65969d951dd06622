/** Writing the answer to a received commercial invoice: accept, or refuse with a reason; its file, and taking it back. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/contracts.ts';
import { api, useCan } from '../../api/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { saveBlob } from '../documents/download-original.ts';
import classes from './document-links.module.css';
import { InlineForm } from './inline-form.tsx';

type Links = Answer<'GET /documents/:documentId/links'>;

/** What was written is read anew, and the document with its findings. */
function useChanged(documentId: string) {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ['document', documentId] });
}

export function AnswerActs({ documentId, links }: { documentId: string; links: Links }) {
  const mayWrite = useCan()('document:write');
  const region = useRef<HTMLDivElement>(null);
  const isWritten = links.written !== null;
  const was = useRef(isWritten);
  useEffect(() => {
    // The button that was pressed is gone: the focus goes on to what came of it.
    if (was.current !== isWritten) region.current?.querySelector('button')?.focus();
    was.current = isWritten;
  }, [isWritten]);
  return (
    <div ref={region}>
      {links.written !== null && <Written documentId={documentId} written={links.written} />}
      {mayWrite && links.mayAnswer && (
        <Writing documentId={documentId} isLate={links.answer?.state === 'passed'} />
      )}
    </div>
  );
}

function Writing({ documentId, isLate }: { documentId: string; isLate: boolean }) {
  const { t } = useTranslation();
  const changed = useChanged(documentId);
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const write = useMutation({
    mutationFn: (body: { answer: 'KABUL' | 'RED'; reason?: string }) =>
      api.call('POST /documents/:documentId/answer', { params: { documentId }, body }),
    onSuccess: changed,
  });
  const refuse = () => write.mutate({ answer: 'RED', reason });
  return (
    <div>
      {isLate && <p className="soft">{t('documentLinks.answer.passed')}</p>}
      {refusing ? (
        <InlineForm
          className={classes.acts}
          label={t('documentLinks.answer.refuse')}
          onSubmit={refuse}
          onLeave={() => setRefusing(false)}
        >
          <TextInput
            aria-label={t('documentLinks.answer.reason')}
            placeholder={t('documentLinks.answer.reason')}
            value={reason}
            maxLength={500}
            required
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" size="compact-sm" loading={write.isPending} disabled={reason.trim() === ''}>
            {t('documentLinks.answer.refuse')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setRefusing(false)}>
            {t('documentLinks.answer.cancel')}
          </Button>
        </InlineForm>
      ) : (
        <div className={classes.acts}>
          <Button
            size="compact-sm"
            variant="default"
            loading={write.isPending}
            onClick={() => write.mutate({ answer: 'KABUL' })}
          >
            {t('documentLinks.answer.accept')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setRefusing(true)}>
            {t('documentLinks.answer.refuse')}
          </Button>
        </div>
      )}
      {write.isError && <ProblemNote error={write.error} />}
    </div>
  );
}

function Written({ documentId, written }: { documentId: string; written: NonNullable<Links['written']> }) {
  const { t } = useTranslation();
  const changed = useChanged(documentId);
  const mayWrite = useCan()('document:write');
  const withdraw = useMutation({
    mutationFn: () => api.call('DELETE /documents/:documentId/answer', { params: { documentId } }),
    onSuccess: changed,
  });
  const download = useMutation({
    mutationFn: async () => {
      const response = await api.raw(`/documents/${encodeURIComponent(documentId)}/answer/file`);
      saveBlob(
        new Blob([await response.arrayBuffer()], { type: 'application/octet-stream' }),
        `${written.number}.xml`,
      );
    },
  });
  return (
    <div>
      <p>
        <strong>{t(`documentLinks.answer.written.${written.answer}`)}</strong>{' '}
        {written.reason !== null && <q>{written.reason}</q>} {t('documentLinks.answer.next')}
      </p>
      <div className={classes.acts}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="download" />}
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          {t('documentLinks.answer.download')}
        </Button>
        {mayWrite && (
          <Button
            size="compact-sm"
            variant="default"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate()}
          >
            {t('documentLinks.answer.withdraw')}
          </Button>
        )}
      </div>
      {(download.isError || withdraw.isError) && <ProblemNote error={download.error ?? withdraw.error} />}
    </div>
  );
}
