/** What comes to the local mailbox, SFTP server and integrator each day they are started: invoices, and a bank statement a month. */
import { zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import type { HeldDocument } from '@muhasebi/connectors/e-invoice-api/e-invoice-server.fixture.ts';
import { attached, mailText } from '@muhasebi/connectors/imap/mail.fixture.ts';
import { generateInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { makeCompany } from '@muhasebi/testkit/ubl-generator/party.ts';
import { createPrng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import { DEMO_CLIENTS, type DemoClient } from '../demo/demo-clients.ts';
import { partyOfClient } from '../demo/demo-invoices.ts';
import { sampleStatement } from './sample-statement.ts';

/** Whose bank drops files on the SFTP server. */
export const BANK_CLIENT = 'ticaret';
/** Who mails invoices, from an address that no client has: the tax number inside says whose they are. */
const MAIL_CLIENT = 'lokanta';
/** Whose e-invoices an integrator keeps. */
export const INTEGRATOR_CLIENT = 'yazilim';

interface NamedBytes {
  readonly fileName: string;
  readonly bytes: Buffer;
}

function demoClient(clientKey: string): DemoClient {
  const client = DEMO_CLIENTS.find(({ key }) => key === clientKey);
  if (client === undefined) throw new RangeError(`no demo client ${clientKey}`);
  return client;
}

function invoiceTo(clientKey: string, seed: string, today: string): NamedBytes {
  const client = demoClient(clientKey);
  const { sector } = client;
  const supplier = makeCompany(createPrng(`local/${seed}/supplier`), sector);
  const customer = partyOfClient(client);
  const options = { kind: 'satis', sector, issueDate: today, supplier, customer } as const;
  const { xml, fileName } = generateInvoice(`local/${seed}/${today}`, options);
  return { fileName, bytes: Buffer.from(xml, 'utf8') };
}

/** For the SFTP server: two invoices in a ZIP of today, and the statement of last month. */
export async function filesOfToday(today: string): Promise<NamedBytes[]> {
  const invoices = ['zip/1', 'zip/2'].map((seed) => invoiceTo(BANK_CLIENT, seed, today));
  const zip = await zipOf(Object.fromEntries(invoices.map(({ fileName, bytes }) => [fileName, bytes])));
  return [{ fileName: `e-fatura-${today}.zip`, bytes: zip }, sampleStatement(monthBefore(today))];
}

/** For the mailbox: one mail with one invoice. The same all day, by its Message-ID too. */
export function mailOfToday(today: string, to: string): Buffer {
  const { fileName, bytes } = invoiceTo(MAIL_CLIENT, 'mail', today);
  const heads = [
    'From: Muhasebe <muhasebe@tedarikci.example>',
    `To: ${to}`,
    `Subject: ${today} faturaniz`,
    `Date: ${new Date(`${today}T08:00:00+03:00`).toUTCString()}`,
    `Message-ID: <${today}.fatura@tedarikci.example>`,
  ];
  return mailText(heads, [attached(fileName, bytes, 'application/xml')]);
}

/** For the integrator: one received invoice. */
export function inboxOfToday(today: string): HeldDocument {
  const { fileName, bytes } = invoiceTo(INTEGRATOR_CLIENT, 'integrator', today);
  return {
    id: `yerel-${today}`,
    number: fileName.replace(/\.xml$/i, ''),
    senderName: 'Yerel Tedarikçi',
    receiverTaxId: partyOfClient(demoClient(INTEGRATOR_CLIENT)).taxId.value,
    createdAt: `${today}T09:00:00`,
    ubl: bytes.toString('utf8'),
  };
}

function monthBefore(today: string): string {
  const date = new Date(`${today.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - 1);
  return date.toISOString().slice(0, 7);
}
