/** What can be done with the chosen drafts together: another date, description or account, or deletion; taken back as one act. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../api/contracts.ts';
import { booksOf } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { ProblemNote, showProblem, showRefused, showUndoable } from '../../ui/problem-note.tsx';
import { AccountField } from '../review/edit/account-field.tsx';
import classes from './drafts-bar.module.css';

/** As many as one change takes. */
export const MOST_DRAFTS = 500;

export interface SeenDraft {
  readonly id: string;
  readonly version: number;
}

type Change = NonNullable<CallInput<'POST /clients/:clientId/drafts/change'>['body']>['change'];
type Asked = 'date' | 'description' | 'account';

interface DraftsBarProps {
  readonly clientId: string;
  /** How many are chosen; they are loaded when something is done with them. */
  readonly count: number;
  readonly load: () => Promise<readonly SeenDraft[]>;
  /** Chooses all that match the filter; null where they are chosen. */
  readonly onAll: (() => void) | null;
  readonly onClear: () => void;
}

function useChange({ clientId, load, onClear }: DraftsBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const refresh = () => {
    for (const queryKey of [...booksOf(clientId), ['voucher']]) void cache.invalidateQueries({ queryKey });
  };
  const undo = async (changeId: string) => {
    try {
      const { results } = await api.call('POST /draft-changes/:changeId/undo', { params: { changeId } });
      const kept = results.find(({ error }) => error !== null)?.error;
      if (kept != null) showRefused(t('ledger.bulk.someStay'), format.pick(kept.message, kept.messageEn));
    } catch (error) {
      showProblem(error);
    }
    refresh();
  };
  return useMutation({
    mutationFn: async (change: Change) => {
      const drafts = (await load()).map(({ id, version }) => ({ id, version }));
      return api.call('POST /clients/:clientId/drafts/change', {
        params: { clientId },
        body: { drafts, change },
      });
    },
    onSuccess: ({ changeId, results }) => {
      const done = results.filter(({ status }) => status === 'done').length;
      const refused = results.find(({ error }) => error !== null)?.error;
      if (changeId !== null)
        showUndoable(t('ledger.bulk.done', { n: format.count(done) }), {
          label: t('ledger.bulk.undo'),
          run: () => void undo(changeId),
        });
      if (refused != null)
        showRefused(
          t('ledger.bulk.refused', { n: format.count(results.length - done) }),
          format.pick(`${refused.message} ${refused.next}`, `${refused.messageEn} ${refused.nextEn}`),
        );
      onClear();
      refresh();
    },
  });
}

function ChangeForm({
  clientId,
  asked,
  onChange,
}: {
  clientId: string;
  asked: Asked;
  onChange: (change: Change) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [to, setTo] = useState('');
  const account = (label: string, value: string, set: (code: string) => void, first: boolean) => (
    <AccountField
      clientId={clientId}
      label={label}
      value={value}
      error={false}
      autoFocus={first}
      onChange={set}
    />
  );
  const change: Change | null =
    asked === 'account'
      ? text === '' || to === ''
        ? null
        : { account: { from: text, to } }
      : asked === 'date'
        ? text === ''
          ? null
          : { date: text }
        : { description: text };
  return (
    <form
      // The dialog gives the focus to the field that has this mark, else to the button that closes it.
      ref={(form) => form?.querySelector('input')?.setAttribute('data-autofocus', '')}
      onSubmit={(event) => {
        event.preventDefault();
        if (change !== null) onChange(change);
      }}
    >
      <Stack gap="sm">
        {asked === 'date' && <DateField label={t('review.voucher.date')} value={text} onChange={setText} />}
        {asked === 'description' && (
          <TextInput
            data-autofocus
            label={t('review.voucher.description')}
            maxLength={250}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {asked === 'account' && (
          <>
            <span>{t('ledger.bulk.from')}</span>
            {account(t('ledger.bulk.from'), text, setText, true)}
            <span>{t('ledger.bulk.to')}</span>
            {account(t('ledger.bulk.to'), to, setTo, false)}
          </>
        )}
        <Group justify="flex-end">
          {/* A day is read when its field is left: pressing the button is what leaves it. */}
          <Button type="submit" disabled={change === null && asked !== 'date'}>
            {t('ledger.bulk.apply')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function DraftsBar(props: DraftsBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asked, setAsked] = useState<Asked | null>(null);
  const change = useChange(props);
  const act = (what: Change) => {
    setAsked(null);
    change.mutate(what);
  };
  const n = { n: format.count(props.count) };
  const isTooMany = props.count > MOST_DRAFTS;
  return (
    <section className={classes.bar} aria-label={t('ledger.bulk.title')}>
      <strong>{t('ledger.bulk.chosen', n)}</strong>
      {isTooMany && <span className={classes.fault}>{t('ledger.bulk.tooMany')}</span>}
      {(['date', 'description', 'account'] as const).map((what) => (
        <Button
          key={what}
          size="compact-sm"
          variant="default"
          disabled={isTooMany || change.isPending}
          onClick={() => setAsked(what)}
        >
          {t(`ledger.bulk.${what}`)}
        </Button>
      ))}
      <Button
        size="compact-sm"
        variant="default"
        disabled={isTooMany}
        loading={change.isPending}
        onClick={() => act({ delete: true })}
      >
        {t('ledger.bulk.delete')}
      </Button>
      {props.onAll !== null && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={props.onAll}>
          {t('ledger.bulk.keyAll')}
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" color="gray" onClick={props.onClear}>
        {t('ledger.bulk.clear')}
      </Button>
      {change.isError && <ProblemNote error={change.error} />}
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t('ledger.bulk.asking', n)}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        {asked !== null && <ChangeForm clientId={props.clientId} asked={asked} onChange={act} />}
      </Modal>
    </section>
  );
}
