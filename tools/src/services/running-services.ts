/** What the local services tell the start and the demo of themselves: a file that counts while their process lives. */
import { readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { commandOf } from '../start/start-lock.ts';

const schema = z.object({
  pid: z.number().int().positive(),
  smtpUrl: z.string(),
  /** Where received mails lie. */
  mailFolder: z.string(),
  tcmbUrl: z.string(),
  eInvoice: z.object({ baseUrl: z.string(), apiKey: z.string() }),
  sftp: z
    .object({
      host: z.string(),
      port: z.number(),
      user: z.string(),
      privateKey: z.string(),
      hostKey: z.string(),
      folder: z.string(),
    })
    .nullable(),
  mailbox: z
    .object({
      host: z.string(),
      port: z.number(),
      user: z.string(),
      password: z.string(),
      address: z.string(),
      certificate: z.string(),
    })
    .nullable(),
});

/** null: this machine has no program for it. */
export type RunningServices = z.infer<typeof schema>;

/** Part of the command line of a process that holds the file. */
const MARK = 'tools/src/services/main.ts';

export const servicesFolder = (dataRoot: string) => path.join(dataRoot, 'services');
const fileIn = (dataRoot: string) => path.join(servicesFolder(dataRoot), 'running.json');

/** Readable by its owner only: a private key is in it. */
export async function tellRunning(dataRoot: string, services: RunningServices): Promise<void> {
  const file = fileIn(dataRoot);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, JSON.stringify(services), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export function forgetRunning(dataRoot: string): Promise<void> {
  return rm(fileIn(dataRoot), { force: true });
}

/** Null where none run here. */
export async function runningServices(dataRoot: string): Promise<RunningServices | null> {
  const found = schema.safeParse(parsed(fileIn(dataRoot)));
  if (!found.success) return null;
  return (await commandOf(found.data.pid)).includes(MARK) ? found.data : null;
}

/** What a start in development takes from them, unless it was set otherwise. */
export function servicesEnvironment(services: RunningServices | null): Record<string, string> {
  return services === null ? {} : { SMTP_URL: services.smtpUrl, TCMB_URL: services.tcmbUrl };
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Not there, or cut off: nothing runs that could be told of.
    return null;
  }
}
