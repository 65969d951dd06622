/** The state of a document in words, with what is special about it. */
import { useTranslation } from 'react-i18next';
import type { DocumentItem } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import type { IconName } from '../../ui/icon.tsx';
import { StateWord, Tag, type Tone } from '../../ui/small.tsx';

const LOOK: Record<DocumentItem['state'], { icon: IconName; tone: Tone }> = {
  PENDING: { icon: 'clock', tone: 'plain' },
  PROCESSING: { icon: 'clock', tone: 'plain' },
  READY: { icon: 'review', tone: 'wait' },
  SETTLED: { icon: 'check', tone: 'plain' },
  POSTED: { icon: 'check', tone: 'done' },
  REJECTED: { icon: 'cross', tone: 'plain' },
  FAILED: { icon: 'wrong', tone: 'wrong' },
  UNPACKED: { icon: 'document', tone: 'plain' },
};

export function DocumentState({ document }: { document: DocumentItem }) {
  const { t } = useTranslation();
  const { icon, tone } = LOOK[document.state];
  const misplaced = document.notThisClient && document.state === 'READY';
  return (
    <StateWord icon={icon} tone={tone}>
      {t(`documents.states.${misplaced ? 'notThisClient' : document.state}`)}
    </StateWord>
  );
}

/** What makes this document special: not this client's, a duplicate, with doubts, clean. */
export function DocumentTags({ document }: { document: DocumentItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const members = Object.values(document.memberCounts ?? {}).reduce((sum, count) => sum + count, 0);
  return (
    <>
      {document.duplicateOf !== null && (
        <Tag tone="wait" title={t('documents.duplicateHint')}>
          {t('documents.duplicate')}
        </Tag>
      )}
      {document.state === 'READY' && document.worstFinding === 'error' && (
        <Tag tone="wrong">{t('documents.severity.error')}</Tag>
      )}
      {/* Being a duplicate is the warning itself; two words for it would not fit the column. */}
      {document.state === 'READY' && document.worstFinding === 'warning' && document.duplicateOf === null && (
        <Tag tone="wait">{t('documents.severity.warning')}</Tag>
      )}
      {document.clean && document.state === 'READY' && <Tag tone="done">{t('documents.states.clean')}</Tag>}
      {members > 0 && <Tag>{t('documents.members', { n: format.count(members) })}</Tag>}
    </>
  );
}
