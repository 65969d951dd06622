/** Offices whose tables have grown: one client's books, copied to many of two offices, with documents that wait. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { OfficeScope } from './whole-office.fixture.ts';

const CLIENTS = 24;
/** Of these in the office that asks. */
const OWN_CLIENTS = 2;
const VOUCHERS = 250;
const DRAFTS = 20;
const DOCUMENTS = 100;
/** Of each client: a chart is read through its client's key, however many there are of others. */
const ACCOUNTS = 500;

interface Grown {
  readonly superuser: pg.Client;
  readonly scope: OfficeScope;
  /** Has its chart and nothing else. */
  readonly clientId: string;
}

/** Fills the client's books and the offices around it; statistics are as a server has them. */
export async function growOffices(grown: Grown): Promise<void> {
  await fillBooks(grown);
  await copyBooks(grown);
  await fillDocuments(grown);
  await grown.superuser.query('analyze');
}

/** Posted vouchers of two lines over 2025, some drafts, and the numbers of three months. */
async function fillBooks({ superuser, scope, clientId }: Grown): Promise<void> {
  const key = [scope.tenantId, clientId];
  await superuser.query(
    `select set_config('app.tenant_id', $1, false), set_config('app.client_scope', 'all', false)`,
    [scope.tenantId],
  );
  await superuser.query(
    `insert into accounts (tenant_id, client_id, code, name, parent_code, is_leaf, normal_side)
     select $1, $2, '120.01.' || lpad(n::text, 5, '0'), 'Işık ' || n || ' Ltd. Şti.', '120.01', true, 'borc'
     from generate_series(1, ${ACCOUNTS}) n`,
    key,
  );
  await superuser.query(
    `insert into vouchers (tenant_id, client_id, type, voucher_date, description)
     select $1, $2, 'mahsup', date '2025-01-01' + n % 365, 'Kırtasiye ' || n from generate_series(1, ${VOUCHERS + DRAFTS}) n`,
    key,
  );
  await superuser.query(
    `insert into voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus)
     select tenant_id, client_id, voucher_id, n, case n when 1 then '770.03' else '100.01' end,
            case n when 1 then 100 else 0 end, case n when 1 then 0 else 100 end
     from vouchers, generate_series(1, 2) n where tenant_id = $1 and client_id = $2`,
    key,
  );
  await superuser.query(
    `select app.post_drafts($2, array(select voucher_id from vouchers where tenant_id = $1 and client_id = $2
       order by voucher_id limit ${VOUCHERS}))`,
    key,
  );
  await superuser.query('select app.number_period($1, $2)', [clientId, '2025-01-01']);
}

/** The same books of other clients, most of another office, written past the guards; and sums of accounts that come to nothing. */
async function copyBooks({ superuser, scope, clientId }: Grown): Promise<void> {
  const otherOffice = randomUUID();
  const copied = (table: string, columns: string, values = columns.replaceAll(/\w+/g, 't.$&')) =>
    `insert into ${table} (tenant_id, client_id, ${columns})
     select o.tenant_id, o.client_id, ${values} from ${table} t, clients o where t.client_id = '${clientId}' and o.client_id <> t.client_id`;
  const id = 'md5(t.voucher_id::text || o.client_id::text)::uuid';
  const entry =
    'type, status, voucher_date, fiscal_year, fis_no, description, posted_at, chain_no, chain_hash';
  const line = 'line_no, account_code, book_date, debit_kurus, credit_kurus';
  const statements = [
    'set session_replication_role = replica',
    `insert into offices (tenant_id, name) values ('${otherOffice}', 'Başka Ofis')`,
    `insert into clients (tenant_id, title, tax_id)
     select case when n < ${OWN_CLIENTS} then '${scope.tenantId}' else '${otherOffice}' end::uuid, 'Örnek ' || n, (1000000000 + n)::text
     from generate_series(1, ${CLIENTS - 1}) n`,
    copied('accounts', 'code, name, parent_code, is_leaf, normal_side'),
    copied('vouchers', `voucher_id, ${entry}`, `${id}, ${entry.replaceAll(/\w+/g, 't.$&')}`),
    copied('voucher_lines', `voucher_id, ${line}`, `${id}, ${line.replaceAll(/\w+/g, 't.$&')}`),
    copied('account_balances', 'account_code, period, entry_kind, line_count, debit_kurus, credit_kurus'),
    copied('audit_log', 'user_id, action, entity, entity_id'),
    `insert into account_balances (tenant_id, client_id, account_code, period, entry_kind, debit_kurus, credit_kurus, line_count)
     select tenant_id, client_id, code, '2025-01-01', 'ordinary', 100, 100, 2 from accounts where parent_code = '120.01'`,
    'reset session_replication_role',
  ];
  for (const statement of statements) await superuser.query(statement);
}

/** Documents of all clients that wait; their search keys are written as their office. */
async function fillDocuments({ superuser }: Grown): Promise<void> {
  const { rows } = await superuser.query<{ id: string }>('select distinct tenant_id as id from clients');
  for (const { id } of rows) {
    await superuser.query(`select set_config('app.tenant_id', $1, false)`, [id]);
    await superuser.query(
      `with f as (
         insert into stored_files (tenant_id, sha256, size_bytes)
         select $1, encode(sha256(n::text::bytea), 'hex'), 1 from generate_series(1, ${DOCUMENTS}) n returning sha256)
       insert into documents (tenant_id, client_id, sha256, size_bytes, file_name, upload_id, state)
       select $1, client_id, sha256, 1, 'a.xml', uuidv7(), 'READY' from f, clients where tenant_id = $1`,
      [id],
    );
  }
}
