/** Measures the search of accounts as one types, and the whole chart, of a client with 20,000 accounts among 300 clients. */

import { loadAccounts } from '@muhasebi/features/chart/chart.queries.ts';
import { findAccount, listAccounts } from '@muhasebi/features/ledger/accounts.queries.ts';
import { sumByAccount } from '@muhasebi/features/ledger/balances.queries.ts';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { openBenchOffice } from './bench-office.ts';
import { tell } from './tell.ts';

const ACCOUNTS = 20_000;
const OF_OTHERS = 250;
const ROUNDS = 60;

// Names as they are: a few common words in many combinations.
const NAME = `(array['Çınar', 'Işık', 'Öztürk', 'Yıldız', 'Doğan', 'Şahin', 'Güneş', 'Kaya', 'İpek', 'Ünal'])[n % 10 + 1] || ' '
  || (array['Gıda', 'İnşaat', 'Kırtasiye', 'Nakliyat', 'Tekstil', 'Otomotiv', 'Temizlik'])[n % 7 + 1] || ' ' || n || ' Ltd. Şti.'`;

const { database, db, scope, tenantId, close } = await openBenchOffice(async () => {});

/** What is typed on the way to an account, and what must be the first found. */
const TYPED: readonly (readonly [text: string, first: string | null])[] = [
  ['1', null],
  ['12', null],
  ['120', '120'],
  ['120.01.0', '120.01.00001'],
  ['120.01.19990', '120.01.19990'],
  ['ı', null],
  ['işık', null],
  ['ISIK NAKLIYAT', null],
  ['nakliyat 1511', null],
  ['2000001511', '120.01.01511'],
  ['zzyzx', null],
];

async function fill(): Promise<string> {
  const seeder = createPool({ url: database.superuserUrl, maxConnections: 1, applicationName: 'bench' });
  try {
    await seeder.query('set session_replication_role = replica');
    await seeder.query(
      `insert into accounts (tenant_id, client_id, code, name, is_leaf, normal_side)
         select tenant_id, client_id, (100 + n / 10)::text || '.' || (n % 10 + 1)::text, ${NAME}, true, 'borc'
         from clients, generate_series(1, ${OF_OTHERS}) n where tenant_id = $1`,
      [tenantId],
    );
    const { rows } = await seeder.query<{ client_id: string }>(
      'select client_id from clients where tenant_id = $1 order by tax_id limit 1',
      [tenantId],
    );
    const clientId = rows[0]?.client_id ?? '';
    await seeder.query('delete from accounts where tenant_id = $1 and client_id = $2', [tenantId, clientId]);
    await seeder.query(
      `insert into accounts (tenant_id, client_id, code, name, parent_code, is_leaf, normal_side, counterparty_tax_id)
         select $1::uuid, $2::uuid, code, name, null, false, 'borc', null
         from (values ('1', 'Dönen Varlıklar'), ('12', 'Ticari Alacaklar'), ('120', 'Alıcılar'), ('120.01', 'Yurt İçi')) a (code, name)
         union all
         select $1::uuid, $2::uuid, '120.01.' || lpad(n::text, 5, '0'), ${NAME}, '120.01', true, 'borc', (2000000000 + n)::text
         from generate_series(1, ${ACCOUNTS - 4}) n`,
      [tenantId, clientId],
    );
    await seeder.query('vacuum analyze accounts, clients');
    return clientId;
  } finally {
    await seeder.end();
  }
}

async function milliseconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const p95 = (took: readonly number[]) =>
  Math.round((took.toSorted((a, b) => a - b)[Math.ceil(took.length * 0.95) - 1] ?? 0) * 10) / 10;

/** In turns, so that what disturbs the machine disturbs both. */
async function measure(name: string, ours: () => Promise<void>, clientId: string): Promise<void> {
  const took: number[] = [];
  const baseline: number[] = [];
  await ours();
  for (let round = 0; round < ROUNDS; round++) {
    took.push(await milliseconds(ours));
    baseline.push(
      await milliseconds(async () => {
        const owner = { tenantId, clientId, fiscalYearStartMonth: 1 };
        await inScope(db, scope, (trx) => findAccount(trx, owner, '120.01.10000'));
      }),
    );
  }
  tell({
    bench: `${name}, 20,000 accounts, p95`,
    unit: 'ms',
    figure: p95(took),
    baseline: p95(baseline),
    baselineIs: 'one account by its exact code, in a transaction of its own',
    goal: 'none set',
    met: null,
  });
}

try {
  const clientId = await fill();
  for (const [text, first] of TYPED)
    await measure(
      `account search "${text}"`,
      async () => {
        const found = await inScope(db, scope, (trx) =>
          listAccounts(trx, tenantId, clientId, { text, leafOnly: false, limit: 50 }),
        );
        if (first !== null && found[0]?.code !== first)
          throw new Error(`"${text}" found ${found[0]?.code ?? 'nothing'} first, not ${first}`);
      },
      clientId,
    );
  await measure(
    'the whole chart with its sums',
    async () => {
      await inScope(db, scope, async (trx) => {
        await loadAccounts(trx, { tenantId, clientId });
        await sumByAccount(trx, tenantId, clientId, { from: '1994-01-01', to: '2199-12-31' });
      });
    },
    clientId,
  );
} finally {
  await close();
}
