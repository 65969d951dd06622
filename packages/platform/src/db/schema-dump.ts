/** Writes the schema of a database as text, in one order for ever, so that a change of it is seen in review. */
import pg from 'pg';

/** Schemas of ours; the queue's belongs to its library, the history to the migrator. */
const SCHEMAS = ['app', 'public'];

const TABLES = `
  select c.oid, format('%I.%I', n.nspname, c.relname) as name,
         concat_ws(', ', case when c.relrowsecurity then 'row security' else 'no row security' end,
                   case when c.relforcerowsecurity then 'forced' end) as note
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm') order by 2`;

/** Each query takes the oid of a table and gives one line of text a row. */
const PARTS: readonly (readonly [label: string, query: string])[] = [
  [
    'column',
    `select concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
       case when co.collname not in ('default') then 'collate ' || co.collname end,
       case when a.attnotnull then 'not null' end,
       case when a.attgenerated = 's' then 'generated' when d.oid is not null then 'default' end,
       pg_get_expr(d.adbin, d.adrelid))
     from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     left join pg_collation co on co.oid = a.attcollation
     where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
  ],
  [
    'constraint',
    `select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
     where conrelid = $1 and contype <> 'n' order by 1`,
  ],
  ['index', `select pg_get_indexdef(indexrelid) from pg_index where indrelid = $1 order by 1`],
  [
    'policy',
    `select concat_ws(' ', polname, case when polpermissive then 'permissive' else 'restrictive' end,
       case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
       'using (' || pg_get_expr(polqual, polrelid) || ')',
       'with check (' || pg_get_expr(polwithcheck, polrelid) || ')')
     from pg_policy where polrelid = $1 order by 1`,
  ],
  [
    'trigger',
    `select pg_get_triggerdef(oid) from pg_trigger where tgrelid = $1 and not tgisinternal order by 1`,
  ],
  [
    'grant',
    `select string_agg(lower(privilege_type), ', ' order by privilege_type) || ' to ' || grantee
     from (select x.privilege_type, x.grantee::regrole::text as grantee
           from pg_class c, aclexplode(c.relacl) x where c.oid = $1 and x.grantee <> c.relowner and x.grantee <> 0) g
     group by grantee order by 1`,
  ],
  [
    'grant',
    `select lower(privilege_type) || ' (' || string_agg(attname, ', ' order by attnum) || ') to ' || grantee
     from (select x.privilege_type, x.grantee::regrole::text as grantee, a.attname, a.attnum
           from pg_attribute a, aclexplode(a.attacl) x where a.attrelid = $1) g
     group by privilege_type, grantee order by 1`,
  ],
];

const FUNCTIONS = `
  select pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = any ($1) and p.prokind in ('f', 'p')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname, pg_get_function_identity_arguments(p.oid)`;

/** The tables with all that hangs on them, then the functions; `url` may be of any role that may read the catalog. */
export async function dumpSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ oid: number; name: string; note: string }>(TABLES, [SCHEMAS]);
    const blocks: string[] = [];
    for (const table of tables.rows) {
      const lines = [`table ${table.name} (${table.note})`];
      for (const [label, query] of PARTS) lines.push(...(await describe(client, label, query, table.oid)));
      blocks.push(lines.join('\n'));
    }
    const functions = await client.query<{ text: string }>(FUNCTIONS, [SCHEMAS]);
    blocks.push(...functions.rows.map((row) => row.text.trim()));
    return `${blocks.join('\n\n')}\n`;
  } finally {
    await client.end();
  }
}

async function describe(client: pg.Client, label: string, query: string, oid: number): Promise<string[]> {
  const { rows } = await client.query<[string]>({ text: query, values: [oid], rowMode: 'array' });
  return rows.map(([text]) => `  ${label} ${text}`);
}
