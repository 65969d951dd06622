/** Gives tests of every package a throw-away PostgreSQL, for what is done to the server itself. */
export {
  startTemporaryPostgres,
  type TemporaryPostgres,
  type TemporaryPostgresOptions,
} from '@muhasebi/platform/test-database/temporary-postgres.fixture.ts';
