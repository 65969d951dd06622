/** The body of a delivery: the same bytes at each attempt, and as the log shows them. */
import type { DueDelivery } from './deliveries.queries.ts';

/** JSON of {id, type, createdAt, officeId, clientId, data}. */
export function eventBody(
  tenantId: string,
  { id, type, clientId, data, createdAt }: DueDelivery['event'],
): string {
  return JSON.stringify({ id, type, createdAt: createdAt.toISOString(), officeId: tenantId, clientId, data });
}
