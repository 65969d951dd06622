/** What the log keeps to itself, and what an operator must be able to find in it. */
import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLogger } from './logger.ts';

function written(facts: object): Record<string, unknown> {
  let line = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      line += chunk.toString();
      done();
    },
  });
  createLogger({ service: 'test', level: 'info', format: 'json' }, destination).info(facts, 'request');
  return JSON.parse(line) as Record<string, unknown>;
}

it('passwords, tokens, second factors, tax numbers and addresses of people are never written', () => {
  const line = written({
    password: 'mavi kedi',
    taxId: '1234567890',
    person: { email: 'a@b.test', token: 'x' },
    body: { code: '123456' },
    request: { body: { code: '123456', password: 'mavi kedi' } },
  });
  expect(line).toMatchObject({
    password: '[gizli]',
    taxId: '[gizli]',
    person: { email: '[gizli]', token: '[gizli]' },
    body: { code: '[gizli]' },
    request: { body: { code: '[gizli]', password: '[gizli]' } },
  });
  expect(JSON.stringify(line)).not.toMatch(/mavi kedi|123456|a@b/);
});

it('the code of a refusal and of a database error is written, for the runbook looks for it', () => {
  const err = Object.assign(new Error('gone'), { code: '57P01' });
  expect(written({ code: 'UNAVAILABLE', err })).toMatchObject({
    level: 'info',
    service: 'test',
    code: 'UNAVAILABLE',
    err: { code: '57P01', message: 'gone' },
  });
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
  const line = written({ err: fault });
  expect(line).toMatchObject({
    err: { code: '23514', table: 'users', constraint: 'x', message: fault.message },
  });
  expect(JSON.stringify(line)).not.toMatch(/GİZLİ|argon2id|biri@/);
  const wrapped = written({ err: new Error('outer', { cause: fault }) });
  expect(JSON.stringify(wrapped)).not.toMatch(/GİZLİ|argon2id|biri@/);
});

it('a text that others wrote is written without the people in it, and the line stays JSON', () => {
  const refused = new Error('550 "ahmet@ornek.com.tr" (VKN 1234567890): kutu yok');
  const line = written({ err: refused, freeBytes: 12_345_678_901 });
  expect(line).toMatchObject({
    err: { message: '550 "[gizli]" (VKN [gizli]): kutu yok' },
    freeBytes: 12_345_678_901,
  });
  expect(JSON.stringify(line)).not.toMatch(/ahmet|1234567890\)/);
});
