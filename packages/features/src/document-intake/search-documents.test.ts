/** The words of documents: folded the same in SQL and in code, kept true by the tables' own triggers, found under row-level security. */
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findByPatterns, holdsPatterns, patternsOf } from '../document-search.queries.ts';
import {
  call,
  createIntake,
  createOffice,
  type Intake,
  list,
  named,
  runJobs,
  upload,
} from './intake.fixture.ts';
import { invoiceXml } from './ubl-invoice.fixture.ts';

describe('the search key', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await createIntake();
  });
  afterAll(() => intake.close());

  const keysInSql = async (texts: readonly string[]) => {
    const { rows } = await intake.superuser.query<{ key: string }>(
      'select app.search_key(t) as key from unnest($1::text[]) with ordinality u (t, n) order by n',
      [texts],
    );
    return rows.map((row) => row.key);
  };

  it('of SQL is the key of the code, for every text', async () => {
    const turkish = fc.stringMatching(/^(?:[a-zA-ZçğıöşüÇĞİÖŞÜâîûÂÎÛ0-9 ./&'-]|\u0307|\u0327){0,60}$/);
    const texts = fc.sample(fc.oneof(turkish, fc.string({ unit: 'binary', maxLength: 40 })), {
      numRuns: 4_000,
      seed: 20_261_127,
    });
    // PostgreSQL holds no NUL in a text.
    const storable = texts.filter((text) => !text.includes('\0'));
    expect(await keysInSql(storable)).toEqual(storable.map(searchKey));
  });

  it('of SQL is the key of the code for each letter by itself, of every script', async () => {
    const letters: string[] = [];
    for (let code = 1; code <= 0x1ffff; code++) {
      if (code < 0xd800 || code > 0xdfff) letters.push(`${String.fromCodePoint(code)}b`);
    }
    expect(await keysInSql(letters)).toEqual(letters.map(searchKey));
  }, 120_000);

  it('is one however a name is typed', async () => {
    expect(await keysInSql(['IŞIK', 'ışık', 'isik', 'İŞİK', 'i̇şı̇k'])).toEqual(Array(5).fill('isik'));
  });
});

describe('a search', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await createIntake();
  });
  afterAll(() => intake.close());

  const found = (
    office: { tenantId: string; clientId: string; scope: Parameters<typeof inScope>[1] },
    q: string,
  ) =>
    inScope(intake.db, office.scope, async (trx) =>
      (await findByPatterns(trx, office, patternsOf(q), 100)).map(({ documentId }) => documentId),
    );

  it('finds a document by its file, number, ETTN, parties, lines and notes, and by several words in any order', async () => {
    const office = await createOffice(intake);
    await upload(intake, office, { 'ağustos faturası.xml': invoiceXml() });
    await runJobs(intake);
    const document = await named(intake, office, 'ağustos faturası.xml');
    const line = document.invoice?.lines[0]?.name ?? '';
    const words = [
      'AĞUSTOS',
      'faturasi',
      document.documentNo?.slice(-5),
      document.ettn?.slice(0, 8).toUpperCase(),
      document.counterpartyName,
      document.counterpartyTaxId,
      line,
      `${document.documentNo} ${line} ag`,
    ];
    for (const word of words) {
      expect([word, await found(office, word ?? 'none')]).toEqual([word, [document.id]]);
    }
    expect(await found(office, 'ağustos eylül')).toEqual([]);
    expect(await found(office, '%')).toEqual([]);
  });

  it('asks for words of one or two letters at the beginning of a word', () => {
    expect(patternsOf(' Öz  İŞ 100% ')).toEqual(['%100\\%%', '% oz%', '% is%']);
    expect(patternsOf('  ')).toEqual([]);
  });

  it('sees what client scope lets it see, and leaves nothing narrowed behind it', async () => {
    const office = await createOffice(intake);
    await upload(intake, office, { 'gizli.xml': invoiceXml() });
    const elsewhere = { ...office, scope: { ...office.scope, clientIds: [office.otherClientId] } };
    expect(await found(elsewhere, 'gizli')).toEqual([]);
    const stranger = await createOffice(intake);
    expect(await found({ ...office, scope: stranger.scope }, 'gizli')).toEqual([]);
    const rest = await inScope(intake.db, office.scope, async (trx) => {
      await findByPatterns(trx, office, patternsOf('nowhere'), 10);
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from document_texts
        where tenant_id = ${office.tenantId}`.execute(trx);
      return rows[0]?.n;
    });
    expect(rest).toBe(1);
  });

  it('follows a document to the client to which it is moved, where it is found at once', async () => {
    const office = await createOffice(intake);
    await upload(intake, office, { 'tasinan.xml': invoiceXml() });
    await runJobs(intake);
    const [document] = await list(intake, office);
    await call(intake, 'POST /documents/:documentId/move', office.scope, {
      params: { documentId: document?.id },
      body: { clientId: office.otherClientId },
    });
    expect(await found(office, 'tasinan')).toEqual([]);
    expect(await found({ ...office, clientId: office.otherClientId }, 'tasinan')).toEqual([document?.id]);
  });

  it('uses the index of words as the application, under row-level security', async () => {
    const office = await createOffice(intake);
    await intake.superuser.query(
      `select set_config('app.tenant_id', $1, false), set_config('app.client_scope', 'all', false)`,
      [office.tenantId],
    );
    await intake.superuser.query(
      `with f as (insert into stored_files (tenant_id, sha256, size_bytes)
         select $1, encode(sha256(n::text::bytea), 'hex'), 1 from generate_series(1, 5000) n returning sha256)
       insert into documents (tenant_id, client_id, sha256, size_bytes, file_name, upload_id)
       select $1, $2, sha256, 1, 'fatura ' || sha256 || '.xml', gen_random_uuid() from f`,
      [office.tenantId, office.clientId],
    );
    await intake.superuser.query('vacuum analyze document_texts');
    const plan = await inScope(intake.db, office.scope, async (trx) => {
      await sql`select set_config('app.search', ${JSON.stringify(patternsOf('abcdef'))}, true)`.execute(trx);
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select t.document_id from document_texts t
        where t.tenant_id = ${office.tenantId} limit 100`.execute(trx);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/Bitmap Index Scan on document_texts_by_word.*\s+Index Cond: .*search_text ~~/);
  });

  it('walks the list instead, by the same rule', async () => {
    const office = await createOffice(intake);
    await upload(intake, office, {
      'ışık bir.xml': invoiceXml({ number: 'AAA2026000000001' }),
      'iki.xml': invoiceXml({ number: 'AAA2026000000002' }),
    });
    const names = await inScope(intake.db, office.scope, async (trx) => {
      const { rows } = await sql<{ file_name: string }>`select d.file_name from documents d
        where d.tenant_id = ${office.tenantId} and ${holdsPatterns(patternsOf('BİR isik'))}`.execute(trx);
      return rows.map((row) => row.file_name);
    });
    expect(names).toEqual(['ışık bir.xml']);
  });
});
