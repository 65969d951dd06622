/** The menu in which a view is taken along as a file; loaded when it is first opened. */
import { Button, Progress } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem.ts';
import { useFormat } from '../../format/use-format.ts';
import { inOrder } from '../../ui/data-grid/grid-column.ts';
import { layoutOf } from '../../ui/data-grid/grid-layout.ts';
import { DropMenu } from '../../ui/drop-menu.tsx';
import { notify } from '../../ui/notices.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { type Arrived, downloadView, FileBrokeOff, type ViewFile } from './download-view.ts';
import classes from './grid-tools.module.css';
import type { ExportFormat, GridToolsProps } from './grid-tools-props.ts';

const FORMATS: readonly ExportFormat[] = ['xlsx', 'csv', 'pdf'];

interface ExportMenuProps extends GridToolsProps {
  readonly file: (format: ExportFormat, columns: string) => ViewFile | Promise<ViewFile>;
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

const NOTHING: Arrived = { bytes: 0, part: 0 };

/** What is here of the file: a part of it, or how much where nobody knows of how much. */
function Making({ arrived, onStop }: { arrived: Arrived; onStop: () => void }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { bytes, part } = arrived;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const isKnown = part !== null && part > 0;
  return (
    <div className={classes.making}>
      <div role="status">
        {isKnown
          ? t('views.coming', { n: number.format(Math.round(part * 100)) })
          : bytes === 0
            ? t('views.making')
            : t('views.comingOf', { n: number.format(bytes / 1024 / 1024) })}
      </div>
      <Progress
        mt="xs"
        size="sm"
        value={isKnown ? part * 100 : 100}
        animated={!isKnown}
        aria-label={t('shell.grid.file')}
      />
      <Button mt="xs" size="compact-sm" variant="default" onClick={onStop}>
        {t('views.stop')}
      </Button>
    </div>
  );
}

export function ExportMenu({ storageKey, columnIds = [], file, onClose }: ExportMenuProps) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [arrived, setArrived] = useState<Arrived | null>(null);
  const leaving = useRef<AbortController>(undefined);
  const [problem, setProblem] = useState<unknown>(null);
  const brokeOff = () =>
    new ApiProblem({
      status: 0,
      code: 'FILE_BROKE_OFF',
      detail: t('views.brokeOff'),
      next: t('views.brokeOffNext'),
    });
  const start = (format: ExportFormat) => {
    setProblem(null);
    setArrived(NOTHING);
    leaving.current = new AbortController();
    const { signal } = leaving.current;
    const download = async () =>
      downloadView(await file(format, shownColumns(storageKey, columnIds)), language, setArrived, signal);
    download().then(
      (name) => {
        notify({ tone: 'done', message: t('views.downloaded', { name }) });
        onClose();
      },
      (error: unknown) => {
        setArrived(null);
        if (!signal.aborted) setProblem(error instanceof FileBrokeOff ? brokeOff() : error);
      },
    );
  };
  return (
    <DropMenu label={t('shell.grid.file')} width={340} onClose={onClose}>
      {arrived === null ? (
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
        <Making arrived={arrived} onStop={() => leaving.current?.abort()} />
      )}
      {problem !== null && <ProblemNote error={problem} />}
    </DropMenu>
  );
}
