/** What the use cases of identity need of the host, and what they note of a request. */
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import type { FeatureDeps } from '../feature.ts';
import type { MailOutboxService } from '../mail-outbox/contract.ts';

export type IdentityDeps = Pick<FeatureDeps, 'db' | 'clock' | 'jwtSecret' | 'encryptionKey' | 'publicUrl'>;

/** How its mails leave: their texts hold links that sign in, and are never kept. */
export interface MailingDeps {
  readonly outbox: Pick<MailOutboxService, 'deliver'>;
}

/** What operators' commands have: no secrets of sessions are needed to make an office. */
export type OperatorDeps = Pick<IdentityDeps, 'db' | 'clock' | 'publicUrl'>;

/** Where a request comes from, as noted in security events; a request context is one. */
export interface Origin {
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
}

/** The operator's own machine. */
export const operatorOrigin: Origin = { address: null, userAgent: 'muhasebi-cli', requestId: null };

/** At the door there is no office: only what belongs to the person themself is visible. */
export function doorScope(userId: string | null, origin: Origin): Scope {
  return { tenantId: null, userId, clientIds: null, requestId: origin.requestId, address: origin.address };
}
