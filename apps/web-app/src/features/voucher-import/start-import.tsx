/** Where a file is brought, and what was imported before. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type DragEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote, showProblem } from '../../ui/problem-note.tsx';
import { KeyCap } from '../../ui/small.tsx';
import { ImportCard, importColumns } from './import-columns.tsx';
import { type ImportItem, importQuery, importsQuery, sendFile } from './import-queries.ts';
import classes from './voucher-import.module.css';

const idOf = ({ id }: ImportItem) => id;

/** The example comes in the language that is chosen. */
async function fetchExample(clientId: string, language: string): Promise<void> {
  const { downloadView } = await import('../views/download-view.ts');
  const path = pathOf('/clients/:clientId/voucher-imports/example', { clientId }, { format: 'xlsx' });
  await downloadView({ path }, language, () => undefined);
}

export function StartImport({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const imports = useQuery(importsQuery(clientId));
  const columns = useMemo(() => importColumns(t, format), [t, format]);
  const open = (importId: string) =>
    void navigate({
      to: '/mukellefler/$clientId/fisler/aktar',
      params: { clientId },
      search: (now) => ({ ...now, aktarim: importId }),
    });
  return (
    <>
      <DropBox clientId={clientId} onTaken={open} />
      <h2 className={classes.heading}>{t('voucherImport.history')}</h2>
      {imports.isError && <ProblemNote error={imports.error} onRetry={() => void imports.refetch()} />}
      <DataGrid
        label={t('voucherImport.history')}
        columns={columns}
        rows={imports.data?.items ?? []}
        rowId={idOf}
        storageKey="voucher-imports"
        onOpen={({ id }) => open(id)}
        loading={imports.isPending}
        card={(row) => <ImportCard row={row} />}
        empty={
          <Empty
            icon="voucher"
            title={t('voucherImport.noHistory')}
            next={t('voucherImport.noHistoryNext')}
          />
        }
      />
    </>
  );
}

function DropBox({ clientId, onTaken }: { clientId: string; onTaken: (importId: string) => void }) {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const send = useMutation({
    mutationFn: (file: File) => sendFile(clientId, file, i18n.language),
    onSuccess: (taken) => {
      cache.setQueryData(importQuery(taken.id).queryKey, taken);
      void cache.invalidateQueries({ queryKey: importsQuery(clientId).queryKey });
      onTaken(taken.id);
    },
  });
  const pick = () => picker.current?.click();
  useKeys([{ key: 'n', label: t('voucherImport.choose'), run: pick }]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) send.mutate(file);
  };
  return (
    <section
      className={classes.drop}
      data-over={over || undefined}
      aria-label={t('voucherImport.drop')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={picker}
        type="file"
        hidden
        accept=".xlsx,.csv,text/csv"
        aria-label={t('voucherImport.choose')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) send.mutate(file);
          // The same file once more, corrected, is to be noticed.
          event.currentTarget.value = '';
        }}
      />
      <strong>{t('voucherImport.drop')}</strong>
      <p>{t('voucherImport.dropHint')}</p>
      <div className={classes.dropActs}>
        <Button leftSection={<Icon name="upload" />} loading={send.isPending} onClick={pick}>
          {t('voucherImport.choose')}
          <KeyCap>N</KeyCap>
        </Button>
        <Button
          variant="default"
          leftSection={<Icon name="download" />}
          onClick={() => void fetchExample(clientId, i18n.language).catch(showProblem)}
        >
          {t('voucherImport.example')}
        </Button>
      </div>
      {send.isError && <ProblemNote error={send.error} />}
    </section>
  );
}
