/** What the frame of integrations stands on: the host, the connectors, and the features that take what comes in. */
import type { DocumentService } from '../document-intake/contract.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import type { PartReport } from '../operations-part.ts';
import type { Words } from '../table-export.ts';
import type { WebhooksService } from '../webhooks/contract.ts';
import type { SyncConnector } from './connector.ts';

/** What becomes of a statement's file; the service of the bank statements, as far as the frame needs it. */
export interface StatementTaker {
  sniff(head: Buffer): string | null;
  take(
    trx: Trx,
    tenantId: string,
    file: {
      readonly path: string;
      readonly fileName: string;
      readonly sha256: string;
      readonly clientId: string | null;
    },
  ): Promise<
    | { kind: 'stored'; statementIds: string[]; clientId: string; lines: number; known: number }
    | { kind: 'nobodys'; accounts: string[] }
    | { kind: 'refused'; reason: Words }
  >;
  undo(trx: Trx, tenantId: string, statementIds: readonly string[]): Promise<void>;
}

export interface SyncContext
  extends Pick<FeatureDeps, 'db' | 'storage' | 'clock' | 'log' | 'live' | 'encryptionKey' | 'scratchDir'> {
  readonly documents: DocumentService;
  /** Null in an installation whose release has no bank statements: such a file is then a document like any other. */
  readonly statements: StatementTaker | null;
  /** Machines that subscribed to failures are told. */
  readonly webhooks: Pick<WebhooksService, 'emit'>;
  readonly connectors: readonly SyncConnector[];
  /** How TCMB's rates stand, which the installation asks for all offices. */
  readonly lookAtRates: () => Promise<PartReport>;
}

export function connectorOf(
  { connectors }: Pick<SyncContext, 'connectors'>,
  kind: string,
): SyncConnector | null {
  return connectors.find((connector) => connector.kind === kind) ?? null;
}
