/** A mailbox to which clients mail their documents, asked over IMAP. */
import { ImapFault } from '@muhasebi/connectors/imap/imap-fault.ts';
import { type Mailbox, type OpenOptions, openMailbox } from '@muhasebi/connectors/imap/open-mailbox.ts';
import type { Reach } from '@muhasebi/connectors/outbound-http/reachable-address.ts';
import { type SyncConnector, SyncFault } from '../connector.ts';
import {
  MAILBOX_FIELDS,
  type MailboxCursor,
  type MailboxSettings,
  mailboxCursor,
  mailboxSettings,
  placeOf,
} from './mailbox-settings.ts';
import { MAX_MAIL_BYTES, type MailboxDeps, pullMailbox } from './pull-mailbox.ts';

/** `reach`: which addresses an office's mail server may have. */
export function mailboxConnector(
  deps: MailboxDeps & { readonly reach: Reach },
): SyncConnector<MailboxSettings, MailboxCursor> {
  const { reach } = deps;
  return {
    kind: 'mailbox',
    title: { tr: 'E-posta kutusu (IMAP)', en: 'Mailbox (IMAP)' },
    summary: {
      tr: 'Mükelleflerin e-postayla gönderdiği belgeler: ekler, gönderenin adresine, takma ada ya da belgedeki vergi numarasına göre doğru mükellefe gider; kalanı tepside bekler.',
      en: 'Documents that clients mail: attachments go to the right client by the sender’s address, an alias or the tax number inside; the rest waits in the tray.',
    },
    about: 'either',
    fields: MAILBOX_FIELDS,
    settings: mailboxSettings,
    cursor: mailboxCursor,
    everyMinutes: 5,
    test: (settings, { signal }) =>
      inMailbox(settings, { signal, reach, readOnly: true }, (mailbox) => look(settings, mailbox)),
    pull: (run) =>
      inMailbox(
        run.settings,
        { signal: run.signal, reach, readOnly: run.settings.afterwards === 'leave' },
        (mailbox) => pullMailbox(deps, run, mailbox),
      ),
  };
}

async function look(settings: MailboxSettings, mailbox: Mailbox) {
  const { folder } = placeOf(settings);
  if (settings.afterwards === 'move' && !(await mailbox.hasFolder(settings.moveTo)))
    throw new SyncFault(
      'wrong-settings',
      {
        tr: `Kutuda “${settings.moveTo}” adlı klasör yok.`,
        en: `The mailbox has no folder “${settings.moveTo}”.`,
      },
      {
        tr: 'Klasörü posta programınızda açın ya da adını düzeltin.',
        en: 'Make the folder in your mail program, or correct its name.',
      },
    );
  return {
    found: {
      tr: `Bağlanıldı: “${folder}” klasöründe ${mailbox.exists} e-posta var.`,
      en: `Connected: the folder “${folder}” holds ${mailbox.exists} mails.`,
    },
  };
}

async function inMailbox<T>(
  settings: MailboxSettings,
  options: Pick<OpenOptions, 'signal' | 'reach' | 'readOnly'>,
  act: (mailbox: Mailbox) => Promise<T>,
): Promise<T> {
  try {
    const mailbox = await openMailbox(placeOf(settings), { ...options, mostBytes: MAX_MAIL_BYTES + 1 });
    try {
      return await act(mailbox);
    } finally {
      await mailbox.close();
    }
  } catch (error) {
    if (!(error instanceof ImapFault)) throw error;
    throw new SyncFault(error.kind, error.words, error.next, error.retryAfterMs);
  }
}
