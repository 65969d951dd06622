/** Tests of the code that opens the first run. */
import { expect, it } from 'vitest';
import { newSetupCode, setupCodeHash } from './setup-code.ts';

it('a code is four groups of letters that are not mistaken for each other, another each time', () => {
  const codes = Array.from({ length: 50 }, newSetupCode);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(new Set(codes).size).toBe(50);
});

it('is the same however it is typed, also on a Turkish keyboard', () => {
  const meant = setupCodeHash('1A0K-7K3M-ZZ99-1111');
  for (const typed of ['1a0k7k3mzz991111', ' 1AOK 7K3M zz99 iıİl ', 'IAOK-7K3M-ZZ99-LLLL'])
    expect(setupCodeHash(typed)).toEqual(meant);
  expect(setupCodeHash('1A0K-7K3M-ZZ99-1112')).not.toEqual(meant);
});
