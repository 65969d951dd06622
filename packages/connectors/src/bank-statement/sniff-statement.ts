/** Tells by the first bytes of a file whether it looks like a bank statement. */

export type SniffedStatement = 'mt940' | 'camt053';

/** `head`: the first 4 KB. CAMT.052 and CAMT.054 count as camt053: reading them says what they are. */
export function sniffStatement(head: Buffer): SniffedStatement | null {
  const text = head.toString('latin1');
  if (/^(?:\u00ef\u00bb\u00bf)?\s*</.test(text))
    return /camt\.05[234]\.001\.\d\d/.test(text) ? 'camt053' : null;
  if (text.includes('\u0000')) return null;
  // SWIFT's own wrapping, or an account line with an opening balance or statement number behind a transaction reference.
  return /(?:^|[\n{}])\s*:20:/.test(text) && /\n:(?:25|28C?|60[FM]):/.test(text) ? 'mt940' : null;
}
