/** Reads what was typed into the search: words, an amount, a code, a number of a voucher, a tax number; pure. */
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';

const VOUCHER_TYPES = ['acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis'] as const;
type VoucherType = (typeof VOUCHER_TYPES)[number];

export interface SearchQuery {
  /** Folded, one blank between words. */
  readonly text: string;
  /** Its words, the longest first: the longest narrows the most. */
  readonly words: readonly string[];
  /** One or two letters: too little for anything but the beginning of a client's name. */
  readonly isShort: boolean;
  /** "1.234,56", "1234,5" and "1234" name amounts; kuruş. */
  readonly amountKurus: bigint | null;
  /** "120", "120.01": the beginning of an account's code. */
  readonly accountCode: string | null;
  /** "mahsup 12", "fiş no 12", "12". */
  readonly voucherNo: { readonly no: number; readonly type: VoucherType | null } | null;
  /** "GIB2026000000042" or its beginning, in capitals: letters and digits without a blank, four and more. */
  readonly documentNo: string | null;
  /** At least four digits and nothing else: the beginning of a VKN or TCKN. */
  readonly taxId: string | null;
}

const MAX_WORDS = 6;
const AMOUNT = /^(\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,(\d{1,2}))?$/;
const VOUCHER = new RegExp(
  `^(?:(${VOUCHER_TYPES.join('|')})\\s*)?(?:fis\\s*)?(?:no\\s*)?[:#]?\\s*(\\d{1,9})$`,
);

function amountOf(text: string): bigint | null {
  const [, lira = '', kurus = ''] = AMOUNT.exec(text.replace(/\s*(tl|try|₺)$/, '')) ?? [];
  return lira === '' ? null : BigInt(lira.replaceAll('.', '')) * 100n + BigInt(kurus.padEnd(2, '0'));
}

function voucherOf(text: string): SearchQuery['voucherNo'] {
  const [, type, no] = VOUCHER.exec(text) ?? [];
  // int4 is what the books count in.
  if (no === undefined || Number(no) > 2_147_483_647 || Number(no) === 0) return null;
  return { no: Number(no), type: VOUCHER_TYPES.find((name) => name === type) ?? null };
}

/** Null where nothing is left to search. */
export function readQuery(typed: string): SearchQuery | null {
  const text = searchKey(typed);
  if (text === '') return null;
  const words = [...new Set(text.split(' '))].toSorted((a, b) => b.length - a.length).slice(0, MAX_WORDS);
  const amountKurus = amountOf(text);
  return {
    text,
    words,
    isShort: text.replace(/[^\p{L}\p{N}]/gu, '').length < 3 && voucherOf(text) === null,
    // Nobody remembers an amount of a few lira by itself: a short number is a code or a voucher.
    amountKurus: amountKurus !== null && (text.includes(',') || text.length >= 3) ? amountKurus : null,
    accountCode: /^[1-9]\d{0,2}(\.\d{1,10})*\.?$/.test(text) ? text : null,
    voucherNo: voucherOf(text),
    documentNo: /^(?=.*\d)[a-z0-9]{4,24}$/.test(text) ? text.toUpperCase() : null,
    taxId: /^\d{4,11}$/.test(text) ? text : null,
  };
}
