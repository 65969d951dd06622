/** How far the reading of what was uploaded has come. */
import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import classes from './documents.module.css';
import type { Progress as Reading } from './reading-progress.ts';

export function ReadingBar({ progress }: { progress: Reading }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.progress} role="status">
      <span>
        {t('documents.progress', { done: format.count(progress.done), total: format.count(progress.total) })}
      </span>
      <Progress
        size="sm"
        value={(progress.done / Math.max(1, progress.total)) * 100}
        animated
        aria-label={t('documents.reading')}
      />
      {progress.failed > 0 && (
        <span className="wrong">
          {t('documents.progressFailed', { failed: format.count(progress.failed) })}
        </span>
      )}
    </div>
  );
}
