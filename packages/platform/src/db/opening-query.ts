/** A statement that is sent together with those that must stand before it, and with its commit; answered with them in one go. */
import pg from 'pg';

/** What pg calls of a query that it sends; pg-cursor and pg-query-stream stand on the same. Its types leave it out. */
interface SentQuery extends Omit<pg.Query, 'submit'> {
  readonly text: string;
  /** Answers what is wrong with the query itself. */
  submit(connection: pg.Connection): Error | null;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
}
/** With `extended` a statement goes by the extended protocol even where it has no parameters. */
type SentConfig = pg.QueryConfig & { readonly queryMode: 'extended' };
const Query: new (config: SentConfig) => object = pg.Query;
const SentQuery = Query as new (config: SentConfig) => SentQuery;

export interface Statement {
  readonly text: string;
  readonly parameters: readonly string[];
}

/**
 * The protocol's own pipeline: all statements in one write, before one Sync. PostgreSQL passes over everything up to the Sync once one of
 * them fails, so that none ever runs without those before it, and the one error that comes is that of the first cause. Its answer is
 * that of its own statement alone.
 */
export class OpeningQuery extends SentQuery {
  readonly #opening: readonly Statement[];
  readonly #commits: boolean;
  #answered = 0;

  constructor(opening: readonly Statement[], text: string, values: unknown[], commits: boolean) {
    super({ text, values, queryMode: 'extended' });
    this.#opening = opening;
    this.#commits = commits;
  }

  /** Whether all that stands before the statement has been done. */
  get isOpened(): boolean {
    return this.#answered >= this.#opening.length;
  }

  override submit(connection: pg.Connection): Error | null {
    connection.stream.cork();
    try {
      for (const statement of this.#opening) send(connection, statement);
      return super.submit(this.#commits ? commitsBeforeSync(connection) : connection);
    } finally {
      connection.stream.uncork();
    }
  }

  override handleDataRow(message: unknown): void {
    if (this.isOpened) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: pg.Connection): void {
    // The one after its own is that of the commit.
    if (this.#answered++ === this.#opening.length) super.handleCommandComplete(message, connection);
  }
}

function send(connection: pg.Connection, { text, parameters }: Statement): void {
  connection.parse({ name: '', text, types: [] }, true);
  connection.bind({ values: [...parameters] }, true);
  connection.execute({}, true);
}

/** The connection as a query sees it that sends all its messages by itself, the Sync at their end among them. */
function commitsBeforeSync(connection: pg.Connection): pg.Connection {
  const sync = () => {
    send(connection, { text: 'commit', parameters: [] });
    connection.sync();
  };
  return Object.create(connection, { sync: { value: sync } });
}
