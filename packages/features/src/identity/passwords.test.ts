/** Passwords: which are refused, and how they are kept. */
import { expect, it } from 'vitest';
import { hashPassword, isPasswordRight } from './password-hash.ts';
import { isPasswordWeak } from './password-rules.ts';

const person = { email: 'zeynep.karaca@guvenofis.com.tr', name: 'Zeynep Karaca' };

it.each([
  ['short1!xy', 'has nine characters'],
  ['aaaaaaaaaa', 'repeats one character'],
  ['1234567890', 'is a run of digits'],
  ['QWERTYUIOP', 'is a run of the keyboard'],
  ['Parola123456', 'is a usual word with digits after it'],
  ['2026!Galatasaray!', 'is a usual word with signs around it'],
  ['xx-KARACA-42-xx', 'holds the surname'],
  ['benim-zeynep-şifrem', 'holds the first name'],
  ['guvenofis-77-kapı', 'holds the name in the address'],
  ['İSTANBUL1453', 'is a usual word in Turkish capitals'],
])('%s is refused because it %s', (password) => {
  expect(isPasswordWeak(password, person)).toBe(true);
});

it.each(['mavi kedi 7 dam', 'Tr7-kxQ29-vbn', 'çay demlendi sabah'])('%s is taken', (password) => {
  expect(isPasswordWeak(password, person)).toBe(false);
});

it('a password is kept as Argon2id with the parameters that OWASP names', async () => {
  const stored = await hashPassword('mavi kedi 7 dam');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await isPasswordRight(stored, 'mavi kedi 7 dam')).toBe(true);
  expect(await isPasswordRight(stored, 'mavi kedi 8 dam')).toBe(false);
});

it('no password is right for someone who has none, and finding that out takes as long', async () => {
  const stored = await hashPassword('mavi kedi 7 dam');
  // The fastest of several rounds, taken in turns: a busy machine slows single rounds only.
  const fastestMs = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 6; round += 1) {
    for (const [who, hash] of [
      ['known', stored],
      ['unknown', null],
    ] as const) {
      const started = performance.now();
      expect(await isPasswordRight(hash, 'yanlış parola')).toBe(false);
      fastestMs[who] = Math.min(fastestMs[who], performance.now() - started);
    }
  }
  expect(fastestMs.unknown).toBeGreaterThan(fastestMs.known / 3);
});
