/** Pairs of Ed25519 keys as OpenSSH writes them, for servers and sign-ins of tests. */
import ssh2 from 'ssh2';

/** "string ssh-ed25519" and "string" of 32 bytes (RFC 8709, section 4). */
const BLOB_BYTES = 4 + 'ssh-ed25519'.length + 4 + 32;

export interface KeyPair {
  readonly private: string;
  /** "ssh-ed25519 AAAA…". */
  readonly public: string;
}

/** ssh2 drops a leading zero of the key, so about one pair in 128 is none that OpenSSH reads: another is made then. */
export function newKeyPair(): KeyPair {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    const blob = Buffer.from(pair.public.split(' ')[1] ?? '', 'base64');
    if (blob.length === BLOB_BYTES && !(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair;
  }
}
