/** Asks the installation over HTTP, as an integrator would; every answer is held against its contract. */
import { randomUUID } from 'node:crypto';
import type { RouteCall, RouteContract } from '@muhasebi/platform/http/route.ts';
import { problem } from '@muhasebi/platform/http/wire.ts';
import { type PartName, SmokeFault } from './parts.ts';

const ANSWER_LIMIT_MS = 12_000;

export interface Question<R extends RouteContract> {
  readonly params?: RouteCall<R>['params'];
  readonly query?: RouteCall<R>['query'];
  readonly body?: RouteCall<R>['body'];
  readonly files?: readonly SmokeFile[];
}

export interface SmokeFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Codes that tell of one part, whatever was asked for. */
const PART_OF_CODE: Readonly<Record<string, PartName>> = {
  UNAVAILABLE: 'database',
  STORE_FULL: 'storage',
  STORE_AWAY: 'storage',
  // The API stored it, and the worker does not find it.
  'file.missing': 'storage',
  LOGIN_FAILED: 'sign-in',
  ACCOUNT_LOCKED: 'sign-in',
  RATE_LIMITED: 'sign-in',
  UNAUTHENTICATED: 'sign-in',
  SESSION_REVOKED: 'sign-in',
};

export class SmokeApi {
  readonly url: string;
  /** Of whoever is signed in. */
  accessToken: string | null = null;

  /** `url` has no path. */
  constructor(url: string) {
    this.url = url;
  }

  /** The answer by the contract. Throws a SmokeFault of the part that the refusal tells of, or else of `part`. */
  async ask<R extends RouteContract>(
    part: PartName,
    route: R,
    question: Question<R> = {},
  ): Promise<RouteCall<R>['response']> {
    const { status, text } = await this.send(route, question);
    const wanted = route.status ?? (route.response === undefined ? 204 : 200);
    if (status !== wanted) throw refusal(part, route, status, text);
    const read = route.response?.safeParse(text === '' ? undefined : JSON.parse(text));
    if (read?.success === false)
      throw new SmokeFault('api', `${route.path} sözleşmesine uymayan yanıt / answers against its contract`);
    return read?.data as RouteCall<R>['response'];
  }

  /** The bare status and text, for questions whose refusal is awaited. */
  async send<R extends RouteContract>(
    route: R,
    question: Question<R> = {},
  ): Promise<{ status: number; text: string }> {
    const { method } = route;
    const response = await this.#fetch(`/api/v1${addressOf(route.path, question)}`, {
      method,
      headers: this.#headers(route, question),
      ...bodyOf(question),
    });
    return { status: response.status, text: await response.text() };
  }

  /** GET of a path outside of the API's routes, such as a probe or a page. */
  async get(path: string): Promise<{ status: number; text: string }> {
    const response = await this.#fetch(path, {});
    return { status: response.status, text: await response.text() };
  }

  #headers<R extends RouteContract>(route: R, question: Question<R>): Record<string, string> {
    return {
      'user-agent': 'muhasebi-smoke',
      ...(this.accessToken === null ? {} : { authorization: `Bearer ${this.accessToken}` }),
      ...(question.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(route.method === 'GET' || route.idempotent ? {} : { 'idempotency-key': randomUUID() }),
    };
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(this.url + path, { ...init, signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    } catch (error) {
      throw new SmokeFault('api', `${this.url} yanıt vermiyor / does not answer (${reasonOf(error)})`);
    }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
}

function addressOf<R extends RouteContract>(path: string, { params, query }: Question<R>): string {
  const filled = Object.entries((params ?? {}) as Record<string, string>).reduce(
    (text, [name, value]) => text.replace(`:${name}`, encodeURIComponent(value)),
    path,
  );
  const pairs = Object.entries((query ?? {}) as Record<string, unknown>).map(([name, value]) => [
    name,
    String(value),
  ]);
  return pairs.length === 0 ? filled : `${filled}?${new URLSearchParams(pairs)}`;
}

function bodyOf<R extends RouteContract>({ body, files }: Question<R>): Pick<RequestInit, 'body'> {
  if (files !== undefined) {
    const form = new FormData();
    for (const { name, content } of files) form.append('files', new Blob([new Uint8Array(content)]), name);
    return { body: form };
  }
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

function refusal(part: PartName, route: RouteContract, status: number, text: string): SmokeFault {
  const asked = `${route.method} ${route.path}`;
  const said = problemIn(text);
  if (said === null) return new SmokeFault(status >= 500 ? 'api' : part, `${asked}: ${status}`);
  const { code, detail, requestId } = said;
  return new SmokeFault(partOfCode(code) ?? part, `${asked}: ${status} ${code} ${detail} (${requestId})`);
}

function problemIn(text: string) {
  try {
    return problem.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Whatever stands in front of the API answered in its own way.
    return null;
  }
}

/** The part that a code of the error catalogue tells of, where it tells of one. */
export function partOfCode(code: string): PartName | undefined {
  return PART_OF_CODE[code];
}
