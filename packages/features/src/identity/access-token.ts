/** Short-lived signed tokens: the access token of a session, and the challenge between password and second factor. */
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { role } from './contract.ts';

const ISSUER = 'muhasebi';
const ACCESS_AUDIENCE = 'muhasebi-api';
const CHALLENGE_AUDIENCE = 'muhasebi-second-factor';

/** Life of an access token: as long as a browser may go without asking again. */
export const ACCESS_SECONDS = 600;
const CHALLENGE_SECONDS = 300;

const accessClaims = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  office: z.uuid().nullable(),
  role,
});
export type AccessClaims = z.infer<typeof accessClaims>;
/** With the end of the token, in seconds since 1970. */
const endingClaims = accessClaims.extend({ exp: z.number().int() });

const challengeClaims = z.object({ sub: z.uuid(), wanted: z.uuid().nullable() });
export type ChallengeClaims = z.infer<typeof challengeClaims>;

interface Signing {
  readonly jwtSecret: string;
  readonly clock: Clock;
}

/** Signs an access token, good for ACCESS_SECONDS. */
export function signAccessToken(signing: Signing, { sub, ...claims }: AccessClaims): Promise<string> {
  return sign(signing, sub, claims, ACCESS_AUDIENCE, ACCESS_SECONDS);
}

/** Why a token is refused; for the log, never for the caller, to whom all of these are the same. */
export type TokenFault = 'expired' | 'signature' | 'algorithm' | 'claims' | 'malformed';

export class TokenRefused extends Error {
  readonly fault: TokenFault;
  constructor(fault: TokenFault) {
    super(`the token is refused: ${fault}`);
    this.name = 'TokenRefused';
    this.fault = fault;
  }
}

/** What a process remembers of tokens it has verified; full, it begins anew. */
const MAX_VERIFIED = 10_000;

/**
 * The claims of an access token; throws TokenRefused where it is not ours, was changed, or has expired. The signature of one
 * and the same text is checked once: that costs more than all else a request needs before its handler.
 */
export function createAccessTokenVerifier(signing: Signing): (token: string) => Promise<AccessClaims> {
  const verified = new Map<string, { readonly claims: AccessClaims; readonly endsMs: number }>();
  return async (token) => {
    const known = verified.get(token);
    if (known !== undefined && signing.clock.now().getTime() < known.endsMs) return known.claims;
    verified.delete(token);
    const { exp, ...claims } = await verify(signing, token, ACCESS_AUDIENCE, endingClaims);
    if (verified.size >= MAX_VERIFIED) verified.clear();
    verified.set(token, { claims, endsMs: exp * 1000 });
    return claims;
  };
}

/** Signs what says "the password was right": `wanted` is the office asked for. */
export function signChallenge(signing: Signing, { sub, ...claims }: ChallengeClaims): Promise<string> {
  return sign(signing, sub, claims, CHALLENGE_AUDIENCE, CHALLENGE_SECONDS);
}

/** The claims of a challenge; null where it is not one of ours or has expired. */
export async function verifyChallenge(signing: Signing, token: string): Promise<ChallengeClaims | null> {
  try {
    return await verify(signing, token, CHALLENGE_AUDIENCE, challengeClaims);
  } catch (error) {
    if (error instanceof TokenRefused) return null;
    throw error;
  }
}

function sign(
  { jwtSecret, clock }: Signing,
  subject: string,
  claims: Record<string, unknown>,
  audience: string,
  seconds: number,
): Promise<string> {
  const nowSeconds = Math.floor(clock.now().getTime() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setIssuer(ISSUER)
    .setAudience(audience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + seconds)
    .sign(keyOf(jwtSecret));
}

async function verify<T>(
  { jwtSecret, clock }: Signing,
  token: string,
  audience: string,
  claims: z.ZodType<T>,
): Promise<T> {
  const { payload } = await jwtVerify(token, keyOf(jwtSecret), {
    algorithms: ['HS256'],
    issuer: ISSUER,
    audience,
    // A token without an end would be good for ever.
    requiredClaims: ['exp', 'iat'],
    currentDate: clock.now(),
  }).catch((error: unknown) => {
    throw new TokenRefused(faultOf(error));
  });
  const read = claims.safeParse(payload);
  if (!read.success) throw new TokenRefused('claims');
  return read.data;
}

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (error instanceof errors.JWTClaimValidationFailed) return 'claims';
  return 'malformed';
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
