/** A folder of this machine is watched below the operator's root, and nowhere else. */
import { link, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWatchedFolder } from './watched-folder.ts';

const bounds = { mostEntries: 1000, depth: 1, except: 'alinanlar' };
let home = '';
let root = '';
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'muhasebi-watch-'));
  root = path.join(home, 'root');
  await mkdir(path.join(root, 'banka'), { recursive: true });
  await writeFile(path.join(home, 'secret.xml'), 'secret');
});
afterEach(() => rm(home, { recursive: true, force: true }));

const put = (name: string, content = '<a/>') => writeFile(path.join(root, 'banka', name), content);

it('files are seen, read, and moved under a name that is free', async () => {
  await put('a.xml');
  await mkdir(path.join(root, 'banka/alinanlar'));
  await put('alinanlar/a.xml', 'of yesterday');
  const folder = await openWatchedFolder(root, 'banka');
  const { files } = await folder.look(bounds);
  expect(files).toMatchObject([{ path: 'a.xml', sizeBytes: 4 }]);
  const [file] = files;
  if (file === undefined) throw new Error('not seen');
  expect(await text(await folder.open(file))).toBe('<a/>');
  expect(await folder.moveInto('alinanlar', file)).toBe('alinanlar/a-2.xml');
  expect(await readFile(path.join(root, 'banka/alinanlar/a.xml'), 'utf8')).toBe('of yesterday');
});

it('a folder that climbs out, is absolute, or leads through a link is refused', async () => {
  await symlink(home, path.join(root, 'out'));
  await symlink(path.join(root, 'banka'), path.join(root, 'inside'));
  for (const folder of ['..', 'banka/../..', '/etc', home, 'out', 'inside'])
    await expect(openWatchedFolder(root, folder), folder).rejects.toMatchObject({ kind: 'outside-root' });
  await expect(openWatchedFolder(root, 'yok')).rejects.toMatchObject({ kind: 'no-such-folder' });
});

it('links, hard links and what is no file are passed over', async () => {
  await symlink(path.join(home, 'secret.xml'), path.join(root, 'banka/soft.xml'));
  await link(path.join(home, 'secret.xml'), path.join(root, 'banka/hard.xml'));
  const socket = createServer();
  await new Promise<void>((resolve) => socket.listen(path.join(root, 'banka/socket.xml'), resolve));
  const { files, passedOver } = await (await openWatchedFolder(root, 'banka')).look(bounds);
  expect(files).toEqual([]);
  expect(passedOver.map(({ path: name, why }) => `${name}: ${why}`).sort()).toEqual([
    'hard.xml: link',
    'socket.xml: not-a-file',
    'soft.xml: link',
  ]);
  socket.close();
});

it('a link that was put in the place of a file after the look is not followed', async () => {
  await put('a.xml', 'secret'.slice(0, 6));
  const folder = await openWatchedFolder(root, 'banka');
  const [file] = (await folder.look(bounds)).files;
  if (file === undefined) throw new Error('not seen');
  await rm(path.join(root, 'banka/a.xml'));
  await symlink(path.join(home, 'secret.xml'), path.join(root, 'banka/a.xml'));
  await expect(folder.open(file)).rejects.toMatchObject({ kind: 'changed' });
  await expect(folder.remove(file)).rejects.toMatchObject({ kind: 'changed' });
  expect(await readFile(path.join(home, 'secret.xml'), 'utf8')).toBe('secret');
});

it('a folder of taken files that was made a link moves nothing out', async () => {
  await put('a.xml');
  await mkdir(path.join(home, 'elsewhere'));
  await symlink(path.join(home, 'elsewhere'), path.join(root, 'banka/alinanlar'));
  const folder = await openWatchedFolder(root, 'banka');
  const [file] = (await folder.look(bounds)).files;
  if (file === undefined) throw new Error('not seen');
  await expect(folder.moveInto('alinanlar', file)).rejects.toMatchObject({ kind: 'not-permitted' });
  expect(await readdir(path.join(home, 'elsewhere'))).toEqual([]);
});

it('a look takes no more than its bounds, and says that there is more', async () => {
  await mkdir(path.join(root, 'banka/bir/iki'), { recursive: true });
  for (const name of ['a.xml', 'b.xml', 'bir/c.xml', 'bir/iki/d.xml']) await put(name);
  const folder = await openWatchedFolder(root, 'banka');
  const deep = await folder.look(bounds);
  expect(deep.files.map(({ path: name }) => name).sort()).toEqual(['a.xml', 'b.xml', 'bir/c.xml']);
  expect(deep.passedOver).toEqual([{ path: 'bir/iki', why: 'too-deep' }]);
  const few = await folder.look({ ...bounds, mostEntries: 2 });
  expect(few.files).toHaveLength(2);
  expect(few.more).toBe(true);
});

it('a root that went away is no folder, not a crash', async () => {
  const folder = await openWatchedFolder(root, 'banka');
  await rename(root, `${root}-gone`);
  await expect(folder.look(bounds)).rejects.toMatchObject({ name: 'DropFault', kind: 'no-such-folder' });
  await expect(openWatchedFolder(root, 'banka')).rejects.toMatchObject({ kind: 'no-such-folder' });
});
