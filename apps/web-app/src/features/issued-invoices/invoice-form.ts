/** The form of an invoice: what is typed, and the draft it means; pure. */
import type {
  DraftLine,
  DraftProfile,
  DraftType,
  InvoiceDraft,
} from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { formatDecimalText, type Language } from '../../format/amount.ts';
import { readPlainDecimal } from '../vouchers/entry/read-paste.ts';

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
  return { key, name: '', ...numbers, ...codes, kept: NOTHING_KEPT };
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

function lineMeant(line: FormLine, language: Language): DraftLine {
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
    exemptionCode: line.kdvPercent === '0' ? orNull(line.exemptionCode) : null,
    gtip: orNull(line.gtip),
    ...line.kept,
  };
}

/** The draft that the form means, with the form's lines that it leaves out left out. */
export function draftOf(form: InvoiceForm, language: Language): InvoiceDraft {
  return {
    ...form,
    lines: form.lines.filter((line) => !isEmptyLine(line)).map((line) => lineMeant(line, language)),
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
  return { ...form, type, returns: type === 'IADE' ? named : [] };
}
