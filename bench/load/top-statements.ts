/** Which statements the database spent its time on, as it remembers itself: where to look before anything is made faster. */
import pg from 'pg';

export interface Statement {
  readonly calls: number;
  readonly totalMs: number;
  readonly meanMs: number;
  readonly text: string;
}

/** The dearest statements of a database since its server was started. */
export async function topStatements(superuserUrl: string, limit: number): Promise<Statement[]> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Statement>(
      `select calls::float8 calls, round(total_exec_time)::float8 "totalMs", round(mean_exec_time::numeric, 2)::float8 "meanMs",
              left(regexp_replace(query, '\\s+', ' ', 'g'), 150) as text
       from pg_stat_statements join pg_database on pg_database.oid = dbid
       where datname = current_database() order by total_exec_time desc limit $1`,
      [limit],
    );
    return rows;
  } finally {
    await client.end();
  }
}
