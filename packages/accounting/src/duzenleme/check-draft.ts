/** Checks that an invoice may be issued as it stands: what the law and GİB's rules ask of its kind, each fault at its field. */
import { isIsoDate } from '../fatura/iso-date.ts';
import { absolute, compare, parseDecimal } from '../money/decimal.ts';
import { kurusFromAmount } from '../money/kurus.ts';
import { isValidTrIban } from '../vkn/iban.ts';
import { taxIdFromText } from '../vkn/tax-number.ts';
import { addUpDraft } from './add-up-draft.ts';
import { checkCertificate } from './check-draft-investment.ts';
import { checkDraftLines } from './check-draft-lines.ts';
import { checkParties, isBlank } from './check-draft-parties.ts';
import { type DraftFault, draftFault, faultsOf } from './draft-fault.ts';
import {
  type InvoiceDraft,
  isReturnType,
  type NumberedDocument,
  type NumberedInvoice,
} from './invoice-draft.ts';

/** By GİB's rule InvoiceIDCheck. */
export const NUMBER = /^[A-Z0-9]{3}20\d{2}\d{9}$/;
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Form of UN/ECE 4461; GİB's list has what is in force of it. */
const MEANS = /^[1-9]\d?$|^ZZZ$/;

function checkReferences(draft: InvoiceDraft): DraftFault[] {
  const { returns, despatches, order, type, profile } = draft;
  const each = (documents: readonly NumberedDocument[], name: string, isInvoice: boolean): DraftFault[] =>
    documents.flatMap((document, index) =>
      faultsOf(
        [
          isInvoice ? !NUMBER.test(document.number) : isBlank(document.number),
          `${name}[${index}].number`,
          isInvoice ? 'İade edilen faturanın 16 haneli numarasını yazın.' : 'Belgenin numarasını yazın.',
          isInvoice
            ? 'State the number of the returned invoice, of 16 characters.'
            : 'State the number of the document.',
        ],
        [
          !isIsoDate(document.issueDate) || document.issueDate > draft.issueDate,
          `${name}[${index}].issueDate`,
          'Tarihini yazın; faturanın tarihinden sonra olamaz.',
          'State its date; it cannot be after that of the invoice.',
        ],
      ),
    );
  return [
    ...faultsOf(
      [
        isReturnType(type) && returns.length === 0,
        'returns',
        'İade edilen faturanın numarasını ve tarihini yazın.',
        'State number and date of the invoice that is returned.',
      ],
      [
        !isReturnType(type) && returns.length > 0,
        'returns',
        'İade edilen fatura yalnız IADE ve TEVKIFATIADE tipinde yazılır.',
        'A returned invoice is stated on the types IADE and TEVKIFATIADE alone.',
      ],
      // Schematron InvoiceTypeCodeCheck: a TICARIFATURA can be refused, so its return is no invoice of its own.
      [
        isReturnType(type) && profile !== 'TEMELFATURA' && profile !== 'EARSIVFATURA',
        'profile',
        'İade faturası TEMELFATURA ya da EARSIVFATURA profilinde kesilir.',
        'A return is issued under the profile TEMELFATURA or EARSIVFATURA.',
      ],
    ),
    ...each(returns, 'returns', true),
    ...each(despatches, 'despatches', false),
    ...each(order === null ? [] : [order], 'order', false),
  ];
}

function checkMoney(draft: InvoiceDraft): DraftFault[] {
  const { currency, exchangeRate } = draft;
  const rate = parseDecimal(exchangeRate);
  const isForeign = currency !== 'TRY';
  const { totals, kdv } = addUpDraft(draft);
  const lost = kdv.find(({ basisPoints, taxKurus }) => basisPoints > 0 && taxKurus === 0n);
  return faultsOf(
    // GİB's rule TaxExemptionReasonCheck takes KDV of nothing for an exemption.
    [
      lost !== undefined && totals.payableKurus > 0n,
      'lines',
      `%${(lost?.basisPoints ?? 0) / 100} KDV kuruşa yuvarlanınca sıfır kalıyor; bu kadar küçük tutar faturaya ayrı oranla yazılamaz.`,
      `KDV of ${(lost?.basisPoints ?? 0) / 100} % comes to nothing when rounded; so small an amount cannot stand at a rate of its own.`,
    ],
    [
      !/^[A-Z]{3}$/.test(currency) || currency === 'TRL',
      'currency',
      'Para birimi üç harfli kod olmalı (TRY, USD, EUR).',
      'The currency must be a code of three letters (TRY, USD, EUR).',
    ],
    [
      isForeign && (rate === null || rate.digits <= 0n || rate.scale > 6),
      'exchangeRate',
      'Dövizli faturada kur zorunludur: 1 birim için TL, en çok altı ondalık.',
      'An invoice in foreign money needs a rate: lira for one unit, of at most six decimals.',
    ],
    [
      !isForeign && exchangeRate !== null,
      'exchangeRate',
      'TL faturaya kur yazılmaz.',
      'An invoice in lira takes no rate.',
    ],
    [
      draft.lines.length > 0 && totals.payableKurus <= 0n,
      'lines',
      'Ödenecek tutar sıfır; fiyatları ve iskontoları gözden geçirin.',
      'The payable is zero; look at prices and discounts.',
    ],
    [
      compare(absolute({ digits: totals.taxInclusiveKurus, scale: 2 }), { digits: 10n ** 15n, scale: 0 }) >=
        0,
      'lines',
      'Tutar bir faturaya yazılamayacak kadar büyük.',
      'The amount is too great for an invoice.',
    ],
    [
      draft.discountAmount !== null && discountOf(draft) > totals.grossKurus,
      'discountAmount',
      'Genel iskonto satırların toplamından büyük olamaz.',
      'The discount of the whole cannot exceed the lines.',
    ],
  );
}

function checkPayment({ dueDate, iban, paymentMeansCode, issueDate }: InvoiceDraft): DraftFault[] {
  return faultsOf(
    [
      dueDate !== null && (!isIsoDate(dueDate) || dueDate < issueDate),
      'dueDate',
      'Vade bir gün olmalı; faturanın tarihinden önce olamaz.',
      'The due date must be a day; it cannot be before the date of the invoice.',
    ],
    [
      iban !== null && !isValidTrIban(iban),
      'iban',
      'IBAN’ın denetim haneleri tutmuyor.',
      'The check digits of the IBAN do not hold.',
    ],
    [
      paymentMeansCode !== null && !MEANS.test(paymentMeansCode),
      'paymentMeansCode',
      'Ödeme şeklini seçin (42 havale, 10 nakit, 20 çek, 48 kart).',
      'Choose the means of payment (42 transfer, 10 cash, 20 cheque, 48 card).',
    ],
  );
}

function discountOf({ discountAmount }: InvoiceDraft): bigint {
  const parsed = parseDecimal(discountAmount);
  return parsed === null ? 0n : kurusFromAmount(parsed);
}

function checkArchive({ profile, earchive }: InvoiceDraft): DraftFault[] {
  const internet = earchive?.internet ?? null;
  return faultsOf(
    [
      (profile === 'EARSIVFATURA') !== (earchive !== null),
      'earchive',
      profile === 'EARSIVFATURA'
        ? 'e-Arşiv faturada gönderim şeklini seçin (ELEKTRONIK ya da KAGIT).'
        : 'Gönderim şekli yalnız EARSIVFATURA profilinde yazılır.',
      profile === 'EARSIVFATURA'
        ? 'Choose how the e-Arşiv invoice is sent (ELEKTRONIK or KAGIT).'
        : 'The way of sending is stated under the profile EARSIVFATURA alone.',
    ],
    [
      internet !== null && isBlank(internet.website),
      'earchive.internet.website',
      'Satışın yapıldığı internet adresini yazın.',
      'State the address of the shop on the internet.',
    ],
    [
      internet !== null && !MEANS.test(internet.paymentMeansCode),
      'earchive.internet.paymentMeansCode',
      'Ödeme şeklini seçin (48 kart, 42 havale, 10 kapıda nakit).',
      'Choose the means of payment (48 card, 42 transfer, 10 cash).',
    ],
    ...(['paymentDate', 'sentOn'] as const).map(
      (field) =>
        [
          internet !== null && internet[field] !== null && !isIsoDate(internet[field]),
          `earchive.internet.${field}`,
          'Tarih YYYY-AA-GG olmalı.',
          'The date must be YYYY-MM-DD.',
        ] as const,
    ),
    [
      internet?.carrier != null &&
        (taxIdFromText(internet.carrier.taxId) === null || isBlank(internet.carrier.name)),
      'earchive.internet.carrier',
      'Taşıyıcının VKN’sini ya da TCKN’sini ve unvanını yazın.',
      'State the VKN or TCKN and the name of the carrier.',
    ],
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 cannot hold is exactly this.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** Texts that XML cannot hold, wherever they stand. */
function checkTexts(value: unknown, at: string): DraftFault[] {
  if (typeof value === 'string')
    return UNWRITABLE.test(value)
      ? [
          draftFault(
            at,
            'Bu metinde yazılamayan bir karakter var; silip yeniden yazın.',
            'This text has a character that cannot be written; type it anew.',
          ),
        ]
      : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    checkTexts(inner, Array.isArray(value) ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`),
  );
}

function checkDates({ issueDate, issueTime }: InvoiceDraft, today: string): DraftFault[] {
  return faultsOf(
    [!isIsoDate(issueDate), 'issueDate', 'Tarih YYYY-AA-GG olmalı.', 'The date must be YYYY-MM-DD.'],
    [
      isIsoDate(issueDate) && issueDate > today,
      'issueDate',
      `Fatura tarihi bugünden (${today}) sonra olamaz.`,
      `The date of the invoice cannot be after today (${today}).`,
    ],
    [
      isIsoDate(issueDate) && issueDate < '2014-01-01',
      'issueDate',
      'Bu tarihte e-Fatura yoktu; tarihi düzeltin.',
      'There was no e-Fatura on that day; put the date right.',
    ],
    [
      !/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(issueTime),
      'issueTime',
      'Saat SS:DD:ss olmalı (14:05:00).',
      'The time must be HH:MM:SS (14:05:00).',
    ],
  );
}

/** All that keeps the invoice from being issued; empty where it may be. `today` is an ISO date. Never throws. */
export function checkDraft(draft: InvoiceDraft, today: string): DraftFault[] {
  return [
    ...checkTexts(draft, ''),
    ...checkDates(draft, today),
    ...checkParties(draft),
    ...checkDraftLines(draft),
    ...checkReferences(draft),
    ...checkMoney(draft),
    ...checkPayment(draft),
    ...checkArchive(draft),
    ...checkCertificate(draft),
  ];
}

/** Number and ETTN, where the caller gives them. */
export function checkNumbering({ number, ettn, issueDate }: NumberedInvoice): DraftFault[] {
  return faultsOf(
    [
      !NUMBER.test(number) || number.slice(3, 7) !== issueDate.slice(0, 4),
      'number',
      'Fatura numarası üç harf ya da rakam, faturanın yılı ve dokuz haneden oluşmalı (ABC2026000000001).',
      'The number must be three letters or digits, the year of the invoice and nine digits (ABC2026000000001).',
    ],
    [!UUID.test(ettn), 'ettn', 'ETTN, UUID biçiminde olmalı.', 'The ETTN must have the form of a UUID.'],
  );
}
