/** Rules of telling a store that is full or away from a fault of ours. */
import { expect, test } from 'vitest';
import { refusalOfStore } from './store-refusal.ts';

const failure = (code: string) => Object.assign(new Error(code), { code });

test.each([
  ['ENOSPC', 'STORE_FULL'],
  ['EDQUOT', 'STORE_FULL'],
  ['EIO', 'STORE_AWAY'],
  ['EROFS', 'STORE_AWAY'],
  ['ECONNREFUSED', 'STORE_AWAY'],
])('%s refuses the file as %s', (code, refusal) => {
  expect(refusalOfStore(failure(code), 'a.xml')).toMatchObject({
    code: refusal,
    params: { fileName: 'a.xml' },
  });
});

test('what a store does not say when it is full or away stays a fault of ours', () => {
  expect(refusalOfStore(failure('ENOENT'), 'a.xml')).toBeNull();
  expect(refusalOfStore(new TypeError('x is not a function'), 'a.xml')).toBeNull();
  expect(refusalOfStore('ENOSPC', 'a.xml')).toBeNull();
});
