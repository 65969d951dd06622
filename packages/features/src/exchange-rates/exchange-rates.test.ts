/** Rates on a real database: what is in force, what TCMB answers, what an office enters of its own. */
import { Readable } from 'node:stream';
import {
  bulletinXml,
  type DayAnswer,
  startTcmbServer,
  type TcmbServer,
} from '@muhasebi/connectors/tcmb/tcmb-server.fixture.ts';
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import type { IncomingFile } from '@muhasebi/platform/http/handler.ts';
import { createLogger } from '@muhasebi/platform/log/logger.ts';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BooksFixture, createBooks, testClock } from '../books.fixture.ts';
import { createCaller, type RouteCaller } from '../route-caller.fixture.ts';
import { exchangeRatesContract as contract } from './contract.ts';
import { createExchangeRatesFeature } from './feature.ts';
import { fetchRatesJob } from './fetch-rates.job.ts';
import { type RatesDeps, takeBulletins } from './keep-rates.ts';
import { ratesParts } from './operations-parts.ts';

// Today is Monday 2026-11-23. TCMB has Thursday 19 and Tuesday 17; Friday 20 and Wednesday 18 are holidays, on the 16th it fails.
const usd = (buying: string) => [['USD', 1, buying, '43.00', '42.00', '43.10'] as const];
const yen = ['JPY', 100, '27.9131', '28.00', '', ''] as const;
const log = createLogger({ service: 'test', level: 'silent', format: 'json' });
let books: BooksFixture;
let tcmb: TcmbServer;
let call: RouteCaller;
let other: Scope;

beforeAll(async () => {
  books = await createBooks();
  tcmb = await startTcmbServer({
    '2026-11-17': bulletinXml('2026-11-17', usd('42.1700')),
    '2026-11-19': bulletinXml('2026-11-19', [...usd('42.1900'), yen]),
    '2026-11-16': (response) => void response.writeHead(503).end(),
  });
  const deps = { db: books.db, clock: testClock, tcmbUrl: tcmb.baseUrl };
  call = createCaller(createExchangeRatesFeature(deps).feature.routes, books.scope);
  other = await books.openOffice();
});
afterAll(async () => {
  await tcmb.stop();
  await books.close();
});

const runJob = (deps: RatesDeps, range: { from?: string; to?: string }) =>
  fetchRatesJob(deps).run(range, { jobId: '1', attempt: 1, maxAttempts: 8, log, signal: undefined });
const fetchDays = (from: string, to: string) =>
  runJob({ db: books.db, clock: testClock, tcmbUrl: tcmb.baseUrl }, { from, to });
const rateOf = (currency: string, date: string, kind?: 'alis' | 'efektif-alis', scope?: Scope) =>
  call(contract.findRate, { query: { currency, date, ...(kind === undefined ? {} : { kind }) } }, scope);

it('days that were not asked about are refused by name, and never bridged by an older bulletin', async () => {
  await expect(rateOf('USD', '2026-11-20')).rejects.toMatchObject({ code: 'RATE_UNKNOWN' });
  await fetchDays('2026-11-17', '2026-11-17');
  expect(await rateOf('USD', '2026-11-18')).toMatchObject({ rate: '42.17', rateDate: '2026-11-17' });
  await expect(rateOf('USD', '2026-11-20')).rejects.toMatchObject({
    code: 'RATE_UNKNOWN',
    params: { days: '2026-11-18, 2026-11-19' },
  });
});

it('a holiday is kept as one and skipped by the rule of the prior working day; today may still bring a bulletin', async () => {
  await fetchDays('2026-11-17', '2026-11-23');
  expect(await rateOf('USD', '2026-11-23')).toMatchObject({
    rate: '42.19',
    rateDate: '2026-11-19',
    source: 'tcmb',
  });
  expect(await rateOf('JPY', '2026-11-20', 'efektif-alis')).toMatchObject({
    kind: 'efektif-alis',
    kindUsed: 'alis',
    quoted: '27.9131',
    unit: 100,
    rate: '0.279131',
  });
  const listed = await call(contract.listRates, { query: { from: '2026-11-16', to: '2026-11-23' } });
  expect(listed.items.map(({ date, currency }) => `${date} ${currency}`)).toEqual([
    '2026-11-19 JPY',
    '2026-11-19 USD',
    '2026-11-17 USD',
  ]);
  expect(listed).toMatchObject({ withoutBulletin: ['2026-11-18', '2026-11-20'], notAsked: ['2026-11-16'] });
});

it('asked again, TCMB hears only of the days that are missing, and a failure of one day loses none of the others', async () => {
  const before = tcmb.asked.length;
  await expect(fetchDays('2026-11-13', '2026-11-23')).rejects.toThrow(/16112026\.xml: HTTP 503/);
  // The last is one that it had before: it still has it, so the 13th was a holiday.
  expect(tcmb.asked.slice(before)).toEqual([
    '/kurlar/202611/23112026.xml',
    '/kurlar/202611/16112026.xml',
    '/kurlar/202611/13112026.xml',
    '/kurlar/202611/19112026.xml',
  ]);
  const { notAsked } = await call(contract.listRates, { query: { from: '2026-11-13', to: '2026-11-17' } });
  expect(notAsked).toEqual(['2026-11-16']);
});

it('a bulletin that comes late is taken when it is there, and a site without any bulletin makes no holiday', async () => {
  const days: Record<string, DayAnswer> = {};
  const late = await startTcmbServer(days);
  const deps = { db: books.db, clock: testClock, tcmbUrl: late.baseUrl };
  const fetchLate = (day: string) => runJob(deps, { from: day, to: day });
  await expect(fetchLate('2026-11-12')).rejects.toThrow(
    /19112026\.xml: HTTP 404, though it was there before/,
  );
  const notAsked = async (day: string) =>
    (await call(contract.listRates, { query: { from: day, to: day } })).notAsked;
  expect(await notAsked('2026-11-12')).toEqual(['2026-11-12']);
  // Today, in the afternoon: not there yet, then there.
  await fetchLate('2026-11-23');
  await expect(rateOf('USD', '2026-11-24')).rejects.toMatchObject({ params: { days: '2026-11-23' } });
  days['2026-11-23'] = bulletinXml('2026-11-23', usd('42.2300'));
  await fetchLate('2026-11-23');
  expect(await rateOf('USD', '2026-11-24')).toMatchObject({ rate: '42.23', rateDate: '2026-11-23' });
  await late.stop();
  // The yen of the 19th is not that of the 24th: the bulletin of the 23rd does not quote it.
  expect(await rateOf('JPY', '2026-11-23')).toMatchObject({ rateDate: '2026-11-19' });
  await expect(rateOf('JPY', '2026-11-24')).rejects.toMatchObject({ params: { days: '2026-11-23' } });
});

it('an operator sees the last bulletin, and how many working days are missing', async () => {
  const look = (tcmbUrl: string | null) => ratesParts({ db: books.db, clock: testClock, tcmbUrl })[0]?.look();
  expect(await look(tcmb.baseUrl)).toMatchObject({
    state: 'warn',
    detail: { tr: 'son bülten 23.11.2026; son 45 günün 25 iş günü alınamadı' },
  });
  expect(await look(null)).toMatchObject({ state: 'ok' });
});

it('an office’s own rate goes before TCMB’s in that office alone, and taking it back brings TCMB’s back', async () => {
  const params = { date: '2026-11-19', currency: 'USD' };
  const body = { forexBuying: '42.5', reason: 'Sözleşme kuru' };
  expect(await call(contract.putRate, { params, body })).toMatchObject({
    source: 'hand',
    changedByName: 'Mali Müşavir',
  });
  expect(await rateOf('USD', '2026-11-20')).toMatchObject({ rate: '42.5', source: 'hand' });
  expect(await rateOf('USD', '2026-11-20', 'alis', other)).toMatchObject({ rate: '42.19', source: 'tcmb' });
  await call(contract.removeRate, { params });
  expect(await rateOf('USD', '2026-11-20')).toMatchObject({ rate: '42.19', source: 'tcmb' });
  const ahead = { ...params, date: '2026-11-24' };
  await expect(call(contract.putRate, { params: ahead, body })).rejects.toMatchObject({
    code: 'RATE_DAY_AHEAD',
  });
  await expect(call(contract.putRate, { params, body: { reason: 'boş' } })).rejects.toMatchObject({
    code: 'RATE_EMPTY',
  });
});

it('bulletin files are taken each for itself, for this office alone; what is no bulletin is told', async () => {
  const file = (fileName: string, text: string): IncomingFile => ({
    fileName,
    stream: Readable.from([Buffer.from(text)]),
    truncated: () => false,
  });
  const deps = { db: books.db, clock: testClock, tcmbUrl: null };
  const { results } = await takeBulletins(
    deps,
    books.scope,
    (async function* () {
      yield file('16112026.xml', bulletinXml('2026-11-16', usd('42.1600')));
      yield file('fatura.xml', '<Invoice/>');
    })(),
  );
  expect(results).toMatchObject([
    { fileName: '16112026.xml', date: '2026-11-16', currencies: 1, error: null },
    { fileName: 'fatura.xml', date: null, error: { message: expect.stringContaining('Tarih_Date') } },
  ]);
  expect(await rateOf('USD', '2026-11-17')).toMatchObject({ rate: '42.16', source: 'file' });
  await expect(rateOf('USD', '2026-11-17', 'alis', other)).rejects.toMatchObject({ code: 'RATE_UNKNOWN' });
});

it('what TCMB published cannot be changed or removed by the application, nor by a statement of the owner', async () => {
  for (const url of [books.appUrl, books.superuserUrl]) {
    const client = new Client({ connectionString: url });
    await client.connect();
    for (const table of ['exchange_rates', 'exchange_rate_days'])
      for (const change of [`update ${table} set rate_date = rate_date + 1`, `delete from ${table}`])
        await expect(client.query(change), change).rejects.toThrow(/permission denied|append-only/);
    await client.end();
  }
});

it('an installation that does not ask TCMB says so, and its job ends in peace', async () => {
  const deps = { db: books.db, clock: testClock, tcmbUrl: null };
  const offline = createCaller(createExchangeRatesFeature(deps).feature.routes, books.scope);
  const body = { from: '2026-11-02', to: '2026-11-03' };
  await expect(offline(contract.askTcmb, { body })).rejects.toMatchObject({ code: 'TCMB_NOT_ASKED' });
  await runJob(deps, {});
});
