/** The paper of an invoice, loaded with its texts, for pages that show something else first. */
import { lazy } from 'react';
import { withTexts } from '../../i18n/page-texts.ts';

export const InvoicePaper = lazy(() =>
  withTexts(['invoice'], import('./invoice-paper.tsx')).then((part) => ({ default: part.InvoicePaper })),
);
