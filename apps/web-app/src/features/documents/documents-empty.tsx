/** What an empty list of documents says, and the next useful thing. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/page.tsx';
import type { StateFilter } from './state-filter.ts';

interface DocumentsEmptyProps {
  readonly clientId: string;
  readonly filter: StateFilter;
  readonly searching: boolean;
  /** Documents of the client, whatever the filter. */
  readonly total: number;
}

export function DocumentsEmpty({ clientId, filter, searching, total }: DocumentsEmptyProps) {
  const { t } = useTranslation();
  if (total === 0 && !searching)
    return <Empty icon="upload" title={t('documents.empty')} next={t('documents.emptyNext')} />;
  if (filter === 'READY' && !searching) {
    return (
      <Empty icon="check" title={t('documents.allDone')} next={t('documents.allDoneNext')}>
        <Link to="/mukellefler/$clientId/mizan" params={{ clientId }}>
          {t('documents.toMizan')}
        </Link>
      </Empty>
    );
  }
  return <Empty icon="search" title={t('documents.emptyFilter')} next={t('documents.emptyFilterNext')} />;
}
