/** The month that the pages of a client are about: "donem" in the address, kept from page to page and for the visit. */
import { isMonth } from '@muhasebi/accounting/donem/month.ts';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { monthRange } from '../../format/date.ts';
import { rememberMonth } from './month-memory.ts';

/** In the address: every month, chosen by a person; a client whose month nobody chose shows every month too. */
export const ALL_MONTHS = 'tum';

export interface ClientMonthChoice {
  /** "2026-11"; null: every month. */
  readonly month: string | null;
  readonly setMonth: (month: string | null) => void;
}

export function useClientMonth(): ClientMonthChoice {
  const navigate = useNavigate();
  const { clientId } = useParams({ strict: false });
  const { donem } = useSearch({ strict: false });
  const setMonth = useCallback(
    (month: string | null) => {
      if (clientId === undefined) return;
      const donem = month ?? ALL_MONTHS;
      rememberMonth(clientId, donem);
      // An open document and a range of days belong to their month: another one starts without them.
      void navigate({
        to: '.',
        search: ({ belge: _belge, bas: _bas, son: _son, ...kept }) => ({ ...kept, donem }),
        replace: true,
      });
    },
    [navigate, clientId],
  );
  return { month: monthOfAddress(donem), setMonth };
}

/** The month that an address names; null: every month. */
export function monthOfAddress(donem: string | undefined): string | null {
  return donem !== undefined && isMonth(donem) ? donem : null;
}

interface Days {
  readonly bas?: string | undefined;
  readonly son?: string | undefined;
}

/** The days that a page shows: those of its address, else those of the month, else all. */
export function daysOfAddress(search: Days & { readonly donem?: string | undefined }): Days {
  const { bas, son, donem } = search;
  if (bas !== undefined || son !== undefined || donem === undefined || !isMonth(donem)) return { bas, son };
  const { from, to } = monthRange(Number(donem.slice(0, 4)), Number(donem.slice(5)));
  return { bas: from, son: to };
}
