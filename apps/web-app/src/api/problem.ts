/** A refusal of the API (RFC 9457 problem+json) as an error that pages can show. */

export interface FieldFault {
  readonly path: string;
  readonly message: string;
}

/** `code` is the catalogue's; "NETWORK" where no answer came, "UNKNOWN" where the answer was no problem document. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** What happened, in the language asked for; empty for NETWORK and UNKNOWN. */
  readonly detail: string;
  /** What to do now. */
  readonly next: string;
  readonly requestId: string | null;
  readonly faults: readonly FieldFault[];
  /** When the server wants to be asked again; null where it does not say. Milliseconds. */
  readonly retryAfterMs: number | null;

  constructor(parts: {
    status: number;
    code: string;
    detail?: string;
    next?: string;
    requestId?: string | null;
    faults?: readonly FieldFault[];
    retryAfterMs?: number | null;
  }) {
    super(`${parts.code} (${parts.status}) ${parts.detail ?? ''}`);
    this.name = 'ApiProblem';
    this.status = parts.status;
    this.code = parts.code;
    this.detail = parts.detail ?? '';
    this.next = parts.next ?? '';
    this.requestId = parts.requestId ?? null;
    this.faults = parts.faults ?? [];
    this.retryAfterMs = parts.retryAfterMs ?? null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function faultsOf(value: unknown): FieldFault[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((fault: unknown) =>
    typeof fault === 'object' && fault !== null && 'path' in fault && 'message' in fault
      ? [{ path: textOf(fault.path), message: textOf(fault.message) }]
      : [],
  );
}

/** Reads an answer that is no success; never throws. `retryAfter` is its header of this name, in seconds. */
export function problemFromBody(
  status: number,
  body: unknown,
  requestId: string | null,
  retryAfter: string | null = null,
): ApiProblem {
  const retryAfterMs = /^\d{1,5}$/.test(retryAfter ?? '') ? Number(retryAfter) * 1000 : null;
  if (typeof body !== 'object' || body === null || !('code' in body)) {
    return new ApiProblem({ status, code: 'UNKNOWN', requestId, retryAfterMs });
  }
  const fields = body as Record<string, unknown>;
  return new ApiProblem({
    status,
    code: textOf(fields.code),
    detail: textOf(fields.detail),
    next: textOf(fields.next),
    requestId: textOf(fields.requestId) || requestId,
    faults: faultsOf(fields.errors),
    retryAfterMs,
  });
}

/** The problem of a failed answer, its body read as JSON where it is. */
export async function problemFromResponse(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const { headers, status } = response;
  return problemFromBody(status, body, headers.get('x-request-id'), headers.get('retry-after'));
}

/** Any thrown thing as a problem; a refusal passes through. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({ status: 0, code: error instanceof TypeError ? 'NETWORK' : 'UNKNOWN' });
}

/** Nobody waits longer before a page for an answer; after that it says what is wrong. Milliseconds. */
const LONGEST_WAIT_MS = 10_000;
const FIRST_WAIT_MS = 1_000;

/** Whether a read is asked once more by itself: where nobody answered, or the server was busy or away. */
export function mayAskAgain(failures: number, error: unknown): boolean {
  return failures < 2 && [0, 502, 503, 504].includes(asProblem(error).status);
}

/** How long to wait before it: what the server says, else longer each time. Milliseconds. */
export function waitBeforeAsking(failures: number, error: unknown): number {
  return Math.min(asProblem(error).retryAfterMs ?? FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
}
