/** Generates plausible UBL-TR invoices: a pure function of a seed and options. */
import { kdvRatesOn } from '@muhasebi/accounting/kdv/rates.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { addUp, type BilledInvoice } from './add-up.ts';
import type { InvoicePlan, PlannedLine } from './invoice-plan.ts';
import { changeFor, type InvoiceKind, sellerSector, usualBuyer } from './kinds.ts';
import { makeCompany, type Party } from './party.ts';
import { createPrng, type Prng } from './prng.ts';
import { catalogueOf, type Product, type Sector } from './products.ts';
import { writeXml } from './write-xml.ts';

export interface InvoiceOptions {
  readonly kind: InvoiceKind;
  /** ISO date. */
  readonly issueDate: string;
  /** Drawn where absent. A kind that fixes its customer (export, final consumer) ignores `customer`. */
  readonly supplier?: Party;
  readonly customer?: Party;
  /** What is sold; the kind's usual seller where absent. */
  readonly sector?: Sector;
  /** Last nine digits of the number, 1 … 999,999,999; drawn where absent. */
  readonly sequence?: number;
  /** First three letters of the number. */
  readonly prefix?: string;
  readonly lineCount?: number;
  /** What an `iade` answers; invented where absent. */
  readonly billing?: { readonly number: string; readonly issueDate: string };
  readonly notes?: readonly string[];
}

export interface GeneratedInvoice {
  /** UTF-8 text of the document. */
  readonly xml: string;
  /** "<number>.xml" */
  readonly fileName: string;
  /** What was drawn and added up; amounts in hundredths of the currency. */
  readonly billed: BilledInvoice;
}

const LETTERS = 'ABCDEFGHJKLMNPRSTUVYZ';

function invoiceNumber(prng: Prng, options: InvoiceOptions): string {
  const drawn = Array.from({ length: 3 }, () => LETTERS.charAt(prng.int(LETTERS.length))).join('');
  const sequence = options.sequence ?? prng.between(1, 99_999);
  return `${options.prefix ?? drawn}${options.issueDate.slice(0, 4)}${String(sequence).padStart(9, '0')}`;
}

/** A version 4 UUID by its shape; its randomness is the seed's. */
function ettn(prng: Prng): string {
  return [
    prng.hex(8),
    prng.hex(4),
    `4${prng.hex(3)}`,
    `${prng.pick(['8', '9', 'a', 'b'])}${prng.hex(3)}`,
    prng.hex(12),
  ].join('-');
}

/** What is weighed or measured is sold in parts. */
const DIVISIBLE = new Set(['KGM', 'MTK', 'MTQ', 'HUR', 'GRM']);

function quantity(prng: Prng, product: Product): string {
  const whole = prng.between(1, product.maxQuantity);
  return DIVISIBLE.has(product.unit) && prng.chance(40) ? `${whole}.${prng.digits(2)}5` : String(whole);
}

function rateOf(product: Product, issueDate: string): number {
  const rates = kdvRatesOn(issueDate).filter((rate) => rate > 0);
  const position = { low: 0, reduced: 1, general: 2 }[product.rate];
  const rate = rates[position];
  if (rate === undefined) throw new RangeError(`no ${product.rate} KDV rate is known on ${issueDate}`);
  return rate;
}

/** Foreign prices are those of TRY at some forty to one: a plausible order of size is all that matters. */
const FOREIGN_DIVISOR = 42n;

function drawLine(prng: Prng, product: Product, options: InvoiceOptions, isForeign: boolean): PlannedLine {
  const price = (product.priceKurus * BigInt(prng.between(88, 115))) / 100n;
  const foreign = price / FOREIGN_DIVISOR;
  return {
    name: product.name,
    unit: product.unit,
    quantity: quantity(prng, product),
    unitPrice: kurusToDecimal(isForeign ? (foreign > 0n ? foreign : 1n) : price),
    discountBasisPoints: prng.chance(15) ? prng.between(1, 6) * 250 : 0,
    rateBasisPoints: rateOf(product, options.issueDate),
  };
}

function drawLines(prng: Prng, sector: Sector, options: InvoiceOptions, isForeign: boolean): PlannedLine[] {
  const { products } = catalogueOf(sector);
  const count = options.lineCount ?? prng.between(1, Math.min(products.length, 5));
  const first = prng.int(products.length);
  return Array.from({ length: count }, (_, index) => {
    const product = products[(first + index) % products.length];
    if (product === undefined) throw new RangeError(`sector ${sector} sells nothing`);
    return drawLine(prng, product, options, isForeign);
  });
}

function answered(prng: Prng, options: InvoiceOptions): InvoicePlan['billing'] {
  if (options.kind !== 'iade') return null;
  if (options.billing !== undefined) return options.billing;
  const issueDate = `${options.issueDate.slice(0, 8)}01`;
  return { number: invoiceNumber(prng, { kind: 'satis', issueDate }), issueDate };
}

/** Draws the plan of one invoice. */
export function planInvoice(seed: string, options: InvoiceOptions): InvoicePlan {
  const prng = createPrng(seed);
  const sector = options.sector ?? sellerSector(options.kind, prng);
  const change = changeFor(options.kind, prng, sector);
  const isForeign = change.currency !== undefined && change.currency !== 'TRY';
  return {
    profile: prng.pick(['TICARIFATURA', 'TEMELFATURA']),
    type: 'SATIS',
    number: invoiceNumber(prng, options),
    ettn: ettn(prng),
    issueDate: options.issueDate,
    issueTime: `${String(prng.between(9, 18)).padStart(2, '0')}:${String(prng.int(60)).padStart(2, '0')}:00`,
    notes: options.notes ?? [],
    currency: 'TRY',
    exchangeRate: null,
    billing: answered(prng, options),
    supplier: options.supplier ?? makeCompany(prng, sector),
    customer: options.customer ?? usualBuyer(prng),
    buyer: null,
    lines: drawLines(prng, sector, options, isForeign),
    discountBasisPoints: 0,
    charge: null,
    sideTaxes: [],
    withholding: null,
    exemption: null,
    kdvBaseBasisPoints: 10_000,
    ...change,
  };
}

/** The same seed and options give the same document, byte for byte. Throws RangeError on a date without KDV rates. */
export function generateInvoice(seed: string, options: InvoiceOptions): GeneratedInvoice {
  const billed = addUp(planInvoice(seed, options));
  return { xml: writeXml(billed), fileName: `${billed.plan.number}.xml`, billed };
}
