/** The accounts a voucher may use: those at hand, those of its codes, and whoever else is asked for of a chart too long to be held. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { accountsQuery, MOST_ACCOUNTS } from '../../../api/queries.ts';
import type { Account } from './account-families.ts';
import { accountSearchQuery, accountsByCodeQuery, MOST_CODES } from './account-queries.ts';
import type { VoucherDraft } from './voucher-draft.ts';

interface Chart {
  readonly nameOf: (code: string) => string;
  /** True also where that is not known yet: the server then says. */
  readonly isKnown: (code: string) => boolean;
  /** Accounts that the texts (codes in any writing, names) may mean, of the whole chart. */
  readonly accountsFor: (texts: readonly string[]) => Promise<readonly Account[]>;
}

const NONE: readonly Account[] = [];
const CODE = /^[1-9]\d{2}(\.\d{1,10})*$/;
/** Searches for the texts of one paste; what is beyond stays as it was written, for a person to mend. */
const MOST_SEARCHED = 100;
const AT_ONCE = 6;

/** Whether the client's chart is at hand as a whole; the accounts at hand are its first ones otherwise. */
export function useLoadedChart(clientId: string): { accounts: readonly Account[]; isCut: boolean } {
  const accounts = useQuery(accountsQuery(clientId)).data?.items ?? NONE;
  return { accounts, isCut: accounts.length >= MOST_ACCOUNTS };
}

export function useChart(clientId: string, draft: Pick<VoucherDraft, 'lines'>): Chart {
  const cache = useQueryClient();
  const { accounts, isCut } = useLoadedChart(clientId);
  const atHand = useMemo(
    () => new Map(accounts.map((account) => [account.code, account.name] as const)),
    [accounts],
  );
  const codes = draft.lines.map(({ accountCode }) => accountCode);
  const others = isCut ? codes.filter((code) => CODE.test(code) && !atHand.has(code)) : [];
  const asked = useQuery({ ...accountsByCodeQuery(clientId, others), enabled: others.length > 0 });
  const found = asked.data?.items ?? NONE;
  // What is beyond one request is the server's to say, too.
  const isTold = asked.isSuccess && !asked.isPlaceholderData && others.length <= MOST_CODES;
  return useMemo(() => {
    const names = new Map(found.map((account) => [account.code, account.name] as const));
    const isThere = (code: string) => atHand.has(code) || names.has(code);
    return {
      nameOf: (code) => atHand.get(code) ?? names.get(code) ?? '',
      isKnown: (code) => isThere(code) || atHand.size === 0 || (isCut && CODE.test(code) && !isTold),
      accountsFor: async (texts) => {
        // A whole code stands as it is; whether it is there is asked for the lines.
        const unclear = [...new Set(texts)].filter((text) => text !== '' && !CODE.test(text));
        if (!isCut || unclear.length === 0) return [...accounts, ...found];
        const more: Account[] = [];
        const ask = async (text: string) => {
          const query = accountSearchQuery(clientId, text);
          more.push(...(await cache.fetchQuery(query)).items);
        };
        const searched = unclear.slice(0, MOST_SEARCHED);
        for (let at = 0; at < searched.length; at += AT_ONCE)
          await Promise.all(searched.slice(at, at + AT_ONCE).map(ask));
        return [
          ...new Map([...accounts, ...found, ...more].map((account) => [account.code, account])).values(),
        ];
      },
    };
  }, [cache, clientId, accounts, atHand, isCut, found, isTold]);
}
