/** A private key as people paste it: made whole where a form took its line breaks away, and tried before it is used. */
import ssh2 from 'ssh2';

const FRAME = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----([\s\S]*?)-----END \1-----/;

/** The key with its lines as they must stand; the text itself where it is no key in PEM form. */
export function mendPrivateKey(text: string): string {
  const found = FRAME.exec(text);
  // A header inside ("Proc-Type: …") ends with an empty line, which cannot be guessed back.
  if (found === null || (found[2] ?? '').includes(':')) return text.trim();
  const body = (found[2] ?? '').replace(/\s+/g, '').replace(/(.{70})(?=.)/g, '$1\n');
  return `-----BEGIN ${found[1]}-----\n${body}\n-----END ${found[1]}-----\n`;
}

/** Null where the key can be used, else what is wrong with it. Nothing of the key is in the answer. */
export function privateKeyFault(key: string, passphrase: string | undefined): 'no-key' | 'passphrase' | null {
  const parsed = ssh2.utils.parseKey(key, passphrase);
  if (parsed instanceof Error)
    return /passphrase|encrypted|decrypt|integrity/i.test(parsed.message) ? 'passphrase' : 'no-key';
  // A file of several keys is read as a list of them, whatever its type says.
  return [parsed].flat().some((one) => one.isPrivateKey()) ? null : 'no-key';
}
