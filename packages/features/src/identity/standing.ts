/** Which office a person works in, and what the API says of them there: pure decisions. */
import { identityErrors, type MeView, type PortalPart, type Role } from './contract.ts';
import { permissionsOf } from './permissions.ts';
import type { UserRow } from './users.queries.ts';

export interface OfficeStanding {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** 'demo' where its books are invented. */
  readonly kind: string;
  /** What the office calls the person; null: as they call themselves. */
  readonly memberName: string | null;
  readonly clientIds: string[];
  readonly portalParts: readonly PortalPart[];
  readonly secondFactorRequired: boolean;
  /** How long a session of this office may stay unused; null: as long as any. */
  readonly sessionIdleHours: number | null;
  readonly language: 'tr' | 'en';
}

export interface Standing {
  readonly user: UserRow;
  /** Offices whose membership is active, the oldest first; none for a platform administrator. */
  readonly offices: readonly OfficeStanding[];
}

/**
 * The office to work in: the one wanted (NOT_A_MEMBER where it is not open), else the last one used, else the oldest.
 * Null for a platform administrator. Throws NOT_A_MEMBER where no office is left.
 */
export function chooseOffice(
  standing: Standing,
  wanted: string | null,
  last: string | null,
): OfficeStanding | null {
  const { offices, user } = standing;
  if (user.platformAdmin && wanted === null) return null;
  const chosen =
    wanted === null
      ? (offices.find(({ id }) => id === last) ?? offices[0])
      : offices.find(({ id }) => id === wanted);
  if (chosen === undefined) throw identityErrors.NOT_A_MEMBER();
  return chosen;
}

/** Where an office requires a second factor, its own people need one; client users are asked by nobody. */
export function isFactorMissing(role: Role, hasFactor: boolean): boolean {
  return role !== 'client' && role !== 'platform' && !hasFactor;
}

/** The answer of /me. */
export function presentMe({ user, offices }: Standing, office: OfficeStanding | null): MeView {
  const role = office?.role ?? 'platform';
  const missing = office?.secondFactorRequired === true && isFactorMissing(role, user.totpConfirmed);
  return {
    user: {
      id: user.userId,
      email: user.email,
      name: office?.memberName ?? user.name,
      secondFactor: user.totpConfirmed,
    },
    office: office === null ? null : { id: office.id, name: office.name, demo: office.kind === 'demo' },
    role,
    permissions: missing ? [] : [...permissionsOf(role, office?.portalParts)],
    clientIds: role === 'client' ? (office?.clientIds ?? []) : role === 'platform' ? [] : null,
    offices: offices.map(({ id, name, role: held }) => ({ id, name, role: held })),
    secondFactorMissing: missing,
    officeLanguage: office?.language ?? 'tr',
  };
}
