/** Invoices with one fault each, made from a sound one, for every refusal and finding that a reader should give. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { type GeneratedInvoice, generateInvoice, type InvoiceOptions } from './generate-invoice.ts';
import { makeCompany } from './party.ts';
import { createPrng } from './prng.ts';

export const FAULTS = [
  'wrong-total',
  'wrong-tax',
  'wrong-vkn',
  'unknown-tax-code',
  'future-date',
  'currency-without-rate',
  'truncated',
  'not-xml',
  'not-utf8',
  'duplicate-ettn',
  'other-company',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A file as it would be uploaded. */
export interface GeneratedFile {
  readonly fileName: string;
  readonly bytes: Buffer;
}

const utf8 = (xml: string): Buffer => Buffer.from(xml, 'utf8');

/** Replaces the first match; throws where there is none, for then the file would be sound. */
function replaced(text: string, pattern: RegExp, by: string): string {
  if (!pattern.test(text)) throw new RangeError(`nothing in the invoice matches ${pattern}`);
  return text.replace(pattern, by);
}

function replacedEverywhere(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new RangeError(`"${from}" is not in the invoice`);
  return text.replaceAll(from, to);
}

function wrongTotal({ xml, billed }: GeneratedInvoice): Buffer {
  const stated = kurusToDecimal(billed.totals.payable + 12_345n);
  return utf8(replaced(xml, /(<cbc:PayableAmount [^>]*>)[^<]*/, `$1${stated}`));
}

/** The KDV of the document says more than its base and rate give; the totals follow the wrong figure. */
function wrongTax({ xml, billed }: GeneratedInvoice): Buffer {
  const extra = 5_000n;
  const [kdv] = billed.taxes;
  if (kdv === undefined) throw new RangeError('the invoice has no tax');
  const ofDocument = billed.taxes.reduce((sum, tax) => sum + tax.taxKurus, 0n);
  const swap = (text: string, name: string, before: bigint, after: bigint): string =>
    text.replace(`>${kurusToDecimal(before)}</cbc:${name}>`, `>${kurusToDecimal(after)}</cbc:${name}>`);
  const start = xml.indexOf('<cac:TaxTotal>');
  const body = xml.slice(start);
  const subtotal = body.indexOf('<cac:TaxSubtotal>');
  const total = swap(body.slice(0, subtotal), 'TaxAmount', ofDocument, ofDocument + extra);
  let rest = swap(body.slice(subtotal), 'TaxAmount', kdv.taxKurus, kdv.taxKurus + extra);
  rest = swap(rest, 'TaxInclusiveAmount', billed.totals.taxInclusive, billed.totals.taxInclusive + extra);
  rest = swap(rest, 'PayableAmount', billed.totals.payable, billed.totals.payable + extra);
  return utf8(xml.slice(0, start) + total + rest);
}

/** The counterparty's last digit is one too high, so its check digit does not hold. */
function wrongVkn({ xml, billed }: GeneratedInvoice): Buffer {
  const vkn = billed.plan.supplier.taxId.value;
  const wrong = vkn.slice(0, -1) + String((Number(vkn.at(-1)) + 1) % 10);
  return utf8(replacedEverywhere(xml, `>${vkn}<`, `>${wrong}<`));
}

function futureDate({ xml, billed }: GeneratedInvoice): Buffer {
  const { issueDate } = billed.plan;
  const future = `${Number(issueDate.slice(0, 4)) + 2}${issueDate.slice(4)}`;
  return utf8(replacedEverywhere(xml, `<cbc:IssueDate>${issueDate}`, `<cbc:IssueDate>${future}`));
}

/** What older Turkish programs write: windows-1254 bytes, declared as UTF-8. */
function notUtf8({ xml }: GeneratedInvoice): Buffer {
  const OTHER: Readonly<Record<string, number>> = {
    ğ: 0xf0,
    Ğ: 0xd0,
    ı: 0xfd,
    İ: 0xdd,
    ş: 0xfe,
    Ş: 0xde,
    '’': 0x92,
  };
  return Buffer.from([...xml].map((character) => OTHER[character] ?? character.charCodeAt(0) & 0xff));
}

/** A sound invoice under another number that carries the ETTN of the first one. */
function duplicateEttn(seed: string, options: InvoiceOptions, first: GeneratedInvoice): GeneratedFile {
  const other = generateInvoice(`${seed}/other`, options);
  const xml = replacedEverywhere(other.xml, other.billed.plan.ettn, first.billed.plan.ettn);
  return { fileName: other.fileName, bytes: utf8(xml) };
}

function otherCompany(seed: string, options: InvoiceOptions): Buffer {
  const prng = createPrng(`${seed}/other-company`);
  const parties = { supplier: makeCompany(prng, 'kirtasiye'), customer: makeCompany(prng, 'toptan') };
  return utf8(generateInvoice(seed, { ...options, ...parties }).xml);
}

function bytesOf(fault: Fault, seed: string, options: InvoiceOptions, sound: GeneratedInvoice): Buffer {
  switch (fault) {
    case 'wrong-total':
      return wrongTotal(sound);
    case 'wrong-tax':
      return wrongTax(sound);
    case 'wrong-vkn':
      return wrongVkn(sound);
    case 'unknown-tax-code':
      return utf8(replacedEverywhere(sound.xml, '<cbc:TaxTypeCode>0015<', '<cbc:TaxTypeCode>0999<'));
    case 'future-date':
      return futureDate(sound);
    case 'currency-without-rate':
      return utf8(replaced(sound.xml, /<cac:PricingExchangeRate>.*<\/cac:PricingExchangeRate>\n/, ''));
    case 'truncated':
      return utf8(sound.xml.slice(0, Math.floor(sound.xml.length * 0.6)));
    case 'not-xml':
      return utf8(`Sayın ilgili, ${sound.fileName} numaralı faturanız ektedir. İyi çalışmalar.\n`);
    case 'not-utf8':
      return notUtf8(sound);
    case 'other-company':
      return otherCompany(seed, options);
    case 'duplicate-ettn':
      return duplicateEttn(seed, options, sound).bytes;
  }
}

/**
 * The invoice that `generateInvoice` gives for the same seed and options, with the fault in it. `currency-without-rate`
 * is made from the kind "dovizli" whatever the options say; `duplicate-ettn` carries the ETTN of the sound invoice.
 */
export function generateFaulty(fault: Fault, seed: string, options: InvoiceOptions): GeneratedFile {
  const used: InvoiceOptions = fault === 'currency-without-rate' ? { ...options, kind: 'dovizli' } : options;
  const sound = generateInvoice(seed, used);
  if (fault === 'duplicate-ettn') return duplicateEttn(seed, used, sound);
  return { fileName: sound.fileName, bytes: bytesOf(fault, seed, used, sound) };
}
