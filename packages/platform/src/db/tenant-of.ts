/** The tenant a request works in, for whoever needs one. */
import { platformErrors } from '../errors/platform-errors.ts';
import type { Scope } from './scope.ts';

/** Tenant id of the scope. Throws FORBIDDEN where there is none: a platform administrator belongs to no tenant. */
export function tenantOf(scope: Scope): string {
  if (scope.tenantId === null) throw platformErrors.FORBIDDEN();
  return scope.tenantId;
}
