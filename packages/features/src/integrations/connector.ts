/** What a connector to an outside world declares, and what the frame of integrations gives to it. */
import type { Readable } from 'node:stream';
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import type { z } from 'zod';
import type { Trx } from '../feature.ts';
import type { Words } from '../table-export.ts';

/** One setting of a connector; the form on the page is drawn from these. */
export interface SettingField {
  readonly name: string;
  readonly label: Words;
  readonly help?: Words;
  /** secret: sealed at rest, never sent back; a form that leaves it empty keeps the stored one. */
  readonly kind: 'text' | 'number' | 'secret' | 'choice' | 'flag' | 'long-text';
  readonly required: boolean;
  readonly choices?: readonly { readonly value: string; readonly label: Words }[];
  /** Says where the secrets are sent. Changed, those that are stored are asked for again: nobody sends them to a server of their own. */
  readonly isAddress?: boolean;
  /** What the form proposes: the text of a text, number or choice, "true" or "false" of a flag. */
  readonly fallback?: string;
}

/** One kind of integration: what it needs, how it is tried, what it pulls. It holds no state of its own. */
export interface SyncConnector<Settings = unknown, Cursor = unknown> {
  readonly kind: string;
  readonly title: Words;
  readonly summary: Words;
  /** client: always bound to one client company; either: the person chooses. */
  readonly about: 'office' | 'client' | 'either';
  readonly fields: readonly SettingField[];
  /** The whole settings, secrets opened. Values come as the form has them: text, number, boolean. */
  readonly settings: z.ZodType<Settings>;
  readonly cursor: z.ZodType<Cursor>;
  /** The proposed schedule, in minutes. */
  readonly everyMinutes: number;
  /**
   * A real call to the far side. Answers what it found, in words; `keep` is written into the settings (a host key seen
   * for the first time). Throws SyncFault.
   */
  test(
    settings: Settings,
    context: { readonly tenantId: string; readonly signal: AbortSignal },
  ): Promise<{ readonly found: Words; readonly keep?: Partial<Settings> }>;
  /** Takes what is new. Throws SyncFault where the far side refuses; anything else is a fault of ours. */
  pull(run: SyncRun<Settings, Cursor>): Promise<void>;
}

/** A file on its way in; the frame owns its scratch file. */
export interface IncomingFile {
  readonly fileName: string;
  readonly scratchPath: string;
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** One thing of the far side: a mail with its attachments, a file of a folder, an invoice of an inbox. */
export interface IncomingItem {
  /** Stable at the far side; an item of this key is taken once by an integration. */
  readonly key: string;
  readonly name: string;
  readonly from: string | null;
  readonly subject: string | null;
  readonly receivedAt: Date | null;
  /** None where the item brings nothing to keep: it is noted as seen. */
  readonly files: readonly IncomingFile[];
  /** What tells whose it is. It is never guessed: what no hint settles is asked of the XML, then lies in the tray. */
  readonly hints: {
    readonly clientId?: string;
    readonly emails?: readonly string[];
    readonly aliases?: readonly string[];
    readonly taxIds?: readonly string[];
  };
}

/** One run, as its connector sees it. */
export interface SyncRun<Settings = unknown, Cursor = unknown> {
  readonly tenantId: string;
  readonly integrationId: string;
  /** The client company that the integration is bound to. */
  readonly clientId: string | null;
  readonly settings: Settings;
  /** Null in the first run. */
  readonly cursor: Cursor | null;
  /** Aborted when a person stops the run, when its time is over, or when the worker stops. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Those of these keys that were not taken yet. */
  unseen(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Copies a stream into a scratch file, hashed on the way; throws SyncFault 'too-large' past the bound (bytes). */
  receive(fileName: string, stream: Readable, mostBytes?: number): Promise<IncomingFile>;
  /**
   * One transaction: the item, its documents or statement lines or place in the tray, their jobs, counts and cursor, and
   * what `also` does. Killed before it: nothing is there. After it: the item is never taken again.
   */
  take(item: IncomingItem, cursor: Cursor, also?: (trx: Trx) => Promise<void>): Promise<'taken' | 'seen'>;
  /**
   * The same of several items in one transaction, all of them or none: for far sides of many small ones. Answers the keys
   * that were not taken before.
   */
  takeAll(
    items: readonly {
      readonly item: IncomingItem;
      readonly also?: ((trx: Trx) => Promise<void>) | undefined;
    }[],
    cursor: Cursor,
  ): Promise<ReadonlySet<string>>;
  /** Notes an item that is told of and passed over (too large, unreadable); it is not asked for again. */
  refuse(item: Omit<IncomingItem, 'files'>, reason: Words, cursor: Cursor): Promise<void>;
  moveCursor(cursor: Cursor): Promise<void>;
  /** How many of how many; call it as often as you like, the frame thins it. */
  progress(done: number, total: number | null): Promise<void>;
  /** A line of the run's log that a person can read. */
  tell(line: Words, level?: 'info' | 'warn'): Promise<void>;
}

/**
 * unreachable, bad-answer, limited: tried again with backoff, paused after five in a row. refused (401, 403, wrong
 * password), changed-identity, wrong-settings: paused at once, a person must act. too-large: of one item.
 */
export type SyncFaultKind =
  | 'unreachable'
  | 'bad-answer'
  | 'limited'
  | 'refused'
  | 'changed-identity'
  | 'wrong-settings'
  | 'too-large';

/** What stopped a run or an item, in words for a person, and what to do now. Nothing secret in either. */
export class SyncFault extends Error {
  readonly kind: SyncFaultKind;
  readonly words: Words;
  readonly next: Words;
  /** How long the far side asks to be left alone; of 'limited' alone. Milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(kind: SyncFaultKind, words: Words, next: Words, retryAfterMs?: number) {
    super(words.en);
    this.name = 'SyncFault';
    this.kind = kind;
    this.words = words;
    this.next = next;
    this.retryAfterMs = retryAfterMs;
  }
}
