/** What the log writes, and above all what it never does. */
import { expect, it } from 'vitest';
import { createLogger } from './logger.ts';

/** What is written for these values. */
function written(...values: [object, string?]): string {
  let text = '';
  const log = createLogger({ service: 'test', level: 'info', format: 'json' }, { write: (line) => (text += line) });
  log.info(...values);
  return text;
}

it.each(['password', 'newPassword', 'accessToken', 'authorization', 'cookie', 'secret', 'taxId', 'email'])(
  'the value of %s is hidden, at the top and inside',
  (key) => {
    const text = written({ [key]: 'GİZLİ-1', inner: { [key]: 'GİZLİ-2', more: { [key]: 'GİZLİ-3' } } });
    expect(text).not.toContain('GİZLİ');
    expect(text).toContain('[gizli]');
  },
);

it('the code of a refusal is told, the code of a second factor is not', () => {
  expect(written({ code: 'LOGIN_FAILED' })).toContain('LOGIN_FAILED');
  expect(written({ code: '482913', body: { code: '482914' } })).not.toMatch(/48291[34]/);
});

it('an error of the database tells what went wrong and where, but none of the values in the row', () => {
  const fault = Object.assign(new Error('new row violates check constraint "x"'), {
    code: '23514',
    table: 'users',
    constraint: 'x',
    detail: 'Failing row contains (GİZLİ, biri@ornek.example, $argon2id$).',
    where: 'GİZLİ',
    hint: 'GİZLİ',
    internalQuery: 'GİZLİ',
    parameters: ['GİZLİ'],
  });
  const text = written({ err: fault }, 'request failed');
  expect(text).not.toMatch(/GİZLİ|argon2id|biri@/);
  expect(text).toContain('"code":"23514"');
  expect(text).toContain('"constraint":"x"');
  const wrapped = written({ err: new Error('outer', { cause: fault }) });
  expect(wrapped).not.toMatch(/GİZLİ|argon2id|biri@/);
});
