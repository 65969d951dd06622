/** What the pages of imports ask of the server; work that goes on is looked at again and again until it ends. */
import { queryOptions } from '@tanstack/react-query';
import type { Answer, CallInput, ItemOf } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';

export type Import = Answer<'GET /voucher-imports/:importId'>;
export type ImportItem = ItemOf<'GET /clients/:clientId/voucher-imports'>;
export type ImportRow = ItemOf<'GET /voucher-imports/:importId/rows'>;
export type ImportVoucher = ItemOf<'GET /voucher-imports/:importId/vouchers'>;
export type Plan = NonNullable<CallInput<'POST /voucher-imports/:importId/read'>['body']>;
export type Target = keyof Plan['columns'];

const LOOK_MS = 500;
const HISTORY = 50;

export const isAtWork = ({ state }: Pick<Import, 'state'>) =>
  state === 'reading' || state === 'writing' || state === 'undoing';

export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: ['voucher-import', importId],
    queryFn: ({ signal }) => api.call('GET /voucher-imports/:importId', { params: { importId }, signal }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isAtWork(data) ? LOOK_MS : false),
  });

export const importsQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['voucher-imports', clientId],
    queryFn: ({ signal }) =>
      api.call('GET /clients/:clientId/voucher-imports', {
        params: { clientId },
        query: { limit: HISTORY },
        signal,
      }),
  });

/** Sends the file; answers the import of it. */
export async function sendFile(clientId: string, file: File, language: string): Promise<Import> {
  const body = new FormData();
  body.append('files', file);
  const headers = { 'idempotency-key': crypto.randomUUID(), 'accept-language': language };
  const response = await api.raw(`/clients/${clientId}/voucher-imports`, { method: 'POST', body, headers });
  return (await response.json()) as Import;
}
