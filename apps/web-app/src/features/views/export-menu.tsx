/** The menu in which a view is taken along as a file; loaded when it is first opened. */
import { Progress } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { inOrder } from '../../ui/data-grid/grid-column.ts';
import { layoutOf } from '../../ui/data-grid/grid-layout.ts';
import { DropMenu } from '../../ui/drop-menu.tsx';
import { notify } from '../../ui/notices.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { downloadView, type ViewFile } from './download-view.ts';
import classes from './grid-tools.module.css';
import type { ExportFormat, GridToolsProps } from './grid-tools-props.ts';

const FORMATS: readonly ExportFormat[] = ['xlsx', 'csv', 'pdf'];

interface ExportMenuProps extends GridToolsProps {
  readonly file: (format: ExportFormat, columns: string) => ViewFile;
  readonly onClose: () => void;
}

/** Ids of the columns that the grid shows, in its order. */
function shownColumns(storageKey: string, ids: readonly string[]): string {
  const { columnOrder, columnVisibility } = layoutOf(storageKey);
  const all = inOrder(
    ids.map((id) => ({ id })),
    columnOrder,
  );
  return all
    .filter(({ id }) => columnVisibility[id] !== false)
    .map(({ id }) => id)
    .join(',');
}

export function ExportMenu({ storageKey, columnIds = [], file, onClose }: ExportMenuProps) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [part, setPart] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const start = (format: ExportFormat) => {
    setProblem(null);
    setPart(0);
    downloadView(file(format, shownColumns(storageKey, columnIds)), language, setPart).then(
      (name) => {
        notify({ tone: 'done', message: t('views.downloaded', { name }) });
        onClose();
      },
      (error: unknown) => {
        setProblem(error);
        setPart(null);
      },
    );
  };
  return (
    <DropMenu label={t('shell.grid.file')} width={340} onClose={onClose}>
      {part === null ? (
        <ul className={classes.list}>
          {FORMATS.map((format) => (
            <li key={format}>
              <button type="button" className={classes.choice} onClick={() => start(format)}>
                <span>
                  <strong>{t(`views.formats.${format}.name`)}</strong>
                  <br />
                  <span className="faint">{t(`views.formats.${format}.what`)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <div className={classes.making} role="status">
          {part === 0
            ? t('views.making')
            : t('views.coming', { n: new Intl.NumberFormat(language).format(Math.round(part * 100)) })}
          <Progress
            mt="xs"
            size="sm"
            value={part === 0 ? 100 : part * 100}
            animated={part === 0}
            aria-label={t('shell.grid.file')}
          />
        </div>
      )}
      {problem !== null && <ProblemNote error={problem} />}
    </DropMenu>
  );
}
