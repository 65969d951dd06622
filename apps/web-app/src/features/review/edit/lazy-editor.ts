/** The editor, loaded with its texts when somebody edits: reading comes first. */
import { lazy } from 'react';
import { withTexts } from '../../../i18n/page-texts.ts';

export const VoucherEditor = lazy(() =>
  withTexts(['edit', 'review', 'ledger'], import('./voucher-editor.tsx')).then((part) => ({
    default: part.VoucherEditor,
  })),
);
