/** Tests of the address returned to after sign-in. */
import { describe, expect, it } from 'vitest';
import { safeReturn } from './safe-return.ts';

describe('after signing in', () => {
  it('goes back to the page that asked for it', () => {
    expect(safeReturn('/mukellefler/1/mizan?bas=2026-01-01')).toBe('/mukellefler/1/mizan?bas=2026-01-01');
  });
  it.each([
    undefined,
    '',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
  ])('goes home where the link says %j, which may lead elsewhere', (address) =>
    expect(safeReturn(address)).toBe('/'),
  );
});
