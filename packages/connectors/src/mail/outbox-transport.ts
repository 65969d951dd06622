/** Writes mail as .eml files that any mail program opens; for development and for offices without a mail server. */
import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import { createTransport } from 'nodemailer';
import { compose } from './compose.ts';
import type { MailTransport } from './mail-transport.ts';

export interface OutboxSettings {
  readonly from: string;
  readonly outboxDir: string;
  readonly clock: Clock;
}

/** Files are 0600: the mails hold links that set passwords. */
export function outboxTransport({ from, outboxDir, clock }: OutboxSettings): MailTransport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    road: 'outbox',
    async send(message) {
      const { message: eml } = await composer.sendMail(compose(from, message));
      await mkdir(outboxDir, { recursive: true, mode: 0o700 });
      const name = `${clock.now().toISOString().replace(/[:.]/g, '-')}-${randomUUID()}.eml`;
      // A reader of the folder never meets half a mail.
      const unfinished = path.join(outboxDir, `.${name}.part`);
      await writeFile(unfinished, eml as Buffer, { mode: 0o600 });
      await rename(unfinished, path.join(outboxDir, name));
      return { by: 'outbox', answer: name };
    },
    async check() {
      await mkdir(outboxDir, { recursive: true, mode: 0o700 });
      await access(outboxDir, constants.W_OK);
      return 'outbox';
    },
  };
}
