/** What is said of a tax number while it is typed. */
import { checkTaxId } from '@muhasebi/accounting/vkn/tax-id-check.ts';
import type { TFunction } from 'i18next';

export interface Word {
  readonly text: string;
  readonly tone: 'plain' | 'wait' | 'done';
}

export function taxIdWord(t: TFunction, text: string): Word {
  const said = checkTaxId(text);
  switch (said.kind) {
    case 'empty':
      return { text: t('admin.taxId.hint'), tone: 'plain' };
    case 'short':
      return { text: t('admin.taxId.short', { n: said.missing }), tone: 'plain' };
    case 'long':
      return { text: t('admin.taxId.long'), tone: 'wait' };
    case 'vkn':
      return { text: t('admin.taxId.vkn'), tone: 'done' };
    case 'tckn':
      return { text: t('admin.taxId.tckn'), tone: 'done' };
    case 'stand-in':
      return { text: t('admin.taxId.standIn'), tone: 'done' };
    case 'tckn-zero':
      return { text: t('admin.taxId.tcknZero'), tone: 'wait' };
    case 'vkn-digit':
      return {
        text: t('admin.taxId.vknDigit', { expected: said.expected, found: said.found }),
        tone: 'wait',
      };
    case 'tckn-digits':
      return {
        text: t('admin.taxId.tcknDigits', { expected: said.expected, found: said.found }),
        tone: 'wait',
      };
  }
}
