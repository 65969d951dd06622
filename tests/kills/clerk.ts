/** A client of the API that sends documents, posts their vouchers and enters others by hand, whatever dies meanwhile, and remembers every answer. */
import { randomUUID } from 'node:crypto';
import { createPrng, type Prng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import { pause } from '../faults/installation.ts';
import { purchase } from '../faults/invoices.ts';
import type { Part } from '../faults/multipart.ts';
import type { Answer, Document, Owner } from '../faults/owner.ts';

const MOST_FILES = 4;
const MOST_ENTRIES = 3;
/** Between two requests, so that the machine is busy and not flooded. Milliseconds. */
const REST_MS = [30, 250] as const;
/** What may be answered while parts of the installation are dead: no answer, or that it cannot be served now. */
const EXPECTED = new Set([503, 429]);
/** Refusals that tell the truth about a voucher whose first answer was lost on its way. */
const FAIR = new Set(['DOCUMENT_STATE_REFUSES', 'STALE_VERSION', 'VOUCHER_NOT_FOUND', 'VOUCHER_POSTED']);

/** A voucher written by hand, under an id that its writer chose. */
interface Entry {
  readonly id: string;
  readonly date: string;
  readonly lines: readonly {
    readonly accountCode: string;
    readonly debit?: string;
    readonly credit?: string;
  }[];
}

interface PostResult {
  readonly id: string;
  readonly status: 'posted' | 'refused';
  readonly fisNo: number | null;
  readonly error: { readonly code: string } | null;
}

export class Clerk {
  readonly owner: Owner;
  readonly clientId: string;
  readonly #name: string;
  readonly #prng: Prng;
  #waiting: Part[] = [];
  #entries: Entry[] = [];
  /** Document by the name of the file that was acknowledged with it. */
  readonly acknowledged = new Map<string, string>();
  /** Number by the voucher that was acknowledged with it. */
  readonly posted = new Map<string, number>();
  /** Vouchers entered by hand, of which each is to be there once. */
  entered = 0;
  /** Answers that no kill explains. */
  readonly unexpected: string[] = [];
  sent = 0;
  /** Requests without an answer, or with one that says "not now". */
  unanswered = 0;
  /** What was answered last, and where: what a work that does not end waits for. */
  #last = 'nothing was asked yet';

  constructor(owner: Owner, clientId: string, name: string) {
    this.owner = owner;
    this.clientId = clientId;
    this.#name = name;
    this.#prng = createPrng(name);
  }

  /** Where the work stands, in one line. */
  get standing(): string {
    return `${this.#name}: ${this.#waiting.length} files not acknowledged, last answer ${this.#last}, not explained ${JSON.stringify(this.unexpected.slice(-3))}`;
  }

  /** Sends and posts until told to end. */
  async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#waiting.length === 0) this.#write();
      await this.#send();
      await this.#post();
      await this.#enter();
      await pause(this.#prng.between(...REST_MS));
    }
  }

  /** What was not acknowledged is sent again, and what is ready is posted; to be called when nothing is killed any more. */
  async finish(): Promise<void> {
    while (this.#waiting.length > 0) await this.#send();
    while (this.#entries.length > 0) await this.#enter();
    for (;;) {
      const counts = await this.#counts();
      if (counts === null || (counts.PENDING ?? 0) + (counts.PROCESSING ?? 0) > 0) await pause(200);
      else if ((counts.READY ?? 0) > 0) await this.#post();
      else return;
    }
  }

  /** Documents by state; null where nobody could say. */
  async #counts(): Promise<Readonly<Record<string, number>> | null> {
    const answer = await this.#asked(() =>
      this.owner.ask('GET', `/clients/${this.clientId}/documents?limit=1`),
    );
    return answer === null ? null : (answer.body as { counts: Record<string, number> }).counts;
  }

  #write(): void {
    const count = this.#prng.between(1, MOST_FILES);
    this.#waiting = Array.from({ length: count }, (_, n) => purchase(`${this.#name}/${this.sent + n}`));
    this.sent += count;
  }

  async #send(): Promise<void> {
    const answer = await this.#asked(() => this.owner.upload(this.clientId, this.#waiting));
    if (answer?.status !== 202) return;
    const { results } = answer.body as {
      results: {
        fileName: string;
        status: string;
        documentId: string | null;
        error: { code: string } | null;
      }[];
    };
    for (const { fileName, documentId, error } of results) {
      const before = this.acknowledged.get(fileName);
      if (documentId === null) this.unexpected.push(`${fileName} was refused: ${error?.code}`);
      else if (before !== undefined && before !== documentId)
        this.unexpected.push(`${fileName} was ${before}, then ${documentId}`);
      else this.acknowledged.set(fileName, documentId);
    }
    this.#waiting = this.#waiting.filter(({ name }) => !this.acknowledged.has(name));
  }

  async #post(): Promise<void> {
    const list = await this.#asked(() =>
      this.owner.ask('GET', `/clients/${this.clientId}/documents?state=READY&limit=20`),
    );
    if (list?.status !== 200) return;
    const { items } = list.body as { items: Document[] };
    const vouchers = items.flatMap(({ voucherId }) => (voucherId === null ? [] : [{ id: voucherId }]));
    if (vouchers.length === 0) return;
    const answer = await this.#asked(() => this.owner.ask('POST', '/vouchers/post', { vouchers }));
    if (answer?.status !== 200) return;
    for (const { id, fisNo, error } of (answer.body as { results: PostResult[] }).results) {
      if (fisNo !== null) this.posted.set(id, fisNo);
      else if (!FAIR.has(error?.code ?? '')) this.unexpected.push(`voucher ${id}: ${error?.code}`);
    }
  }

  /** Enters and posts in one request; what was not acknowledged is sent again under the same ids. */
  async #enter(): Promise<void> {
    if (this.#entries.length === 0) {
      this.#entries = Array.from({ length: this.#prng.between(1, MOST_ENTRIES) }, () => this.#entry());
      this.entered += this.#entries.length;
    }
    const path = `/clients/${this.clientId}/vouchers/posted`;
    const answer = await this.#asked(() => this.owner.ask('POST', path, { vouchers: this.#entries }));
    if (answer?.status !== 200) return;
    for (const { id, fisNo, error } of (answer.body as { results: PostResult[] }).results) {
      if (fisNo === null) this.unexpected.push(`entry ${id}: ${error?.code}`);
      else this.posted.set(id, fisNo);
    }
    this.#entries = [];
  }

  #entry(): Entry {
    const amount = `${this.#prng.between(1, 9_000)}.${this.#prng.between(10, 99)}`;
    const lines = [
      { accountCode: '770.03', debit: amount },
      { accountCode: '100.01', credit: amount },
    ];
    return { id: randomUUID(), date: `2026-0${this.#prng.between(1, 9)}-15`, lines };
  }

  /** Null where nobody answered, or nobody could. */
  async #asked(ask: () => Promise<Answer>): Promise<Answer | null> {
    const answer = await ask().catch(() => null);
    this.#last = answer === null ? 'none' : `${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`;
    if (answer?.status === 401) await this.owner.signInAgain().catch(() => {});
    else if (answer !== null && answer.status < 300) return answer;
    else if (answer !== null && !EXPECTED.has(answer.status))
      this.unexpected.push(`${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
    this.unanswered += 1;
    await pause(100);
    return null;
  }
}
