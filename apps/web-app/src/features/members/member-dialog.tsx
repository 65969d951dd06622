/** A member of the office: what they may, whose books they see, and their way in. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import { Chips } from '../../ui/small.tsx';
import { MemberSessions } from './member-sessions.tsx';
import type { Member } from './member-type.ts';
import { ClientsField, PortalField, type PortalPart, type Role, RoleField, roleOf } from './role-fields.tsx';

interface MemberFields {
  readonly name: string;
  readonly role: Role;
  readonly clientIds: string[];
  readonly portalParts: PortalPart[];
  readonly disabled: boolean;
}

function Access({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [name, setName] = useState(member.name);
  const [role, setRole] = useState<Role>(roleOf(member.role));
  const [clientIds, setClientIds] = useState<string[]>([...member.clientIds]);
  const [portalParts, setPortalParts] = useState<PortalPart[]>([...member.portalParts]);
  const save = useMutation({
    mutationFn: (body: MemberFields) =>
      api.call('PATCH /members/:userId', { params: { userId: member.userId }, body }),
    onSuccess: (saved) => {
      showDone(t('account.members.saved', { name: saved.name }));
      void cache.invalidateQueries({ queryKey: ['members'] });
      onClose();
    },
  });
  const fields = { name: name.trim(), role, clientIds: role === 'client' ? clientIds : [], portalParts };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ ...fields, disabled: member.disabled });
  };
  return (
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
        <TextInput label={t('account.members.email')} type="email" readOnly value={member.email} />
        <RoleField role={role} onChange={setRole} />
        {role === 'client' && (
          <>
            <ClientsField value={clientIds} onChange={setClientIds} />
            <PortalField value={portalParts} onChange={setPortalParts} />
          </>
        )}
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            mr="auto"
            onClick={() => save.mutate({ ...fields, disabled: !member.disabled })}
          >
            {member.disabled ? t('account.members.enable') : t('account.members.disable')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('shell.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function MemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const [part, setPart] = useState<'access' | 'sessions'>('access');
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${t('account.members.edit')}: ${member.name}`}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Stack gap="sm">
        <Chips
          label={t('account.members.edit')}
          value={part}
          onChange={setPart}
          choices={[
            { value: 'access', label: t('admin.members.access') },
            { value: 'sessions', label: t('admin.members.sessions') },
          ]}
        />
        {part === 'access' ? (
          <Access member={member} onClose={onClose} />
        ) : (
          <MemberSessions member={member} />
        )}
      </Stack>
    </Modal>
  );
}
