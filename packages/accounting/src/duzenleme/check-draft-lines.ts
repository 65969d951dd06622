/** Checks the lines of an invoice before it is issued: numbers, unit, KDV rate of the day, withheld KDV and exemption. */
import { basisPoints } from '../fatura/amounts.ts';
import { type ExemptionGroup, exemptionGroup } from '../kdv/exemption-codes.ts';
import { isKnownKdvRate, kdvRatesOn } from '../kdv/rates.ts';
import { absolute, compare, type Decimal, parseDecimal, ZERO } from '../money/decimal.ts';
import { findWithholdingCode, withholdingTenthsOn } from '../tevkifat/withholding-codes.ts';
import { withholdingPercentOf } from './add-up-draft.ts';
import { checkInvestment } from './check-draft-investment.ts';
import { checkLineOfType, checkLinesOfType } from './check-draft-type.ts';
import { type DraftFault, draftFault, faultsOf } from './draft-fault.ts';
import { type DraftLine, type InvoiceDraft, isForgone, isReturnType } from './invoice-draft.ts';
import { isKnownUnit } from './units.ts';

const HUNDRED: Decimal = { digits: 100n, scale: 0 };
const MOST: Decimal = { digits: 10n ** 12n, scale: 0 };
const isIn = (value: Decimal | null, most: Decimal): boolean =>
  value !== null && value.digits >= 0n && compare(absolute(value), most) <= 0;
const placesOf = (value: Decimal | null): number => value?.scale ?? 0;

function checkNumbers(line: DraftLine, at: string): DraftFault[] {
  const [quantity, price] = [parseDecimal(line.quantity), parseDecimal(line.unitPrice)];
  const [percent, discount] = [parseDecimal(line.discountPercent), parseDecimal(line.discountAmount)];
  return faultsOf(
    [line.name.trim() === '', `${at}.name`, 'Malın ya da hizmetin adını yazın.', 'State what is sold.'],
    [
      !isIn(quantity, MOST) || quantity?.digits === 0n || placesOf(quantity) > 8,
      `${at}.quantity`,
      'Miktar sıfırdan büyük bir sayı olmalı, en çok sekiz ondalıkla (12 ya da 12.5).',
      'The quantity must be a number above zero, of at most eight decimals (12 or 12.5).',
    ],
    [
      !isKnownUnit(line.unit),
      `${at}.unit`,
      'Birim, listedeki kodlardan biri olmalı (C62 adet, KGM kilogram, HUR saat …).',
      'The unit must be a code of the list (C62 piece, KGM kilogram, HUR hour …).',
    ],
    [
      !isIn(price, MOST) || placesOf(price) > 8,
      `${at}.unitPrice`,
      'Birim fiyat sıfır ya da daha büyük bir sayı olmalı, en çok sekiz ondalıkla.',
      'The unit price must be a number not below zero, of at most eight decimals.',
    ],
    [
      line.discountPercent !== null && (!isIn(percent, HUNDRED) || placesOf(percent) > 2),
      `${at}.discountPercent`,
      'İskonto yüzdesi 0 ile 100 arasında, en çok iki ondalıklı olmalı.',
      'The discount must be between 0 and 100 percent, of at most two decimals.',
    ],
    [
      line.discountAmount !== null && (!isIn(discount, MOST) || placesOf(discount) > 2),
      `${at}.discountAmount`,
      'İskonto tutarı sıfırdan küçük olmayan, en çok iki ondalıklı bir sayı olmalı.',
      'The discount must be a number not below zero, of at most two decimals.',
    ],
    [
      line.discountPercent !== null && line.discountAmount !== null,
      `${at}.discountAmount`,
      'İskontoyu yüzde ya da tutar olarak yazın, ikisini birden değil.',
      'State the discount as a percentage or as an amount, not as both.',
    ],
  );
}

/** A return may carry the rate of the day of its sale. */
function isRateAllowed(points: number, draft: InvoiceDraft): boolean {
  if (points === 0) return true;
  return isReturnType(draft.type) ? isKnownKdvRate(points) : kdvRatesOn(draft.issueDate).includes(points);
}

function checkRate(line: DraftLine, draft: InvoiceDraft, at: string): DraftFault[] {
  const points = basisPoints(line.kdvPercent);
  if (points !== null && isRateAllowed(points, draft)) return [];
  const rates = kdvRatesOn(draft.issueDate)
    .map((rate) => `%${rate / 100}`)
    .join(', ');
  return [
    draftFault(
      `${at}.kdvPercent`,
      `KDV oranı ${draft.issueDate} tarihinde geçerli değil; geçerli oranlar: %0, ${rates}.`,
      `The KDV rate is not in force on ${draft.issueDate}; those in force: %0, ${rates}.`,
    ),
    ...checkLinesOfType(draft),
  ];
}

function checkWithheld(line: DraftLine, draft: InvoiceDraft, at: string): DraftFault[] {
  const code = line.withholdingCode;
  if (code === null) return [];
  const percent = withholdingPercentOf(line, draft.issueDate);
  const tenths = withholdingTenthsOn(code, draft.issueDate);
  return faultsOf(
    [
      draft.type !== 'TEVKIFAT' && !isReturnType(draft.type),
      `${at}.withholdingCode`,
      'Tevkifat yalnız TEVKIFAT, IADE ve TEVKIFATIADE tipindeki faturada olur; fatura tipini değiştirin ya da kodu silin.',
      'KDV is withheld on invoices of the types TEVKIFAT, IADE and TEVKIFATIADE alone; change the type or take the code out.',
    ],
    // 650 is in GİB's list of percents but not in that of the codes, so its own rules refuse it.
    [
      findWithholdingCode(code) === null || code === '650',
      `${at}.withholdingCode`,
      `"${code}" GİB’in tevkifat kodlarından değil.`,
      `"${code}" is none of GİB's withholding codes.`,
    ],
    [
      findWithholdingCode(code) !== null && (percent === null || !tenths.includes(percent / 10)),
      `${at}.withholdingPercent`,
      `${code} için ${draft.issueDate} tarihinde geçerli tevkifat oranı: ${tenths.map((n) => `${n}/10`).join(', ')}.`,
      `Rates in force for ${code} on ${draft.issueDate}: ${tenths.map((n) => `${n}/10`).join(', ')}.`,
    ],
    [
      basisPoints(line.kdvPercent) === 0,
      `${at}.withholdingCode`,
      'KDV’si olmayan satırdan tevkifat yapılmaz.',
      'Nothing is withheld of a line without KDV.',
    ],
  );
}

// From the schematron of 01.07.2026, in force on 14.09.2026, on: 233 is new, and 308 and 339 belong to investment invoices alone.
const RULES_OF_SEPTEMBER = '2026-09-14';
const INVESTMENT_CODES = new Set(['308', '339']);

function isCodeOfDay(code: string, date: string): boolean {
  const isLater = date >= RULES_OF_SEPTEMBER;
  return code === '233' ? isLater : !(isLater && INVESTMENT_CODES.has(code));
}

/** 351 "no exemption, yet without KDV" for a sale; exemptions of the law for ISTISNA; either for a return. */
function groupsFor(draft: InvoiceDraft): readonly (ExemptionGroup | null)[] {
  if (draft.type === 'ISTISNA') return ['kismi', 'tam'];
  return isReturnType(draft.type) ? ['kismi', 'tam', 'diger'] : ['diger'];
}

/** Types whose code says why a line with KDV is as it is: its base is another, or its KDV is not asked for. */
const CODES_WITH_KDV: Readonly<Partial<Record<InvoiceDraft['type'], ExemptionGroup>>> = {
  OZELMATRAH: 'ozel-matrah',
  IHRACKAYITLI: 'ihrac-kayitli',
};

function checkExemption(line: DraftLine, draft: InvoiceDraft, at: string): DraftFault[] {
  const code = line.exemptionCode;
  const isFree = basisPoints(line.kdvPercent) === 0;
  const place = `${at}.exemptionCode`;
  // Its code stands on a line with KDV, by the kind of what is bought: see checkInvestment.
  if (isForgone(draft)) return [];
  const withKdv = CODES_WITH_KDV[draft.type];
  if (!isFree && withKdv !== undefined)
    return faultsOf([
      code !== null && exemptionGroup(code) !== withKdv,
      place,
      `${code} kodu ${draft.type} tipindeki faturanın KDV’li satırında kullanılamaz; ${withKdv === 'ozel-matrah' ? '801–812' : '701–704'} kodlarından birini seçin.`,
      `The code ${code} cannot stand on a line with KDV of the type ${draft.type}; choose one of ${withKdv === 'ozel-matrah' ? '801–812' : '701–704'}.`,
    ]);
  if (!isFree)
    return faultsOf([
      code !== null,
      place,
      'KDV’si olan satıra istisna kodu yazılmaz.',
      'A line with KDV takes no exemption code.',
    ]);
  if (code === null)
    return [
      draftFault(
        place,
        draft.type === 'ISTISNA'
          ? 'KDV’siz satırın istisna kodunu seçin.'
          : 'KDV’siz satırın kodunu seçin: istisna değilse 351; istisnaysa fatura tipini ISTISNA yapın.',
        draft.type === 'ISTISNA'
          ? 'Choose the exemption code of the line without KDV.'
          : 'Choose the code of the line without KDV: 351 where it is no exemption; else make the type ISTISNA.',
      ),
    ];
  const fits = code !== '555' && groupsFor(draft).includes(exemptionGroup(code));
  return faultsOf([
    !fits || !isCodeOfDay(code, draft.issueDate),
    place,
    `${code} kodu ${draft.type} tipindeki faturada ${draft.issueDate} tarihinde kullanılamaz.`,
    `The code ${code} cannot be used on an invoice of the type ${draft.type} on ${draft.issueDate}.`,
  ]);
}

function checkGtip(line: DraftLine, draft: InvoiceDraft, at: string): DraftFault[] {
  if (draft.profile !== 'IHRACAT') return [];
  return faultsOf([
    !/^\d{12}$/.test(line.gtip ?? ''),
    `${at}.gtip`,
    'İhraç edilen malın 12 haneli GTİP’ini yazın.',
    'State the GTİP of the exported goods, of twelve digits.',
  ]);
}

/** Faults of all lines, and of what they must have together. */
export function checkDraftLines(draft: InvoiceDraft): DraftFault[] {
  const { lines } = draft;
  const zero = parseDecimal(draft.discountAmount) ?? ZERO;
  return [
    ...lines.flatMap((line, index) => {
      const at = `lines[${index}]`;
      return [
        ...checkNumbers(line, at),
        ...checkRate(line, draft, at),
        ...checkWithheld(line, draft, at),
        ...checkExemption(line, draft, at),
        ...checkGtip(line, draft, at),
        ...checkLineOfType(line, draft, at),
        ...checkInvestment(line, draft, at),
      ];
    }),
    ...faultsOf(
      [lines.length === 0, 'lines', 'En az bir satır yazın.', 'Enter at least one line.'],
      [
        lines.length > 1000,
        'lines',
        'Bir faturada en çok 1.000 satır olur.',
        'An invoice has at most 1,000 lines.',
      ],
      [
        draft.discountAmount !== null &&
          (parseDecimal(draft.discountAmount) === null || zero.digits < 0n || zero.scale > 2),
        'discountAmount',
        'Genel iskonto sıfırdan küçük olmayan, en çok iki ondalıklı bir sayı olmalı.',
        'The discount of the whole must be a number not below zero, of at most two decimals.',
      ],
    ),
    ...checkLinesOfType(draft),
  ];
}
