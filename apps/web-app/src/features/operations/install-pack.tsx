/** Installs a rule pack: zips chosen or dropped, or their addresses, and the day from which it judges. */
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import classes from './operations.module.css';
import { installRulePack } from './operations-queries.ts';

const addressesOf = (text: string): string[] =>
  text
    .split(/\s+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

export function InstallPack() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [urls, setUrls] = useState('');
  const [validFrom, setValidFrom] = useState('');
  const addresses = addressesOf(urls);
  const install = useMutation({
    mutationFn: () => {
      const from = validFrom === '' ? null : validFrom;
      if (files.length > 0) return installRulePack(files, from);
      const body = { urls: addresses, ...(from === null ? {} : { validFrom: from }) };
      return api.call('POST /operations/rule-packs/fetch', { body });
    },
    onSuccess: ({ version }) => {
      showDone(t('operations.rules.done', { version }));
      setFiles([]);
      setUrls('');
      setValidFrom('');
      void cache.invalidateQueries({ queryKey: ['operations'] });
    },
  });
  return (
    <form
      className={classes.install}
      onSubmit={(event) => {
        event.preventDefault();
        install.mutate();
      }}
    >
      <p className="soft">{t('operations.rules.how')}</p>
      <ZipFiles files={files} onFiles={setFiles} />
      <Textarea
        label={t('operations.rules.urls')}
        autosize
        minRows={2}
        disabled={files.length > 0}
        value={urls}
        onChange={(event) => setUrls(event.currentTarget.value)}
      />
      <DateField label={t('operations.rules.validFrom')} value={validFrom} onChange={setValidFrom} />
      <p className="faint">{t('operations.rules.validFromHint')}</p>
      {install.isError && <ProblemNote error={install.error} />}
      <Button
        type="submit"
        loading={install.isPending}
        disabled={files.length === 0 && addresses.length === 0}
      >
        {t('operations.rules.submit')}
      </Button>
      <p role="status" className="soft">
        {install.isPending && t('operations.rules.working')}
      </p>
    </form>
  );
}

interface ZipFilesProps {
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
}

function ZipFiles({ files, onFiles }: ZipFilesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const picker = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files]);
  };
  return (
    <section
      aria-label={t('operations.rules.files')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept=".zip,application/zip"
        aria-label={t('operations.rules.files')}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same files once more are to be noticed.
          event.currentTarget.value = '';
        }}
      />
      <Button variant="default" leftSection={<Icon name="upload" />} onClick={() => picker.current?.click()}>
        {t('operations.rules.choose')}
      </Button>
      {files.length > 0 && (
        <p>
          {t('operations.rules.chosen', {
            names: files.map(({ name }) => name).join(', '),
            size: format.bytes(files.reduce((sum, { size }) => sum + size, 0)),
          })}{' '}
          <Button variant="subtle" size="compact-sm" onClick={() => onFiles([])}>
            {t('operations.rules.unchoose')}
          </Button>
        </p>
      )}
    </section>
  );
}
