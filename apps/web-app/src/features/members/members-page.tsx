/** The people of the office: who they are, what they may, whose books they see. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Chips, KeyCap, StateWord } from '../../ui/small.tsx';
import { Invitations, invitationsQuery } from './invitations.tsx';
import type { Member } from './member-type.ts';

const MemberDialog = lazy(() =>
  import('./member-dialog.tsx').then((part) => ({ default: part.MemberDialog })),
);

const InviteDialog = lazy(() =>
  import('./invite-dialog.tsx').then((part) => ({ default: part.InviteDialog })),
);

const idOf = (member: Member) => member.userId;

function useColumns(): GridColumn<Member>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('account.members.name'),
        width: 180,
        grow: true,
        fixed: true,
        cell: (m) => m.name,
      },
      { id: 'email', header: t('account.members.email'), width: 240, cell: (m) => m.email },
      { id: 'role', header: t('account.members.role'), width: 170, cell: (m) => t(`shell.roles.${m.role}`) },
      {
        id: 'clients',
        header: t('account.members.clients'),
        width: 160,
        cell: (m) =>
          m.role === 'client'
            ? t('account.members.clientCount', { n: format.count(m.clientIds.length) })
            : t('account.members.allClients'),
      },
      {
        id: 'factor',
        header: t('account.members.secondFactor'),
        width: 100,
        cell: (m) =>
          m.secondFactor ? (
            t('account.members.yes')
          ) : (
            <span className="faint">{t('account.members.no')}</span>
          ),
      },
      {
        id: 'state',
        header: t('account.members.state'),
        width: 110,
        cell: (m) =>
          m.disabled ? (
            <StateWord icon="cross" tone="plain">
              {t('account.members.disabled')}
            </StateWord>
          ) : (
            <StateWord icon="check" tone="done">
              {t('account.members.active')}
            </StateWord>
          ),
      },
    ],
    [t, format],
  );
}

export function MembersPage() {
  const { t } = useTranslation();
  const can = useCan();
  const query = useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => api.call('GET /members', { signal }),
  });
  const columns = useColumns();
  const [dialog, setDialog] = useState<Member | 'new' | null>(null);
  const mayWrite = can('member:write');
  const invitations = useQuery(invitationsQuery).data?.items;
  const { gorunum } = useSearch({ from: '/office/kullanicilar' });
  const navigate = useNavigate();
  const part = gorunum === 'davetler' ? 'davetler' : 'kullanicilar';
  const show = (next: typeof part) =>
    void navigate({
      to: '/kullanicilar',
      search: next === 'davetler' ? { gorunum: next } : {},
      replace: true,
    });
  useKeys(mayWrite ? [{ key: 'n', label: t('admin.members.invite'), run: () => setDialog('new') }] : []);
  return (
    <Page
      title={t('account.members.title')}
      acts={
        mayWrite && (
          <Button leftSection={<Icon name="plus" />} onClick={() => setDialog('new')}>
            {t('admin.members.invite')}
            <KeyCap>N</KeyCap>
          </Button>
        )
      }
      toolbar={
        <Chips
          label={t('account.members.title')}
          value={part}
          onChange={show}
          choices={[
            { value: 'kullanicilar', label: t('admin.members.people'), count: query.data?.items.length },
            { value: 'davetler', label: t('admin.members.invitations'), count: invitations?.length },
          ]}
        />
      }
    >
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {part === 'davetler' ? (
        <Invitations />
      ) : (
        <DataGrid
          label={t('account.members.title')}
          columns={columns}
          rows={query.data?.items ?? []}
          rowId={idOf}
          storageKey="members"
          loading={query.isPending}
          {...(mayWrite ? { onOpen: setDialog, openLabel: t('account.members.edit') } : {})}
          rowTone={(member) => (member.disabled ? 'faint' : undefined)}
          card={(member) => (
            <>
              <strong className="cut">{member.name}</strong>
              <span className="faint cut">
                {t(`shell.roles.${member.role}`)} · {member.email}
              </span>
            </>
          )}
          empty={
            <Empty icon="people" title={t('account.members.empty')} next={t('account.members.emptyNext')} />
          }
        />
      )}
      <Suspense fallback={null}>
        {dialog === 'new' && <InviteDialog onClose={() => setDialog(null)} />}
        {dialog !== null && dialog !== 'new' && (
          <MemberDialog member={dialog} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </Page>
  );
}
