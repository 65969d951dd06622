/** The linked documents, loaded with their texts: what is asked for comes first. */
import { lazy } from 'react';
import { withTexts } from '../../i18n/page-texts.ts';

export const LinkedDocuments = lazy(() =>
  withTexts(['documentLinks'], import('./linked-documents.tsx')).then((part) => ({
    default: part.LinkedDocuments,
  })),
);

/** What speaks against a posted voucher, on its own page. */
export const ReversalOfVoucher = lazy(() =>
  withTexts(['documentLinks'], import('./reversal.tsx')).then((part) => ({
    default: part.ReversalOfVoucher,
  })),
);
