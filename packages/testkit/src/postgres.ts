/** Gives tests of every package a migrated database of their own; it is made where the platform's own tests make theirs. */
export {
  copyTemplate,
  createTestDatabase,
  type TestDatabase,
} from '@muhasebi/platform/test-database/test-database.fixture.ts';
