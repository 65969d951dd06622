/** The first run: a code that the operator sees opens it, the owner is entered, the first office ends it. */
import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import type { Database, Trx } from '../feature.ts';
import { type FirstRunView, firstRunErrors } from './contract.ts';
import {
  countWrongTry,
  endFirstRun,
  type FirstRunRow,
  installationIsEmpty,
  lockFirstRun,
  putCode,
  putOwner,
  putTaxId,
} from './first-run.queries.ts';
import { newSetupCode, setupCodeHash } from './setup-code.ts';

const CODE_HOURS = 24;
/** More wrong tries than any person makes. */
const MAX_WRONG_TRIES = 30;
const NOBODY: Scope = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };

/** What identity gives: an account's hash by its own rules, and the office with its owner. */
export interface OfficeMaker {
  /** Throws PASSWORD_TOO_WEAK. */
  hashOf(person: { email: string; name: string; password: string }): Promise<string>;
  /** `guard` runs first and `settle` last, inside the transaction that makes the office. Throws MEMBER_REFUSED. */
  createOffice(office: {
    officeName: string;
    owner: { email: string; name: string; passwordHash: string };
    guard: (trx: Trx) => Promise<void>;
    settle: (trx: Trx, tenantId: string) => Promise<void>;
  }): Promise<unknown>;
}

export interface FirstRunContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly offices: OfficeMaker;
}

type Asked = Pick<FirstRunContext, 'db' | 'clock'>;

export function isFirstRun({ db }: Pick<FirstRunContext, 'db'>): Promise<boolean> {
  return inScope(db, NOBODY, installationIsEmpty);
}

/** A code good once and for a day; the one before is worth nothing any more. Throws FIRST_RUN_OVER. */
export function issueSetupCode({ db, clock }: Asked): Promise<string> {
  return inScope(db, NOBODY, async (trx) => {
    if (!(await installationIsEmpty(trx))) throw firstRunErrors.FIRST_RUN_OVER();
    const code = newSetupCode();
    await putCode(trx, setupCodeHash(code), new Date(clock.now().getTime() + CODE_HOURS * 3_600_000));
    return code;
  });
}

type Judged = FirstRunRow | 'over' | 'wrong' | 'spent';

/** The refusal leaves the transaction as a value: a wrong try that is rolled back would not be counted. */
async function judge(trx: Trx, now: Date, code: string): Promise<Judged> {
  const row = await lockFirstRun(trx);
  if (!(await installationIsEmpty(trx))) return 'over';
  if (row === null) return 'wrong';
  if (row.wrongTries >= MAX_WRONG_TRIES) return 'spent';
  if (now < row.expiresAt && timingSafeEqual(row.codeHash, setupCodeHash(code))) return row;
  await countWrongTry(trx);
  return 'wrong';
}

function accepted(judged: Judged): FirstRunRow {
  if (judged === 'over') throw firstRunErrors.FIRST_RUN_OVER();
  if (judged === 'spent') throw firstRunErrors.FIRST_RUN_CODE_SPENT();
  if (judged === 'wrong') throw firstRunErrors.FIRST_RUN_CODE_WRONG();
  return judged;
}

async function open({ db, clock }: Asked, code: string): Promise<FirstRunRow> {
  return accepted(await inScope(db, NOBODY, (trx) => judge(trx, clock.now(), code)));
}

/** Throws FIRST_RUN_OVER, FIRST_RUN_CODE_WRONG, FIRST_RUN_CODE_SPENT. */
export async function lookAtFirstRun(context: Asked, code: string): Promise<FirstRunView> {
  const { ownerEmail, ownerName } = await open(context, code);
  return ownerEmail === null || ownerName === null
    ? { step: 'owner', owner: null }
    : { step: 'office', owner: { email: ownerEmail, name: ownerName } };
}

/** May be entered again until the office is there. Throws as `lookAtFirstRun`, and PASSWORD_TOO_WEAK. */
export async function enterOwner(
  context: FirstRunContext,
  code: string,
  person: { readonly email: string; readonly name: string; readonly password: string },
): Promise<FirstRunView> {
  await open(context, code);
  const { email, name } = person;
  const passwordHash = await context.offices.hashOf(person);
  const judged = await inScope(context.db, NOBODY, async (trx) => {
    const row = await judge(trx, context.clock.now(), code);
    if (typeof row !== 'string') await putOwner(trx, { email, name, passwordHash });
    return row;
  });
  accepted(judged);
  return { step: 'office', owner: { email, name } };
}

/**
 * Makes the first office with its owner and ends the first run; of two at once, one does.
 * Throws as `lookAtFirstRun`, and FIRST_RUN_OWNER_MISSING.
 */
export async function openFirstOffice(
  context: FirstRunContext,
  code: string,
  { officeName, taxId }: { readonly officeName: string; readonly taxId: string | null },
): Promise<{ email: string; officeName: string }> {
  const { ownerEmail, ownerName, ownerPasswordHash } = await open(context, code);
  if (ownerEmail === null || ownerName === null || ownerPasswordHash === null)
    throw firstRunErrors.FIRST_RUN_OWNER_MISSING();
  await context.offices.createOffice({
    officeName,
    owner: { email: ownerEmail, name: ownerName, passwordHash: ownerPasswordHash },
    guard: async (trx) => {
      // Judged again under the lock: another may have been faster, or a new code may have been made.
      accepted(await judge(trx, context.clock.now(), code));
      await endFirstRun(trx);
    },
    settle: async (trx, tenantId) => {
      if (taxId !== null) await putTaxId(trx, tenantId, taxId);
    },
  });
  return { email: ownerEmail, officeName };
}
