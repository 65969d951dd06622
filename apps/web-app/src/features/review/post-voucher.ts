/** Puts one voucher into the ledger; a refusal is an answer, not an error. */
import type { Answer } from '../../api/contracts.ts';
import { api } from '../../api/session.ts';
import type { Refusal } from './review-session.ts';

export type PostResult = Answer<'POST /vouchers/post'>['results'][number];

/** With `version` null the voucher is posted as it stands on the server. Rejects with `ApiProblem`. */
export async function postVoucher(
  voucherId: string,
  version: number | null,
): Promise<PostResult | undefined> {
  const voucher = version === null ? { id: voucherId } : { id: voucherId, version };
  const { results } = await api.call('POST /vouchers/post', { body: { vouchers: [voucher] } });
  return results[0];
}

/** Why a voucher was refused and what to do, in both languages. */
export function refusalOf(result: PostResult | undefined): Refusal {
  const error = result?.error;
  return {
    tr: `${error?.message ?? ''} ${error?.next ?? ''}`,
    en: `${error?.messageEn ?? ''} ${error?.nextEn ?? ''}`,
  };
}
