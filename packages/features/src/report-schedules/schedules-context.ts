/** What the use cases of scheduled reports work with, and what they borrow of reports, outgoing mail and webhooks. */
import type { FeatureDeps, Trx } from '../feature.ts';
import type { Words } from '../table-export.ts';
import type { MadeFile } from './runs.queries.ts';
import type { Period } from './span.ts';

type Format = 'pdf' | 'xlsx' | 'csv';

/** A report as the registry of reports tells of it. */
export interface ScheduledReport {
  readonly reportId: string;
  readonly title: Words;
  readonly about: 'client' | 'office';
  readonly formats: readonly Format[];
  /** Choices that it takes beside client and period. */
  readonly options: readonly {
    readonly name: string;
    readonly label: Words;
    readonly required: boolean;
    readonly fallback: string | null;
  }[];
}

/** Of the reports: which there are, and one as a stored file. */
export interface ReportMaker {
  list(): readonly ScheduledReport[];
  /** Writes the file into the store under the office. Throws AppErrors for what cannot be made, EXPORT_LEFT where `signal` aborts. */
  make(ask: {
    readonly tenantId: string;
    readonly reportId: string;
    readonly clientId: string | null;
    readonly period: Period;
    readonly format: Format;
    readonly language: 'tr' | 'en';
    readonly options: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal | undefined;
  }): Promise<MadeFile>;
}

/** Of the outgoing mail: posting in a transaction, and hearing what became of each mail in the one that ends it. */
export interface MailPoster {
  post(
    trx: Trx,
    tenantId: string,
    mail: {
      readonly purpose: 'report';
      readonly source: string | null;
      readonly clientId: string | null;
      readonly to: readonly { readonly address: string; readonly name: string | null }[];
      readonly subject: string;
      readonly text: string;
      readonly html: string | null;
      readonly attachments: readonly {
        readonly fileName: string;
        readonly contentType: string;
        readonly sha256: string;
      }[];
    },
  ): Promise<string[]>;
  onEnded(listener: (trx: Trx, mail: EndedMail) => Promise<void>): void;
}

export interface EndedMail {
  readonly tenantId: string;
  readonly mailId: string;
  readonly source: string | null;
  readonly state: 'sent' | 'failed' | 'bounced' | 'held';
  readonly reason: Words | null;
}

/** Of the webhooks: says what happened, in the transaction in which it does. */
export type Emit = (
  trx: Trx,
  tenantId: string,
  event: {
    readonly type: 'report.sent';
    readonly clientId: string | null;
    readonly data: Readonly<Record<string, unknown>>;
  },
) => Promise<void>;

export interface SchedulesContext extends Pick<FeatureDeps, 'db' | 'clock' | 'storage' | 'publicUrl'> {
  readonly reports: ReportMaker;
  readonly mail: MailPoster;
  readonly emit: Emit;
}

/** How long a sent report can be fetched by its link. */
export const LINK_DAYS = 30;
/** Larger files are not attached: mail servers refuse a mail of 20 MB and more, and base64 adds a third. Bytes. */
export const MOST_ATTACHED_BYTES = 14_000_000;
/** Scheduled reports of an office that go on. */
export const MOST_SCHEDULES = 200;
