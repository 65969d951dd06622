/** Rules of the list of migrations: what has landed stays as it was, to the letter. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { SourceFile } from '../source-file.ts';
import { migrationsNeverChange } from './migrations-never-change.ts';

const landed = 'create table a ();\n';
const list = { a: createHash('sha256').update(landed).digest('hex') };

const problemsWith = (migrations: Record<string, string>) =>
  migrationsNeverChange([
    new SourceFile('db/migrations.json', JSON.stringify(list)),
    ...Object.entries(migrations).map(([name, sql]) => new SourceFile(`db/migrations/${name}.sql`, sql)),
  ]).map(({ path, message }) => `${path} ${message.split(':')[0]}`);

it('a migration as it has landed is sound', () => {
  expect(problemsWith({ a: landed })).toEqual([]);
});

it('one that was changed is named, were it only by a space', () => {
  expect(problemsWith({ a: ` ${landed}` })).toEqual([
    'db/migrations/a.sql is not what db/migrations.json says',
  ]);
});

it('one that is gone is named, and so is one that nobody has listed', () => {
  expect(problemsWith({ b: landed })).toEqual([
    'db/migrations/b.sql is not in db/migrations.json',
    'db/migrations.json a has landed and is gone',
  ]);
});
