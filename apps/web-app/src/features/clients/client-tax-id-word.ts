/** What is said of the tax number of a client that is being opened; one whose check digit fails is taken all the same. */
import { isValidTaxId, taxIdFromText } from '@muhasebi/accounting/vkn/tax-number.ts';
import type { TFunction } from 'i18next';
import type { Word } from '../../ui/tax-id-word.ts';

export function clientTaxIdWord(t: TFunction, text: string): Word {
  if (text === '') return { text: t('clients.form.taxIdHint'), tone: 'plain' };
  const taxId = taxIdFromText(text);
  if (taxId === null) return { text: t('clients.form.taxIdShort', { n: text.length }), tone: 'plain' };
  if (!isValidTaxId(taxId)) return { text: t('clients.form.taxIdBad'), tone: 'wait' };
  return { text: taxId.scheme === 'VKN' ? t('clients.form.vknOk') : t('clients.form.tcknOk'), tone: 'done' };
}
