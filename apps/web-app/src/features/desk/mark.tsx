/** The box by which a row is chosen with the pointer; X does the same with the keyboard. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import classes from './desk.module.css';
import type { Marks, MarkWords } from './marks.ts';

/** Those of a list of documents. */
export const wordsOfDocuments = (t: TFunction): MarkWords => ({
  mark: t('documents.room.keyMark'),
  range: t('documents.room.keyRange'),
  all: t('documents.room.keyAll'),
  clear: t('documents.room.clear'),
});

interface Marked {
  readonly id: string;
  readonly documentNo: string | null;
  readonly fileName: string;
}

export function Mark({ marks, document }: { marks: Marks; document: Marked }) {
  const { t } = useTranslation();
  return (
    <span className={classes.mark}>
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={t('documents.room.mark', { name: document.documentNo ?? document.fileName })}
        checked={marks.isMarked(document.id)}
        onChange={() => marks.toggle(document.id)}
      />
    </span>
  );
}
