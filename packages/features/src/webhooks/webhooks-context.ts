/** What the use cases of webhooks work with. */
import type { FeatureDeps } from '../feature.ts';

export type WebhooksContext = Pick<FeatureDeps, 'db' | 'clock' | 'encryptionKey' | 'outboundReach'>;
