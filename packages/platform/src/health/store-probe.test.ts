/** The probe of the store: full is not broken, a hanging share is, and one look serves many. */
import { expect, it } from 'vitest';
import { watchStore } from './store-probe.ts';

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

it('a store that takes a file is writable, and is not asked again at once', async () => {
  let asked = 0;
  const probe = watchStore(async () => {
    asked += 1;
  });
  expect(await Promise.all([probe(), probe(), probe()])).toEqual(['writable', 'writable', 'writable']);
  expect(await probe()).toBe('writable');
  expect(asked).toBe(1);
});

it('a full disk is told apart from one that refuses', async () => {
  expect(await watchStore(failing('ENOSPC'))()).toBe('full');
  expect(await watchStore(failing('EDQUOT'))()).toBe('full');
  expect(await watchStore(failing('EACCES'))()).toBe('not writable');
});

it('a store that hangs is not writable within its second, and is asked by one look alone', async () => {
  let asked = 0;
  const held = Promise.withResolvers<void>();
  const probe = watchStore(() => {
    asked += 1;
    return held.promise;
  });
  expect(await probe()).toBe('not writable');
  expect(await probe()).toBe('not writable');
  expect(asked).toBe(1);
  held.resolve();
  await held.promise;
  await expect.poll(probe).toBe('writable');
});
