/** Where the data of an embedded server lie when the folder above is closed to its account. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unprivilegedAccount } from './account.ts';
import { placeData } from './data-place.ts';

const isRoot = process.getuid?.() === 0;

describe('the place of the data', () => {
  let home: string;
  const elsewhere: string[] = [];

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'place-'));
  });
  afterEach(() => {
    for (const folder of [home, ...elsewhere.splice(0)]) rmSync(folder, { recursive: true, force: true });
  });

  it('is the wished one for an ordinary user, whatever the permissions above', async () => {
    expect(await placeData(join(home, 'deep/er/data'), undefined)).toBe(join(home, 'deep/er/data'));
    expect(statSync(join(home, 'deep/er')).mode & 0o777).toBe(0o700);
  });

  it.skipIf(!isRoot)(
    'is the wished one for root where the way there is open, and only the last folder is opened to pass',
    async () => {
      chmodSync(home, 0o755);
      mkdirSync(join(home, 'own'), { mode: 0o700 });
      expect(await placeData(join(home, 'own/data'), await unprivilegedAccount())).toBe(
        join(home, 'own/data'),
      );
      expect(statSync(join(home, 'own')).mode & 0o777).toBe(0o711);
    },
  );

  it.skipIf(!isRoot)(
    'is elsewhere, with a link to it, for root below a closed folder, and stays there',
    async () => {
      const account = await unprivilegedAccount();
      const wished = join(home, 'project/data');
      const place = await placeData(wished, account);
      elsewhere.push(dirname(place));
      expect(place.startsWith(home)).toBe(false);
      expect(readlinkSync(wished)).toBe(place);
      expect(statSync(home).mode & 0o777).toBe(0o700);
      expect(await placeData(wished, account)).toBe(place);
    },
  );

  it.skipIf(!isRoot)('follows a moved project, and refuses to be shared by a copied one', async () => {
    const account = await unprivilegedAccount();
    const place = await placeData(join(home, 'project/data'), account);
    elsewhere.push(dirname(place));
    mkdirSync(join(home, 'copy'));
    symlinkSync(place, join(home, 'copy/data'));
    await expect(placeData(join(home, 'copy/data'), account)).rejects.toThrow(/of which this is a copy/);
    renameSync(join(home, 'project'), join(home, 'moved'));
    expect(await placeData(join(home, 'moved/data'), account)).toBe(place);
    expect(existsSync(join(home, 'project'))).toBe(false);
  });

  it.skipIf(!isRoot)(
    'is refused, not moved, where data already lie in a folder that was closed since',
    async () => {
      const account = await unprivilegedAccount();
      mkdirSync(join(home, 'project/data'), { recursive: true });
      writeFileSync(join(home, 'project/data/PG_VERSION'), '18\n');
      await expect(placeData(join(home, 'project/data'), account)).rejects.toThrow(/cannot reach/);
    },
  );
});
