/** SQL of the operations page: the last runs of operators, and what they did to jobs. Of no office. */
import { sql } from 'kysely';
import type { Database, Trx } from '../feature.ts';

export interface RunRow {
  readonly kind: string;
  readonly endedAt: Date;
  readonly seconds: number;
  readonly outcome: string;
  readonly place: string | null;
  readonly sizeBytes: bigint | null;
  readonly detail: string;
  readonly lastGoodAt: Date | null;
  /** Of the last good run. */
  readonly lastGoodBytes: bigint | null;
}

/** The last run of each kind that ever ran. */
export async function lastRuns(db: Database): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select distinct on (kind) kind, ended_at as "endedAt",
      extract(epoch from ended_at - started_at)::float8 as seconds, outcome, place, size_bytes as "sizeBytes", detail,
      max(ended_at) filter (where outcome = 'ok') over (partition by kind) as "lastGoodAt",
      (select g.size_bytes from operation_runs g where g.kind = r.kind and g.outcome = 'ok'
        order by g.ended_at desc limit 1) as "lastGoodBytes"
    from operation_runs r order by kind, ended_at desc`.execute(db);
  return rows;
}

export type JobActKind = 'retry-job' | 'cancel-job' | 'remove-job';
export type OperatorActKind = JobActKind | 'install-rule-pack' | 'remove-rule-pack';

export interface OperatorAct {
  readonly userId: string;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly act: OperatorActKind;
  readonly subject: string;
  readonly detail: string;
}

/** In the transaction of the act itself. */
export async function noteOperatorAct(trx: Trx, act: OperatorAct): Promise<void> {
  await trx
    .insertInto('operator_acts')
    .values({
      user_id: act.userId,
      address: act.address,
      request_id: act.requestId,
      act: act.act,
      subject: act.subject,
      detail: act.detail,
    })
    .execute();
}

export function latestActs(db: Database, limit: number) {
  return db
    .selectFrom('operator_acts as a')
    .innerJoin('users as u', 'u.user_id', 'a.user_id')
    .orderBy('a.at', 'desc')
    .orderBy('a.act_id', 'desc')
    .limit(limit)
    .select(['a.act_id as id', 'a.at', 'u.name as userName', 'a.address', 'a.act', 'a.subject', 'a.detail'])
    .execute();
}
