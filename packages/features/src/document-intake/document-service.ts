/** What other features may ask of documents, always inside their own transaction. */
import type { StatedLink } from '@muhasebi/accounting/belge-baglari/stated-links.ts';
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type { Trx } from '../feature.ts';
import type { DocumentFilter } from './document-filter.ts';
import type { DocumentState } from './document-state.ts';

/** A document that this transaction has locked. */
export interface HeldDocument {
  readonly documentId: string;
  readonly clientId: string;
  readonly state: string;
  readonly kind: string;
  readonly fileName: string;
  readonly sha256: string | null;
  readonly containerId: string | null;
  readonly voucherId: string | null;
  readonly rejectReason: string | null;
  readonly version: number;
}

/** Documents of one client that are to be read. */
export interface PendingReading {
  readonly clientId: string;
  readonly documentIds: readonly string[];
}

/** A file that the store holds already. */
export interface StoredDocument {
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** A ZIP: unpacked before its members are read. */
  readonly isArchive: boolean;
}

/** The document that a file became, or was already. */
export interface ReceivedDocument {
  readonly documentId: string;
  readonly isNew: boolean;
  readonly state: DocumentState;
}

/** Files of one client company that come in by another road than an upload. */
export interface Reception {
  readonly tenantId: string;
  readonly clientId: string;
  /** What they came in with, for the upload of their documents: the run of an integration. */
  readonly source: string;
  readonly userId: string | null;
  readonly files: readonly StoredDocument[];
}

export interface ReadyDocuments {
  readonly tenantId: string;
  readonly clientId: string;
  readonly documentIds: readonly string[];
}

/** Documents of one client that were read just now, with what each says of others; none where it could not be read. */
export interface ReadDocuments {
  readonly tenantId: string;
  readonly clientId: string;
  readonly documents: readonly { readonly documentId: string; readonly links: readonly StatedLink[] }[];
}

export type ReadListener = (trx: Trx, read: ReadDocuments) => Promise<void>;

/** Which of these documents ask for no entry because of what people did to them. Asked in the reading's transaction. */
export type WhatSettles = (
  trx: Trx,
  place: { readonly tenantId: string; readonly clientId: string },
  documentIds: readonly string[],
) => Promise<ReadonlySet<string>>;

export type ReadyListener = (trx: Trx, ready: ReadyDocuments) => Promise<void>;

/**
 * Changes throw the refusal of their document before they write anything, or answer what is to be read: the caller
 * gives it to `enqueueReadings` once for all, and announces.
 */
export interface DocumentService {
  /** Locks documents in the order of their ids; those out of sight are left out. */
  hold(trx: Trx, tenantId: string, documentIds: readonly string[]): Promise<HeldDocument[]>;
  /** Ids in the order they came, at most `limit`. */
  find(trx: Trx, tenantId: string, filter: DocumentFilter, limit: number): Promise<string[]>;
  /** Deletes the draft; answers the version after it. */
  reject(
    trx: Trx,
    tenantId: string,
    document: HeldDocument,
    reason: string,
    states: readonly string[],
  ): Promise<number>;
  /** From one of these states back to be read from the stored file. */
  readAgain(
    trx: Trx,
    tenantId: string,
    document: HeldDocument,
    states: readonly string[],
  ): Promise<PendingReading[]>;
  move(
    trx: Trx,
    tenantId: string,
    document: HeldDocument,
    clientId: string,
    states: readonly string[],
  ): Promise<PendingReading[]>;
  /**
   * Makes documents of stored files, with their jobs; one answer a file. Throws CLIENT_NOT_FOUND where the client takes
   * none, FILE_TOO_LARGE.
   */
  receive(trx: Trx, reception: Reception): Promise<ReceivedDocument[]>;
  /** READY again with this draft or none, as it was read. */
  reopen(trx: Trx, tenantId: string, documentId: string, voucherId: string | null): Promise<void>;
  /** From one of these states to SETTLED; its draft is deleted. */
  settle(trx: Trx, tenantId: string, document: HeldDocument, states: readonly string[]): Promise<void>;
  enqueueReadings(trx: Trx, tenantId: string, readings: readonly PendingReading[]): Promise<void>;
  announce(trx: Trx, tenantId: string, clientIds: Iterable<string>): Promise<void>;
  /**
   * Puts findings that come of other documents in place of those of the same codes. What waits to be read is left alone:
   * its own reading will ask.
   */
  putFindings(
    trx: Trx,
    tenantId: string,
    codes: ReadonlySet<string>,
    found: ReadonlyMap<string, readonly Finding[]>,
  ): Promise<void>;
  /** Asked before vouchers are proposed: of what settles none is, and it ends as SETTLED. */
  onSettling(asks: WhatSettles): void;
  /** Called inside the transaction in which documents were read, whatever came of it. */
  onRead(listener: ReadListener): void;
  /** Called inside the transaction in which documents were read and are READY, also those read once more. */
  onReady(listener: ReadyListener): void;
}
