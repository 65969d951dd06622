/** The owner of an office, who asks the API as an integrator does: sends files, looks at documents, posts vouchers. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Party } from '@muhasebi/testkit/ubl-generator/party.ts';
import { multipart, type Part } from './multipart.ts';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

export interface UploadResult {
  readonly fileName: string;
  readonly status: 'accepted' | 'duplicate' | 'refused';
  readonly documentId: string | null;
  readonly error: { readonly code: string; readonly message: string; readonly messageEn: string } | null;
}

export interface Document {
  readonly id: string;
  readonly state: string;
  readonly kind: string;
  readonly fileName: string;
  readonly entryPath: string | null;
  readonly containerId: string | null;
  readonly voucherId: string | null;
  readonly ettn: string | null;
  readonly counterpartyName: string | null;
  readonly worstFinding: string | null;
  readonly failure: {
    readonly code: string;
    readonly message: string;
    readonly messageEn: string;
    readonly next: string;
    readonly nextEn: string;
  } | null;
}

export interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly messageEn: string;
}

export interface Voucher {
  readonly id: string;
  readonly documentId: string | null;
  readonly status: string;
  readonly fisNo: number | null;
}

/** How often one who is turned away comes again. */
const MAX_TURNS_AWAY = 10;

/** No answer of ours may take longer, whatever happens behind it. */
const ANSWER_LIMIT_MS = 40_000;

/** Nothing of what was turned away was begun; a machine with other work is told the same as everybody. */
const waitAsTold = (response: Response) => sleep(Number(response.headers.get('retry-after')) * 1_000);

export class Owner {
  readonly #url: string;
  readonly #email: string;
  readonly #password: string;
  #token = '';

  private constructor(url: string, email: string, password: string) {
    this.#url = url;
    this.#email = email;
    this.#password = password;
  }

  static async signIn(url: string, email: string, password: string): Promise<Owner> {
    const owner = new Owner(url, email, password);
    await owner.signInAgain();
    return owner;
  }

  /** A new session in the place of the one there was: at another API, or after the token's ten minutes. */
  async signInAgain(url: string = this.#url, turnsAway = 0): Promise<void> {
    const response = await fetch(`${url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(this.credentials),
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    const answer = (await response.json()) as { accessToken: string; code?: string };
    if (answer.code === 'OVERLOADED' && turnsAway < MAX_TURNS_AWAY) {
      await waitAsTold(response);
      return this.signInAgain(url, turnsAway + 1);
    }
    if (!response.ok) throw new Error(`sign-in failed: ${JSON.stringify(answer)}`);
    this.#token = answer.accessToken;
  }

  get credentials(): { readonly email: string; readonly password: string } {
    return { email: this.#email, password: this.#password };
  }

  get token(): string {
    return this.#token;
  }

  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }

  /** Rejects only where nobody answers. */
  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.#send(method, path, {
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  }

  /** The body of an answer that must be good. */
  async get<Body>(path: string): Promise<Body> {
    const { status, body } = await this.ask('GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body as Body;
  }

  async newClient(company: Party): Promise<string> {
    const taxId = company.taxId.value;
    const { status, body } = await this.ask('POST', '/clients', { title: company.name, taxId });
    if (status !== 201) throw new Error(`a client was refused: ${JSON.stringify(body)}`);
    return (body as { id: string }).id;
  }

  /** Sends files in one request. */
  async upload(clientId: string, parts: readonly Part[]): Promise<Answer> {
    const { contentType, body } = multipart(parts);
    return this.#send('POST', `/clients/${clientId}/documents`, {
      headers: { 'content-type': contentType },
      body: new Uint8Array(body),
    });
  }

  /** The results of an upload that must be answered with 202. */
  async uploaded(clientId: string, parts: readonly Part[]): Promise<UploadResult[]> {
    const { status, body } = await this.upload(clientId, parts);
    if (status !== 202) throw new Error(`upload: ${status} ${JSON.stringify(body)}`);
    return (body as { results: UploadResult[] }).results;
  }

  documents(clientId: string): Promise<Document[]> {
    return this.#all<Document>(`/clients/${clientId}/documents?limit=200`);
  }

  vouchers(clientId: string): Promise<Voucher[]> {
    return this.#all<Voucher>(`/clients/${clientId}/vouchers?limit=200`);
  }

  /** Every item of every page. */
  async #all<Item>(path: string): Promise<Item[]> {
    const all: Item[] = [];
    let after = '';
    for (;;) {
      const page = await this.get<{ items: Item[]; nextCursor: string | null }>(path + after);
      all.push(...page.items);
      if (page.nextCursor === null) return all;
      after = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
  }

  async findings(documentId: string): Promise<Finding[]> {
    return (await this.get<{ findings: Finding[] }>(`/documents/${documentId}`)).findings;
  }

  /** Documents by state. */
  async counts(clientId: string): Promise<Readonly<Record<string, number>>> {
    return (
      await this.get<{ counts: Readonly<Record<string, number>> }>(`/clients/${clientId}/documents?limit=1`)
    ).counts;
  }

  /** True where no document waits to be read. */
  async isAllRead(clientId: string): Promise<boolean> {
    const { PENDING = 0, PROCESSING = 0 } = await this.counts(clientId);
    return PENDING + PROCESSING === 0;
  }

  async #send(method: string, path: string, init: RequestInit, turnsAway = 0): Promise<Answer> {
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      ...init,
      method,
      headers: { ...this.headers, ...init.headers },
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    const text = await response.text();
    if (response.status === 503 && text.includes('"OVERLOADED"') && turnsAway < MAX_TURNS_AWAY) {
      await waitAsTold(response);
      return this.#send(method, path, init, turnsAway + 1);
    }
    const contentType = response.headers.get('content-type') ?? '';
    return {
      status: response.status,
      contentType,
      body: contentType.includes('json') ? JSON.parse(text) : text,
    };
  }
}
