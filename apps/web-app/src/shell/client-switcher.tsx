/** Names the client company whose books are open; pressing it searches another. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { clientQuery } from '../api/queries.ts';
import { Icon } from '../ui/icon.tsx';
import classes from './shell.module.css';

/** The client in the address, if any. */
export function useClientId(): string | null {
  return useParams({ strict: false }).clientId ?? null;
}

export function ClientSwitcher({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  const clientId = useClientId();
  const client = useQuery({ ...clientQuery(clientId ?? ''), enabled: clientId !== null }).data;
  if (clientId === null) return null;
  return (
    <button
      type="button"
      className={classes.switcher}
      onClick={onOpen}
      title={t('shell.search.chooseClient')}
    >
      <span className="cut">{client?.title ?? '…'}</span>
      {client !== undefined && <span className={classes.switcherId}>{client.taxId}</span>}
      <Icon name="down" size={14} />
    </button>
  );
}

/** On paper the header is gone: every printed page of a client says whose it is. */
export function PrintedClient() {
  const clientId = useClientId();
  const client = useQuery({ ...clientQuery(clientId ?? ''), enabled: clientId !== null }).data;
  if (client === undefined) return null;
  return (
    <p className={classes.printed}>
      <strong>{client.title}</strong> {client.taxId}
    </p>
  );
}
