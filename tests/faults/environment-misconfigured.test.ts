/** Drill "Environment misconfiguration": missing, malformed and weak settings, each named in one message, and nothing made up. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from './command.ts';
import { createInstallation, type Installation } from './installation.ts';
import { Program } from './program.ts';

const WEAK = 'changeme-changeme-changeme-changeme';
/** Secrets are named when they are wrong; what was given for them never is. */
const BAD = {
  NODE_ENV: 'production',
  DATABASE_URL: 'mysql://kullanici:gizli-parola-77@ic-ag/muhasebi',
  JWT_SECRET: 'kisa',
  ENCRYPTION_KEY: 'cm92aWRl',
  STORAGE_DRIVER: 's3',
  PORT: 'üçbin',
} as const;

let database: TestDatabase;
let place: Installation;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  place = await createInstallation({ appUrl: database.appUrl });
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-settings-'));
});
afterAll(async () => {
  await place?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

async function refusal(app: 'backend-api' | 'worker-jobs', env: NodeJS.ProcessEnv): Promise<string> {
  const program = new Program(app, { PATH: process.env.PATH, ...env });
  program.start();
  expect(await program.ended()).toBe(1);
  return program.log;
}

test.each(['backend-api', 'worker-jobs'] as const)(
  '%s names every missing, malformed and weak setting in one message, with an example and no secret',
  async (app) => {
    const said = await refusal(app, BAD);
    const wanted = ['DATABASE_URL', 'ENCRYPTION_KEY', 'PUBLIC_URL', 'S3_BUCKET', 'S3_SECRET_ACCESS_KEY'];
    if (app === 'backend-api') wanted.push('JWT_SECRET', 'PORT');
    for (const name of wanted) {
      expect(said).toContain(`  ${name}: `);
      expect(said).toContain(`örnek / example: ${name}=`);
    }
    expect(said).toContain('S3_BUCKET: eksik (STORAGE_DRIVER=s3 olduğu için gerekli)');
    expect(said).not.toMatch(/gizli-parola-77|kisa\b|cm92aWRl/);
    expect(said).not.toContain('    at ');
  },
);

test('a secret that anybody guesses is refused in production, whatever its length', async () => {
  const said = await refusal('backend-api', { ...place.env, NODE_ENV: 'production', JWT_SECRET: WEAK });
  expect(said).toContain('JWT_SECRET: ');
  expect(said).not.toContain(WEAK);
});

test('an .env that is not there is said by its name, and one beside the worker is read', async () => {
  const start = `node --env-file=${folder}/.env apps/backend-api/src/main.ts`;
  const missing = await command(start);
  expect(missing.code).not.toBe(0);
  expect(missing.said).toContain(`${folder}/.env: not found`);

  await writeFile(
    path.join(folder, '.env'),
    Object.entries({ ...place.env, DATABASE_URL: '"' })
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  );
  const malformed = await command(start);
  expect([malformed.code, malformed.said]).toEqual([1, expect.stringContaining('  DATABASE_URL: ')]);
});

test('the health check names what is wrong and exits with 1; with the settings mended all starts', async () => {
  const env = { ...place.env, DATABASE_URL: '', ENCRYPTION_KEY: 'kısa' };
  // Without pnpm around it, which is asked elsewhere.
  const { code, said } = await command(
    `cd apps/worker-jobs && '${process.execPath}' src/health-check.ts`,
    env,
  );
  expect(code).toBe(1);
  expect(said).toContain('✗ environment: ');
  for (const name of ['DATABASE_URL', 'ENCRYPTION_KEY']) expect(said).toContain(`  ${name}: `);

  await place.startApi();
  place.worker.start();
  expect((await command(`./scripts/healthcheck-backend.sh ${place.url}`)).code).toBe(0);
});
