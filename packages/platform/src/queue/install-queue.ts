/** Installs the job queue's own schema and opens it to the application's role, which owns none of it. */
import { runMigrations } from 'graphile-worker';
import type pg from 'pg';

/**
 * Runs graphile-worker's migrations as the owner, then grants the application's role the use of the queue.
 * Its private tables have row-level security switched on for everyone but their owner, so a policy is needed as well.
 * Idempotent.
 */
export async function installQueue(client: pg.Client, ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl });
  await client.query(`
    grant usage on schema graphile_worker to muhasebi_app;
    grant select, insert, update, delete on all tables in schema graphile_worker to muhasebi_app;
    grant usage on all sequences in schema graphile_worker to muhasebi_app;
    grant execute on all functions in schema graphile_worker to muhasebi_app;
    do $$
    declare
      guarded regclass;
    begin
      for guarded in
        select c.oid::regclass from pg_class c
        where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity
          and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'queue_of_the_application')
      loop
        execute format('create policy queue_of_the_application on %s to muhasebi_app using (true) with check (true)', guarded);
      end loop;
    end
    $$;`);
}
