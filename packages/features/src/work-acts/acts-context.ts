/** What every use case of acts works with. */
import type { DocumentService } from '../document-intake/contract.ts';
import type { Database } from '../feature.ts';
import type { RightsService } from '../identity/contract.ts';
import type { LedgerService } from '../ledger/contract.ts';

export interface ActsContext {
  readonly db: Database;
  readonly documents: DocumentService;
  readonly ledger: LedgerService;
  readonly rights: RightsService;
}

/** Acts of so few documents are done in the request itself; larger ones by the worker. */
export const AT_ONCE = 20;
/** Documents of one transaction of the worker: its locks stay short, and others of the same client get their turn. */
export const CHUNK = 50;
/** The most documents that one selection may match. */
export const MAX_SELECTED = 50_000;
