/** The operator's script tells by words and exit code whether an API lives and is ready. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './test-api.fixture.ts';

const SCRIPT = path.join(import.meta.dirname, '../../../scripts/healthcheck-backend.sh');
let api: TestApi;
let url: string;

beforeAll(async () => {
  api = await startTestApi();
  url = await api.server.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => api?.stop());

async function run(target: string): Promise<{ code: number; said: string }> {
  try {
    const { stdout } = await promisify(execFile)(SCRIPT, [target]);
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

test('a healthy API gives exit code 0 and both answers', async () => {
  const { code, said } = await run(url);
  expect([code, said]).toEqual([
    0,
    `${url}\n✓ /healthz  {"status":"ok","service":"backend-api"}\n✓ /readyz   {"status":"ready"}\n`,
  ]);
});

test('one that lives but is not ready gives exit code 1 and the reason', async () => {
  api.server.readiness.draining = true;
  const { code, said } = await run(url);
  api.server.readiness.draining = false;
  expect(code).toBe(1);
  expect(said).toContain('✗ /readyz   503 {"status":"not_ready","details":{"error":"Shutting down"}}');
});

test('nobody at the address gives exit code 2, and a wrong call 64', async () => {
  expect((await run('http://127.0.0.1:1')).code).toBe(2);
  expect((await run('ornek')).code).toBe(64);
});
