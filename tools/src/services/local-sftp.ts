/** Debian's OpenSSH as the SFTP server of a bank, where this machine has it; its keys and files stay over its starts. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { hasSshd, type Sshd, startSshd } from '@muhasebi/connectors/sftp/sshd.fixture.ts';
import { mayEnter, unprivilegedAccount } from '@muhasebi/platform/embedded-postgres/account.ts';
import { filesOfToday } from './sample-drops.ts';

/** Null where it cannot be had: no program, or a folder that its account may not enter. */
export async function startLocalSftp(home: string, port: number, today: string): Promise<Sshd | null> {
  if (!(await hasSshd())) return null;
  await mkdir(home, { recursive: true });
  const account = await unprivilegedAccount();
  if (account !== undefined && !(await mayEnter(path.dirname(home), account))) return null;
  const server = await startSshd({ home, port });
  for (const { fileName, bytes } of await filesOfToday(today)) {
    const places = ['', 'alinanlar'].map((folder) => path.join(server.filesDir, folder, fileName));
    if (!places.some(existsSync)) await server.put(fileName, bytes);
  }
  return server;
}
