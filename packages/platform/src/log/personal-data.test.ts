/** What is taken out of free text, and what an operator still needs and keeps. */
import { describe, expect, it } from 'vitest';
import { lineWithoutPersonalData, withoutPersonalData } from './personal-data.ts';

describe('free text', () => {
  it.each([
    ['a tax number', 'VKN 1234567890 yok'],
    ['a tax number behind a colon', 'VKN:1234567890'],
    ['a personal number', 'TCKN 12345678901, yok'],
    ['a bank account', 'IBAN TR33 0006 1005 1978 6457 8413 26'],
    ['a bank account without spaces', 'TR330006100519786457841326'],
    ['a mail address', '550 ahmet.yilmaz@ornek.com.tr: unknown user'],
    ['a token', 'Bearer eyJhbGciOi.eyJzdWIiOiIx.c2lnbmF0dXJl'],
    ['an opaque token', 'authorization: Bearer q0vT7m1XcR9tYw3u'],
    ['the password of a database', 'postgresql://muhasebi_api:cok-gizli@db.internal:5432/muhasebi'],
  ])('loses %s where it stands in free text', (_what, text) => {
    const left = withoutPersonalData(text);
    expect(left).toContain('[gizli]');
    expect(left).not.toMatch(/\d{10}|0006|ahmet|ornek|eyJ|q0vT|cok-gizli/);
  });

  it.each([
    ['an id', '019ac3f4-6f5f-7c2b-9a51-123456789012'],
    ['a moment', '2026-11-27T17:15:59.123Z'],
    ['an amount', '1234567890.25'],
    ['a time in milliseconds', '1764263759123'],
    ['a hash', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['the name of a route', '/api/v1/clients/:clientId/documents'],
  ])('keeps %s where it stands in free text', (_what, text) => {
    expect(withoutPersonalData(text)).toBe(text);
  });
});

it('a line of JSON stays JSON: numbers that are numbers are kept, those in its texts are not', () => {
  const line = JSON.stringify({ freeBytes: 12_345_678_901, msg: 'VKN "1234567890"', at: [1_234_567_890] });
  expect(JSON.parse(lineWithoutPersonalData(line))).toEqual({
    freeBytes: 12_345_678_901,
    msg: 'VKN "[gizli]"',
    at: [1_234_567_890],
  });
});
