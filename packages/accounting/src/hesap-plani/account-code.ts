/** Codes of accounts: their order and their parents. */

const CODE = /^[1-9]\d{0,1}$|^[1-9]\d{2}(?:\.\d{1,10})*$/;

/** "1", "12", "120" or "120.01.0001": a class, group or account, then dotted sub-accounts of digits to any depth. */
export function isAccountCode(text: string): boolean {
  return CODE.test(text);
}

/** What people and other programs put between the parts of a code. */
const BETWEEN = /[\s.\-_/]+/;

/**
 * The code that a text of a list means: "120 01 0001", "120-01-0001" and "120.01.0001." are all "120.01.0001"; null
 * where it is none that a chart here can hold (digits alone, ten at most a part).
 */
export function accountCodeFromText(text: string): string | null {
  const code = text.trim().split(BETWEEN).filter(Boolean).join('.');
  return isAccountCode(code) ? code : null;
}

/** "120.01.0001" → "120.01" → "120" → "12" → "1" → null. */
export function parentCode(code: string): string | null {
  const dot = code.lastIndexOf('.');
  if (dot >= 0) return code.slice(0, dot);
  return code.length > 1 ? code.slice(0, -1) : null;
}

/** True where `code` is `ancestor` itself or stands anywhere below it. */
export function isWithin(code: string, ancestor: string): boolean {
  for (let at: string | null = code; at !== null; at = parentCode(at)) if (at === ancestor) return true;
  return false;
}

/** What stands at a place of a code, for its order: the end of all before the end of a part, that before any digit. */
function rankAt(code: string, at: number): number {
  if (at >= code.length) return -2;
  return code[at] === '.' ? -1 : code.charCodeAt(at);
}

/**
 * The order of books: segment by segment as text, a parent before its children, so that 10 < 100 < 100.01 < 101 < 11.
 */
export function compareAccountCodes(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return rankAt(a, at) - rankAt(b, at);
}
