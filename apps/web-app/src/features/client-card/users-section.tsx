/** Who enters the portal of this client, and who was invited to; what they see is told. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { Tag } from '../../ui/small.tsx';
import { InvitationLine, invitationsQuery } from '../members/invitations.tsx';
import membersClasses from '../members/members.module.css';
import { SectionFrame } from './section-frame.tsx';

const InviteDialog = lazy(() =>
  import('../members/invite-dialog.tsx').then((part) => ({ default: part.InviteDialog })),
);

export function UsersSection({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const [inviting, setInviting] = useState(false);
  const members = useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => api.call('GET /members', { signal }),
  }).data?.items;
  const invitations = useQuery(invitationsQuery).data?.items;
  const users = (members ?? []).filter((m) => m.role === 'client' && m.clientIds.includes(clientId));
  const invited = (invitations ?? []).filter((i) => i.role === 'client' && i.clientIds.includes(clientId));
  return (
    <SectionFrame
      id="kullanicilar"
      title={t('card.section.users')}
      hint={t('card.usersHint')}
      acts={
        can('member:write') && (
          <Button variant="default" leftSection={<Icon name="plus" />} onClick={() => setInviting(true)}>
            {t('admin.members.inviteUser')}
          </Button>
        )
      }
    >
      {users.length === 0 && invited.length === 0 && <p className="soft">{t('card.noUsers')}</p>}
      <ul className={membersClasses.list}>
        {users.map((user) => (
          <li key={user.userId}>
            <div>
              <strong>{user.name}</strong> <span className="soft">{user.email}</span>{' '}
              {user.disabled && <Tag>{t('account.members.disabled')}</Tag>}
            </div>
          </li>
        ))}
        {invited.map((invitation) => (
          <InvitationLine key={invitation.id} invitation={invitation} />
        ))}
      </ul>
      <Suspense fallback={null}>
        {inviting && <InviteDialog clientId={clientId} onClose={() => setInviting(false)} />}
      </Suspense>
    </SectionFrame>
  );
}
