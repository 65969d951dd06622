/** Takes the report along as a file: one button for each form that it has. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { showDone, showProblem } from '../../ui/problem-note.tsx';
import { downloadView, FileBrokeOff } from '../views/download-view.ts';
import { pathOfFile, type ReportAsked, type ReportKind } from './reports-queries.ts';

type FileFormat = ReportKind['formats'][number];

export function ReportFiles({ kind, asked }: { kind: ReportKind; asked: ReportAsked }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [making, setMaking] = useState<FileFormat | null>(null);
  const take = (format: FileFormat) => {
    setMaking(format);
    downloadView({ path: pathOfFile(asked, format) }, language, () => {})
      .then(
        (name) => showDone(t('reports.made', { name })),
        (error: unknown) =>
          showProblem(
            error instanceof FileBrokeOff
              ? new ApiProblem({
                  status: 0,
                  code: 'FILE_BROKE_OFF',
                  detail: t('reports.brokeOff'),
                  next: t('reports.brokeOffNext'),
                })
              : error,
          ),
      )
      .finally(() => setMaking(null));
  };
  return kind.formats.map((format, at) => (
    <Button
      key={format}
      variant={at === 0 ? 'filled' : 'default'}
      leftSection={<Icon name="download" />}
      loading={making === format}
      disabled={making !== null && making !== format}
      onClick={() => take(format)}
    >
      {t(`reports.make.${format}`)}
    </Button>
  ));
}
