/** Failures that a person can mend are told in words; all others keep their stack. */
import { MigrationError } from '@muhasebi/platform/db/migrate.ts';
import { expect, it } from 'vitest';
import { failureInWords } from './failure-in-words.ts';

const withCode = (code: string, message = 'said so') => Object.assign(new Error(message), { code });

it('an edited migration is told with its file, in both languages, with both ways out', () => {
  const words = failureInWords(new MigrationError('2026_x', 'edited', 'edited')) ?? '';
  expect(words).toMatch(/^db\/migrations\/2026_x\.sql veritabanına uygulandıktan sonra değiştirilmiş/);
  expect(words).toContain('2026_x.sql was edited after it had been applied');
  expect(words).toContain('git checkout -- db/migrations/2026_x.sql');
  expect(words).toContain('remove .data/ and start again');
});

it('a migration that fails is told with what PostgreSQL said', () => {
  const words = failureInWords(new MigrationError('2026_x', 'failed', 'column "a" does not exist'));
  expect(words).toContain('column "a" does not exist');
  expect(words).toContain('rolled back whole');
});

it('a database without a schema names the command that makes it', () => {
  expect(failureInWords(withCode('42P01'))).toContain('pnpm db:migrate:deploy');
});

it('a name with several addresses, whose error has no text, is told by its code', () => {
  expect(failureInWords(withCode('ECONNREFUSED', ''))).toContain('(ECONNREFUSED)');
});

it('what nobody foresaw is not put into words, so that its stack is shown', () => {
  expect(failureInWords(new Error('a fault of ours'))).toBeUndefined();
  expect(failureInWords(withCode('23505'))).toBeUndefined();
  expect(failureInWords('text')).toBeUndefined();
});
