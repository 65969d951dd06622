/** Which fiscal year the page shows: the one of its address, else that of the client's month, else today's. */
import { isMonth } from '@muhasebi/accounting/donem/month.ts';

interface Address {
  readonly yil?: string | undefined;
  readonly donem?: string | undefined;
}

/** `startMonth` is the first month of the client's fiscal year, 1 to 12; `today` is an ISO day. */
export function yearOf({ yil, donem }: Address, startMonth: number, today: string): number {
  if (yil !== undefined && /^(199[4-9]|20\d\d|21\d\d)$/.test(yil)) return Number(yil);
  const month = donem !== undefined && isMonth(donem) ? donem : today.slice(0, 7);
  return Number(month.slice(0, 4)) - (Number(month.slice(5)) < startMonth ? 1 : 0);
}
