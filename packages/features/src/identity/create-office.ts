/** Makes an office and its first owner; used by the operator's command, the demo office and tests alike. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import type { Trx } from '../feature.ts';
import { identityErrors } from './contract.ts';
import { doorScope, type OperatorDeps, operatorOrigin } from './identity-deps.ts';
import { insertMember } from './members.queries.ts';
import { insertOffice, newOfficeId, type OfficeKind } from './offices.queries.ts';
import { hashPassword } from './password-hash.ts';
import { createPasswordLink, INVITATION_MINUTES } from './password-link.ts';
import { isPasswordWeak } from './password-rules.ts';
import { findUserByEmail, insertUser } from './users.queries.ts';

export interface NewOffice {
  readonly officeName: string;
  /** 'office' unless told. */
  readonly kind?: OfficeKind;
  readonly owner: {
    readonly email: string;
    readonly name: string;
    /** Left out: a one-time link to set it is returned. Ignored for a person who has one. */
    readonly password?: string;
    /** In place of the password, where it was judged and hashed before. */
    readonly passwordHash?: string;
  };
  /** Runs first inside the transaction; what it throws takes everything back. */
  readonly guard?: (trx: Trx) => Promise<void>;
  /** Runs last inside the transaction, once the office and its owner are there. */
  readonly settle?: (trx: Trx, tenantId: string) => Promise<void>;
}

export interface CreatedOffice {
  readonly tenantId: string;
  readonly ownerId: string;
  /** Null where the owner has a password. Good for 72 hours, once. */
  readonly setPasswordUrl: string | null;
}

/** Throws PASSWORD_TOO_WEAK. */
export function hashOfStrongPassword(person: {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}): Promise<string> {
  if (isPasswordWeak(person.password, person)) throw identityErrors.PASSWORD_TOO_WEAK();
  return hashPassword(person.password);
}

/** A person known already becomes owner of one more office. Throws PASSWORD_TOO_WEAK, MEMBER_REFUSED. */
export async function createOfficeWithOwner(deps: OperatorDeps, office: NewOffice): Promise<CreatedOffice> {
  const { owner } = office;
  const { password } = owner;
  const passwordHash =
    password === undefined
      ? (owner.passwordHash ?? null)
      : await hashOfStrongPassword({ ...owner, password });
  const tenantId = await newOfficeId(deps.db);
  // Row-level security lets the application write an office only under that office's own scope.
  const scope = { ...doorScope(null, operatorOrigin), tenantId };
  return inScope(deps.db, scope, async (trx) => {
    await office.guard?.(trx);
    const known = await findUserByEmail(trx, owner.email);
    if (known?.platformAdmin) throw identityErrors.MEMBER_REFUSED({ email: owner.email });
    await insertOffice(trx, { tenantId, name: office.officeName, kind: office.kind ?? 'office' });
    const { email, name } = owner;
    const ownerId =
      known?.userId ?? (await insertUser(trx, { email, name, passwordHash, platformAdmin: false }));
    await insertMember(trx, { tenantId, userId: ownerId, name, role: 'owner', portalParts: null });
    await office.settle?.(trx, tenantId);
    const hasPassword = known === null ? passwordHash !== null : known.passwordHash !== null;
    const setPasswordUrl = hasPassword
      ? null
      : await createPasswordLink(deps, trx, ownerId, INVITATION_MINUTES);
    return { tenantId, ownerId, setPasswordUrl };
  });
}
