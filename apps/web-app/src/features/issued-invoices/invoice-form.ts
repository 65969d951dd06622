/** The form of an invoice: what is typed, and the draft it means; pure. */
import {
  type DraftLine,
  type DraftProfile,
  type DraftType,
  type InvoiceDraft,
  isForgone,
  isReturnType,
  type NumberedDocument,
} from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { formatDecimalText, type Language } from '../../format/amount.ts';
import { readPlainDecimal } from '../vouchers/entry/read-paste.ts';

export interface FormInvestment {
  readonly kind: string;
  readonly model: string;
  readonly traceId: string;
  readonly serialId: string;
}

const NO_INVESTMENT: FormInvestment = { kind: '', model: '', traceId: '', serialId: '' };

/** Numbers as they are typed. */
export interface FormLine {
  readonly key: number;
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  /** "%5" or "5%" is a share, anything else an amount. */
  readonly discount: string;
  readonly kdvPercent: string;
  readonly withholdingCode: string;
  readonly exemptionCode: string;
  readonly gtip: string;
  readonly specialBase: string;
  readonly kdvInPrice: boolean;
  readonly accommodationPercent: string;
  readonly buyerLineCode: string;
  /** Of YATIRIMTESVIK: what the line is under the certificate; blank texts where it is not asked. */
  readonly investment: FormInvestment;
  /** What this form does not show and keeps. */
  readonly kept: Pick<DraftLine, 'withholdingPercent' | 'exemptionReason' | 'note' | 'sellerCode'>;
}

export interface InvoiceForm extends Omit<InvoiceDraft, 'lines' | 'exchangeRate' | 'discountAmount'> {
  readonly lines: readonly FormLine[];
  readonly exchangeRate: string;
  readonly discountAmount: string;
}

const NOTHING_KEPT = { withholdingPercent: null, exemptionReason: null, note: null, sellerCode: null };
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const shown = (text: string | null, language: Language, decimals: number): string =>
  text === null ? '' : formatDecimalText(text, language, decimals);

export function emptyLine(key: number): FormLine {
  const numbers = { quantity: '1', unitPrice: '', discount: '', kdvPercent: '20' };
  const codes = { unit: 'C62', withholdingCode: '', exemptionCode: '', gtip: '' };
  const ofType = { specialBase: '', kdvInPrice: false, accommodationPercent: '', buyerLineCode: '' };
  const investment = NO_INVESTMENT;
  return { key, name: '', ...numbers, ...codes, ...ofType, investment, kept: NOTHING_KEPT };
}

/** Untouched: such a line is left out of the draft. */
export function isEmptyLine(line: FormLine): boolean {
  return line.name.trim() === '' && line.unitPrice.trim() === '';
}

function lineShown(line: DraftLine, key: number, language: Language): FormLine {
  const { discountPercent, discountAmount } = line;
  return {
    key,
    name: line.name,
    quantity: shown(line.quantity, language, 0),
    unit: line.unit,
    unitPrice: shown(line.unitPrice, language, 2),
    discount:
      discountPercent === null
        ? shown(discountAmount, language, 2)
        : `%${shown(discountPercent, language, 0)}`,
    kdvPercent: line.kdvPercent,
    withholdingCode: line.withholdingCode ?? '',
    exemptionCode: line.exemptionCode ?? '',
    gtip: line.gtip ?? '',
    specialBase: shown(line.specialBase, language, 2),
    kdvInPrice: line.kdvInPrice,
    accommodationPercent: line.accommodationPercent ?? '',
    buyerLineCode: line.buyerLineCode ?? '',
    investment: {
      kind: line.investment?.kind ?? '',
      model: line.investment?.model ?? '',
      traceId: line.investment?.traceId ?? '',
      serialId: line.investment?.serialId ?? '',
    },
    kept: {
      withholdingPercent: line.withholdingPercent,
      exemptionReason: line.exemptionReason,
      note: line.note,
      sellerCode: line.sellerCode,
    },
  };
}

/** The form of a draft; one that has no line gets an empty one. */
export function formOf(draft: InvoiceDraft, language: Language): InvoiceForm {
  const lines = draft.lines.map((line, index) => lineShown(line, index + 1, language));
  return {
    ...draft,
    lines: lines.length === 0 ? [emptyLine(1)] : lines,
    exchangeRate: shown(draft.exchangeRate, language, 4),
    discountAmount: shown(draft.discountAmount, language, 2),
  };
}

/** A number as the wire has it; what cannot be read goes as it was typed, so that it is told at its field. */
const number = (typed: string, language: Language): string =>
  readPlainDecimal(typed, language) ?? typed.trim();
const optional = (typed: string, language: Language): string | null =>
  typed.trim() === '' ? null : number(typed, language);

/** Types whose lines with KDV bear a code, too: of özel matrah, of a delivery for export. */
const CODES_WITH_KDV: readonly DraftType[] = ['OZELMATRAH', 'IHRACKAYITLI'];

export const showsCode = (
  { profile, type }: Pick<InvoiceForm, 'profile' | 'type'>,
  line: Pick<FormLine, 'kdvPercent'>,
): boolean => line.kdvPercent === '0' || CODES_WITH_KDV.includes(type) || isForgone({ profile, type });

/** Özel matrah has a base of its own where its code stands (801–812). */
export const showsBase = (
  { type }: Pick<InvoiceForm, 'type'>,
  line: Pick<FormLine, 'exemptionCode'>,
): boolean => type === 'OZELMATRAH' && /^8\d\d$/.test(line.exemptionCode);

/** The line of the buyer's permit is asked for under 702 alone. */
export const showsPermit = (
  { type }: Pick<InvoiceForm, 'type'>,
  line: Pick<FormLine, 'exemptionCode'>,
): boolean => type === 'IHRACKAYITLI' && line.exemptionCode === '702';

function investmentMeant({ kind, model, traceId, serialId }: FormInvestment): DraftLine['investment'] {
  if (kind === '') return null;
  return { kind, model: orNull(model), traceId: orNull(traceId), serialId: orNull(serialId) };
}

/** What the type does not ask for is left out, whatever was typed under another type. */
function ofType(form: InvoiceForm, line: FormLine, language: Language) {
  const hasBase = showsBase(form, line);
  return {
    exemptionCode: showsCode(form, line) ? orNull(line.exemptionCode) : null,
    gtip: form.profile === 'IHRACAT' || showsPermit(form, line) ? orNull(line.gtip) : null,
    specialBase: hasBase ? optional(line.specialBase, language) : null,
    kdvInPrice: hasBase && line.kdvInPrice,
    accommodationPercent: form.type === 'KONAKLAMAVERGISI' ? orNull(line.accommodationPercent) : null,
    buyerLineCode: showsPermit(form, line) ? orNull(line.buyerLineCode) : null,
    investment: form.profile === 'YATIRIMTESVIK' ? investmentMeant(line.investment) : null,
  };
}

function lineMeant(line: FormLine, form: InvoiceForm, language: Language): DraftLine {
  const share = /^%(.*)$|^(.*)%$/.exec(line.discount.trim());
  return {
    name: line.name.trim(),
    quantity: number(line.quantity, language),
    unit: line.unit,
    unitPrice: number(line.unitPrice, language),
    discountPercent: share === null ? null : number(share[1] ?? share[2] ?? '', language) || null,
    discountAmount: share === null ? optional(line.discount, language) : null,
    kdvPercent: line.kdvPercent,
    withholdingCode: orNull(line.withholdingCode),
    ...ofType(form, line, language),
    ...line.kept,
  };
}

const isTyped = ({ number: typed, issueDate }: NumberedDocument): boolean =>
  typed.trim() !== '' || issueDate !== '';

/** The draft that the form means, with the form's lines that it leaves out left out. */
export function draftOf(form: InvoiceForm, language: Language): InvoiceDraft {
  return {
    ...form,
    lines: form.lines.filter((line) => !isEmptyLine(line)).map((line) => lineMeant(line, form, language)),
    notes: form.notes.map((note) => note.trim()).filter((note) => note !== ''),
    despatches: form.despatches.filter(isTyped),
    order: form.order !== null && isTyped(form.order) ? form.order : null,
    exchangeRate: form.currency === 'TRY' ? null : optional(form.exchangeRate, language),
    discountAmount: optional(form.discountAmount, language),
  };
}

const NO_BUYER = {
  name: '',
  companyId: null,
  street: null,
  building: null,
  district: null,
  city: null,
  postalZone: null,
  country: null,
};

/** Another profile brings and takes what belongs to it. */
export function withProfile(form: InvoiceForm, profile: DraftProfile): InvoiceForm {
  const isExport = profile === 'IHRACAT';
  return {
    ...form,
    profile,
    type: isExport ? 'ISTISNA' : form.type,
    earchive:
      profile === 'EARSIVFATURA' ? (form.earchive ?? { sendingType: 'ELEKTRONIK', internet: null }) : null,
    buyer: isExport ? (form.buyer ?? NO_BUYER) : null,
    certificate: profile === 'YATIRIMTESVIK' ? (form.certificate ?? { number: '', issueDate: '' }) : null,
    export: isExport
      ? (form.export ?? {
          incoterms: 'FOB',
          transportMode: '1',
          packageType: null,
          packageCount: null,
          packageNumber: null,
        })
      : null,
  };
}

/** A return names what it returns; no other type does. */
export function withType(form: InvoiceForm, type: DraftType): InvoiceForm {
  const { returns } = form;
  const named = returns.length === 0 ? [{ number: '', issueDate: '' }] : returns;
  return { ...form, type, returns: isReturnType(type) ? named : [] };
}
