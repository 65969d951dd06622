/** Role with what it may, and the client companies of a client user, chosen by search among hundreds. */
import { Checkbox, MultiSelect, Radio, Stack } from '@mantine/core';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';

export const ROLES = ['owner', 'accountant', 'staff', 'client'] as const;
export type Role = (typeof ROLES)[number];

export const roleOf = (text: string | undefined): Role => ROLES.find((known) => known === text) ?? 'staff';

/** Every client of the office, for choosing among them. */
const everyClient = queryOptions({
  queryKey: ['clients', 'every'],
  queryFn: async ({ signal }) => {
    const all: Client[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.call('GET /clients', {
        query: { limit: 500, ...(cursor === undefined ? {} : { cursor }) },
        signal,
      });
      all.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return all;
  },
});

export function RoleField({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  const { t } = useTranslation();
  return (
    <Radio.Group label={t('account.members.role')} value={role} onChange={(value) => onChange(roleOf(value))}>
      <Stack gap={6} mt={4}>
        {ROLES.map((each) => (
          <Radio
            key={each}
            value={each}
            label={t(`shell.roles.${each}`)}
            description={t(`admin.members.roleHint.${each}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** The server's own list: all of the portal until the office says otherwise. */
export const PORTAL_PARTS = ['documents', 'upload', 'requests', 'reports'] as const;
export type PortalPart = (typeof PORTAL_PARTS)[number];

/** What a client user's portal shows and permits; the last part stays, for who should see nothing is disabled. */
export function PortalField({
  value,
  onChange,
}: {
  value: readonly PortalPart[];
  onChange: (parts: PortalPart[]) => void;
}) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group
      label={t('admin.members.portal.title')}
      value={[...value]}
      onChange={(chosen) => onChange(PORTAL_PARTS.filter((part) => chosen.includes(part)))}
    >
      <Stack gap={6} mt={4}>
        {PORTAL_PARTS.map((part) => (
          <Checkbox
            key={part}
            value={part}
            label={t(`admin.members.portal.${part}`)}
            disabled={value.length === 1 && value[0] === part}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

export function ClientsField({ value, onChange }: { value: string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const clients = useQuery(everyClient).data ?? [];
  const byId = new Map(clients.map((client) => [client.id, client]));
  return (
    <MultiSelect
      label={t('account.members.clients')}
      description={
        value.length > 0 ? t('admin.members.chosen', { n: format.count(value.length) }) : undefined
      }
      placeholder={value.length === 0 ? t('account.members.noClients') : ''}
      nothingFoundMessage={t('admin.members.noClientMatch')}
      searchable
      limit={50}
      value={value}
      data={clients.map((client) => ({ value: client.id, label: client.title }))}
      filter={({ options, search, limit }) => {
        const wanted = searchKey(search);
        const matches = options.filter((option) => {
          if (!('value' in option)) return false;
          return searchKey(option.label).includes(wanted) || byId.get(option.value)?.taxId.startsWith(wanted);
        });
        return matches.slice(0, limit);
      }}
      onChange={onChange}
    />
  );
}
