/**
 * Writes packages/features/src/schema.gen.ts from the migrations: a throw-away PostgreSQL, migrated, then read; and adds new
 * migrations to db/migrations.json, by which a tidy rule knows one that was changed.
 */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readMigrations } from '@muhasebi/platform/db/migration-files.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Money is bigint, documents are parsed by their own schemas, addresses are text. */
const TYPE_MAPPING = { int8: 'bigint', jsonb: 'unknown', inet: 'string' };

const generator = createRequire(import.meta.url).resolve('kysely-codegen/dist/cli/bin.js');
const postgres = await startTemporaryPostgres();
try {
  const database = await copyTemplate(postgres.address);
  const { stdout } = await promisify(execFile)(process.execPath, [
    generator,
    ...['--dialect', 'postgres', '--url', database.ownerUrl, '--default-schema', 'public'],
    ...['--include-pattern', 'public.*', '--exclude-pattern', 'public.pg_stat*'],
    ...['--date-parser', 'string', '--numeric-parser', 'string'],
    ...['--type-mapping', JSON.stringify(TYPE_MAPPING)],
    ...['--out-file', path.join(root, 'packages/features/src/schema.gen.ts')],
  ]);
  process.stdout.write(stdout);
} finally {
  await postgres.stop();
}

const listed = path.join(root, 'db/migrations.json');
const sums: unknown = JSON.parse(await readFile(listed, 'utf8'));
const migrations = await readMigrations(path.join(root, 'db/migrations'));
const all = {
  ...Object.fromEntries(migrations.map(({ name, checksum }) => [name, checksum])),
  ...Object(sums),
};
await writeFile(listed, `${JSON.stringify(all, Object.keys(all).sort(), 2)}\n`);
