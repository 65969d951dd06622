/** One act of the audit log in full: every field before and after, and a voucher's lines. */
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { ActLink } from './act-link.tsx';
import { type Act, linesOf } from './acts.ts';
import classes from './audit.module.css';
import { whoOf } from './audit-columns.tsx';
import { changesOf, type State } from './changes.ts';
import type { AuditWords } from './use-audit-words.ts';

function Changes({ before, after, words }: { before: State; after: State; words: AuditWords }) {
  const { t } = useTranslation();
  const changes = changesOf(before, after);
  if (changes.length === 0) return null;
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">{t('audit.field')}</th>
          {before !== null && <th scope="col">{t('audit.before')}</th>}
          {after !== null && <th scope="col">{t('audit.after')}</th>}
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{words.field(change.field)}</th>
            {before !== null && (
              <td className={classes.before}>{words.value(change.field, change.before) || '–'}</td>
            )}
            {after !== null && (
              <td className={classes.after}>{words.value(change.field, change.after) || '–'}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const CELLS = ['account_code', 'description', 'debit_kurus', 'credit_kurus'] as const;

function LineState({ state, words, tone }: { state: State; words: AuditWords; tone: string | undefined }) {
  if (state === null) return null;
  return (
    <tr className={tone}>
      <td>{words.value('line_no', state.line_no)}</td>
      {CELLS.map((field) => (
        <td key={field} className={field.endsWith('_kurus') ? 'num' : undefined}>
          {field.endsWith('_kurus') && Number(state[field]) === 0 ? '–' : words.value(field, state[field])}
        </td>
      ))}
    </tr>
  );
}

function Lines({ act, words }: { act: Act; words: AuditWords }) {
  const lines = linesOf(act);
  if (lines.length === 0) return null;
  return (
    <table className={`${classes.changes} ${classes.lines}`}>
      <caption>{words.entity('voucher_lines')}</caption>
      <thead>
        <tr>
          <th scope="col">{words.field('line_no')}</th>
          {CELLS.map((field) => (
            <th key={field} scope="col" className={field.endsWith('_kurus') ? 'num' : undefined}>
              {words.field(field)}
            </th>
          ))}
        </tr>
      </thead>
      {lines.map((line) => {
        const same = changesOf(line.before, line.after).length === 0;
        return (
          <tbody key={line.lineNo}>
            {!same && <LineState state={line.before} words={words} tone={classes.before} />}
            <LineState state={line.after} words={words} tone={same ? undefined : classes.after} />
          </tbody>
        );
      })}
    </table>
  );
}

export function ActDetail({ act, words, onClose }: { act: Act; words: AuditWords; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const ofRecord = act.entries.filter((entry) => entry.entity === act.entity);
  const nothing =
    linesOf(act).length === 0 && ofRecord.every(({ before, after }) => changesOf(before, after).length === 0);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={`${words.entity(act.entity)} · ${words.action(act)}`}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <p className={classes.head}>
        {format.moment(act.head.at)} · {whoOf(t, act)}
        {act.head.address !== null && ` · ${act.head.address}`}{' '}
        <ActLink act={act} otherwise={null}>
          {t('audit.open')}
        </ActLink>
      </p>
      {ofRecord.toReversed().map((entry) => (
        <Changes key={entry.id} before={entry.before} after={entry.after} words={words} />
      ))}
      <Lines act={act} words={words} />
      {nothing && <p>{words.summary(act) || t('audit.noFields')}</p>}
    </Modal>
  );
}
