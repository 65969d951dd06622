/** The chart of accounts on a real database: names, states, deletion, history, lists brought in, templates. */
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BooksFixture, chartContextOf, createBooks } from '../books.fixture.ts';
import { type ClientForBooks, ledgerContract } from '../ledger/contract.ts';
import { chartContract as contract } from './contract.ts';
import { importChart } from './import-chart.ts';
import { exportChart } from './show-chart.ts';

describe('the chart of a client', () => {
  let books: BooksFixture;
  let client: ClientForBooks;
  let params: { clientId: string };
  beforeAll(async () => {
    books = await createBooks();
  });
  afterAll(() => books.close());
  /** Statements on this database that wait for a lock. */
  const waiting = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_locks where not granted
        and pid in (select pid from pg_stat_activity where datname = current_database())`.execute(books.db);
    return rows[0]?.n ?? 0;
  };
  beforeEach(async () => {
    client = await books.openClient();
    params = { clientId: client.clientId };
  });

  const chart = async (clientId = client.clientId) =>
    (await books.call(contract.showChart, { params: { clientId } })).accounts;
  const account = async (code: string) => (await chart()).find((each) => each.code === code);
  const open = (code: string, name: string, of = params, counterpartyTaxId?: string) =>
    books.call(ledgerContract.createAccount, { params: of, body: { code, name, counterpartyTaxId } });
  const rename = (code: string, was: string, name: string) =>
    books.call(contract.renameAccounts, { params, body: { names: [{ code, was, name }] } });
  const setStatus = async (codes: string[], status: 'open' | 'closed', withBranch = false) =>
    (await books.call(contract.setAccountStatus, { params, body: { codes, status, withBranch } })).changed;
  const remove = (...codes: string[]) => books.call(contract.deleteAccounts, { params, body: { codes } });
  const history = async (accountCode: string) =>
    (await books.call(contract.listAccountHistory, { params: { ...params, accountCode } })).items;

  const bringBytes = (bytes: Buffer, apply: boolean, clientId = client.clientId) => {
    const files = async function* () {
      yield { fileName: 'plan.csv', stream: Readable.from([bytes]), truncated: () => false };
    };
    return importChart(chartContextOf(books.db), { scope: books.scope, files }, clientId, apply);
  };
  const bring = (lines: readonly string[], apply: boolean) =>
    bringBytes(Buffer.from(lines.join('\n')), apply);

  const draft = (debit: string, credit: string) =>
    books.call(ledgerContract.createVoucher, {
      params,
      body: {
        date: '2026-03-02',
        lines: [
          { accountCode: debit, debit: '150.25' },
          { accountCode: credit, credit: '150.25' },
        ],
      },
    });

  async function enter(debit: string, credit: string, post = true): Promise<void> {
    const { id } = await draft(debit, credit);
    if (!post) return;
    const { results } = await books.call(ledgerContract.postVouchers, { body: { vouchers: [{ id }] } });
    expect(results[0]?.status).toBe('posted');
  }

  it('is the whole chart of the law with balances added up to the class', async () => {
    await enter('100.01', '500');
    const all = await chart();
    expect(all.filter(({ isOfLaw }) => isOfLaw)).toHaveLength(352);
    const balances = ['1', '10', '100', '100.01', '5', '500', '2'].map(
      (code) => all.find((each) => each.code === code)?.balance,
    );
    expect(balances).toEqual(['150.25', '150.25', '150.25', '150.25', '-150.25', '-150.25', '0.00']);
  });

  it('grows to any depth, by free codes of three digits, and by groups in 8 and 9; the law’s levels are refused', async () => {
    const path = ['900.1', '900.1.2', '900.1.2.3', '900.1.2.3.4', '900.1.2.3.4.5', '900.1.2.3.4.5.6.7'];
    expect(await open('90', 'Teminatlar')).toMatchObject({ isLeaf: false, parentCode: '9' });
    expect(await open('900', 'Alınan teminatlar')).toMatchObject({ isLeaf: true, normalSide: 'borc' });
    for (const code of path.slice(0, 5)) await open(code, 'Alt');
    await open('900.1.2.3.4.5.6', 'Alt');
    expect(await open(path.at(-1) ?? '', 'En alt')).toMatchObject({ isLeaf: true });
    expect(await open('525', 'Kayda alınan emtia')).toMatchObject({ normalSide: 'alacak' });
    await expect(open('14', 'Grup')).rejects.toMatchObject({ code: 'ACCOUNT_LEVEL_OF_LAW' });
    await expect(open('9', 'Sınıf')).rejects.toMatchObject({ code: 'ACCOUNT_EXISTS' });
  });

  it('gives an account another name, never one of the law, and none that changed meanwhile', async () => {
    await rename('100.01', 'Merkez TL Kasası', 'Dükkân kasası');
    expect(await account('100.01')).toMatchObject({ name: 'Dükkân kasası' });
    // The same once more changes nothing and is no conflict.
    await rename('100.01', 'Merkez TL Kasası', 'Dükkân kasası');
    await expect(rename('100.01', 'Merkez TL Kasası', 'Şube')).rejects.toMatchObject({
      code: 'ACCOUNT_NAME_CHANGED',
      params: { name: 'Dükkân kasası' },
    });
    await expect(rename('100', 'Kasa', 'Nakit')).rejects.toMatchObject({ code: 'ACCOUNT_OF_LAW' });
    await expect(rename('100.77', 'x', 'y')).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
  });

  it('closes a branch at once and reopens exactly it; what is closed takes neither lines nor sub-accounts', async () => {
    const closed = await setStatus(['79'], 'closed', true);
    expect(closed).toEqual(['79', ...Array.from({ length: 10 }, (_, n) => String(790 + n))]);
    expect(await setStatus(['79'], 'closed', true)).toEqual([]);
    await expect(open('790.01', 'Alt')).rejects.toMatchObject({ code: 'ACCOUNT_CLOSED' });
    expect(await setStatus(['795'], 'open')).toEqual(['79', '795']);
    expect(await setStatus(closed, 'open')).toHaveLength(9);
    await setStatus(['770.03'], 'closed');
    await expect(enter('770.03', '100.01')).rejects.toMatchObject({ code: 'ACCOUNT_CLOSED' });
  });

  it('does not close an account with a balance, nor its branch, and says how much it is', async () => {
    await enter('770.03', '100.01');
    const refused = { code: 'ACCOUNT_HAS_BALANCE', params: { code: '770.03', balance: '150,25' } };
    await expect(setStatus(['770.03'], 'closed')).rejects.toMatchObject(refused);
    await expect(setStatus(['770'], 'closed', true)).rejects.toMatchObject(refused);
    expect((await account('770.01'))?.status).toBe('open');
    await enter('100.01', '770.03');
    expect(await setStatus(['770.03'], 'closed')).toEqual(['770.03']);
  });

  it('is not closed under a posting that is under way: its balance is waited for, and refused', async () => {
    const { id } = await draft('770.03', '100.01');
    const posted = Promise.withResolvers<void>();
    const close = Promise.withResolvers<void>();
    const posting = books.run(async (trx) => {
      await sql`select app.post_drafts(${client.clientId}, array[${id}]::uuid[])`.execute(trx);
      posted.resolve();
      await close.promise;
    });
    await posted.promise;
    const closing = setStatus(['770.03'], 'closed');
    // It stands before the lock of the posting, or comes to it later: either way it must see what was posted.
    await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0), { timeout: 30_000 });
    close.resolve();
    await posting;
    await expect(closing).rejects.toMatchObject({ code: 'ACCOUNT_HAS_BALANCE' });
  });

  it('deletes what was never used, and makes its parent a leaf again; a counterparty group stays a group', async () => {
    await open('500.01', 'Ortak A');
    await open('500.01.1', 'Pay');
    await open('120.01.0001', 'Işık A.Ş.', params, '1234567808');
    await remove('500.01', '500.01.1', '120.01.0001');
    expect(await account('500')).toMatchObject({ isLeaf: true });
    expect(await account('120.01')).toMatchObject({ isLeaf: false });
    await expect(remove('500')).rejects.toMatchObject({ code: 'ACCOUNT_OF_LAW' });
  });

  it('keeps all of them where one is used by a draft, by an account below or by the client card', async () => {
    await open('500.01', 'Ortak A');
    await open('500.02', 'Ortak B');
    await enter('100.01', '500.02', false);
    await expect(remove('500.01', '500.02')).rejects.toMatchObject({
      code: 'ACCOUNT_IN_USE',
      params: { code: '500.02', by: 'fiş satırı' },
    });
    expect(await account('500.01')).toBeDefined();
    await open('500.01.1', 'Pay');
    await expect(remove('500.01')).rejects.toMatchObject({
      code: 'ACCOUNT_IN_USE',
      params: { code: '500.01', by: 'alt hesap' },
    });
    await open('102.03', 'Banka');
    await books.run((trx) =>
      trx
        .insertInto('client_bank_accounts')
        .values({
          tenant_id: books.tenantId,
          client_id: client.clientId,
          position: 1,
          iban: 'TR330006100519786457841326',
          account_code: '102.03',
        })
        .execute(),
    );
    await expect(remove('102.03')).rejects.toMatchObject({
      code: 'ACCOUNT_IN_USE',
      params: { code: '102.03', by: 'mükellef kartındaki banka hesabı' },
    });
  });

  it('tells of each account who opened, renamed, closed and reopened it, the newest first', async () => {
    await open('500.01', 'Ortak A');
    await rename('500.01', 'Ortak A', 'Ortak Ayşe');
    await setStatus(['500.01'], 'closed');
    await setStatus(['500.01'], 'open');
    expect((await history('500.01')).map(({ kind, from, to, byName }) => [kind, from, to, byName])).toEqual([
      ['reopened', null, null, 'Mali Müşavir'],
      ['closed', null, null, 'Mali Müşavir'],
      ['renamed', 'Ortak A', 'Ortak Ayşe', 'Mali Müşavir'],
      ['opened', null, 'Ortak A', 'Mali Müşavir'],
    ]);
    await remove('500.01');
    expect((await history('500.01'))[0]).toMatchObject({ kind: 'deleted', from: 'Ortak Ayşe' });
  });

  it('takes from another client what is missing, counterparties where asked, and lists what stands in the way', async () => {
    const other = await books.openClient();
    const of = { clientId: other.clientId };
    await open('770.50', 'Yazılım giderleri', of);
    await open('770.50.01', 'Abonelikler', of);
    await open('500.01', 'Ortak A', of);
    await open('120.01.0001', 'Işık A.Ş.', of, '1234567808');
    await open('500.01', 'Kurucu');
    const ask = (apply: boolean, withCounterparties = false) =>
      books.call(contract.mergeChart, {
        params,
        body: { from: { clientId: other.clientId }, apply, withCounterparties },
      });
    const said = await ask(false);
    expect(said).toMatchObject({ applied: false, renamed: [] });
    expect(await account('770.50')).toBeUndefined();
    const done = await ask(true);
    expect(done).toEqual({ ...said, applied: true });
    expect(done.opened).toEqual([
      { code: '770.50', name: 'Yazılım giderleri' },
      { code: '770.50.01', name: 'Abonelikler' },
    ]);
    expect(done.conflicts.map(({ code, reason, other: name }) => [code, reason, name])).toEqual([
      ['500.01', 'name', 'Kurucu'],
    ]);
    expect(await account('770.50')).toMatchObject({ isLeaf: false });
    expect((await ask(true, true)).opened).toEqual([{ code: '120.01.0001', name: 'Işık A.Ş.' }]);
    expect((await ask(true, true)).opened).toEqual([]);
  });

  it('becomes a template of the office without its counterparties, which any client takes and none loses by', async () => {
    await open('770.50', 'Yazılım giderleri');
    await open('120.05', 'Bayiler');
    await open('120.05.0001', 'Işık A.Ş.', params, '1234567808');
    const name = `Ticaret ${client.taxId}`;
    const create = (named: string) =>
      books.call(contract.createChartTemplate, { body: { name: named, clientId: client.clientId } });
    const template = await create(name);
    await expect(create(name.toUpperCase())).rejects.toMatchObject({ code: 'CHART_TEMPLATE_NAME_TAKEN' });
    const target = await books.openClient();
    const take = () =>
      books.call(contract.mergeChart, {
        params: { clientId: target.clientId },
        body: { from: { templateId: template.id }, apply: true },
      });
    const before = (await chart(target.clientId)).length;
    expect((await take()).opened.map(({ code }) => code)).toEqual(['120.05', '770.50']);
    const after = await chart(target.clientId);
    expect(after).toHaveLength(before + 2);
    // Its counterparties stayed behind, and it still takes no postings itself.
    expect(after.find(({ code }) => code === '120.05')).toMatchObject({ isLeaf: false });
    const change = { version: template.version, name: `${name} 2`, clientId: target.clientId };
    const renewed = await books.call(contract.updateChartTemplate, {
      params: { templateId: template.id },
      body: change,
    });
    expect(renewed).toMatchObject({ name: `${name} 2`, version: template.version + 1 });
    await expect(
      books.call(contract.updateChartTemplate, { params: { templateId: template.id }, body: change }),
    ).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await books.call(contract.deleteChartTemplate, { params: { templateId: template.id } });
    await expect(take()).rejects.toMatchObject({ code: 'CHART_TEMPLATE_NOT_FOUND' });
    expect((await chart(target.clientId)).find(({ code }) => code === '770.50')).toBeDefined();
  });

  it('comes in from a file as a whole or not at all, and once more changes nothing', async () => {
    const bad = ['Kod;Ad', '100.02;Döviz kasası', '100.01;Dükkân', '100.05.1;Yetim', '191.01.020.1;Alt;'];
    await enter('191.01.020', '100.01', false);
    const refused = await bring(bad, true);
    expect(refused).toMatchObject({ applied: false, opened: [{ code: '100.02' }] });
    expect(refused.conflicts.map(({ row, reason, other }) => [row, reason, other])).toEqual([
      [4, 'parent', '100.05'],
      [5, 'lines', '191.01.020'],
    ]);
    expect(await account('100.02')).toBeUndefined();
    const good = ['Kod;Ad', '100.02;Döviz kasası', '100.01;Dükkân', '100;KASA HESABI', '102;Banka'];
    expect(await bring(good, false)).toMatchObject({ applied: false });
    expect(await account('100.02')).toBeUndefined();
    const done = await bring(good, true);
    expect(done).toMatchObject({
      applied: true,
      opened: [{ code: '100.02', name: 'Döviz kasası' }],
      renamed: [{ code: '100.01', from: 'Merkez TL Kasası', to: 'Dükkân' }],
      same: 1,
      // The law's name stands, and that is no reason to refuse the file.
      conflicts: [{ row: 5, code: '102', reason: 'law', other: 'Bankalar' }],
    });
    expect(await bring(good, true)).toMatchObject({ applied: true, opened: [], renamed: [], same: 3 });
  });

  it('goes out as a file that another client takes as it is', async () => {
    await open('770.50', 'Yazılım; "bulut" giderleri');
    await open('770.50.01', 'Abonelikler');
    for (const format of ['xlsx', 'csv'] as const) {
      const target = await books.openClient();
      const asked = { scope: books.scope, language: 'tr' } as const;
      const { stream } = await exportChart(chartContextOf(books.db), asked, client.clientId, { format });
      const change = await bringBytes(Buffer.concat(await stream.toArray()), true, target.clientId);
      expect(change).toMatchObject({ applied: true, renamed: [], conflicts: [] });
      expect(change.opened).toEqual([
        { code: '770.50', name: 'Yazılım; "bulut" giderleri' },
        { code: '770.50.01', name: 'Abonelikler' },
      ]);
    }
  });

  it('of another office is neither read, changed, copied from nor kept as a template', async () => {
    const stranger = await books.openOffice();
    const missing = { code: 'CLIENT_NOT_FOUND' };
    await expect(books.call(contract.showChart, { params }, stranger)).rejects.toMatchObject(missing);
    const body = { codes: ['770.03'], status: 'closed' as const };
    await expect(books.call(contract.setAccountStatus, { params, body }, stranger)).rejects.toMatchObject(
      missing,
    );
    const own = await books.openClient(stranger);
    const merge = { from: { clientId: client.clientId }, apply: true };
    await expect(
      books.call(contract.mergeChart, { params: { clientId: own.clientId }, body: merge }, stranger),
    ).rejects.toMatchObject(missing);
    await expect(
      books.call(contract.createChartTemplate, { body: { name: 'x', clientId: client.clientId } }, stranger),
    ).rejects.toMatchObject(missing);
  });
});
