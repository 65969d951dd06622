/** Answers a request: words, files, or both. The files go first; the answer then names them. */
import { Button, Progress, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { sendFiles, type UploadResult } from '../../api/upload.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import { ChooseFiles } from './choose-files.tsx';
import classes from './portal.module.css';
import type { OwnRequest } from './portal-queries.ts';

function Chosen({ files, onTake }: { files: readonly File[]; onTake: (index: number) => void }) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul className={classes.chosen}>
      {files.map((file, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and they hold no state
        <li key={index}>
          <span className="cut">{file.name}</span>
          <button
            type="button"
            className={classes.take}
            aria-label={t('portal.asked.takeOut', { name: file.name })}
            onClick={() => onTake(index)}
          >
            <Icon name="cross" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Sends the files and the answer; a file that was refused stops it, and says why. */
function useAnswer(request: OwnRequest, onDone: () => void) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [share, setShare] = useState(0);
  const [refused, setRefused] = useState<readonly UploadResult[]>([]);
  const send = useMutation({
    mutationFn: async ({ text, files }: { text: string; files: readonly File[] }) => {
      setRefused([]);
      const documentIds = await upload(files);
      if (documentIds === null) return null;
      return api.call('POST /portal/requests/:requestId/answer', {
        params: { requestId: request.id },
        body: { text, documentIds },
      });
    },
    onSuccess: (answered) => {
      if (answered === null) return;
      showDone(t('portal.asked.thanks'));
      void cache.invalidateQueries({ queryKey: ['portal'] });
      onDone();
    },
  });
  async function upload(files: readonly File[]): Promise<string[] | null> {
    if (files.length === 0) return [];
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    const { results } = await sendFiles({
      clientId: request.clientId,
      files,
      key: crypto.randomUUID(),
      signal: new AbortController().signal,
      onProgress: (sent) => setShare((Math.min(sent, bytes) / Math.max(1, bytes)) * 100),
    });
    const bad = results.filter((result) => result.documentId === null);
    setRefused(bad);
    return bad.length > 0
      ? null
      : results.flatMap(({ documentId }) => (documentId === null ? [] : [documentId]));
  }
  return { send, share, refused };
}

export function AnswerForm({ request }: { request: OwnRequest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayUpload = useCan()('document:upload');
  const label = useId();
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const clear = () => {
    setText('');
    setFiles([]);
  };
  const { send, share, refused } = useAnswer(request, clear);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({ text: text.trim(), files });
  };
  return (
    <form className={classes.answer} onSubmit={submit} aria-labelledby={label}>
      <Textarea
        id={label}
        label={t('portal.asked.answer')}
        size="md"
        autosize
        minRows={2}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Chosen files={files} onTake={(index) => setFiles(files.filter((_, at) => at !== index))} />
      {refused.map((result) => (
        <p key={result.fileName} className="wrong">
          {result.error === null
            ? result.fileName
            : format.pick(result.error.message, result.error.messageEn)}
        </p>
      ))}
      {send.isError && <ProblemNote error={send.error} />}
      {send.isPending && files.length > 0 && (
        <Progress value={share} animated aria-label={t('portal.send.title')} />
      )}
      <div className={classes.choices} style={{ justifyContent: 'space-between' }}>
        {mayUpload ? <ChooseFiles onFiles={(chosen) => setFiles([...files, ...chosen])} /> : <span />}
        <Button
          type="submit"
          size="md"
          loading={send.isPending}
          disabled={text.trim() === '' && files.length === 0}
        >
          {t('portal.asked.send')}
        </Button>
      </div>
    </form>
  );
}
