/** How far the work on an import has come; it goes on without the page. */
import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import type { Import } from './import-queries.ts';
import classes from './voucher-import.module.css';

export function ProgressStep({ current }: { current: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts, progress, state } = current;
  const work = state === 'writing' || state === 'undoing' ? state : 'reading';
  const of =
    work === 'writing'
      ? counts.good + counts.written + counts.posted + counts.refused
      : counts.written + counts.posted + counts.undone + counts.kept;
  const words = t(`voucherImport.progress.${work}`, { n: format.count(progress), of: format.count(of) });
  // How many rows a file has is known only once it is read.
  const part = work === 'reading' || of === 0 ? 100 : Math.min(100, (progress / of) * 100);
  return (
    <div className={classes.body} role="status">
      <strong>{words}</strong>
      <Progress value={part} animated={work === 'reading'} aria-label={words} />
      <p className="soft">{t('voucherImport.progress.leave')}</p>
    </div>
  );
}
