/** Live events across processes: NOTIFY inside the transaction that changes something, one LISTEN per API process. */
import { EventEmitter } from 'node:events';
import { type Kysely, sql } from 'kysely';
import pg from 'pg';

const CHANNEL = 'muhasebi_live';
const RECONNECT_MS = 1_000;

/** What changed, in as few words as possible: whoever hears it reads the rest under their own permissions. */
export interface LiveEvent {
  readonly tenantId: string;
  readonly topic: string;
  /** Null: not about a client company. */
  readonly clientId: string | null;
  /** Whom alone it concerns; absent: everybody who may see the client. */
  readonly userId?: string;
}

/** Announces on commit; PostgreSQL folds equal announcements of one transaction into one. */
export async function announce<Schema>(trx: Kysely<Schema>, event: LiveEvent): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(event)})`.execute(trx);
}

/** Hears announcements of all processes on a connection of its own and passes them on; reconnects by itself. */
export class LiveEvents {
  readonly #url: string;
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  #client: pg.Client | null = null;
  #closed = false;
  #retry: NodeJS.Timeout | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  /** Connects in the background: a database that is away delays events, nothing else. */
  start(): void {
    void this.#connect();
  }

  /** Calls `listener` for each event of the office until the returned function is called. */
  subscribe(tenantId: string, listener: (event: LiveEvent) => void): () => void {
    this.#emitter.on(tenantId, listener);
    return () => this.#emitter.off(tenantId, listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => {
      // The connection was lost already; there is nothing left to close.
    });
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'muhasebi-live',
      keepAlive: true,
    });
    const lost = () => this.#reconnect(client);
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', (message) => this.#hear(message.payload));
    this.#client = client;
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch {
      // Reported by readiness; here only the next try matters.
      lost();
    }
  }

  #reconnect(client: pg.Client): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = null;
    client.end().catch(() => {
      // Lost already.
    });
    this.#retry = setTimeout(() => void this.#connect(), RECONNECT_MS);
  }

  #hear(payload: string | undefined): void {
    if (payload === undefined) return;
    const event = JSON.parse(payload) as LiveEvent;
    this.#emitter.emit(event.tenantId, event);
  }
}
