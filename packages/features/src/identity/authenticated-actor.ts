/** The person behind a request, as the host sees them once the token was checked. */
import type { Actor } from '@muhasebi/platform/http/handler.ts';
import type { Role } from './contract.ts';

/** A signed-in person; `tenantId` is null for a platform administrator only. */
export interface AuthenticatedActor extends Actor {
  readonly userId: string;
  /** Null where a machine came with a key. */
  readonly sessionId: string | null;
  readonly role: Role;
  readonly permissions: readonly string[];
  /** The office requires a second factor and the person has none: only their own affairs are open to them. */
  readonly secondFactorMissing: boolean;
}
