/** The office's API keys: what each may, when it last came, and revoking one. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote, showDone, showProblem } from '../../ui/problem-note.tsx';
import { QuietButton } from '../../ui/quiet-button.tsx';
import { Tag } from '../../ui/small.tsx';
import { mayKey } from './key-words.ts';
import classes from './machines.module.css';
import { type ApiKey, type KeyPermission, keysQuery } from './machines-queries.ts';

const SecretDialog = lazy(() =>
  import('./secret-dialog.tsx').then((part) => ({ default: part.SecretDialog })),
);
const ConfirmDialog = lazy(() =>
  import('./confirm-dialog.tsx').then((part) => ({ default: part.ConfirmDialog })),
);
const KeyForm = lazy(() => import('./key-form.tsx').then((part) => ({ default: part.KeyForm })));

const NOTHING_YET = { items: [], grantable: [] } as const;

export function KeysSection() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const query = useQuery(keysQuery);
  const [isMaking, setMaking] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const revoke = useMutation({
    mutationFn: ({ id }: ApiKey) => api.call('DELETE /api-keys/:keyId', { params: { keyId: id } }),
    onSuccess: (_none, { name }) => {
      showDone(t('machines.revoked', { name }));
      setEnding(null);
      void cache.invalidateQueries({ queryKey: ['machines', 'keys'] });
    },
    onError: showProblem,
  });
  const { items, grantable } = query.data ?? NOTHING_YET;
  return (
    <section aria-labelledby="anahtarlar">
      <div className={classes.head}>
        <h2 id="anahtarlar">{t('machines.keys')}</h2>
        <Button leftSection={<Icon name="plus" />} onClick={() => setMaking(true)}>
          {t('machines.newKey')}
        </Button>
      </div>
      <p className="soft">{t('machines.keysHint')}</p>
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && items.length === 0 && <p className="faint">{t('machines.noKeys')}</p>}
      <ul className={classes.list} aria-label={t('machines.keys')}>
        {items.map((key) => (
          <KeyLine key={key.id} apiKey={key} grantable={grantable} onRevoke={() => setEnding(key)} />
        ))}
      </ul>
      <Suspense fallback={null}>
        {isMaking && (
          <KeyForm
            grantable={grantable}
            onClose={() => setMaking(false)}
            onMade={(made) => {
              setMaking(false);
              setToken(made);
            }}
          />
        )}
        {token !== null && (
          <SecretDialog
            title={t('machines.keyMade')}
            hint={t('machines.keyMadeHint')}
            secret={token}
            onClose={() => setToken(null)}
          />
        )}
        {ending !== null && (
          <ConfirmDialog
            title={t('machines.revokeTitle', { name: ending.name })}
            text={t('machines.revokeHint')}
            act={t('machines.revoke')}
            loading={revoke.isPending}
            onConfirm={() => revoke.mutate(ending)}
            onClose={() => setEnding(null)}
          />
        )}
      </Suspense>
    </section>
  );
}

function KeyLine({
  apiKey,
  grantable,
  onRevoke,
}: {
  apiKey: ApiKey;
  grantable: readonly KeyPermission[];
  onRevoke: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, tokenEnd, permissions, clients, createdBy, createdAt, expiresAt, lastUsedAt, state } = apiKey;
  const may = grantable
    .filter((each) => permissions.includes(each))
    .map((each) => t(`machines.may.${mayKey(each)}`));
  const facts = [
    clients === null ? t('machines.allClients') : clients.map(({ title }) => title).join(', '),
    t('machines.by', { name: createdBy, at: format.moment(createdAt) }),
    lastUsedAt === null ? t('machines.neverUsed') : t('machines.lastUsed', { at: format.moment(lastUsedAt) }),
    ...(expiresAt === null ? [] : [t('machines.endsAt', { at: format.moment(expiresAt) })]),
  ];
  return (
    <li>
      <div>
        <strong>{name}</strong> <span className="soft">…{tokenEnd}</span>{' '}
        {state !== 'active' && (
          <Tag tone={state === 'revoked' ? 'plain' : 'wait'}>{t(`machines.keyState.${state}`)}</Tag>
        )}
        <div className="soft">{may.join(' · ')}</div>
        <div className="faint">{facts.join(' · ')}</div>
      </div>
      {state !== 'revoked' && (
        <QuietButton
          label={t('machines.revokeTitle', { name })}
          text={t('machines.revoke')}
          onClick={onRevoke}
        />
      )}
    </li>
  );
}
