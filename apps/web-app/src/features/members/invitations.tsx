/** The open invitations: sent again, or withdrawn. */
import { Button } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/contracts.ts';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Empty } from '../../ui/page.tsx';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/small.tsx';
import classes from './members.module.css';

export type Invitation = ItemOf<'GET /invitations'>;

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => api.call('GET /invitations', { signal }),
  // A mail on its way is looked after until it has gone.
  refetchInterval: (query) => (query.state.data?.items.some(({ sentAt }) => sentAt === null) ? 3000 : false),
});

export function useInvitationActs() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const again = () => void cache.invalidateQueries({ queryKey: ['invitations'] });
  const resend = useMutation({
    mutationFn: ({ id }: Invitation) =>
      api.call('POST /invitations/:invitationId/resend', { params: { invitationId: id } }),
    onSuccess: ({ email }) => {
      showDone(t('admin.members.resent', { email }));
      again();
    },
    onError: showProblem,
  });
  const withdraw = useMutation({
    mutationFn: ({ id }: Invitation) =>
      api.call('DELETE /invitations/:invitationId', { params: { invitationId: id } }),
    onSuccess: (_nothing, { email }) => {
      showDone(t('admin.members.withdrawn', { email }));
      again();
    },
    onError: showProblem,
  });
  return { resend, withdraw };
}

export function InvitationLine({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayWrite = useCan()('member:write');
  const { resend, withdraw } = useInvitationActs();
  const { name, email, role, invitedBy, sentAt, expiresAt, expired } = invitation;
  return (
    <li>
      <div>
        <strong>{name}</strong> <span className="soft">{email}</span>{' '}
        {expired && <Tag tone="wait">{t('admin.members.expired')}</Tag>}
        <div className="soft">
          {t(`shell.roles.${role}`)}
          {invitedBy !== null && ` · ${t('admin.members.by', { name: invitedBy })}`} ·{' '}
          {sentAt === null
            ? t('admin.members.sending')
            : t('admin.members.sent', { at: format.moment(sentAt) })}
          {!expired && ` · ${t('admin.members.until', { at: format.moment(expiresAt) })}`}
        </div>
      </div>
      {mayWrite && (
        <div className={classes.acts}>
          <Button variant="default" loading={resend.isPending} onClick={() => resend.mutate(invitation)}>
            {t('admin.members.resend')}
          </Button>
          <Button variant="subtle" loading={withdraw.isPending} onClick={() => withdraw.mutate(invitation)}>
            {t('admin.members.withdraw')}
          </Button>
        </div>
      )}
    </li>
  );
}

export function Invitations() {
  const { t } = useTranslation();
  const query = useQuery(invitationsQuery);
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const items = query.data?.items ?? [];
  if (query.data !== undefined && items.length === 0)
    return (
      <Empty icon="people" title={t('admin.members.noInvitations')} next={t('admin.members.inviteHint')} />
    );
  return (
    <ul className={`${classes.list} ${classes.page}`} aria-label={t('admin.members.invitations')}>
      {items.map((invitation) => (
        <InvitationLine key={invitation.id} invitation={invitation} />
      ))}
    </ul>
  );
}
