/** The writes of a chart, each all or none. */
import { api } from '../../api/session.ts';
import type { ChartAccount } from './chart-query.ts';

export type Status = 'open' | 'closed';
export type NewAccount = Pick<ChartAccount, 'code' | 'name' | 'counterpartyTaxId'>;

export function chartCalls(clientId: string) {
  const params = { clientId };
  return {
    open: (body: NewAccount) => api.call('POST /clients/:clientId/accounts', { params, body }),
    rename: (names: readonly { code: string; was: string; name: string }[]) =>
      api.call('POST /clients/:clientId/chart/names', { params, body: { names: [...names] } }),
    setStatus: (codes: readonly string[], status: Status, withBranch: boolean) =>
      api.call('POST /clients/:clientId/chart/status', {
        params,
        body: { codes: [...codes], status, withBranch },
      }),
    remove: (codes: readonly string[]) =>
      api.call('POST /clients/:clientId/chart/delete', { params, body: { codes: [...codes] } }),
  };
}
