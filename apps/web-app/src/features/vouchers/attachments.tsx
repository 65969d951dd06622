/** The files of a voucher: added by choosing or pasting, downloaded, and taken away again while it is a draft. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { QuietButton } from '../../ui/quiet-button.tsx';
import { KeyCap } from '../../ui/small.tsx';
import { saveBlob } from '../documents/download-original.ts';
import classes from './attachments.module.css';

const TYPES = '.pdf,.png,.jpg,.jpeg,.xml,.xlsx,.docx,.csv,.txt';

async function upload(voucherId: string, files: readonly File[]): Promise<void> {
  const body = new FormData();
  for (const file of files) body.append('files', file);
  const headers = { 'idempotency-key': crypto.randomUUID() };
  await api.raw(`/vouchers/${encodeURIComponent(voucherId)}/attachments`, { method: 'POST', body, headers });
}

async function download({ id, fileName }: { id: string; fileName: string }): Promise<void> {
  const response = await api.raw(`/attachments/${encodeURIComponent(id)}`);
  // A neutral type: whatever the file says it is, it is only stored.
  saveBlob(new Blob([await response.arrayBuffer()], { type: 'application/octet-stream' }), fileName);
}

export function Attachments({ voucherId, isPosted }: { voucherId: string; isPosted: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const mayWrite = useCan()('voucher:write');
  const picker = useRef<HTMLInputElement>(null);
  const queryKey = ['attachments', voucherId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.call('GET /vouchers/:voucherId/attachments', { params: { voucherId }, signal }),
  });
  const refresh = () => cache.invalidateQueries({ queryKey });
  const add = useMutation({
    mutationFn: (files: readonly File[]) => upload(voucherId, files),
    onSuccess: () => {
      showDone(t('ledger.attachments.added'));
      return refresh();
    },
    onError: showProblem,
  });
  const remove = useMutation({
    mutationFn: (attachmentId: string) =>
      api.call('DELETE /attachments/:attachmentId', { params: { attachmentId } }),
    onSuccess: refresh,
    onError: showProblem,
  });
  const choose = () => picker.current?.click();
  useKeys(mayWrite ? [{ key: 'alt+a', label: t('ledger.attachments.add'), run: choose }] : []);
  const items = query.data?.items ?? [];
  return (
    <section className={classes.attachments} aria-label={t('ledger.attachments.title')}>
      <h2>{t('ledger.attachments.title')}</h2>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" onClick={() => void download(item).catch(showProblem)}>
              <Icon name="download" /> {item.fileName}
            </button>
            <span className="faint">
              {format.bytes(item.sizeBytes)} · {format.moment(item.addedAt)}
              {item.addedByName !== null && ` · ${item.addedByName}`}
            </span>
            {mayWrite && !isPosted && (
              <QuietButton
                label={t('ledger.attachments.remove', { name: item.fileName })}
                text={t('ledger.attachments.removeShort')}
                onClick={() => remove.mutate(item.id)}
              />
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <>
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            accept={TYPES}
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              event.currentTarget.value = '';
              if (files.length > 0) add.mutate(files);
            }}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" />}
            loading={add.isPending}
            onClick={choose}
          >
            {t('ledger.attachments.add')}
            <KeyCap>Alt+A</KeyCap>
          </Button>
        </>
      )}
    </section>
  );
}
