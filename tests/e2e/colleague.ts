/** A second person of the office for journeys: invited by mail as anybody is, with a password set by the link of that mail. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { inject, vi } from 'vitest';
import { type Owner, PASSWORD } from './browser.ts';

/** The token of the link that this address was sent; empty while no mail is there. */
async function invitationToken(email: string): Promise<string> {
  const { outboxDir } = inject('installation');
  for (const name of await readdir(outboxDir).catch(() => [])) {
    const mail = await readFile(path.join(outboxDir, name), 'utf8');
    if (!mail.includes(email)) continue;
    const text = mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
    const link = /http\S+parola-sifirla\S+/.exec(text)?.[0];
    if (link !== undefined) return new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? '';
  }
  return '';
}

/** Answers the address with which the person signs in; the password is that of all journeys. */
export async function newColleague(owner: Owner, name: string): Promise<string> {
  const email = `calisan-${crypto.randomUUID()}@ofis.example`;
  await owner.api('POST', '/members', { email, name, role: 'accountant', clientIds: [] });
  const token = await vi.waitFor(
    async () => {
      const found = await invitationToken(email);
      if (found === '') throw new Error(`no mail to ${email} yet`);
      return found;
    },
    { timeout: 60_000, interval: 200 },
  );
  await owner.api('POST', '/auth/password/reset', { token, newPassword: PASSWORD });
  return email;
}
