/** Who else is here: at the document that is open, in words; elsewhere in the queue, by initials. */
import { useTranslation } from 'react-i18next';
import { initialsOf } from './initials.ts';
import classes from './presence.module.css';
import type { Present } from './use-presence.ts';

function Initials({ person, title }: { person: Present; title: string }) {
  return (
    <span
      className={classes.initials}
      data-editing={person.editing || undefined}
      title={title}
      role="img"
      aria-label={title}
    >
      {initialsOf(person.name)}
    </span>
  );
}

/** Those at this document: "Ayşe bu belgeyi düzenliyor". */
export function PresenceHere({ people, documentId }: { people: readonly Present[]; documentId: string }) {
  const { t } = useTranslation();
  const here = people.filter((person) => person.documentId === documentId);
  return (
    <div role="status" className={classes.here} data-some={here.length > 0 || undefined}>
      {here.map((person) => {
        const text = t(person.editing ? 'presence.edits' : 'presence.looks', { name: person.name });
        return (
          <span key={person.tabId} className={classes.person} data-editing={person.editing || undefined}>
            <span className={classes.initials} aria-hidden>
              {initialsOf(person.name)}
            </span>
            {text}
          </span>
        );
      })}
    </div>
  );
}

/** Everybody else at the queue, with the document in the title. */
export function PresenceInQueue({
  people,
  numberOf,
}: {
  people: readonly Present[];
  /** How a document of the queue is called; null where it is not in sight. */
  numberOf: (documentId: string) => string | null;
}) {
  const { t } = useTranslation();
  if (people.length === 0) return null;
  const titleOf = ({ name, documentId, editing }: Present) => {
    const no = documentId === null ? null : numberOf(documentId);
    if (no === null) return t('presence.here', { name });
    return t(editing ? 'presence.editsNo' : 'presence.looksNo', { name, no });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a few marks in a bar are no fields of a form
    <span className={classes.queue} role="group" aria-label={t('presence.label')}>
      {people.map((person) => (
        <Initials key={person.tabId} person={person} title={titleOf(person)} />
      ))}
    </span>
  );
}
