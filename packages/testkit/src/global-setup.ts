/** Serves one throw-away PostgreSQL to all test processes of a vitest run; it is started by the first that asks. */
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { startTemporaryPostgres, type TemporaryPostgres } from './temporary-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Loopback URL that answers with the address of the test server, starting it on the first request. */
    postgresDoor: string;
  }
}

/** A run without database tests pays for a listening socket and nothing more. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let running: Promise<TemporaryPostgres> | undefined;
  const door = createServer((_request, response) => {
    running ??= startTemporaryPostgres();
    running.then(
      ({ address }) => response.end(JSON.stringify(address)),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
      },
    );
  });
  const port = await new Promise<number>((resolve, reject) => {
    door.once('error', reject);
    door.listen(0, '127.0.0.1', () => {
      const address = door.address();
      resolve(address && typeof address === 'object' ? address.port : 0);
    });
  });
  project.provide('postgresDoor', `http://127.0.0.1:${port}/`);
  return async () => {
    door.closeAllConnections();
    door.close();
    const postgres = await running?.catch(() => undefined);
    await postgres?.stop();
  };
}
