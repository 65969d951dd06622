/** What the frame of integrations stands on: the host, the connectors, and the features that take what comes in. */
import type { BankStatementsService } from '../bank-statements/contract.ts';
import type { DocumentService } from '../document-intake/contract.ts';
import type { FeatureDeps } from '../feature.ts';
import type { PartReport } from '../operations-part.ts';
import type { WebhooksService } from '../webhooks/contract.ts';
import type { SyncConnector } from './connector.ts';

export interface SyncContext
  extends Pick<FeatureDeps, 'db' | 'storage' | 'clock' | 'log' | 'live' | 'encryptionKey' | 'scratchDir'> {
  readonly documents: DocumentService;
  readonly statements: BankStatementsService;
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
