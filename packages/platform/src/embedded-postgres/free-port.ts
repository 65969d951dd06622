/** Ports of the loopback address: finding a free one, and asking whether one is taken. */
import { createServer } from 'node:net';

/** Answers a TCP port (1024-65535) that was free on 127.0.0.1 a moment ago; a caller must bear that it is taken since. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('The system gave no port.'));
      });
    });
  });
}

/** True when nothing listens on `port` of `host`, so that a server may be started there. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
