/** What other features may ask of the official rules: what is installed, a verdict on a document, and to keep it. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import type { Trx } from '../feature.ts';

/** The official verdict on a document as it is shown. */
export const verdictView = z.object({
  packVersion: z.string(),
  /** False: that pack was not in force on the document's day. */
  inForce: z.boolean(),
  /** Which of the two rule sets of the pack. */
  type: z.enum(['efatura', 'earchive']),
  xsd: z.enum(['valid', 'invalid', 'skipped']),
  onlySignatureMissing: z.boolean(),
  schematron: z.enum(['pass', 'fail', 'skipped']),
  /** How many faults there are, more than may be shown. */
  faultCount: z.number().int(),
  failedRules: z.array(z.object({ rule: z.string(), count: z.number().int() })),
  /** Why it could not be judged: a fault of ours, or it is larger than what is judged. */
  trouble: z.enum(['fault', 'too-large']).nullable(),
  judgedAt: isoDateTime,
});
export type ShownVerdict = z.infer<typeof verdictView>;

/** A pack that judges documents now. */
export interface OpenPack {
  readonly packId: string;
  /** "20260312". */
  readonly version: string;
  /** ISO day. */
  readonly validFrom: string;
}

export interface DocumentToJudge {
  /** The file as it came, whatever its encoding. */
  readonly bytes: Uint8Array;
  /** ISO day; null where it states none: then today's pack judges. */
  readonly issueDate: string | null;
  /** EARSIVFATURA and EARSIVBELGE are judged as e-Arşiv, all else as e-Fatura. */
  readonly profile: string | null;
  /** Whether it is shown as an invoice, so that faults have a place on the paper. */
  readonly onPaper: boolean;
}

/** The verdict as it is kept, and the findings that it makes of its document. */
export interface Judged {
  readonly verdict: {
    readonly packId: string;
    readonly packVersion: string;
    readonly inForce: boolean;
    readonly type: 'efatura' | 'earchive';
    readonly xsd: 'valid' | 'invalid' | 'skipped';
    readonly onlySignatureMissing: boolean;
    readonly schematron: 'pass' | 'fail' | 'skipped';
    readonly xsdFaults: readonly unknown[];
    readonly xsdFaultCount: number;
    readonly faults: readonly unknown[];
    readonly faultCount: number;
    readonly failedRules: readonly { readonly rule: string; readonly count: number }[];
    readonly trouble: 'fault' | 'too-large' | null;
  };
  readonly findings: readonly Finding[];
}

/** The pack that was in force on the document's day, or the newest whatever its day. */
export type JudgedBy = 'in-force' | 'newest';

export interface JudgedRow {
  readonly documentId: string;
  readonly clientId: string;
  /** Null: nothing judges it; what was kept of it goes. */
  readonly judged: Judged | null;
}

export interface OfficialJudge {
  /** One cheap question. */
  installed(trx: Trx): Promise<readonly OpenPack[]>;
  /**
   * Never throws for what a document holds, nor for a fault of ours: that is a verdict with `trouble`. Throws where the
   * database is away. Null where `packs` is empty. Lets other work of the process run before it judges.
   */
  judge(packs: readonly OpenPack[], document: DocumentToJudge, by: JudgedBy): Promise<Judged | null>;
  save(trx: Trx, tenantId: string, rows: readonly JudgedRow[]): Promise<void>;
  /** The last verdict on a document; null where none was given. */
  find(trx: Trx, tenantId: string, documentId: string): Promise<ShownVerdict | null>;
}
