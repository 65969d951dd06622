/** Takes new mails of a folder one by one: each is one item, taken once, whatever number the server gives it later. */
import { Readable } from 'node:stream';
import { ImapFault } from '@muhasebi/connectors/imap/imap-fault.ts';
import type { MailHead } from '@muhasebi/connectors/imap/mail-head.ts';
import type { Mailbox } from '@muhasebi/connectors/imap/open-mailbox.ts';
import { MailUnreadable, type ReadMail, readMail } from '@muhasebi/connectors/imap/read-mail.ts';
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import type { Trx } from '../../feature.ts';
import type { MailOutboxService } from '../../mail-outbox/contract.ts';
import type { Words } from '../../table-export.ts';
import { type IncomingFile, type IncomingItem, SyncFault, type SyncRun } from '../connector.ts';
import { mailHints } from './mail-hints.ts';
import type { MailboxCursor, MailboxSettings } from './mailbox-settings.ts';

export interface MailboxDeps {
  readonly clock: Clock;
  /** Tells that a mail of ours was not delivered; false where it was none of ours. */
  readonly recordBounce: MailOutboxService['recordBounce'];
}

/** Most mail servers let no larger mail through; one in memory costs about four times its size. */
export const MAX_MAIL_BYTES = 40 * 1024 * 1024;
/** How many heads are asked for at once. */
const HEADS_AT_ONCE = 200;
/** How much is downloaded at once, where mails are small: fewer questions to a server far away. */
const GROUP_BYTES = 8 * 1024 * 1024;
const GROUP_MAILS = 50;
const DAY_MS = 86_400_000;

type Run = SyncRun<MailboxSettings, MailboxCursor>;

/** Throws SyncFault and ImapFault; a mail that is at fault itself is refused, and the others are taken. */
export async function pullMailbox(deps: MailboxDeps, run: Run, mailbox: Mailbox): Promise<void> {
  const pull = await startOf(deps, run, mailbox);
  const uids = await mailbox.numbers(pull.lastUid, pull.since === null ? null : new Date(pull.since));
  let done = 0;
  await run.progress(done, uids.length);
  for (let at = 0; at < uids.length; at += HEADS_AT_ONCE) {
    const some = uids.slice(at, at + HEADS_AT_ONCE);
    const heads = await mailbox.heads(some);
    const unseen = await run.unseen(heads.map(({ key }) => key));
    const fresh = heads.filter(({ key }) => unseen.has(key));
    done += some.length - fresh.length;
    for (const group of groups(fresh)) {
      await takeGroup(deps, run, mailbox, pull, group);
      done += group.length;
      await run.progress(done, uids.length);
    }
    await run.moveCursor({ ...pull, lastUid: some.at(-1) ?? pull.lastUid });
  }
}

/** Where to begin: after the last number, or at the start where the server counts anew. */
async function startOf({ clock }: MailboxDeps, run: Run, mailbox: Mailbox): Promise<MailboxCursor> {
  const { cursor, settings } = run;
  const { uidValidity } = mailbox;
  if (cursor === null) {
    const { firstDays } = settings;
    const since = firstDays === 0 ? null : new Date(clock.now().getTime() - firstDays * DAY_MS).toISOString();
    return { uidValidity, lastUid: 0, since };
  }
  if (cursor.uidValidity === uidValidity) return cursor;
  await run.tell({
    tr: 'Sunucu e-postaları yeniden numaralamış: kutu baştan tarandı, alınmış olanlar yeniden alınmaz.',
    en: 'The server counts its mails anew: the mailbox is looked through again, what was taken is not taken twice.',
  });
  return { ...cursor, uidValidity, lastUid: 0 };
}

function* groups(heads: readonly MailHead[]): Generator<readonly MailHead[]> {
  let group: MailHead[] = [];
  let bytes = 0;
  for (const head of heads) {
    const weight = Math.min(head.sizeBytes, MAX_MAIL_BYTES);
    if (group.length > 0 && (bytes + weight > GROUP_BYTES || group.length >= GROUP_MAILS)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(head);
    bytes += weight;
  }
  if (group.length > 0) yield group;
}

async function takeGroup(
  deps: MailboxDeps,
  run: Run,
  mailbox: Mailbox,
  pull: MailboxCursor,
  group: readonly MailHead[],
): Promise<void> {
  const wanted = group.filter(({ sizeBytes }) => sizeBytes <= MAX_MAIL_BYTES).map(({ uid }) => uid);
  const contents = await contentsOf(mailbox, wanted);
  let waiting: Received[] = [];
  const taken: number[] = [];
  const flush = async () => {
    const last = waiting.at(-1);
    if (last === undefined) return;
    await run.takeAll(waiting, { ...pull, lastUid: last.uid });
    taken.push(...waiting.map(({ uid }) => uid));
    waiting = [];
  };
  for (const head of group) {
    run.signal.throwIfAborted();
    const content = contents.get(head.uid);
    contents.delete(head.uid);
    const isTooLarge = head.sizeBytes > MAX_MAIL_BYTES || (content?.length ?? 0) > MAX_MAIL_BYTES;
    // Deleted or moved by a person since it was counted: there is nothing to take.
    if (content === undefined && !isTooLarge) continue;
    const received =
      content === undefined || isTooLarge
        ? { refused: tooLarge(head.sizeBytes) }
        : content === null
          ? { refused: WITHHELD }
          : await receiveMail(deps, run, head, content);
    if (!('refused' in received)) waiting.push(received);
    else {
      // The cursor may not pass a mail that still waits.
      await flush();
      await run.refuse(itemOf(head), received.refused, { ...pull, lastUid: head.uid });
    }
  }
  await flush();
  await putAway(run, mailbox, taken);
}

/**
 * Each mail's content; null where the server leaves it out again and again though the mail is there, undefined where the
 * mail is gone.
 */
async function contentsOf(mailbox: Mailbox, wanted: readonly number[]): Promise<Map<number, Buffer | null>> {
  // One byte more than is taken: a server that understates a mail's size is found out.
  const contents = new Map<number, Buffer | null>(await mailbox.contents(wanted, MAX_MAIL_BYTES + 1));
  const missing = wanted.filter((uid) => !contents.has(uid));
  for (const { uid } of await mailbox.heads(missing))
    contents.set(uid, (await mailbox.contents([uid], MAX_MAIL_BYTES + 1)).get(uid) ?? null);
  return contents;
}

const WITHHELD: Words = {
  tr: 'Sunucu bu e-postanın içeriğini vermedi. E-postayı posta programınızda açıp eklerini elle yükleyin.',
  en: 'The server did not give the content of this mail. Open it in your mail program and upload its attachments by hand.',
};

/** A mail whose files are received, to be taken. */
interface Received {
  readonly uid: number;
  readonly item: IncomingItem;
  readonly also: ((trx: Trx) => Promise<void>) | undefined;
}

async function receiveMail(
  deps: MailboxDeps,
  run: Run,
  head: MailHead,
  content: Buffer,
): Promise<Received | { readonly refused: Words }> {
  const mail = await read(content);
  if (mail instanceof MailUnreadable) return { refused: mail.words };
  const { files, notKept } = await receiveFiles(run, mail);
  const unreadable = [...mail.unreadable, ...notKept];
  if (files.length === 0 && unreadable.length > 0) return { refused: joined(unreadable) };
  await tellParts(run, head, unreadable, 'warn');
  await tellParts(run, head, mail.passedOver, 'info');
  const own = run.settings.address === '' ? run.settings.user.toLowerCase() : run.settings.address;
  const hints = mailHints(mail.from ?? head.from, mail.addressedTo, own.includes('@') ? own : '');
  const tellBounces = async (trx: Trx) => {
    for (const { messageId, reason } of mail.bounces)
      await deps.recordBounce(trx, run.tenantId, messageId, reason);
  };
  return {
    uid: head.uid,
    item: { ...itemOf(head), files, hints },
    also: mail.bounces.length === 0 ? undefined : tellBounces,
  };
}

async function read(content: Buffer): Promise<ReadMail | MailUnreadable> {
  try {
    return await readMail(content);
  } catch (error) {
    if (error instanceof MailUnreadable) return error;
    throw error;
  }
}

type NotKept = ReadMail['unreadable'][number];

async function tellParts(
  run: Run,
  head: MailHead,
  parts: readonly NotKept[],
  level: 'info' | 'warn',
): Promise<void> {
  if (parts.length === 0) return;
  const { tr, en } = joined(parts);
  await run.tell({ tr: `${titleOf(head)}: ${tr}`, en: `${titleOf(head)}: ${en}` }, level);
}

async function receiveFiles(
  run: Run,
  mail: ReadMail,
): Promise<{ files: IncomingFile[]; notKept: NotKept[] }> {
  const files: IncomingFile[] = [];
  const notKept: NotKept[] = [];
  for (const { name, bytes } of mail.files) {
    try {
      files.push(await run.receive(name, Readable.from([bytes]), MAX_MAIL_BYTES));
    } catch (error) {
      if (!(error instanceof SyncFault) || error.kind !== 'too-large') throw error;
      notKept.push({ name, why: error.words });
    }
  }
  return { files, notKept };
}

/** The mail is taken already: what a server does not let us tidy up is told, and no reason to stop. */
async function putAway(run: Run, mailbox: Mailbox, taken: readonly number[]): Promise<void> {
  const { afterwards, moveTo } = run.settings;
  if (afterwards === 'leave') return;
  try {
    await mailbox.putAway(taken, afterwards === 'seen' ? 'seen' : { folder: moveTo });
  } catch (error) {
    if (!(error instanceof ImapFault) || error.kind === 'unreachable') throw error;
    await run.tell(error.words, 'warn');
  }
}

function itemOf(head: MailHead): Omit<IncomingItem, 'files'> {
  const { key, from, subject, receivedAt } = head;
  return { key, name: titleOf(head), from, subject, receivedAt, hints: {} };
}

const titleOf = ({ subject, from, uid }: MailHead) => (subject ?? from ?? `#${uid}`).slice(0, 200);

const joined = (all: readonly NotKept[]): Words => ({
  tr: all
    .map(({ name, why }) => `${name}: ${why.tr}`)
    .join('; ')
    .slice(0, 1_000),
  en: all
    .map(({ name, why }) => `${name}: ${why.en}`)
    .join('; ')
    .slice(0, 1_000),
});

function tooLarge(sizeBytes: number): Words {
  const [size, most] = [sizeBytes, MAX_MAIL_BYTES].map((bytes) => Math.ceil(bytes / 1024 / 1024));
  return {
    tr: `E-posta çok büyük (${size} MB; en çok ${most} MB alınır). İndirilmedi; eklerini elle yükleyin ya da parçalar halinde isteyin.`,
    en: `The mail is too large (${size} MB; at most ${most} MB is taken). It was not downloaded; upload its attachments by hand, or ask for them in parts.`,
  };
}
