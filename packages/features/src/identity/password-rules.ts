/** Which passwords are refused for being guessed too easily. */
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';

const MIN_LENGTH = 10;
/** Shorter words of a name stand in too many other words: "Ali" in "kalite". */
const MIN_WORD_LENGTH = 4;
const MIN_DISTINCT = 5;

/** What people type first once they are told "at least ten characters"; written without digits and signs at the ends. */
const COMMON = new Set([
  'password',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'parola',
  'sifre',
  'sifrem',
  'parolam',
  'admin',
  'administrator',
  'welcome',
  'hosgeldiniz',
  'hosgeldin',
  'letmein',
  'iloveyou',
  'seniseviyorum',
  'qwerty',
  'qwertyui',
  'qwertyuiop',
  'qwertyuio',
  'asdfghjkl',
  'asdfghjk',
  'zxcvbnm',
  'qazwsx',
  'qazwsxedc',
  'fgğıod',
  'galatasaray',
  'fenerbahce',
  'besiktas',
  'trabzonspor',
  'turkiye',
  'ataturk',
  'istanbul',
  'ankara',
  'izmir',
  'muhasebe',
  'muhasebeci',
  'muhasebi',
  'musavir',
  'malimusavir',
  'smmm',
  'changeme',
  'test',
  'deneme',
  'demo',
  'merhaba',
  'abcdefgh',
  'abcdefghij',
  'passwordpassword',
  'superman',
  'football',
  'baseball',
  'sunshine',
  'princess',
  'dragon',
]);
const SEQUENCES = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
];

/**
 * Whether the password is too weak for this person: under ten characters, holding their name or address, one of the
 * usual ones with digits around it, few different characters, or a run of the keyboard or alphabet.
 */
export function isPasswordWeak(
  password: string,
  person: { readonly email: string; readonly name: string },
): boolean {
  const key = searchKey(password);
  if (password.length < MIN_LENGTH || new Set(key).size < MIN_DISTINCT) return true;
  if (COMMON.has(key) || COMMON.has(key.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))) return true;
  if (SEQUENCES.some((sequence) => sequence.includes(key))) return true;
  return wordsOf(person).some((word) => key.includes(word));
}

function wordsOf({ email, name }: { readonly email: string; readonly name: string }): string[] {
  const [local = '', domain = ''] = searchKey(email).split('@');
  const words = [...searchKey(name).split(/[^\p{L}\p{N}]+/u), ...local.split(/[^\p{L}\p{N}]+/u), local];
  return [...words, domain.split('.')[0] ?? ''].filter((word) => word.length >= MIN_WORD_LENGTH);
}
