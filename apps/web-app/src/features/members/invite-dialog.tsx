/** Inviting a person into the office by mail, with a role and, for a client user, the companies to be seen. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { ProblemNote, showDone } from '../../ui/problem-note.tsx';
import {
  ClientsField,
  PORTAL_PARTS,
  PortalField,
  type PortalPart,
  type Role,
  RoleField,
} from './role-fields.tsx';

interface InviteDialogProps {
  readonly onClose: () => void;
  /** A client user of this company is invited; the role is not asked. */
  readonly clientId?: string;
}

export function InviteDialog({ onClose, clientId }: InviteDialogProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>(clientId === undefined ? 'staff' : 'client');
  const [clientIds, setClientIds] = useState<string[]>(clientId === undefined ? [] : [clientId]);
  const [portalParts, setPortalParts] = useState<PortalPart[]>([...PORTAL_PARTS]);
  const invite = useMutation({
    mutationFn: () =>
      api.call('POST /invitations', {
        body: {
          email: email.trim(),
          name: name.trim(),
          role,
          clientIds: role === 'client' ? clientIds : [],
          portalParts,
        },
      }),
    onSuccess: (sent) => {
      showDone(t('admin.members.invited', { email: sent.email }));
      void cache.invalidateQueries({ queryKey: ['invitations'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={clientId === undefined ? t('admin.members.invite') : t('admin.members.inviteUser')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <p className="soft">{t('admin.members.inviteHint')}</p>
          {invite.isError && <ProblemNote error={invite.error} />}
          <TextInput
            label={t('account.members.email')}
            type="email"
            required
            withAsterisk={false}
            data-autofocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <TextInput
            label={t('account.members.name')}
            required
            withAsterisk={false}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {clientId === undefined && <RoleField role={role} onChange={setRole} />}
          {role === 'client' && clientId === undefined && (
            <ClientsField value={clientIds} onChange={setClientIds} />
          )}
          {role === 'client' && <PortalField value={portalParts} onChange={setPortalParts} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" loading={invite.isPending}>
              {t('admin.members.invite')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
