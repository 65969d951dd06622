/** Checks who, when and which: parties and their numbers, ETTN, invoice number, dates, currency. */
import { isValidTaxId } from '../vkn/tax-number.ts';
import { isLira, usableRate } from './amounts.ts';
import type { Finding } from './finding.ts';
import type { Invoice, InvoiceParty } from './invoice.ts';
import { isIsoDate } from './iso-date.ts';
import { finding } from './make-finding.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// Three letters or digits, the year, nine digits (UBL-TR Fatura kılavuzu; GİB's rule InvoiceIDCheck).
const NUMBER = /^[A-Z0-9]{3}20\d{2}\d{9}$/;

function checkParty(party: InvoiceParty, place: string, tr: string, en: string): Finding[] {
  const { taxId } = party;
  if (taxId === null)
    return [
      finding('fatura.vkn-yok', 'error', `${place}.taxId`, {
        tr: `${tr}nın vergi numarası (VKN/TCKN) belgede yok.`,
        en: `The ${en}'s tax number (VKN/TCKN) is not on the document.`,
      }),
    ];
  if (isValidTaxId(taxId)) return [];
  const { scheme, value } = taxId;
  return [
    finding(
      'fatura.vkn-hatali',
      'error',
      `${place}.taxId`,
      {
        tr: `${tr}nın ${scheme} numarası "${value}" geçersiz: ${scheme === 'VKN' ? '10' : '11'} haneli ve kontrol hanesi doğru olmalı.`,
        en: `The ${en}'s ${scheme} "${value}" is not valid: it needs ${scheme === 'VKN' ? '10' : '11'} digits and right check digits.`,
      },
      { scheme, value },
    ),
  ];
}

function checkEttn(ettn: string | null): Finding[] {
  if (ettn === null || ettn.trim() === '')
    return [
      finding('fatura.ettn-yok', 'error', 'ettn', {
        tr: 'Belgenin ETTN numarası (UUID) yok.',
        en: 'The document has no ETTN (UUID).',
      }),
    ];
  if (UUID.test(ettn.trim())) return [];
  return [
    finding(
      'fatura.ettn-hatali',
      'error',
      'ettn',
      {
        tr: `ETTN "${ettn}" UUID biçiminde değil (8-4-4-4-12 onaltılık hane).`,
        en: `The ETTN "${ettn}" is no UUID (8-4-4-4-12 hexadecimal digits).`,
      },
      { ettn },
    ),
  ];
}

function checkNumber(number: string | null): Finding[] {
  if (number !== null && NUMBER.test(number.trim())) return [];
  const shown = number?.trim() || '(yok)';
  return [
    finding(
      'fatura.numara-hatali',
      number?.trim() ? 'warning' : 'error',
      'number',
      {
        tr: `Fatura numarası ${shown} biçime uymuyor: 3 karakter birim kodu, 4 hane yıl, 9 hane sıra numarası olmalı.`,
        en: `The invoice number ${shown} is not well formed: 3 characters, 4 digits of the year, 9 digits of sequence.`,
      },
      { number: shown },
    ),
  ];
}

function checkDate(date: string | null, today: string): Finding[] {
  if (date === null || !isIsoDate(date)) {
    const shown = date ?? '(yok)';
    return [
      finding(
        'fatura.tarih-hatali',
        'error',
        'issueDate',
        {
          tr: `Belgenin tarihi ${shown} okunamıyor.`,
          en: `The date of the document, ${shown}, cannot be read.`,
        },
        { date: shown },
      ),
    ];
  }
  if (date <= today) return [];
  return [
    finding(
      'fatura.tarih-gelecekte',
      'error',
      'issueDate',
      {
        tr: `Belgenin tarihi ${date} bugünden (${today}) sonra; gelecek tarihli belge deftere işlenemez.`,
        en: `The document is dated ${date}, after today (${today}); it cannot be posted yet.`,
      },
      { date, today },
    ),
  ];
}

function checkCurrency(invoice: Invoice): Finding[] {
  const currency = (invoice.currency ?? '').trim();
  if (!/^[A-Z]{3}$/.test(currency))
    return [
      finding(
        'fatura.para-birimi-hatali',
        'error',
        'currency',
        {
          tr: `Para birimi "${currency}" geçersiz; ISO 4217 kodu olmalı (TRY, USD, EUR …).`,
          en: `The currency "${currency}" is not valid; an ISO 4217 code is needed (TRY, USD, EUR …).`,
        },
        { currency },
      ),
    ];
  if (currency !== 'TRY' && isLira(currency))
    return [
      finding(
        'fatura.para-birimi-eski',
        'info',
        'currency',
        {
          tr: `Para birimi ${currency} yazılmış; TRY olarak okundu.`,
          en: `The currency ${currency} is read as TRY.`,
        },
        { currency },
      ),
    ];
  if (currency === 'TRY' || usableRate(invoice.exchangeRate) !== null) return [];
  return [
    finding(
      'fatura.kur-yok',
      'error',
      'exchangeRate',
      {
        tr: `Belge ${currency} cinsinden düzenlenmiş ama geçerli bir kur içermiyor; deftere işlemek için kur gerekir (VUK md. 215).`,
        en: `The document is in ${currency} but states no usable rate; one is needed to post it (VUK art. 215).`,
      },
      { currency, rate: invoice.exchangeRate ?? '' },
    ),
  ];
}

/** Findings on parties, ETTN, number, date and currency. `today` is an ISO date. */
export function checkIdentity(invoice: Invoice, today: string): Finding[] {
  return [
    ...checkParty(invoice.supplier, 'supplier', 'Satıcı', 'seller'),
    ...checkParty(invoice.customer, 'customer', 'Alıcı', 'buyer'),
    ...checkEttn(invoice.ettn),
    ...checkNumber(invoice.number),
    ...checkDate(invoice.issueDate, today),
    ...checkCurrency(invoice),
  ];
}
