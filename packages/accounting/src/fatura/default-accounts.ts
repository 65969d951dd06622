/** The account each role of a voucher has unless the office chose another: the templates of the trade. */
import { exemptionGroup } from '../kdv/exemption-codes.ts';
import { isGoodsWithholding } from '../tevkifat/withholding-codes.ts';
import { searchKey } from '../turkish/fold.ts';
import { rateSuffix, type TaxAmount } from './amounts.ts';
import type { Invoice } from './invoice.ts';
import type { InvoiceTraits, VoucherKind } from './invoice-kind.ts';
import type { KdvGroup } from './kdv-groups.ts';

/** What a client mostly buys: goods it sells on, or what it uses up. */
export type PurchaseDefault = 'merchandise' | 'expense';

/** Where a purchase goes, and why it was thought so. */
export interface CostAccount {
  readonly code: string;
  /** Merchandise has one account for each KDV rate. */
  readonly isByRate: boolean;
  readonly tr: string;
  readonly en: string;
}

/** True where there are lines and each of them is measured in one of `units`. */
function isMeasuredIn(invoice: Invoice, units: ReadonlySet<string>): boolean {
  return invoice.lines.length > 0 && invoice.lines.every((line) => units.has(line.unit ?? ''));
}

/** Rent by the words of its lines: "kira", "kirası", "kira bedeli". */
function isRent(invoice: Invoice): boolean {
  return invoice.lines.some((line) => /\bkira(?:si|lar[iı])?\b/.test(searchKey(line.name ?? '')));
}

const cost = (code: string, tr: string, en: string): CostAccount => ({
  code,
  isByRate: code === '153.01',
  tr,
  en,
});

// UN/ECE Rec 20: hour, day, week, month, year: what is measured in time is a service; kilowatt hours are electricity.
const TIME_UNITS = new Set(['HUR', 'DAY', 'WEE', 'MON', 'ANN']);
const POWER_UNITS = new Set(['KWH', 'MWH']);
const ELECTRICITY = new Set(['4071', '8002', '8004', '8005']);
const STOPAJ = new Set(['0003', '0011']);
const COMMUNICATION = new Set(['4080', '4081', '8006', '8007']);

/** KDVK 13/d and geçici 37 (incentive certificate); 13/m and geçici 39 (machinery of research and of manufacture). */
const INCENTIVE = new Set(['308', '339']);
const MACHINERY = new Set(['331', '332']);

function isExemptBy(taxes: readonly TaxAmount[], codes: ReadonlySet<string>): boolean {
  return taxes.some((tax) => codes.has(tax.exemptionCode ?? ''));
}

/** Services under partial withholding whose nature the code itself tells (KDVGUT I/C-2.1.3.2). */
const SERVICES: Readonly<Record<string, readonly [code: string, tr: string, en: string]>> = {
  '602': ['770.06', 'danışmanlık ve denetim', 'consultancy and audit'],
  '603': ['770.09', 'bakım ve onarım', 'maintenance and repair'],
  '604': ['770.12', 'personel yemeği', 'staff meals'],
  '609': ['730.01', 'fason iş', 'work on order'],
  '614': ['770.12', 'personel servisi', 'staff transport'],
  '615': ['770.03', 'baskı ve basım', 'printing'],
  '624': ['760.02', 'yük taşımacılığı', 'freight'],
  '625': ['760.01', 'reklam', 'advertising'],
};
/** Full withholding has numbers of its own for the same services. */
const FULL: Readonly<Record<string, string>> = { '823': '624', '824': '625' };

function serviceAccount(withholdingCode: string): CostAccount {
  const partial = FULL[withholdingCode] ?? withholdingCode.replace(/^8/, '6');
  const [code, tr, en] = SERVICES[partial] ?? ['770.10', 'hizmet alışı', 'service'];
  return cost(code, `tevkifatlı ${tr}`, `${en} subject to tevkifat`);
}

/**
 * What the document itself shows the purchase to be, else what the client mostly buys; the office's choice for a
 * counterparty is remembered over this. Goods under withholding (scrap, ingots …) are merchandise for everyone.
 */
export function costAccount(
  invoice: Invoice,
  traits: InvoiceTraits,
  taxes: readonly TaxAmount[],
  withheld: readonly TaxAmount[],
  otherwise: PurchaseDefault,
): CostAccount {
  const has = (codes: ReadonlySet<string>): boolean => taxes.some((tax) => codes.has(tax.code));
  if (traits.isProducerReceipt)
    return otherwise === 'expense'
      ? cost('150', 'çiftçiden alınan hammadde', 'raw material bought of a farmer')
      : cost('153.02', 'çiftçiden alınan mal', 'goods bought of a farmer');
  if (traits.isInvestment || isExemptBy(taxes, INCENTIVE))
    return cost('258', 'yatırım teşvik belgeli alış', 'purchase under an incentive certificate');
  if (isExemptBy(taxes, MACHINERY)) return cost('253', 'istisnalı makine ve teçhizat', 'exempt machinery');
  if (traits.isEnergy) return cost('770.04', 'araç şarj gideri', 'vehicle charging');
  if (has(COMMUNICATION)) return cost('770.02', 'haberleşme gideri', 'communication expense');
  if (has(ELECTRICITY) || isMeasuredIn(invoice, POWER_UNITS))
    return cost('770.01', 'elektrik gideri', 'electricity expense');
  if (has(new Set(['0059']))) return cost('770.07', 'konaklama gideri', 'accommodation expense');
  if (has(STOPAJ) && isRent(invoice)) return cost('770.05', 'stopajlı kira', 'rent subject to stopaj');
  if (has(STOPAJ) || traits.isProfessionalReceipt)
    return has(STOPAJ)
      ? cost('770.06', 'stopajlı hizmet alışı', 'service subject to stopaj')
      : cost('770.06', 'serbest meslek hizmeti', 'professional service');
  const service = withheld.find((tax) => /^\d{3}$/.test(tax.code) && !isGoodsWithholding(tax.code));
  if (service !== undefined) return serviceAccount(service.code);
  if (isMeasuredIn(invoice, TIME_UNITS)) return cost('770.10', 'hizmet alışı', 'service');
  if (otherwise === 'expense' && withheld.length === 0)
    return cost('770.99', 'gider, mükellefin alış ayarıyla', "expense, by the client's setting");
  return cost('153.01', 'ticari mal alışı', 'merchandise');
}

/** Exemption codes of export: goods (301, 322, 338) and services (302, 303, 316), KDVK md. 11. */
const GOODS_EXPORT = new Set(['301', '322', '338']);
const SERVICE_EXPORT = new Set(['302', '303', '316']);

/** What a share of the base is called in a role: its rate in basis points, or the exemption it falls under. */
export function baseKey(group: KdvGroup | null, traits: InvoiceTraits, isCharged: boolean): string {
  if (group !== null && group.tax !== 0n && isCharged) return String(group.rateBasisPoints ?? 'bilinmeyen');
  const code = group?.exemptionCode ?? '';
  if (traits.isIhracKayitli || exemptionGroup(code) === 'ihrac-kayitli') return 'ihrac-kayitli';
  if (SERVICE_EXPORT.has(code)) return 'hizmet-ihracati';
  if (GOODS_EXPORT.has(code) || traits.isExport) return 'mal-ihracati';
  return 'istisna';
}

const SALES: Readonly<Record<string, string>> = {
  'ihrac-kayitli': '600.03',
  'hizmet-ihracati': '601.02',
  'mal-ihracati': '601.01',
  istisna: '600.02',
};

const SALES_RETURNS: Readonly<Record<string, string>> = {
  'ihrac-kayitli': '610.02',
  'hizmet-ihracati': '610.03',
  'mal-ihracati': '610.03',
  istisna: '610.02',
};

/** Advances: given to suppliers, taken from customers. */
export function advanceAccount(kind: VoucherKind): string {
  return kind === 'alis' || kind === 'alistan-iade' ? '159' : '340';
}

/** Default account of a base line. */
export function baseAccount(
  kind: VoucherKind,
  key: string,
  rate: number | null,
  purchase: CostAccount,
): string {
  if (kind === 'satis') return SALES[key] ?? `600.01.${rateSuffix(rate)}`;
  if (kind === 'satistan-iade') return SALES_RETURNS[key] ?? `610.01.${rateSuffix(rate)}`;
  if (!purchase.isByRate) return purchase.code;
  return key in SALES ? '153.02' : `${purchase.code}.${rateSuffix(rate)}`;
}

const KDV_PARENT: Readonly<Record<VoucherKind, string>> = {
  alis: '191.01',
  satis: '391.01',
  'satistan-iade': '191.03',
  'alistan-iade': '391.02',
};

export function kdvAccount(kind: VoucherKind, rate: number | null): string {
  return `${KDV_PARENT[kind]}.${rateSuffix(rate)}`;
}
