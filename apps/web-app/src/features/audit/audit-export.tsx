/** The filtered audit log as a file. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf } from '../../api/client.ts';
import { api } from '../../api/session.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { showProblem } from '../../ui/problem-note.tsx';
import { saveBlob } from '../documents/download-original.ts';
import { type Filter, queryOf } from './audit-filters.tsx';

type Format = 'xlsx' | 'csv';

async function download(filter: Filter, format: Format, name: string): Promise<void> {
  const path = pathOf('/audit/export', {}, { format, ...queryOf(filter) });
  const response = await api.raw(path, { headers: { 'accept-language': currentLanguage() } });
  saveBlob(await response.blob(), `${name}.${format}`);
}

export function AuditExport({ filter }: { filter: Filter }) {
  const { t } = useTranslation();
  const [writing, setWriting] = useState<Format | null>(null);
  const write = (format: Format) => {
    setWriting(format);
    void download(filter, format, t('audit.title'))
      .catch(showProblem)
      .finally(() => setWriting(null));
  };
  return (['xlsx', 'csv'] as const).map((format) => (
    <Button
      key={format}
      variant="default"
      leftSection={<Icon name="download" />}
      loading={writing === format}
      onClick={() => write(format)}
    >
      {t('audit.exportAs', { format: format.toUpperCase() })}
    </Button>
  ));
}
