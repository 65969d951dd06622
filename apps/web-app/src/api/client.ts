/** The typed client of the API: access token in memory, renewed once on 401, an Idempotency-Key on every write. */
import type { Answer, CallInput, RouteKey } from './contracts.ts';
import { ApiProblem, problemFromResponse } from './problem.ts';

export type SignedIn = Extract<Answer<'POST /auth/login'>, { status: 'signed-in' }>;

export interface ApiOptions {
  /** Origin and prefix, e.g. "/api/v1". */
  readonly baseUrl: string;
  readonly language: () => string;
  /** Called when a session begins, goes on, changes office or ends (null). */
  readonly onSession: (signedIn: SignedIn | null) => void;
  /** Runs one renewal at a time across all open tabs; the refresh key is good for one use only. */
  readonly exclusively?: <T>(work: () => Promise<T>) => Promise<T>;
}

interface LooseInput {
  readonly params?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
  readonly keepalive?: boolean;
}

export interface Api {
  call<K extends RouteKey>(key: K, input: CallInput<K>): Promise<Answer<K>>;
  /** A raw answer of any path below the prefix: files and event streams. Rejects with `ApiProblem`. */
  raw(path: string, init?: RequestInit): Promise<Response>;
  /** The current access token, renewed from the cookie where there is none; null when nobody is signed in. */
  token(): Promise<string | null>;
  /** Renews the session; null when nobody is signed in. Simultaneous callers share one request. */
  refresh(): Promise<SignedIn | null>;
  logout(): Promise<void>;
}

/** "/clients/:clientId/x" with its values and query; undefined and null query values are left out. */
export function pathOf(
  template: string,
  params: Record<string, unknown> = {},
  query: Record<string, unknown> = {},
): string {
  const path = template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

function requestOf(method: string, input: LooseInput, language: string): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language };
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (input.body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(input.body);
  }
  if (method !== 'GET') headers['idempotency-key'] = input.idempotencyKey ?? crypto.randomUUID();
  if (input.keepalive === true) init.keepalive = true;
  if (input.signal !== undefined) init.signal = input.signal;
  return init;
}

async function fetched(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new ApiProblem({ status: 0, code: 'NETWORK' });
  }
}

/** Makes a client; the browser has one, tests make their own against a real server. */
export function createApi(options: ApiOptions): Api {
  let accessToken: string | null = null;
  let renewal: Promise<SignedIn | null> | null = null;
  const exclusively = options.exclusively ?? ((work) => work());

  const begin = (signedIn: SignedIn) => {
    accessToken = signedIn.accessToken;
    options.onSession(signedIn);
    return signedIn;
  };
  const end = () => {
    accessToken = null;
    options.onSession(null);
  };
  const renew = async (): Promise<SignedIn | null> => {
    const init = requestOf('POST', {}, options.language());
    const response = await fetched(`${options.baseUrl}/auth/refresh`, init);
    if (response.ok) return begin((await response.json()) as SignedIn);
    const problem = await problemFromResponse(response);
    if (problem.status !== 401 && problem.status !== 403 && problem.status !== 400) throw problem;
    end();
    return null;
  };
  const refresh = () => {
    renewal ??= exclusively(renew).finally(() => {
      renewal = null;
    });
    return renewal;
  };
  const send = (path: string, init: RequestInit) => {
    const headers: Record<string, string> = { ...(init.headers as Record<string, string> | undefined) };
    if (accessToken !== null) headers.authorization = `Bearer ${accessToken}`;
    return fetched(`${options.baseUrl}${path}`, { ...init, headers });
  };
  const raw = async (path: string, init: RequestInit = {}): Promise<Response> => {
    let response = await send(path, init);
    const mayRenew = !path.startsWith('/auth/');
    if (response.status === 401 && mayRenew && (await refresh()) !== null) response = await send(path, init);
    if (!response.ok) throw await problemFromResponse(response);
    return response;
  };

  return {
    raw,
    refresh,
    async token() {
      return accessToken ?? (await refresh())?.accessToken ?? null;
    },
    async call<K extends RouteKey>(key: K, input: CallInput<K>): Promise<Answer<K>> {
      const [method = 'GET', template = '/'] = key.split(' ');
      const loose: LooseInput = input;
      const response = await raw(
        pathOf(template, loose.params, loose.query),
        requestOf(method, loose, options.language()),
      );
      const text = await response.text();
      const answer = (text === '' ? undefined : JSON.parse(text)) as Answer<K>;
      if (isSignedIn(answer)) begin(answer);
      return answer;
    },
    async logout() {
      await send('/auth/logout', requestOf('POST', {}, options.language()));
      end();
    },
  };
}

function isSignedIn(answer: unknown): answer is SignedIn {
  return typeof answer === 'object' && answer !== null && 'status' in answer && answer.status === 'signed-in';
}
