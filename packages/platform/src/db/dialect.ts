/** Kysely over a pool of pg, where a transaction begins with its first statement, and may end with its last, in one exchange with it. */
import {
  AbortedTransactionError,
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type pg from 'pg';
import { OpeningQuery, type Statement } from './opening-query.ts';

const openings = new WeakSet<CompiledQuery>();
const closings = new WeakSet<CompiledQuery>();

/** A statement that belongs to the opening of a transaction: nobody reads its answer, so it goes with the first that somebody does. */
export function openingStatement(text: string, parameters: readonly string[]): CompiledQuery {
  const statement = CompiledQuery.raw(text, [...parameters]);
  openings.add(statement);
  return statement;
}

/**
 * The last statement of a transaction: the commit goes with it, and is not done where it fails. Once it has answered the transaction
 * stands, whatever comes after it.
 */
export function closingStatement<Row>(statement: CompiledQuery<Row>): CompiledQuery<Row> {
  closings.add(statement);
  return statement;
}

/** Closes the pool with the database. */
export function pooledDialect(pool: pg.Pool): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PooledDriver(pool),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class PooledDriver implements Driver {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async init() {}

  async acquireConnection(): Promise<LentConnection> {
    return new LentConnection(await this.#pool.connect());
  }

  async beginTransaction(connection: LentConnection, settings: TransactionSettings) {
    connection.begin(settings);
  }

  commitTransaction(connection: LentConnection) {
    return connection.commit();
  }

  rollbackTransaction(connection: LentConnection) {
    return connection.rollback();
  }

  async releaseConnection(connection: LentConnection) {
    connection.release();
  }

  destroy() {
    return this.#pool.end();
  }
}

/** A connection of the pool from when it is lent until it is given back. */
class LentConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  /** What the first statement will be sent with; null where there is no transaction, or it has been sent. */
  #opening: Statement[] | null = null;
  /** Why no statement may run any more: the transaction could not be opened, or has ended. */
  #refusal: (() => unknown) | null = null;
  /** Its last statement took the commit along. */
  #isCommitted = false;
  #isLost = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  begin({ isolationLevel, accessMode }: TransactionSettings): void {
    this.#refusal = null;
    this.#isCommitted = false;
    const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`;
    this.#opening = [{ text: `start transaction${level} ${accessMode ?? ''}`.trim(), parameters: [] }];
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#refusal !== null) throw this.#refusal();
    const { sql: text, parameters } = query;
    const opening = this.#opening;
    if (opening !== null && openings.has(query)) {
      opening.push({ text, parameters: parameters.map(String) });
      return { rows: [] };
    }
    this.#opening = null;
    const isClosing = closings.has(query);
    try {
      const result = await (opening === null && !isClosing
        ? this.#client.query<Row & pg.QueryResultRow>(text, [...parameters])
        : this.#open<Row & pg.QueryResultRow>(
            new OpeningQuery(opening ?? [], text, [...parameters], isClosing),
          ));
      if (isClosing) this.#isCommitted = this.#end();
      return resultOf<Row>(result);
    } catch (error) {
      // What pg throws leads to its socket; this leads to who asked.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
  }

  /** With a callback, since only then it is timed as other queries are. */
  async #open<Row extends pg.QueryResultRow>(query: OpeningQuery): Promise<pg.QueryResult<Row>> {
    const answer = Promise.withResolvers<pg.QueryResult<Row>>();
    this.#client.query<Row>(query, (error: Error | null, result) => {
      if (error === null) return answer.resolve(result);
      if (!query.isOpened) this.#refusal = () => error;
      answer.reject(error);
    });
    return answer.promise;
  }

  /** Without a statement nothing was begun, and nothing is to be ended. */
  async commit(): Promise<void> {
    if (this.#isCommitted) return;
    if (this.#refusal !== null) throw this.#refusal();
    if (!this.#end()) return;
    const { command } = await this.#client.query('commit');
    // So PostgreSQL ends one in which a statement has failed.
    if (command === 'ROLLBACK') throw new AbortedTransactionError();
  }

  /** Does not fail: where it cannot be asked for, the connection is closed, which rolls back, and the first cause is what is told. */
  async rollback(): Promise<void> {
    if (this.#isCommitted || !this.#end()) return;
    await this.#client.query('rollback').catch(() => {
      this.#isLost = true;
    });
  }

  /** False where nothing was begun. What one of several failed statements left behind would otherwise run on its own. */
  #end(): boolean {
    const wasBegun = this.#opening === null;
    this.#opening = null;
    this.#refusal = afterTheEnd;
    return wasBegun;
  }

  release(): void {
    this.#client.release(this.#isLost);
  }

  // biome-ignore lint/correctness/useYield: there is nothing to yield.
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('long answers are read through readInGroups');
  }
}

const afterTheEnd = () => new Error('a statement came after the end of its transaction');

function resultOf<Row>(result: pg.QueryResult<Row & pg.QueryResultRow>): QueryResult<Row> {
  const { command, rowCount, rows } = result;
  const isWrite = /^(?:INSERT|UPDATE|DELETE|MERGE)$/.test(command);
  return isWrite ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
}
