/** What an invoice is to the books: its type read down to a few kinds, and whose it is. */
import { searchKey } from '../turkish/fold.ts';
import type { Invoice, InvoiceParty } from './invoice.ts';

/** Which template of the books a document follows. */
export type VoucherKind = 'alis' | 'satis' | 'satistan-iade' | 'alistan-iade';

export type Direction = 'alis' | 'satis';

export interface InvoiceTraits {
  readonly isReturn: boolean;
  readonly isExempt: boolean;
  readonly isOzelMatrah: boolean;
  readonly isIhracKayitli: boolean;
  readonly isExport: boolean;
  /** The investment incentive scheme (YTB): what is bought is an investment, not merchandise. */
  readonly isInvestment: boolean;
  readonly isEnergy: boolean;
  readonly isWithholding: boolean;
  /** e-Müstahsil: written by the buyer of a farmer's produce (VUK md. 235). */
  readonly isProducerReceipt: boolean;
  /** e-SMM: the receipt of a self-employed professional (VUK md. 236). */
  readonly isProfessionalReceipt: boolean;
  /** All of it is paid before delivery: what is invoiced is an advance (KDVK md. 10/b). */
  readonly isAdvance: boolean;
  readonly isKnownType: boolean;
}

/** InvoiceTypeCode of UBL-TR Kod Listeleri, after the prefixes YTB and HKS are taken off. */
const KNOWN_TYPES = new Set([
  'SATIS',
  'IADE',
  'TEVKIFAT',
  'TEVKIFATIADE',
  'ISTISNA',
  'OZELMATRAH',
  'IHRACKAYITLI',
  'SGK',
  'KOMISYONCU',
  'KONAKLAMAVERGISI',
  'SARJ',
  'SARJANLIK',
  'TEKNOLOJIDESTEK',
  'MUSTAHSILMAKBUZ',
  'SERBESTMESLEKMAKBUZU',
]);

/** The type without the prefix of its scheme: "YTBTEVKIFAT" → "TEVKIFAT", "HKSSATIS" → "SATIS". */
export function baseType(type: string | null): string {
  return (type ?? '').trim().replace(/^(?:YTB|HKS)/, '');
}

export function isProfessionalReceipt(type: string | null): boolean {
  return baseType(type).startsWith('SERBESTMESLEK');
}

/** True of an e-Müstahsil, whose issuer (its supplier) buys from the farmer (its customer). */
export function isProducerReceipt(type: string | null): boolean {
  return baseType(type).startsWith('MUSTAHSIL');
}

/** Whether a document of the e-Arşiv family has a template of its own; of the others (gider pusulası, döviz) none is known. */
export function hasTemplate(type: string | null): boolean {
  return isProducerReceipt(type) || isProfessionalReceipt(type);
}

/** Letters of a text that are looked at: names are short, and one as long as a book would be folded for seconds. */
const MOST_LETTERS = 1_000;
const keyOf = (text: string | null): string => searchKey((text ?? '').slice(0, MOST_LETTERS));

/** "Avans", "sipariş avansı"; neither a word that only begins so nor an advance that is set off. */
export function saysAdvance(text: string | null): boolean {
  return /\bavans(?:i|lar|lari)?\b/.test(keyOf(text));
}

function isAdvance({ lines }: Invoice): boolean {
  return lines.length > 0 && lines.every(({ name }) => saysAdvance(name) && !/\bmahsu[bp]/.test(keyOf(name)));
}

export function traitsOf(invoice: Invoice): InvoiceTraits {
  const type = baseType(invoice.type);
  const profile = invoice.profile ?? '';
  return {
    isReturn: type === 'IADE' || type === 'TEVKIFATIADE',
    isExempt: type === 'ISTISNA',
    isOzelMatrah: type === 'OZELMATRAH',
    isIhracKayitli: type === 'IHRACKAYITLI',
    isExport: profile === 'IHRACAT' || profile === 'YOLCUBERABERFATURA',
    isInvestment: profile === 'YATIRIMTESVIK' || (invoice.type ?? '').startsWith('YTB'),
    isEnergy: profile === 'ENERJI' || type === 'SARJ' || type === 'SARJANLIK',
    isWithholding: type === 'TEVKIFAT' || type === 'TEVKIFATIADE',
    isProducerReceipt: isProducerReceipt(invoice.type),
    isProfessionalReceipt: isProfessionalReceipt(invoice.type),
    isAdvance: isAdvance(invoice),
    isKnownType: KNOWN_TYPES.has(type),
  };
}

/**
 * A return the client received is its customer's (goods come back); one it issued goes to its supplier.
 * Source: KDVK md. 35: the party that sends goods back issues the invoice.
 */
export function kindOf(direction: Direction, traits: InvoiceTraits): VoucherKind {
  if (!traits.isReturn) return direction;
  return direction === 'alis' ? 'satistan-iade' : 'alistan-iade';
}

/** Whose invoice it is: the client buys, sells, is both parties (as in test documents), or neither. */
export function decideDirection(invoice: Invoice, clientTaxId: string): Direction | 'both' | 'neither' {
  const client = clientTaxId.replace(/\s/g, '');
  if (client === '') return 'neither';
  const sells = invoice.supplier.taxId?.value === client;
  const buys = invoice.customer.taxId?.value === client || invoice.buyer?.taxId?.value === client;
  if (sells && buys) return 'both';
  if (!sells && !buys) return 'neither';
  return sells !== isProducerReceipt(invoice.type) ? 'satis' : 'alis';
}

/**
 * The other side of the trade: the issuer of what the client received, the real buyer of what it issued; of an
 * e-Müstahsil the farmer that sold to its issuer.
 */
export function otherPartyOf(
  { supplier, customer, buyer, type }: Pick<Invoice, 'supplier' | 'customer' | 'buyer' | 'type'>,
  direction: Direction,
): InvoiceParty {
  const issuerIsOther = (direction === 'alis') !== isProducerReceipt(type);
  return issuerIsOther ? supplier : (buyer ?? customer);
}

/** Borç is positive: +1 where the price is a borç (we receive goods), −1 where it is an alacak. */
export function signOf(kind: VoucherKind): bigint {
  return kind === 'alis' || kind === 'satistan-iade' ? 1n : -1n;
}

/** True where the other side is a supplier: purchases and their returns. */
export function isPurchaseSide(kind: VoucherKind): boolean {
  return kind === 'alis' || kind === 'alistan-iade';
}
