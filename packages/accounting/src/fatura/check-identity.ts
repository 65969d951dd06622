/** Checks who, when and which: parties and their numbers, ETTN, invoice number, dates, currency. */
import { isValidTaxId } from '../vkn/tax-number.ts';
import { isLira, usableRate } from './amounts.ts';
import type { Finding } from './finding.ts';
import type { Invoice, InvoiceParty } from './invoice.ts';
import { isIsoDate, turkishDate } from './iso-date.ts';
import { finding } from './make-finding.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// Three letters or digits, the year, nine digits (UBL-TR Fatura kılavuzu; GİB's rule InvoiceIDCheck).
const NUMBER = /^[A-Z0-9]{3}20\d{2}\d{9}$/;

function whatIsWrong(scheme: 'VKN' | 'TCKN', value: string) {
  const length = scheme === 'VKN' ? 10 : 11;
  if (/^\d+$/.test(value) && value.length === length)
    return { isDigits: true, why: 'kontrol hanesi tutmuyor', whyEn: 'its check digit does not hold' };
  return {
    isDigits: false,
    why: `${length} rakam olmalı, ${value.length} karakter yazılmış`,
    whyEn: `it needs ${length} digits, ${value.length} characters are written`,
  };
}

function checkParty(party: InvoiceParty, place: string, tr: string, en: string): Finding[] {
  const { taxId } = party;
  if (taxId === null)
    return [
      finding('fatura.vkn-yok', 'error', `${place}.taxId`, {
        tr: `${tr}nın vergi numarası (VKN/TCKN) belgede yok; kim olduğu başka kaynaktan doğrulanmalı.`,
        en: `The ${en}'s tax number (VKN/TCKN) is not on the document; who it is must be confirmed elsewhere.`,
      }),
    ];
  if (isValidTaxId(taxId)) return [];
  const { scheme, value } = taxId;
  const { isDigits, why, whyEn } = whatIsWrong(scheme, value);
  return [
    finding(
      'fatura.vkn-hatali',
      // GİB takes any digits of the right length: a check digit that does not hold is a doubt, another shape is a fault.
      isDigits ? 'warning' : 'error',
      `${place}.taxId`,
      {
        tr: `${tr}nın ${scheme}’si "${value}" geçersiz: ${why}. Cari hesap yanlış numarayla açılmasın; numarayı doğrulayın.`,
        en: `The ${en}'s ${scheme} "${value}" is not valid: ${whyEn}. Confirm it before an account is opened under it.`,
      },
      { scheme, value },
    ),
  ];
}

function checkEttn(ettn: string | null): Finding[] {
  if (ettn === null || ettn.trim() === '')
    return [
      finding('fatura.ettn-yok', 'error', 'ettn', {
        tr: 'Belgede ETTN (belgenin tekil numarası) yok; e-belge olarak doğrulanamaz. Belgenin aslını isteyin.',
        en: 'The document has no ETTN (its unique number) and cannot be verified as an e-document. Ask for the original.',
      }),
    ];
  if (UUID.test(ettn.trim())) return [];
  return [
    finding(
      'fatura.ettn-hatali',
      'error',
      'ettn',
      {
        tr: `ETTN "${ettn.slice(0, 60)}" biçime uymuyor (tirelerle ayrılmış 8-4-4-4-12 hane); belge doğrulanamaz. Belgenin aslını isteyin.`,
        en: `The ETTN "${ettn.slice(0, 60)}" is not well formed (8-4-4-4-12 digits with hyphens); the document cannot be verified. Ask for the original.`,
      },
      { ettn },
    ),
  ];
}

function checkNumber(number: string | null): Finding[] {
  if (number !== null && NUMBER.test(number.trim())) return [];
  const shown = number?.trim() ?? '';
  if (shown === '')
    return [
      finding('fatura.numara-hatali', 'error', 'number', {
        tr: 'Belgede fatura numarası yok; numarasız belge deftere işlenemez.',
        en: 'The document has no invoice number; it cannot be posted without one.',
      }),
    ];
  return [
    finding(
      'fatura.numara-hatali',
      'warning',
      'number',
      {
        tr: `Fatura numarası "${shown}" ${shown.length} karakter ve biçime uymuyor: 3 karakter birim kodu, 4 hane yıl, 9 hane sıra numarası olmalı. Belgeyi düzenleyene sorun.`,
        en: `The invoice number "${shown}" of ${shown.length} characters is not well formed: 3 characters, 4 digits of the year, 9 digits of sequence are needed. Ask the issuer.`,
      },
      { number: shown },
    ),
  ];
}

/** The number bears the year in which it was given; only a well-formed one is asked, of a day that may be right. */
function checkYear({ number, issueDate }: Invoice, today: string): Finding[] {
  const year = number !== null && NUMBER.test(number.trim()) ? number.trim().slice(3, 7) : null;
  if (year === null || issueDate === null || !isIsoDate(issueDate) || issueDate.startsWith(year)) return [];
  if (issueDate > today) return [];
  return [
    finding(
      'fatura.numara-yili',
      'warning',
      'number',
      {
        tr: `Fatura numarası ${number?.trim()} ${year} yılının, belge ${turkishDate(issueDate)} tarihli; numara ya da tarih yanlış olabilir. Belgeyi düzenleyene sorun.`,
        en: `The invoice number ${number?.trim()} is of the year ${year}, the document is dated ${issueDate}; one of them may be wrong. Ask the issuer.`,
      },
      { number: number?.trim() ?? '', date: issueDate },
    ),
  ];
}

function checkDate(date: string | null, today: string): Finding[] {
  if (date === null || !isIsoDate(date)) {
    const shown = date?.slice(0, 40) ?? '';
    const [tr, en] =
      shown === ''
        ? ['Belgede tarih yok', 'The document has no date']
        : [`Belgenin tarihi "${shown}" okunamıyor`, `The date of the document, "${shown}", cannot be read`];
    return [
      finding(
        'fatura.tarih-hatali',
        'error',
        'issueDate',
        {
          tr: `${tr}; hangi döneme ait olduğu bilinmeden deftere işlenemez.`,
          en: `${en}; it cannot be posted while its period is unknown.`,
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
        tr: `Belgenin tarihi ${turkishDate(date)} bugünden (${turkishDate(today)}) sonra; gelecek tarihli belge deftere işlenemez.`,
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
          tr: `${currency === '' ? 'Belgede para birimi yok' : `Para birimi "${currency.slice(0, 20)}" geçersiz`}; üç harfli kod olmalı (TRY, USD, EUR …). Tutarların hangi parayla yazıldığını sorun.`,
          en: `${currency === '' ? 'The document has no currency' : `The currency "${currency.slice(0, 20)}" is not valid`}; a code of three letters is needed (TRY, USD, EUR …). Ask in which money the amounts are.`,
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
      // No more than a warning: where no rate can be had at all, the proposal itself is refused with an error.
      'fatura.kur-yok',
      'warning',
      'exchangeRate',
      {
        tr: `Belge ${currency} cinsinden düzenlenmiş ama geçerli bir kur içermiyor; Türk lirası karşılığı gerekir (VUK md. 215). Kuru düzenleyene sorun ya da TCMB kurunu kullanın.`,
        en: `The document is in ${currency} but states no usable rate; its worth in lira is needed (VUK art. 215). Ask the issuer or use TCMB's.`,
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
    ...checkYear(invoice, today),
    ...checkDate(invoice.issueDate, today),
    ...checkCurrency(invoice),
  ];
}
