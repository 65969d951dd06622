/** The accounts a voucher may use, and whether a code is one of them. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { accountsQuery, MOST_ACCOUNTS } from '../../../api/queries.ts';
import type { Account } from '../../review/edit/account-families.ts';

interface Chart {
  readonly accounts: readonly Account[];
  readonly nameOf: (code: string) => string;
  /** True also where the chart is not there yet or too long to be here as a whole: the server then says. */
  readonly isKnown: (code: string) => boolean;
}

const NONE: readonly Account[] = [];

export function useChart(clientId: string): Chart {
  const accounts = useQuery(accountsQuery(clientId)).data?.items ?? NONE;
  return useMemo(() => {
    const names = new Map(accounts.map((account) => [account.code, account.name]));
    const isWhole = accounts.length > 0 && accounts.length < MOST_ACCOUNTS;
    return {
      accounts,
      nameOf: (code) => names.get(code) ?? '',
      isKnown: (code) => !isWhole || names.has(code),
    };
  }, [accounts]);
}
