/** The documents that an act could not be done on, each with the reason and what to do now. */
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../../format/use-format.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { refusedQuery } from './act-queries.ts';
import classes from './acts.module.css';
import { refusalWords } from './refusal-words.ts';

export function RefusedList({ actId }: { actId: string }) {
  const format = useFormat();
  const query = useQuery(refusedQuery(actId));
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const items = query.data ?? [];
  if (items.length === 0) return null;
  return (
    <ul className={classes.refused}>
      {items.map(({ documentId, documentNo, fileName, refusal }) => {
        const words = refusal === null ? null : refusalWords(refusal);
        return (
          <li key={documentId}>
            <strong>{documentNo ?? fileName}</strong> {words !== null && format.pick(words.tr, words.en)}
          </li>
        );
      })}
    </ul>
  );
}
