/** Whether a statement is the mizan's, which account is not, and what its reader has to know. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { StateWord } from '../../ui/small.tsx';
import type { Bilanco } from './statement-rows.ts';
import classes from './statements.module.css';

type Told = Pick<Bilanco, 'equal' | 'differences' | 'notes'>;

export function EqualWord({ equal }: { equal: boolean }) {
  const { t } = useTranslation();
  return (
    <span data-testid="statement-equal" data-equal={equal}>
      {equal ? (
        <StateWord icon="check" tone="done">
          {t('statements.equal')}
        </StateWord>
      ) : (
        <StateWord icon="wrong" tone="wrong">
          {t('statements.unequal')}
        </StateWord>
      )}
    </span>
  );
}

/** Each difference by its account, then the notes; the same lines for the screen and for paper. */
export function useFacts(told: Told | undefined): { readonly wrong: string[]; readonly notes: string[] } {
  const { t } = useTranslation();
  const format = useFormat();
  if (told === undefined) return { wrong: [], notes: [] };
  return {
    wrong: told.differences.map(({ day, code, name, mizan, statement }) =>
      t('statements.difference', {
        day: format.date(day),
        code,
        name,
        mizan: format.amount(mizan),
        statement: format.amount(statement),
      }),
    ),
    notes: told.notes.map(({ text, textEn }) => (format.language === 'tr' ? text : textEn)),
  };
}

export function StatementNotes({ wrong, notes }: { wrong: readonly string[]; notes: readonly string[] }) {
  if (wrong.length + notes.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {wrong.map((line) => (
        <li key={line} data-tone="wrong">
          {line}
        </li>
      ))}
      {notes.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
