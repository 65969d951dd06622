/** An invoice that is to be issued, as a person or a program states it: no amount in it is computed yet. */
import type { DecimalText } from '../fatura/invoice.ts';

/** IHRACAT is written with the type ISTISNA: the profile makes it an export (UBL-TR Fatura kılavuzu). */
export const DRAFT_PROFILES = [
  'TEMELFATURA',
  'TICARIFATURA',
  'EARSIVFATURA',
  'IHRACAT',
  'YATIRIMTESVIK',
] as const;
export type DraftProfile = (typeof DRAFT_PROFILES)[number];
export const DRAFT_TYPES = [
  'SATIS',
  'IADE',
  'TEVKIFAT',
  'TEVKIFATIADE',
  'ISTISNA',
  'OZELMATRAH',
  'IHRACKAYITLI',
  'KONAKLAMAVERGISI',
] as const;
export type DraftType = (typeof DRAFT_TYPES)[number];

/** Types that answer invoices: what goes back is named. */
export const isReturnType = (type: DraftType): boolean => type === 'IADE' || type === 'TEVKIFATIADE';

export interface PostalAddress {
  readonly street: string | null;
  readonly building: string | null;
  /** İlçe. */
  readonly district: string | null;
  /** İl. */
  readonly city: string | null;
  readonly postalZone: string | null;
  /** Name of the country: "Türkiye". */
  readonly country: string | null;
}

/** Seller or buyer. A person (TCKN) is written by first name and family name: the last word of `name` is the family's. */
export interface DraftParty extends PostalAddress {
  /** Ten digits (VKN) or eleven (TCKN). */
  readonly taxId: string;
  readonly name: string;
  readonly taxOffice: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly website: string | null;
}

/** The buyer abroad of an export. */
export interface ForeignBuyer extends PostalAddress {
  readonly name: string;
  /** Number in the register of its country. */
  readonly companyId: string | null;
}

/** What a line is under an investment certificate (yatırım teşvik belgesi). */
export interface InvestmentItem {
  /** GİB's YatirimTesvikItemClassificationCodeList: 01 machinery, 02 building works, 03 land, 04 other. */
  readonly kind: string;
  /** Of machinery: its name, its line in the certificate's list, its own number. */
  readonly model: string | null;
  readonly traceId: string | null;
  readonly serialId: string | null;
}

export interface DraftLine {
  readonly name: string;
  readonly quantity: DecimalText;
  /** UN/ECE Rec 20: "C62". */
  readonly unit: string;
  readonly unitPrice: DecimalText;
  /** Of quantity × price; at most one of the two discounts. */
  readonly discountPercent: DecimalText | null;
  readonly discountAmount: DecimalText | null;
  /** "20", "10", "1", "0". */
  readonly kdvPercent: DecimalText;
  /** GİB's code of withheld KDV: "612". */
  readonly withholdingCode: string | null;
  /** Whole percent; where null the rate of the day is taken. */
  readonly withholdingPercent: string | null;
  /** GİB's code: of an exemption on a line without KDV, of özel matrah, or of a delivery for export. */
  readonly exemptionCode: string | null;
  /** Where null the name of the code is written. */
  readonly exemptionReason: string | null;
  readonly note: string | null;
  /** The seller's own code of the thing. */
  readonly sellerCode: string | null;
  /** GTİP of an exported thing: twelve digits. */
  readonly gtip: string | null;
  /** Özel matrah (KDVK md. 23): what KDV is reckoned on, in place of the price. */
  readonly specialBase: DecimalText | null;
  /** Özel matrah: the price holds its KDV already, as with tobacco. */
  readonly kdvInPrice: boolean;
  /** Konaklama vergisi: "2"; null where the line bears none. */
  readonly accommodationPercent: string | null;
  /** Of the buyer's permit, for deliveries under 702 (DİİB): eleven characters. */
  readonly buyerLineCode: string | null;
  /** Of YATIRIMTESVIK alone. */
  readonly investment: InvestmentItem | null;
}

/** A document that this one answers or belongs to. */
export interface NumberedDocument {
  readonly number: string;
  /** ISO date. */
  readonly issueDate: string;
}

/** Of a sale over the internet (VUK 509 Sıra No.lu Genel Tebliğ, e-Arşiv). */
export interface InternetSale {
  /** Address of the shop. */
  readonly website: string;
  /** UN/ECE 4461: "48" card, "42" transfer, "10" cash on delivery. */
  readonly paymentMeansCode: string;
  readonly paymentDate: string | null;
  readonly sentOn: string | null;
  readonly carrier: { readonly taxId: string; readonly name: string } | null;
}

export interface EArchiveAdditions {
  readonly sendingType: 'ELEKTRONIK' | 'KAGIT';
  readonly internet: InternetSale | null;
}

/** What customs must know. */
export interface ExportTerms {
  /** "FOB", "CIF" … */
  readonly incoterms: string;
  /** UN/ECE Rec 19: "1" sea, "3" road, "4" air. */
  readonly transportMode: string;
  readonly packageType: string | null;
  readonly packageCount: string | null;
  readonly packageNumber: string | null;
}

export interface InvoiceDraft {
  readonly profile: DraftProfile;
  readonly type: DraftType;
  /** ISO date. */
  readonly issueDate: string;
  /** "14:05:00" */
  readonly issueTime: string;
  readonly currency: string;
  /** TRY for one unit of the currency; null of an invoice in lira. */
  readonly exchangeRate: DecimalText | null;
  readonly supplier: DraftParty;
  /** Of an export this is the ministry, and written by us: whatever stands here is left aside. */
  readonly customer: DraftParty;
  readonly buyer: ForeignBuyer | null;
  readonly lines: readonly DraftLine[];
  /** Discount of the whole document, shared among the lines by their amounts. */
  readonly discountAmount: DecimalText | null;
  readonly notes: readonly string[];
  /** The invoices that a return answers. */
  readonly returns: readonly NumberedDocument[];
  readonly despatches: readonly NumberedDocument[];
  readonly order: NumberedDocument | null;
  readonly dueDate: string | null;
  /** UN/ECE 4461: "42" transfer, "10" cash, "20" cheque; null: a transfer where an IBAN stands. */
  readonly paymentMeansCode: string | null;
  readonly iban: string | null;
  readonly earchive: EArchiveAdditions | null;
  readonly export: ExportTerms | null;
  /** The buyer's investment certificate: six digits and its day; of YATIRIMTESVIK alone. */
  readonly certificate: NumberedDocument | null;
}

/** An exempt delivery under an investment certificate states its KDV and does not count it (KDVK md. 13/d, geçici 37). */
export const isForgone = ({ profile, type }: Pick<InvoiceDraft, 'profile' | 'type'>): boolean =>
  profile === 'YATIRIMTESVIK' && type === 'ISTISNA';

/** With what makes it one document of its own; both are given by the caller. */
export interface NumberedInvoice extends InvoiceDraft {
  /** Three letters or digits, the year, nine digits. */
  readonly number: string;
  readonly ettn: string;
}
