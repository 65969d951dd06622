/** The writes of a chart, each request all or none. */
import { api } from '../../api/session.ts';
import type { ChartAccount } from './chart-query.ts';

/** A request takes a megabyte; two names of 200 letters each fit this often. */
const NAMES_A_REQUEST = 1_000;

export type Status = 'open' | 'closed';
export type NewAccount = Pick<ChartAccount, 'code' | 'name' | 'counterpartyTaxId'>;

export function chartCalls(clientId: string) {
  const params = { clientId };
  return {
    open: (body: NewAccount) => api.call('POST /clients/:clientId/accounts', { params, body }),
    rename: async (names: readonly { code: string; was: string; name: string }[]) => {
      for (let from = 0; from < names.length; from += NAMES_A_REQUEST)
        await api.call('POST /clients/:clientId/chart/names', {
          params,
          body: { names: names.slice(from, from + NAMES_A_REQUEST) },
        });
    },
    setStatus: (codes: readonly string[], status: Status, withBranch: boolean) =>
      api.call('POST /clients/:clientId/chart/status', {
        params,
        body: { codes: [...codes], status, withBranch },
      }),
    remove: (codes: readonly string[]) =>
      api.call('POST /clients/:clientId/chart/delete', { params, body: { codes: [...codes] } }),
  };
}
