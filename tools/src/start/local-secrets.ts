/** Secrets of a development installation: made once, kept under `.data/`, readable by their owner only. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const secretsSchema = z.object({
  superuserPassword: z.string(),
  ownerPassword: z.string(),
  appPassword: z.string(),
  jwtSecret: z.string(),
  encryptionKey: z.string(),
});

/** What `.data/secrets.json` holds. */
export type LocalSecrets = z.infer<typeof secretsSchema>;

/** Reads the secrets of `file`, making them on the first call. @throws Error when the file is damaged */
export async function localSecrets(file: string): Promise<LocalSecrets> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return makeSecrets(file);
  await chmod(file, 0o600);
  try {
    return parseSecrets(text);
  } catch (cause) {
    const message = `${file} okunamıyor; yedeğinden geri koyun. / ${file} is damaged; restore it from a copy.`;
    throw new Error(message, { cause });
  }
}

/** The secrets in a text of that form. Throws where it is none. */
export function parseSecrets(text: string): LocalSecrets {
  return secretsSchema.parse(JSON.parse(text));
}

async function makeSecrets(file: string): Promise<LocalSecrets> {
  const word = () => randomBytes(24).toString('base64url');
  const secrets: LocalSecrets = {
    superuserPassword: word(),
    ownerPassword: word(),
    appPassword: word(),
    jwtSecret: randomBytes(48).toString('base64'),
    encryptionKey: randomBytes(32).toString('base64'),
  };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // Written beside and moved: a kill in between leaves no half of it.
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}
