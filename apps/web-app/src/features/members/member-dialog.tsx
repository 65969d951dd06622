/** Adding a person to the office, or changing what they may. */
import { Button, Group, Modal, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientsQuery, rowsOf } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import type { Member } from './member-type.ts';

const ROLES = ['owner', 'accountant', 'staff', 'client'] as const;
type Role = (typeof ROLES)[number];

function useSaveMember(member: Member | null, onClose: () => void) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({
      email,
      ...fields
    }: {
      email: string;
      name: string;
      role: Role;
      clientIds: string[];
      disabled: boolean;
    }) =>
      member === null
        ? api.call('POST /members', {
            body: { email, name: fields.name, role: fields.role, clientIds: fields.clientIds },
          })
        : api.call('PATCH /members/:userId', { params: { userId: member.userId }, body: fields }),
    onSuccess: (saved) => {
      showDone(t(member === null ? 'account.members.added' : 'account.members.saved', { name: saved.name }));
      void cache.invalidateQueries({ queryKey: ['members'] });
      onClose();
    },
  });
}

export function MemberDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(member?.name ?? '');
  const [email, setEmail] = useState(member?.email ?? '');
  const [role, setRole] = useState<Role>(ROLES.find((known) => known === member?.role) ?? 'staff');
  const [clientIds, setClientIds] = useState<string[]>([...(member?.clientIds ?? [])]);
  const clients = rowsOf(useInfiniteQuery(clientsQuery('')).data);
  const save = useSaveMember(member, onClose);
  const fields = {
    name: name.trim(),
    email: email.trim(),
    role,
    clientIds: role === 'client' ? clientIds : [],
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ ...fields, disabled: member?.disabled ?? false });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={member === null ? t('account.members.add') : t('account.members.edit')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {save.isError && <ProblemNote error={save.error} />}
          <TextInput
            label={t('account.members.name')}
            required
            withAsterisk={false}
            maxLength={120}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('account.members.email')}
            type="email"
            required
            withAsterisk={false}
            disabled={member !== null}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Select
            label={t('account.members.role')}
            allowDeselect={false}
            value={role}
            data={ROLES.map((value) => ({ value, label: t(`shell.roles.${value}`) }))}
            onChange={(value) => setRole(ROLES.find((known) => known === value) ?? 'staff')}
          />
          {role === 'client' && (
            <MultiSelect
              label={t('account.members.clients')}
              placeholder={clientIds.length === 0 ? t('account.members.noClients') : ''}
              searchable
              value={clientIds}
              data={clients.map((client) => ({ value: client.id, label: client.title }))}
              onChange={setClientIds}
            />
          )}
          <Group justify="flex-end" gap="xs">
            {member !== null && (
              <Button
                variant="default"
                mr="auto"
                onClick={() => save.mutate({ ...fields, disabled: !member.disabled })}
              >
                {member.disabled ? t('account.members.enable') : t('account.members.disable')}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {member === null ? t('account.members.add') : t('shell.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
