/** A server that speaks TCMB's protocol: the same paths, a bulletin on the days it has, 404 in HTML on all others. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bulletinPath } from './fetch-bulletin.ts';

export interface TcmbServer {
  readonly baseUrl: string;
  /** Paths in the order asked. */
  readonly asked: string[];
  readonly stop: () => Promise<void>;
}

/** What a day answers: the bulletin's bytes, or how it goes wrong. */
export type DayAnswer = Buffer | string | ((response: ServerResponse) => void);

/** On a free port where none is wanted. What is put into `days` later is served from then on, as a bulletin that comes late. */
export async function startTcmbServer(
  days: Readonly<Record<string, DayAnswer>>,
  wantedPort = 0,
): Promise<TcmbServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = Object.entries(days).find(([day]) => bulletinPath(day) === path)?.[1];
    if (typeof answer === 'function') return answer(response);
    if (answer === undefined)
      return void response
        .writeHead(404, { 'content-type': 'text/html' })
        .end('<html><body>404</body></html>');
    response.writeHead(200, { 'content-type': 'application/xml' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(wantedPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A bulletin as TCMB writes it; `rates` are [currency, unit, döviz alış, döviz satış, efektif alış, efektif satış]. */
export function bulletinXml(
  day: string,
  rates: readonly (readonly [string, number, string, string, string, string])[],
): string {
  const [year, month, date] = day.split('-');
  const rows = rates.map(
    ([code, unit, buying, selling, noteBuying, noteSelling], order) => `
	<Currency CrossOrder="${order}" Kod="${code}" CurrencyCode="${code}">
			<Unit>${unit}</Unit>
			<Isim>${code}</Isim>
			<CurrencyName>${code}</CurrencyName>
			<ForexBuying>${buying}</ForexBuying>
			<ForexSelling>${selling}</ForexSelling>
			<BanknoteBuying>${noteBuying}</BanknoteBuying>
			<BanknoteSelling>${noteSelling}</BanknoteSelling>
			<CrossRateUSD/>
			<CrossRateOther/>
	</Currency>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="isokur.xsl"?>
<Tarih_Date Tarih="${date}.${month}.${year}" Date="${month}/${date}/${year}"  Bulten_No="${year}/1" >${rows.join('')}
</Tarih_Date>
`;
}
