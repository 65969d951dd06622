/** Files of an SFTP server are seen, read, moved and removed, over a conversation that trusts one key alone. */
import { appendFile, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DropFolder } from '../drop-folder/drop-folder.ts';
import type { SftpServer } from './connect-sftp.ts';
import { openSftpFolder } from './sftp-folder.ts';
import { type Conduct, startSftpServer } from './sftp-server.fixture.ts';
import { newKeyPair } from './ssh-key.fixture.ts';
import { hasSshd, type Sshd, startSshd } from './sshd.fixture.ts';

const bounds = { mostEntries: 1000, depth: 2, except: 'alinanlar' };
const unhindered = new AbortController().signal;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function opened(server: SftpServer, folder: string) {
  const found = await openSftpFolder(server, folder, unhindered);
  closing.push(() => found.close());
  return found;
}

async function fileOf(folder: DropFolder, path: string) {
  const file = (await folder.look(bounds)).files.find((each) => each.path === path);
  if (file === undefined) throw new Error(`${path} was not seen`);
  return file;
}

const here = await hasSshd();

describe.skipIf(!here)('with Debian’s OpenSSH', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  }, 120_000);
  afterAll(() => sshd?.stop());

  const server = (change: Partial<SftpServer> = {}): SftpServer => ({
    host: '127.0.0.1',
    port: sshd.port,
    user: sshd.user,
    signIn: { kind: 'key', privateKey: sshd.privateKey, passphrase: undefined },
    hostKey: sshd.hostKey,
    reach: 'public-or-loopback',
    ...change,
  });

  it('a server met for the first time shows its key, which is pinned from then on', async () => {
    const met = await opened(server({ hostKey: null }), sshd.filesDir);
    expect(met.hostKey).toBe(sshd.hostKey);
    const fingerprint = sshd.hostKey.split(' ')[1] ?? '';
    await opened(server({ hostKey: fingerprint }), sshd.filesDir);
  });

  it('a key that lost its line breaks in a form signs in all the same', async () => {
    const flat = sshd.privateKey.replaceAll('\n', '');
    await opened(server({ signIn: { kind: 'key', privateKey: flat, passphrase: undefined } }), sshd.filesDir);
  });

  it('files of the folder and those below it are seen, links and the folder of taken files are not', async () => {
    await sshd.put('a.xml', '<a/>');
    await sshd.put('1234567890/b.zip', 'zip');
    await sshd.put('alinanlar/old.xml', 'old');
    await symlink('/etc/passwd', path.join(sshd.filesDir, 'passwd.xml'));
    await symlink('/etc', path.join(sshd.filesDir, 'etc'));
    const look = await (await opened(server(), sshd.filesDir)).look(bounds);
    expect(look.files.map(({ path: name }) => name).sort()).toEqual(['1234567890/b.zip', 'a.xml']);
    expect(look.passedOver).toEqual(
      expect.arrayContaining([
        { path: 'passwd.xml', why: 'link' },
        { path: 'etc', why: 'link' },
      ]),
    );
    expect(look.more).toBe(false);
  });

  it('a file is read to its end, then moved under a name that is free, and overwrites nothing', async () => {
    const content = 'x'.repeat(3_000_000);
    await sshd.put('large.txt', content);
    await sshd.put('alinanlar/large.txt', 'of yesterday');
    const folder = await opened(server(), sshd.filesDir);
    const file = await fileOf(folder, 'large.txt');
    expect(await text(await folder.open(file))).toBe(content);
    expect(await folder.isStill(file)).toBe(true);
    expect(await folder.moveInto('alinanlar', file)).toBe('alinanlar/large-2.txt');
    expect(await folder.isStill(file)).toBe(false);
    expect(await readdir(path.join(sshd.filesDir, 'alinanlar'))).toEqual(
      expect.arrayContaining(['large.txt', 'large-2.txt']),
    );
  });

  it('a file that grew since it was seen is neither opened nor removed', async () => {
    const place = await sshd.put('growing.txt', 'first half');
    const folder = await opened(server(), sshd.filesDir);
    const file = await fileOf(folder, 'growing.txt');
    await appendFile(place, ' and more');
    await expect(folder.open(file)).rejects.toMatchObject({ name: 'FileFault', kind: 'changed' });
    await expect(folder.remove(file)).rejects.toMatchObject({ name: 'FileFault', kind: 'changed' });
    const whole = await fileOf(folder, 'growing.txt');
    await folder.remove(whole);
    await expect(folder.open(whole)).rejects.toMatchObject({ name: 'FileFault', kind: 'gone' });
  });

  it('a folder that is not there is told as such', async () => {
    await expect(opened(server(), path.join(sshd.filesDir, 'nowhere'))).rejects.toMatchObject({
      name: 'DropFault',
      kind: 'no-such-folder',
    });
  });

  it('a key that the server does not know is refused; one that is none is told before the server is asked', async () => {
    const other = newKeyPair().private;
    const wrong = (privateKey: string) =>
      opened(server({ signIn: { kind: 'key', privateKey, passphrase: undefined } }), sshd.filesDir);
    await expect(wrong(other)).rejects.toMatchObject({ kind: 'sign-in-refused' });
    await expect(wrong('a password by mistake')).rejects.toMatchObject({ kind: 'bad-private-key' });
  });

  // The last one: the server keeps its new key.
  it('a server whose key changed is refused, with both fingerprints', async () => {
    const pinned = sshd.hostKey;
    const seen = await sshd.changeHostKey();
    await expect(opened(server({ hostKey: pinned }), sshd.filesDir)).rejects.toMatchObject({
      name: 'DropFault',
      kind: 'host-key-changed',
      pinned,
      seen,
    });
  });
});

describe('with servers that misbehave', () => {
  async function misbehaving(conduct: Conduct, password = conduct.password) {
    const fixture = await startSftpServer(conduct);
    closing.push(fixture.stop);
    const server: SftpServer = {
      host: '127.0.0.1',
      port: fixture.port,
      user: 'ofis',
      signIn: { kind: 'password', password },
      hostKey: fixture.hostKey,
      reach: 'public-or-loopback',
    };
    return { fixture, server };
  }

  it('a password signs in, also where the server asks for it in a dialogue', async () => {
    for (const inDialogue of [false, true]) {
      const { fixture, server } = await misbehaving({ password: 'doğru', inDialogue });
      fixture.files.set('a.xml', Buffer.from('<a/>'));
      const folder = await opened(server, '');
      expect(await text(await folder.open(await fileOf(folder, 'a.xml')))).toBe('<a/>');
    }
  });

  it('a server inside the network is not connected to, by its number or by its name', async () => {
    const { server } = await misbehaving({ password: 'p' });
    for (const host of ['127.0.0.1', 'localhost', '::1', '10.0.0.1'])
      await expect(
        openSftpFolder({ ...server, host, reach: 'public' }, '', unhindered),
      ).rejects.toMatchObject({
        name: 'DropFault',
        kind: 'address-refused',
      });
  });

  it('a wrong password is a refusal, and nothing of it is in the fault', async () => {
    const { server } = await misbehaving({ password: 'doğru' }, 'yanlis-parola');
    const fault = await openSftpFolder(server, '', unhindered).catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: 'DropFault', kind: 'sign-in-refused' });
    expect(String(fault)).not.toContain('yanlis-parola');
  });

  it('names that lead elsewhere are passed over', async () => {
    const { fixture, server } = await misbehaving({ password: 'p' });
    for (const name of ['../../etc/passwd', '/etc/passwd', 'a\u0000b.xml', 'a\\..\\b.xml', 'iyi.xml'])
      fixture.files.set(name, Buffer.from('x'));
    const look = await (await opened(server, '')).look(bounds);
    expect(look.files.map(({ path: name }) => name)).toEqual(['iyi.xml']);
    expect(look.passedOver.map(({ why }) => why)).toEqual(Array(4).fill('unreadable-name'));
  });

  it('a line that is cut amid a file ends its stream in a fault, and what was asked after it too', async () => {
    const { fixture, server } = await misbehaving({ password: 'p', cutAfterBytes: 200_000 });
    fixture.files.set('large.sta', Buffer.alloc(1_000_000, 'x'));
    const folder = await opened(server, '');
    const stream = await folder.open(await fileOf(folder, 'large.sta'));
    await expect(text(stream)).rejects.toMatchObject({ name: 'DropFault', kind: 'unreachable' });
    await expect(folder.look(bounds)).rejects.toMatchObject({ name: 'DropFault', kind: 'unreachable' });
  });

  it('a run that is stopped does not wait for a server that hangs', async () => {
    const { fixture, server } = await misbehaving({ password: 'p', hangsAtRead: true });
    fixture.files.set('a.xml', Buffer.from('<a/>'));
    const stop = new AbortController();
    const folder = await openSftpFolder(server, '', stop.signal);
    const stream = await folder.open(await fileOf(folder, 'a.xml'));
    const read = text(stream);
    stop.abort();
    await expect(read).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('a server that is not there, and one that does not speak SSH, are told apart', async () => {
    const { fixture, server } = await misbehaving({ password: 'p' });
    await fixture.stop();
    closing.length = 0;
    await expect(openSftpFolder(server, '', unhindered)).rejects.toMatchObject({ kind: 'unreachable' });
    const { createServer } = await import('node:net');
    const web = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => web.close(resolve)));
    const { port } = web.address() as { port: number };
    await expect(openSftpFolder({ ...server, port }, '', unhindered)).rejects.toMatchObject({
      name: 'DropFault',
    });
  });
});
