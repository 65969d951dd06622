/** TCMB's bulletins: read whole or not at all, and asked for in a way that tells a holiday from a failure. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fetchBulletin, TcmbUnreachable } from './fetch-bulletin.ts';
import { BulletinError, readBulletin } from './read-bulletin.ts';
import { bulletinXml, type DayAnswer, startTcmbServer } from './tcmb-server.fixture.ts';

const published = readFileSync(join(import.meta.dirname, 'samples/04122015.xml'));

async function source(days: Readonly<Record<string, DayAnswer>>, timeoutMs = 20_000) {
  const server = await startTcmbServer(days);
  onTestFinished(server.stop);
  return { baseUrl: server.baseUrl, timeoutMs };
}

it('a bulletin as TCMB published it gives every currency with its unit, and nothing where it quotes nothing', () => {
  const bulletin = readBulletin(published);
  expect(bulletin).toMatchObject({ date: '2015-12-04', bulletinNo: '2015/231' });
  const rate = (code: string) => bulletin.rates.find(({ currency }) => currency === code);
  expect(rate('USD')).toEqual({
    currency: 'USD',
    unit: 1,
    forexBuying: '2.8921',
    forexSelling: '2.8973',
    banknoteBuying: '2.8901',
    banknoteSelling: '2.9016',
  });
  expect(rate('JPY')).toMatchObject({ unit: 100, forexBuying: '2.3488' });
  expect(rate('IRR')).toMatchObject({ unit: 100, forexBuying: '0.00956', banknoteBuying: null });
  expect(bulletin.rates.length).toBeGreaterThan(12);
});

it.each([
  ['another root', '<kurlar/>', /root is “kurlar”/],
  [
    'half a file',
    bulletinXml('2026-11-27', [['USD', 1, '42.1', '42.2', '42.0', '42.3']]).slice(0, 400),
    /cut off/,
  ],
  [
    'a DOCTYPE',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Tarih_Date>&a;</Tarih_Date>',
    /DOCTYPE/,
  ],
  ['a date that is none', bulletinXml('2026-02-31', [['USD', 1, '1', '1', '1', '1']]), /date is unreadable/],
  [
    'a rate with a comma',
    bulletinXml('2026-11-27', [['USD', 1, '42,1', '1', '1', '1']]),
    /ForexBuying of USD/,
  ],
  ['a unit that is none', bulletinXml('2026-11-27', [['JPY', 3, '1', '1', '1', '1']]), /unit of JPY/],
  ['no rates', bulletinXml('2026-11-27', []), /no rates/],
])('%s is refused with the reason, and never read in part', (_what, text, reason) => {
  expect(() => readBulletin(Buffer.from(text))).toThrow(BulletinError);
  expect(() => readBulletin(Buffer.from(text))).toThrow(reason);
});

it('a day with a bulletin gives it, and a day without one is a fact rather than a failure', async () => {
  const tcmb = await source({ '2015-12-04': published });
  expect((await fetchBulletin(tcmb, '2015-12-04'))?.rates.length).toBeGreaterThan(12);
  expect(await fetchBulletin(tcmb, '2015-12-06')).toBeNull();
});

it.each<[string, DayAnswer, RegExp]>([
  ['an answer of another day', published, /is of 2015-12-04, not of 2026-11-27/],
  ['a page of a proxy', '<html>Erişim engellendi</html>', /root is “html”/],
  ['a server in trouble', (response) => void response.writeHead(503).end(), /HTTP 503/],
  [
    'a redirect',
    (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    /HTTP 302/,
  ],
  ['a broken connection', (response) => void response.destroy(), /fetch failed/],
  [
    'an endless answer',
    (response) => void response.writeHead(200).end(Buffer.alloc(600 * 1024, 32)),
    /more than/,
  ],
])('%s is told with the address, and nothing is taken for a holiday', async (_what, answer, reason) => {
  const tcmb = await source({ '2026-11-27': answer });
  await expect(fetchBulletin(tcmb, '2026-11-27')).rejects.toThrow(TcmbUnreachable);
  await expect(fetchBulletin(tcmb, '2026-11-27')).rejects.toThrow(reason);
});

it('a server that never answers is given up after the time that was set', async () => {
  const tcmb = await source({ '2026-11-27': () => {} }, 50);
  await expect(fetchBulletin(tcmb, '2026-11-27')).rejects.toThrow(/timeout/);
});
