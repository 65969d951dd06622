/** The files that the demo office receives: a pure function of today's date. */
import { type Fault, type GeneratedFile, generateFaulty } from '@muhasebi/testkit/ubl-generator/faults.ts';
import { generateInvoice, type InvoiceOptions } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { makeCompany, makePerson, type Party } from '@muhasebi/testkit/ubl-generator/party.ts';
import { createPrng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import type { Sector } from '@muhasebi/testkit/ubl-generator/products.ts';
import { DEMO_CLIENTS, type DemoClient, type Flow } from './demo-clients.ts';

/** Months of the demo: the running one and five before it. */
export const DEMO_MONTHS = 6;
/** Who a company deals with of one sector; few, so that their accounts have a history. */
const PARTNERS_PER_SECTOR = 3;

/** A file and how many months back its invoice was issued. */
export interface DemoFile extends GeneratedFile {
  readonly monthsBack: number;
}

/** The client as the party of its own invoices; its tax number is the same every day. */
export function partyOfClient(client: DemoClient): Party {
  const prng = createPrng(`demo/client/${client.key}`);
  if (client.person === null) return { ...makeCompany(prng, client.sector), name: client.title };
  return { ...makePerson(prng), name: client.title, person: client.person };
}

/** An ISO day `monthsBack` before `today`'s month; in the running month none after today. */
export function demoDay(today: string, monthsBack: number, day: number): string {
  const [year = 0, month = 1, lastDay = 28] = today.split('-').map(Number);
  const inMonth = monthsBack === 0 ? Math.min(day, lastDay) : day;
  return new Date(Date.UTC(year, month - 1 - monthsBack, inMonth)).toISOString().slice(0, 10);
}

function partner(client: DemoClient, role: 'seller' | 'buyer', sector: Sector, draw: number): Party {
  const place = draw % PARTNERS_PER_SECTOR;
  return makeCompany(createPrng(`demo/${client.key}/${role}/${sector}/${place}`), sector);
}

const BUYERS: readonly Sector[] = ['toptan', 'otel', 'yazilim', 'insaat'];

/** The issuing side of an invoice; a return is issued by whoever sends the goods back. */
function optionsOf(
  client: DemoClient,
  flow: Flow,
  seed: string,
  today: string,
  monthsBack: number,
): InvoiceOptions {
  const prng = createPrng(`${seed}/deal`);
  const own = partyOfClient(client);
  const issueDate = demoDay(today, monthsBack, prng.between(1, 28));
  const { kind, sector } = flow;
  const draw = prng.int(1_000);
  if (flow.side === 'alis') {
    return { kind, sector, issueDate, supplier: partner(client, 'seller', sector, draw), customer: own };
  }
  const customer =
    kind === 'iade'
      ? partner(client, 'seller', sector, draw)
      : partner(client, 'buyer', prng.pick(BUYERS), draw);
  return { kind, sector, issueDate, supplier: own, customer, prefix: client.prefix };
}

/** Own invoices are numbered in the order of their days. */
function numbered(
  drafts: readonly { seed: string; monthsBack: number; options: InvoiceOptions }[],
): DemoFile[] {
  let sequence = 140;
  return drafts
    .toSorted((a, b) => (a.options.issueDate < b.options.issueDate ? -1 : 1))
    .map(({ seed, monthsBack, options }) => {
      if (options.prefix !== undefined) sequence += 1;
      const own = options.prefix === undefined ? options : { ...options, sequence };
      const { xml, fileName } = generateInvoice(seed, own);
      return { fileName, bytes: Buffer.from(xml, 'utf8'), monthsBack };
    });
}

/** The client's sound invoices, oldest first. */
export function soundFiles(client: DemoClient, today: string): DemoFile[] {
  const drafts = client.flows.flatMap((flow, index) =>
    Array.from({ length: DEMO_MONTHS }, (_, monthsBack) => monthsBack)
      .filter((monthsBack) => flow.months === undefined || flow.months.includes(monthsBack))
      .flatMap((monthsBack) =>
        Array.from({ length: flow.perMonth }, (_, n) => {
          const seed = `demo/${client.key}/${index}/${monthsBack}/${n}`;
          return { seed, monthsBack, options: optionsOf(client, flow, seed, today, monthsBack) };
        }),
      ),
  );
  return numbered(drafts);
}

function faultyPair(client: DemoClient, fault: Fault, today: string, monthsBack: number): DemoFile[] {
  const seed = `demo/${client.key}/fault/${fault}/${monthsBack}`;
  const flow: Flow = { side: 'alis', kind: 'satis', sector: 'kirtasiye', perMonth: 1 };
  const options = optionsOf(client, flow, seed, today, monthsBack);
  const faulty = { ...generateFaulty(fault, seed, options), monthsBack };
  if (fault !== 'duplicate-ettn') return [faulty];
  const { xml, fileName } = generateInvoice(seed, options);
  return [{ fileName, bytes: Buffer.from(xml, 'utf8'), monthsBack }, faulty];
}

/** The client's faulty files; a duplicate comes after the invoice that it repeats. */
export function faultyFiles(client: DemoClient, today: string): DemoFile[] {
  return client.faults.flatMap(({ fault, monthsBack }) => faultyPair(client, fault, today, monthsBack));
}

/** An invoice of the first client that was dropped on the second: it waits to be moved. */
export function misplacedFile(today: string): { readonly clientKey: string; readonly file: DemoFile } {
  const [rightful, other] = DEMO_CLIENTS;
  if (rightful === undefined || other === undefined) throw new RangeError('the demo has too few clients');
  const flow: Flow = { side: 'alis', kind: 'satis', sector: 'toptan', perMonth: 1 };
  const seed = 'demo/misplaced';
  const { xml, fileName } = generateInvoice(seed, optionsOf(rightful, flow, seed, today, 0));
  return { clientKey: other.key, file: { fileName, bytes: Buffer.from(xml, 'utf8'), monthsBack: 0 } };
}
