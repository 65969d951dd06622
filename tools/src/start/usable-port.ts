/** Looks at the wanted port before anything is started: free, and one that a browser will open. */
import { isPortFree } from '@muhasebi/platform/embedded-postgres/free-port.ts';

/** Thrown where nothing of ours can be reached on the wanted port; says why, and a port to take instead. */
export class UnusablePort extends Error {
  override readonly name = 'UnusablePort';
}

/** @throws UnusablePort when another program listens on the port, or when browsers refuse it. */
export async function refuseUnusablePort(port: number, host: string): Promise<void> {
  const instead = (next: number) => `PORT=${next} npm start`;
  if (!(await isPortFree(port, host)))
    throw new UnusablePort(
      [
        `${port} numaralı port kullanımda. Başka bir port seçin: ${instead(port + 1)}`,
        `Port ${port} is taken. Choose another: ${instead(port + 1)}`,
      ].join('\n'),
    );
  if (await isBlockedPort(port))
    throw new UnusablePort(
      [
        `${port} numaralı portu tarayıcılar güvenlik nedeniyle açmaz. Başka bir port seçin: ${instead(3000)}`,
        `Browsers refuse to open port ${port}, which belongs to another protocol. Choose another: ${instead(3000)}`,
      ].join('\n'),
    );
}

/** Whether the Fetch standard lists the port as bad (fetch.spec.whatwg.org, "bad port"): `fetch` here and every browser refuse it alike. */
function isBlockedPort(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1_000) }).then(
    async (answer) => {
      await answer.body?.cancel();
      return false;
    },
    (error: unknown) =>
      error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port',
  );
}
