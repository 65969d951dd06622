-- Readies an empty PostgreSQL 18: the owner of the schema, the database, and what only a superuser may install.
-- Run once by the superuser with psql: psql -v ON_ERROR_STOP=1 -f init-database.sql
-- MUHASEBI_OWNER_PASSWORD gives the owner's password. The application's login role is made by the migrations.
\getenv owner_password MUHASEBI_OWNER_PASSWORD
CREATE ROLE muhasebi_owner LOGIN NOSUPERUSER NOCREATEDB CREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
CREATE DATABASE muhasebi OWNER muhasebi_owner;
\connect muhasebi
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS amcheck;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
-- The owner looks after its own tables: `muhasebi defter dogrula` asks whether they and their indexes are sound.
GRANT EXECUTE ON FUNCTION bt_index_check(regclass, boolean, boolean), verify_heapam(regclass, boolean, boolean, text, bigint, bigint) TO muhasebi_owner;
-- The owner's commands show what the whole database does, and may count it anew.
GRANT pg_read_all_stats TO muhasebi_owner;
GRANT EXECUTE ON FUNCTION pg_stat_statements_reset TO muhasebi_owner;
