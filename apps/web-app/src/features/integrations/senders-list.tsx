/** Addresses and aliases that are bound to a client, beside those on the clients' cards. */
import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/contracts.ts';
import { api, useCan } from '../../api/session.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty } from '../../ui/page.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote, showDone, showProblem, showUndoable } from '../../ui/problem-note.tsx';
import { QuietButton } from '../../ui/quiet-button.tsx';
import classes from './integrations.module.css';
import { sendersQuery, useClientChoices, useRenew } from './integrations-queries.ts';

type Sender = ItemOf<'GET /sync-senders'>;
const idOf = ({ kind, value }: Sender) => `${kind} ${value}`;
const put = ({ kind, value, client }: Sender) =>
  api.call('PUT /sync-senders', { body: { kind, value, clientId: client.id } });

/** Takes a bond away; a notice offers to put it back. */
function useRemove() {
  const { t } = useTranslation();
  const renew = useRenew();
  return useMutation({
    mutationFn: ({ kind, value }: Sender) =>
      api.call('DELETE /sync-senders/:kind/:value', { params: { kind, value } }),
    onSuccess: (_none, sender) => {
      showUndoable(t('integrations.senders.removed', { value: sender.value }), {
        label: t('integrations.tray.undo'),
        run: () => void put(sender).then(renew, showProblem),
      });
      renew();
    },
    onError: showProblem,
  });
}

function AddSender() {
  const { t } = useTranslation();
  const renew = useRenew();
  const choices = useClientChoices();
  const [kind, setKind] = useState<Sender['kind']>('email');
  const [value, setValue] = useState('');
  const [clientId, setClientId] = useState<string | null>(null);
  const add = useMutation({
    mutationFn: (client: string) =>
      api.call('PUT /sync-senders', { body: { kind, value, clientId: client } }),
    onSuccess: () => {
      showDone(t('integrations.senders.saved', { value }));
      setValue('');
      renew();
    },
    onError: showProblem,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (clientId !== null) add.mutate(clientId);
  };
  return (
    <form className={classes.band} onSubmit={submit}>
      <Group gap="xs" align="center">
        <PlainSelect
          label={t('integrations.column.kind')}
          value={kind}
          width={150}
          choices={(['email', 'alias'] as const).map((each) => ({
            value: each,
            label: t(`integrations.senders.${each}`),
          }))}
          onChange={(next) => setKind(next === 'alias' ? 'alias' : 'email')}
        />
        <TextInput
          size="xs"
          aria-label={t('integrations.column.value')}
          placeholder={t(`integrations.senders.example.${kind}`)}
          title={kind === 'alias' ? t('integrations.senders.aliasHelp') : undefined}
          maxLength={320}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Select
          size="xs"
          aria-label={t('integrations.tray.client')}
          placeholder={t('integrations.tray.choose')}
          searchable
          value={clientId}
          data={choices}
          onChange={setClientId}
        />
        <Button
          type="submit"
          size="xs"
          loading={add.isPending}
          disabled={value.trim() === '' || clientId === null}
        >
          {t('integrations.senders.add')}
        </Button>
      </Group>
    </form>
  );
}

export function SendersList() {
  const { t } = useTranslation();
  const can = useCan();
  const query = useQuery(sendersQuery);
  const { mutate: remove } = useRemove();
  const mayChange = can('integration:run');
  const columns = useMemo<GridColumn<Sender>[]>(
    () => [
      {
        id: 'value',
        header: t('integrations.column.value'),
        width: 260,
        grow: true,
        fixed: true,
        cell: ({ value }) => value,
      },
      {
        id: 'kind',
        header: t('integrations.column.kind'),
        width: 140,
        cell: ({ kind }) => t(`integrations.senders.${kind}`),
      },
      {
        id: 'client',
        header: t('integrations.column.client'),
        width: 260,
        grow: true,
        cell: ({ client }) => client.title,
      },
      ...(mayChange
        ? [
            {
              id: 'acts',
              header: '',
              width: 100,
              cell: (row: Sender) => (
                <QuietButton
                  label={`${t('integrations.senders.remove')}: ${row.value}`}
                  text={t('integrations.senders.remove')}
                  onClick={() => remove(row)}
                />
              ),
            },
          ]
        : []),
    ],
    [t, mayChange, remove],
  );
  return (
    <>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {mayChange && <AddSender />}
      <DataGrid
        label={t('integrations.views.senders')}
        columns={columns}
        rows={query.data?.items ?? []}
        rowId={idOf}
        storageKey="integration-senders"
        loading={query.isPending}
        card={(row) => (
          <>
            <strong className="cut">{row.value}</strong>
            <span className="cut faint">{row.client.title}</span>
          </>
        )}
        empty={
          <Empty
            icon="people"
            title={t('integrations.senders.empty')}
            next={t('integrations.senders.emptyNext')}
          />
        }
      />
    </>
  );
}
