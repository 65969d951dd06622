/** The port of a start: a free one that browsers open. */
import { createServer } from 'node:net';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { expect, it } from 'vitest';
import { refuseUnusablePort } from './usable-port.ts';

it('a port that no browser opens is refused in words, a free one is not, a taken one names another', async () => {
  await expect(refuseUnusablePort(4190, '127.0.0.1')).rejects.toThrow(
    /4190 .*tarayıcılar[\s\S]*PORT=3000 npm start/,
  );
  const port = await findFreePort();
  await refuseUnusablePort(port, '127.0.0.1');
  const other = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  await expect(refuseUnusablePort(port, '127.0.0.1')).rejects.toThrow(`PORT=${port + 1} npm start`);
  other.close();
});
