/** Reads one of TCMB's daily bulletins (kurlar/YYYYMM/DDMMYYYY.xml) into rates; amounts stay text. */

import { parseDecimal } from '@muhasebi/accounting/money/decimal.ts';
import { XmlElement } from 'libxml2-wasm';
import { decodeXml } from '../ubl-tr/decode-xml.ts';
import { withXml } from '../ubl-tr/parse-xml.ts';
import { ReadRefusal } from '../ubl-tr/read-error.ts';
import { childNodes } from '../xml/child-nodes.ts';

/** The rates of one currency: TRY for `unit` of it, decimal text; null where the bulletin states none. */
export interface BulletinRate {
  readonly currency: string;
  /** 1, or 10, 100, 1000 for money of small worth (JPY is quoted per 100). */
  readonly unit: number;
  readonly forexBuying: string | null;
  readonly forexSelling: string | null;
  readonly banknoteBuying: string | null;
  readonly banknoteSelling: string | null;
}

export interface Bulletin {
  /** ISO day of the bulletin. */
  readonly date: string;
  readonly bulletinNo: string | null;
  readonly rates: readonly BulletinRate[];
}

/** A file that is no bulletin; the message says why, in both languages. */
export class BulletinError extends Error {
  readonly messageTr: string;
  constructor(tr: string, en: string) {
    super(en);
    this.name = 'BulletinError';
    this.messageTr = tr;
  }
}

/** A bulletin has about 25 currencies in 20 KB. */
export const MAX_BULLETIN_BYTES = 512 * 1024;
const UNITS = new Set([1, 10, 100, 1000]);

/** Throws BulletinError for whatever is not a whole bulletin: half of one is never read. */
export function readBulletin(bytes: Uint8Array): Bulletin {
  if (bytes.length > MAX_BULLETIN_BYTES)
    throw new BulletinError('Dosya bir kur bülteni için çok büyük.', 'The file is too large for a bulletin.');
  try {
    return withXml(decodeXml(bytes).utf8, readRoot);
  } catch (error) {
    if (error instanceof ReadRefusal) throw new BulletinError(error.refusal.message, error.refusal.messageEn);
    throw error;
  }
}

function readRoot(root: XmlElement): Bulletin {
  if (root.name !== 'Tarih_Date')
    throw new BulletinError(
      `Dosya TCMB günlük kur bülteni değil: kök öğesi “${root.name}”, “Tarih_Date” olmalı.`,
      `The file is no daily bulletin of TCMB: its root is “${root.name}”, not “Tarih_Date”.`,
    );
  const date = dateOf(root.attr('Tarih')?.value ?? '');
  const rates: BulletinRate[] = [];
  for (const child of childNodes(root)) {
    if (!(child instanceof XmlElement) || child.name !== 'Currency') continue;
    const rate = readCurrency(child);
    if (rate !== null && !rates.some(({ currency }) => currency === rate.currency)) rates.push(rate);
  }
  if (rates.length === 0)
    throw new BulletinError(`${date} bülteninde hiç kur yok.`, `The bulletin of ${date} has no rates.`);
  return { date, bulletinNo: root.attr('Bulten_No')?.value.trim().slice(0, 20) || null, rates };
}

/** "27.11.2026" → "2026-11-27". */
function dateOf(text: string): string {
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text.trim()) ?? [];
  const iso = `${year}-${month}-${day}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== iso)
    throw new BulletinError(
      `Bültenin tarihi okunamıyor: “${text}”.`,
      `The bulletin's date is unreadable: “${text}”.`,
    );
  return iso;
}

/** Null for a row without any rate (SDR, and currencies that TCMB quotes against others only). */
function readCurrency(element: XmlElement): BulletinRate | null {
  const texts = new Map<string, string>();
  for (const child of childNodes(element))
    if (child instanceof XmlElement) texts.set(child.name, child.content.trim());
  const currency = (element.attr('CurrencyCode')?.value ?? element.attr('Kod')?.value ?? '').trim();
  const unit = Number(texts.get('Unit') ?? '');
  const amount = (name: string): string | null => rateText(currency, name, texts.get(name) ?? '');
  const rate = {
    currency,
    unit,
    forexBuying: amount('ForexBuying'),
    forexSelling: amount('ForexSelling'),
    banknoteBuying: amount('BanknoteBuying'),
    banknoteSelling: amount('BanknoteSelling'),
  };
  const { forexBuying, forexSelling, banknoteBuying, banknoteSelling } = rate;
  if ((forexBuying ?? forexSelling ?? banknoteBuying ?? banknoteSelling) === null) return null;
  if (!/^[A-Z]{3}$/.test(currency) || currency === 'TRY') return null;
  if (!UNITS.has(unit))
    throw new BulletinError(
      `${currency} kurunun birimi “${texts.get('Unit') ?? ''}”; 1, 10, 100 ya da 1000 olmalı.`,
      `The unit of ${currency} is “${texts.get('Unit') ?? ''}”; it must be 1, 10, 100 or 1000.`,
    );
  return rate;
}

function rateText(currency: string, name: string, text: string): string | null {
  if (text === '') return null;
  const parsed = parseDecimal(text);
  if (parsed === null || parsed.scale > 8 || text.length > 18 || parsed.digits < 0n)
    throw new BulletinError(
      `${currency} için ${name} okunamıyor: “${text.slice(0, 40)}”.`,
      `${name} of ${currency} is unreadable: “${text.slice(0, 40)}”.`,
    );
  return parsed.digits === 0n ? null : text;
}
