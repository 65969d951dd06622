/** Documents from an e-invoice integrator: listed from where the last run stood, taken one by one, told as taken. */
import { Readable } from 'node:stream';
import { createContractProvider } from '@muhasebi/connectors/e-invoice-api/contract-provider.ts';
import { createNilveraProvider, NILVERA_URLS } from '@muhasebi/connectors/e-invoice-api/nilvera-provider.ts';
import {
  EInvoiceFault,
  type EInvoiceProvider,
  type ListedDocument,
} from '@muhasebi/connectors/e-invoice-api/provider.ts';
import { z } from 'zod';
import type { FeatureDeps } from '../../feature.ts';
import type { SyncConnector, SyncRun } from '../connector.ts';
import { asSyncFault, repeatedPage } from './e-invoice-faults.ts';
import { E_INVOICE_FIELDS } from './e-invoice-fields.ts';

const settings = z
  .object({
    provider: z.enum(['nilvera', 'nilvera-test', 'sozlesme']),
    /** Of `sozlesme` alone. */
    baseUrl: z.string().trim().max(500).default(''),
    /** Of Nilvera alone. */
    box: z.enum(['gelen', 'giden', 'e-arsiv']).default('gelen'),
    apiKey: z.string().trim().min(1).max(2000),
  })
  .refine(({ provider, baseUrl }) => provider !== 'sozlesme' || isBaseUrl(baseUrl), { path: ['baseUrl'] });
type Settings = z.output<typeof settings>;

const cursor = z.object({ after: z.string().nullable() });
type Cursor = z.infer<typeof cursor>;

type Deps = Pick<FeatureDeps, 'clock' | 'outboundReach'>;

function isBaseUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !/[?#]/.test(text);
}

export function createEInvoiceConnector(deps: Deps): SyncConnector<Settings, Cursor> {
  return {
    kind: 'e-invoice',
    title: { tr: 'e-Belge entegratörü', en: 'E-invoice integrator' },
    summary: {
      tr: 'Özel entegratördeki e-Fatura ve e-Arşiv belgelerini REST ile alır.',
      en: 'Takes e-Fatura and e-Arşiv documents from an integrator over REST.',
    },
    about: 'client',
    fields: E_INVOICE_FIELDS,
    settings,
    cursor,
    everyMinutes: 30,
    async test(given, { signal }) {
      try {
        const { items, hasMore } = await providerOf(deps, given).listInbox(null, signal);
        const count = `${items.length}${hasMore ? '+' : ''}`;
        return {
          found: { tr: `Bağlandı; ${count} belge listelendi.`, en: `Connected; ${count} documents listed.` },
        };
      } catch (error) {
        throw asSyncFault(error);
      }
    },
    async pull(run) {
      try {
        await pullAll(run, providerOf(deps, run.settings));
      } catch (error) {
        throw asSyncFault(error);
      }
    },
  };
}

function providerOf({ clock, outboundReach: reach }: Deps, given: Settings): EInvoiceProvider {
  const { provider, apiKey, box } = given;
  if (provider === 'sozlesme')
    return createContractProvider({ baseUrl: given.baseUrl.replace(/\/+$/, ''), apiKey }, reach);
  const baseUrl = provider === 'nilvera' ? NILVERA_URLS.live : NILVERA_URLS.test;
  return createNilveraProvider({ baseUrl, apiKey }, { box, reach, now: () => clock.now() });
}

/** The cursor moves once all of a page is taken: a page that was broken off is listed again, and what is known passed over. */
async function pullAll(run: SyncRun<Settings, Cursor>, provider: EInvoiceProvider): Promise<void> {
  let after = run.cursor?.after ?? null;
  const places = new Set([after]);
  const listed = new Set<string>();
  let done = 0;
  for (;;) {
    const { items, next, hasMore } = await provider.listInbox(after, run.signal);
    const isNothingNew = items.every(({ id }) => listed.has(id));
    if (hasMore && (places.has(next) || isNothingNew)) throw repeatedPage();
    const unseen = await run.unseen(items.map(({ id }) => id));
    for (const item of items) {
      if (unseen.has(item.id) && !listed.has(item.id)) await takeOne(run, provider, item, { after });
      if (!item.isAcknowledged) await provider.acknowledge(item.id, run.signal);
      listed.add(item.id);
      done += 1;
      await run.progress(done, hasMore ? null : done);
    }
    await run.moveCursor({ after: next });
    if (!hasMore) return;
    after = next;
    places.add(next);
  }
}

async function takeOne(
  run: SyncRun<Settings, Cursor>,
  provider: EInvoiceProvider,
  { id, number, senderName, receiverTaxId, receivedAt }: ListedDocument,
  place: Cursor,
): Promise<void> {
  const told = { key: id, name: number ?? id, from: senderName, subject: null, receivedAt };
  const hints = receiverTaxId === null ? {} : { taxIds: [receiverTaxId] };
  try {
    const ubl = await provider.fetchUbl(id, run.signal);
    const file = await run.receive(`${number ?? id}.xml`, Readable.from([ubl]));
    await run.take({ ...told, hints, files: [file] }, place);
  } catch (error) {
    if (!(error instanceof EInvoiceFault) || error.kind !== 'too-large') throw error;
    const reason = {
      tr: 'Belge 20 MB’tan büyük; alınmadı.',
      en: 'The document is larger than 20 MB; not taken.',
    };
    await run.refuse({ ...told, hints }, reason, place);
  }
}
