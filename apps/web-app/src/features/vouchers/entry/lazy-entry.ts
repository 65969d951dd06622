/** The entry grid, loaded with its texts when somebody writes a voucher. */
import { lazy } from 'react';
import { withTexts } from '../../../i18n/page-texts.ts';

export const VoucherEntry = lazy(() =>
  withTexts(['edit', 'entry', 'ledger', 'review'], import('./voucher-entry.tsx')).then((part) => ({
    default: part.VoucherEntry,
  })),
);
