/** The rules of `muhasebi ofis` and `muhasebi kullanici`, asked of the real process on a real database. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

interface Run {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
}

async function muhasebi(args: readonly string[], stdin = '', env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    env: { ...process.env, DATABASE_URL: database.appUrl, PUBLIC_URL: 'https://muhasebi.test', ...env },
  });
  child.stdin.end(stdin);
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { out, err, code };
}

const newOffice = (email: string, ...more: string[]) => [
  'ofis',
  'olustur',
  '--ad',
  'Güven Ofisi',
  '--sahip-eposta',
  email,
  '--sahip-ad',
  'Ali Veli',
  ...more,
];

it('an office is opened with a one-time link for its owner, and is found by the owner’s address', async () => {
  const made = await muhasebi(newOffice('ali@ornek.test'));
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toMatch(
    /bir kez kullanılır\): https:\/\/muhasebi\.test\/parola-sifirla#token=[\w-]{43}\n/,
  );
  const id = /Ofis kimliği: (\S+)/.exec(made.out)?.[1];
  const listed = await muhasebi(['ofis', 'listele', '--eposta', 'ALI@ornek.test']);
  expect(listed.out).toBe(`${id}\towner\tGüven Ofisi\n`);
});

it('the office of the smoke tests is opened, then renewed, and nobody else’s password is', async () => {
  const [first, second] = [await muhasebi(['ofis', 'duman']), await muhasebi(['ofis', 'duman'])];
  expect(first.out).toMatch(/^SMOKE_EMAIL=duman@muhasebi\.invalid\nSMOKE_PASSWORD=\S{32}\n$/);
  expect(second).toMatchObject({ code: 0, err: '' });
  expect(second.out).not.toBe(first.out);
  await muhasebi(newOffice('gercek@ornek.test'));
  const refused = await muhasebi(['ofis', 'duman', '--eposta', 'gercek@ornek.test']);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('MEMBER_REFUSED');
});

it('a piped password is taken instead of a link, and a weak one is refused in words with exit code 1', async () => {
  const strong = await muhasebi(newOffice('veli@ornek.test', '--parola-stdin'), 'mavi kedi 7 dam\n');
  expect(strong).toMatchObject({ code: 0 });
  expect(strong.out).not.toContain('#token=');
  const weak = await muhasebi(newOffice('zayif@ornek.test', '--parola-stdin'), 'parola1234\n');
  expect(weak).toMatchObject({ code: 1, out: '' });
  expect(weak.err).toMatch(/^PASSWORD_TOO_WEAK: Parola çok kolay tahmin edilir\. En az 10/);
});

it('users are added, given links, unlocked, disabled and enabled', async () => {
  const { out } = await muhasebi(newOffice('sahip@ornek.test'));
  const id = /Ofis kimliği: (\S+)/.exec(out)?.[1] ?? '';
  const flags = ['--eposta', 'can@ornek.test'];
  const added = await muhasebi([
    'kullanici',
    'olustur',
    ...flags,
    '--ad',
    'Can',
    '--ofis',
    id,
    '--rol',
    'staff',
  ]);
  expect(added.out).toMatch(/^Kullanıcı eklendi: can@ornek\.test \(staff\)\nParola belirleme bağlantısı/);
  expect((await muhasebi(['kullanici', 'parola-sifirla', ...flags])).out).toMatch(/1 saat[\s\S]*#token=/);
  expect((await muhasebi(['kullanici', 'kilit-ac', ...flags])).out).toBe('Kilit açıldı: can@ornek.test\n');
  expect((await muhasebi(['kullanici', 'devre-disi', ...flags])).out).toBe('Devre dışı: can@ornek.test\n');
  expect((await muhasebi(['kullanici', 'etkinlestir', ...flags])).out).toBe('Etkin: can@ornek.test\n');
});

it('an unknown person, a malformed address and a missing database are said, each with exit code 1', async () => {
  const unknown = await muhasebi(['kullanici', 'kilit-ac', '--eposta', 'yok@ornek.test']);
  expect(unknown).toMatchObject({ code: 1, out: '' });
  expect(unknown.err).toContain('ACCOUNT_NOT_FOUND: yok@ornek.test diye bir kullanıcı yok.');
  const malformed = await muhasebi(['kullanici', 'kilit-ac', '--eposta', 'yok']);
  expect(malformed).toMatchObject({ code: 1 });
  expect(malformed.err).toContain('bir e-posta adresi değil');
  const unset = await muhasebi(['kullanici', 'kilit-ac', '--eposta', 'yok@ornek.test'], '', {
    DATABASE_URL: '',
  });
  expect(unset).toMatchObject({ code: 1 });
  expect(unset.err).toContain('DATABASE_URL');
});

it('a mistyped command is told in Turkish and in English, with where the help is and exit code 1', async () => {
  const command = await muhasebi(['kulanici']);
  expect(command).toMatchObject({ code: 1, out: '' });
  expect(command.err).toMatch(
    /^hata: bilinmeyen komut: kulanici\nerror: unknown command 'kulanici'[\s\S]*--help/,
  );
  const option = await muhasebi(['ofis', 'olustur']);
  expect(option.err).toMatch(/^hata: gerekli seçenek verilmedi: --ad <ad>\nerror: /);
});

it('secrets are sealed anew from the old key to the new, and a key that is missing is named', async () => {
  const [first, second] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
  const [done, refused] = await Promise.all([
    muhasebi(['sir', 'yenile'], '', { ENCRYPTION_KEY: second, ENCRYPTION_KEY_OLD: first }),
    muhasebi(['sir', 'yenile'], '', { ENCRYPTION_KEY: second, ENCRYPTION_KEY_OLD: '' }),
  ]);
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toContain('Entegrasyonların sırları: 0 yenilendi, 0 zaten yeni anahtarla');
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('ENCRYPTION_KEY_OLD');
});
