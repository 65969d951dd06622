/** Every filter and every order of the list of documents, held against the same question asked of the rows in memory. */
import { randomUUID } from 'node:crypto';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import { encodeCursor } from '@muhasebi/platform/db/cursor.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentOrder, documentOrder } from './contract.ts';
import { call, createIntake, createOffice, type Intake, type Office } from './intake.fixture.ts';

interface Row {
  readonly id: string;
  readonly state: string;
  readonly kind: string;
  readonly profile: string | null;
  readonly type: string | null;
  readonly direction: string | null;
  readonly name: string | null;
  readonly tax_id: string | null;
  readonly currency: string | null;
  readonly payable: string | null;
  readonly day: string | null;
  readonly worst: string | null;
  readonly by: string | null;
  readonly came: string;
}

const NAMES = ['Işık Ltd.', 'ISPARTA A.Ş.', 'İnci', 'Çağ', 'cem', null];
const pick = <T>(values: readonly T[], n: number): T => values[n % values.length] as T;

let intake: Intake;
let office: Office;
let rows: Row[];

beforeAll(async () => {
  intake = await createIntake();
  office = await createOffice(intake);
  rows = Array.from({ length: 120 }, (_, n) => ({
    id: idOf(n),
    state: pick(['READY', 'REJECTED', 'PENDING'], n),
    kind: pick(['invoice', 'other'], n),
    profile: pick(['TICARIFATURA', 'TEMELFATURA', null], n),
    type: pick(['SATIS', 'IADE', 'TEVKIFAT', null], n),
    direction: pick(['alis', 'satis', null], n),
    name: pick(NAMES, n),
    tax_id: pick(['1111111111', '22222222222', null], n),
    currency: pick(['TRY', 'USD'], n),
    payable: pick(['-10.50', '0', '100', '100.00', '99999999999999999.99', null], n),
    day: pick(['2026-01-31', '2026-02-01', '2026-11-05', null, '2026-02-01'], n),
    worst: pick(['error', 'warning', 'info', null], n),
    by: pick([office.userId, null], n),
    came: `2026-1${n % 2}-0${(n % 9) + 1}T21:30:00Z`,
  }));
  await putRows();
});
afterAll(() => intake.close());

/** An id as it is made when the document comes: it begins with the time. */
function idOf(n: number): string {
  const ms = Date.parse(`2026-1${n % 2}-0${(n % 9) + 1}T21:30:00Z`) + n;
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
}

async function putRows(): Promise<void> {
  await intake.superuser.query(
    `select set_config('app.tenant_id', $1, false), set_config('app.client_scope', 'all', false)`,
    [office.tenantId],
  );
  await intake.superuser.query(
    `insert into stored_files (tenant_id, sha256, size_bytes)
     select $1, encode(sha256((r->>'id')::bytea), 'hex'), 1 from jsonb_array_elements($2::jsonb) r`,
    [office.tenantId, JSON.stringify(rows)],
  );
  await intake.superuser.query(
    `insert into documents (tenant_id, client_id, document_id, sha256, size_bytes, file_name, upload_id, state, kind, profile,
       type, direction, counterparty_name, counterparty_tax_id, currency, payable, issue_date, worst_finding, created_by,
       created_at, reject_reason, read_at)
     select $1, $2, r.id, encode(sha256(r.id::text::bytea), 'hex'), 1, 'belge.xml', r.id, r.state, r.kind, r.profile, r.type,
       r.direction, r.name, r.tax_id, r.currency, r.payable, r.day, r.worst, r.by, r.came,
       case when r.state = 'REJECTED' then 'deneme' end, r.came
     from jsonb_to_recordset($3::jsonb) as r (id uuid, state text, kind text, profile text, type text, direction text,
       name text, tax_id text, currency text, payable numeric, day date, worst text, by uuid, came timestamptz)`,
    [office.tenantId, office.clientId, JSON.stringify(rows)],
  );
}

interface Page {
  readonly items: { readonly id: string }[];
  readonly nextCursor: string | null;
}

const ask = async (query: object) =>
  (await call(intake, 'GET /clients/:clientId/documents', office.scope, {
    params: { clientId: office.clientId },
    query,
  })) as Page;

const number = (text: string | null) => (text === null ? null : Number(text));
const day = (row: Row) => row.came.slice(0, 10);
/** 21:30 of Greenwich is half past midnight of the next day in Türkiye. */
const dayInTurkey = (row: Row) => new Date(Date.parse(row.came) + 3 * 3_600_000).toISOString().slice(0, 10);

const FILTERS: readonly (readonly [query: object, holds: (row: Row) => boolean])[] = [
  [{ state: 'READY,PENDING' }, (row) => row.state !== 'REJECTED'],
  [{ state: 'nonsense' }, () => true],
  [{ kind: 'other' }, (row) => row.kind === 'other'],
  [{ profile: 'TICARIFATURA' }, (row) => row.profile === 'TICARIFATURA'],
  [{ type: 'IADE,TEVKIFAT' }, (row) => row.type === 'IADE' || row.type === 'TEVKIFAT'],
  [{ direction: 'alis' }, (row) => row.direction === 'alis'],
  [{ counterparty: '1111111111' }, (row) => row.tax_id === '1111111111'],
  [{ counterparty: '111111111' }, () => false],
  [{ counterparty: 'isik' }, (row) => row.name === 'Işık Ltd.'],
  [{ counterparty: 'ıs' }, (row) => searchKey(row.name ?? '').includes('is')],
  [
    { amountFrom: '0', amountTo: '100' },
    (row) => row.payable !== null && Math.abs(Number(row.payable) - 50) <= 50,
  ],
  [{ amountTo: '0' }, (row) => row.payable === '-10.50' || row.payable === '0'],
  [
    { amountFrom: '100', currency: 'USD' },
    (row) => (number(row.payable) ?? -1) >= 100 && row.currency === 'USD',
  ],
  [{ issuedFrom: '2026-02-01', issuedTo: '2026-02-01' }, (row) => row.day === '2026-02-01'],
  [{ issuedTo: '2026-02-01' }, (row) => row.day !== null && row.day <= '2026-02-01'],
  [{ receivedFrom: '2026-11-03' }, (row) => dayInTurkey(row) >= '2026-11-03'],
  [{ receivedTo: '2026-10-04' }, (row) => dayInTurkey(row) <= '2026-10-04'],
  [{ receivedFrom: '2026-10-04', receivedTo: '2026-10-04' }, (row) => dayInTurkey(row) === '2026-10-04'],
  [{ finding: 'error,warning' }, (row) => row.worst === 'error' || row.worst === 'warning'],
  [{ finding: 'none' }, (row) => row.worst === null],
  [{ finding: 'info,none' }, (row) => row.worst === null || row.worst === 'info'],
  [{ duplicate: 'true' }, () => false],
  [{ duplicate: 'false' }, () => true],
  [{ containerId: '00000000-0000-4000-8000-000000000000' }, () => false],
  [{ q: 'BELGE ışık' }, (row) => row.name === 'Işık Ltd.'],
  [
    { q: 'isik', state: 'READY', finding: 'info' },
    (row) => row.name === 'Işık Ltd.' && row.state === 'READY' && row.worst === 'info',
  ],
];

describe('the list of documents', () => {
  it.each(FILTERS)('shows for %j the rows of which it is true, and no other', async (query, holds) => {
    const { items } = await ask({ ...query, limit: 500 });
    const expected = rows.filter(holds).map((row) => row.id);
    expect(items.map((item) => item.id).toSorted()).toEqual(expected.toSorted());
  });

  it('asks by who sent a document', async () => {
    const { items } = await ask({ uploadedBy: office.userId, limit: 500 });
    expect(items).toHaveLength(rows.filter((row) => row.by !== null).length);
  });

  const keys: Record<string, (row: Row) => number | string | null> = {
    date: (row) => row.day,
    amount: (row) => number(row.payable),
    counterparty: (row) => searchKey(row.name ?? '') || null,
    newest: (row) => row.id,
    oldest: (row) => row.id,
  };
  it.each(documentOrder.options)(
    'in the order %s is walked page by page without losing or repeating a row',
    async (order) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const found: Page = await ask({ order, limit: 7, ...(cursor === undefined ? {} : { cursor }) });
        seen.push(...found.items.map((item) => item.id));
        cursor = found.nextCursor ?? undefined;
      } while (cursor !== undefined && seen.length < 200);
      expect(seen.toSorted()).toEqual(rows.map((row) => row.id).toSorted());
      const key = keys[order.split('-')[0] ?? ''] ?? (() => null);
      const least = order.startsWith('amount') ? -1e30 : '';
      const walked = seen.map((id) => key(rows.find((row) => row.id === id) as Row) ?? least);
      const sorted = walked.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      expect(walked).toEqual(order.endsWith('desc') || order === 'newest' ? sorted.toReversed() : sorted);
    },
  );

  it('takes a cursor that is made up, cut or of another order for the beginning', async () => {
    const first = await ask({ order: 'date-asc', limit: 3 });
    const id = rows[0]?.id ?? '';
    const made: [DocumentOrder, string, string][] = [
      ['date-asc', '2026-02-31', id],
      ['date-asc', 'x', id],
      ['date-desc', '2026-02-01', id],
      ['date-asc', '2026-02-01', 'x'],
    ];
    for (const key of made)
      expect(await ask({ order: 'date-asc', limit: 3, cursor: encodeCursor(key) })).toEqual(first);
    const huge = encodeCursor(['amount-asc', '9999999999999999999', id]);
    expect((await ask({ order: 'amount-asc', limit: 3, cursor: huge })).items).toHaveLength(3);
  });

  it('is narrowed to the days of Türkiye, not of Greenwich', () => {
    // The rows of this test stand where the two differ.
    expect(rows.every((row) => day(row) !== dayInTurkey(row))).toBe(true);
  });
});
