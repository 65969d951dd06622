/** Making an API key: a name, what it may, for which clients, until when. */
import { Button, Checkbox, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { isoToday } from '../../format/date.ts';
import { DateField } from '../../ui/date-field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { ClientsField } from '../members/role-fields.tsx';
import { mayKey } from './key-words.ts';
import type { KeyPermission } from './machines-queries.ts';

interface KeyFormProps {
  readonly grantable: readonly KeyPermission[];
  readonly onClose: () => void;
  readonly onMade: (token: string) => void;
}

/** A key ends after a year unless told otherwise. */
function inAYear(): string {
  const today = isoToday(new Date());
  return `${Number(today.slice(0, 4)) + 1}${today.slice(4).replace('-02-29', '-02-28')}`;
}

/** The day's last moment in Türkiye. */
const endOf = (day: string) => (day === '' ? null : `${day}T23:59:59+03:00`);

export function KeyForm({ grantable, onClose, onMade }: KeyFormProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [permissions, setPermissions] = useState<string[]>([
    'client:read',
    'document:read',
    'document:upload',
  ]);
  const [isForAll, setForAll] = useState(true);
  const [clientIds, setClientIds] = useState<string[]>([]);
  const [until, setUntil] = useState(inAYear);
  const make = useMutation({
    mutationFn: () =>
      api.call('POST /api-keys', {
        body: {
          name: name.trim(),
          permissions: grantable.filter((each) => permissions.includes(each)),
          clientIds: isForAll ? null : clientIds,
          expiresAt: endOf(until),
        },
      }),
    onSuccess: ({ token }) => {
      void cache.invalidateQueries({ queryKey: ['machines', 'keys'] });
      onMade(token);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('machines.newKey')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {make.isError && <ProblemNote error={make.error} />}
          <TextInput
            label={t('machines.name')}
            description={t('machines.nameHint')}
            required
            withAsterisk={false}
            maxLength={100}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox.Group label={t('machines.permissions')} value={permissions} onChange={setPermissions}>
            <Stack gap={6} mt={4}>
              {grantable.map((each) => (
                <Checkbox key={each} value={each} label={t(`machines.may.${mayKey(each)}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <SegmentedControl
            aria-label={t('machines.forWhom')}
            value={isForAll ? 'all' : 'some'}
            data={[
              { value: 'all', label: t('machines.allClients') },
              { value: 'some', label: t('machines.someClients') },
            ]}
            onChange={(value) => setForAll(value === 'all')}
          />
          {!isForAll && <ClientsField value={clientIds} onChange={setClientIds} />}
          <DateField label={t('machines.until')} value={until} onChange={setUntil} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button
              type="submit"
              loading={make.isPending}
              disabled={permissions.length === 0 || (!isForAll && clientIds.length === 0)}
            >
              {t('machines.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
