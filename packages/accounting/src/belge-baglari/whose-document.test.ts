/** Whose a document is: its own parties decide, the envelope only where it names none. */
import { expect, test } from 'vitest';
import { isEnvelopeOfOthers, isOfAnother } from './whose-document.ts';

const CLIENT = '9876543217';
const party = (value: string | null) => ({
  taxId: value === null ? null : ({ scheme: 'VKN', value } as const),
});
const envelope = (sender: string | null, receiver: string | null) => ({
  sender: { taxId: sender },
  receiver: { taxId: receiver },
});

test('a document is the client’s where any party of it is, whoever sent the envelope', () => {
  const provider = envelope('1111111114', '2222222226');
  expect(isOfAnother([party('1234567808'), party(CLIENT)], provider, CLIENT)).toBe(false);
  expect(isOfAnother([party('1234567808'), party('1111111114')], envelope('1', CLIENT), CLIENT)).toBe(true);
});

test('one that names no tax number is another’s only where both sides of its envelope are', () => {
  const nobody = [party(null), party(null)];
  expect(isOfAnother(nobody, null, CLIENT)).toBe(false);
  expect(isOfAnother(nobody, envelope('3900383669', CLIENT), CLIENT)).toBe(false);
  expect(isOfAnother(nobody, envelope('3900383669', null), CLIENT)).toBe(false);
  expect(isOfAnother(nobody, envelope('3900383669', '1111111114'), CLIENT)).toBe(true);
  expect(isEnvelopeOfOthers(envelope(CLIENT, '1111111114'), CLIENT)).toBe(false);
});
