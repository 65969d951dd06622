/** GİB's rule packs as operators install them, and what offices see of them: which is in force, and a document's verdict. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { id, isoDate, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

export {
  type Judged,
  type JudgedRow,
  type OfficialJudge,
  type OpenPack,
  type ShownVerdict,
  verdictView,
} from './official-judge.ts';

/** GİB publishes a pack in two or three zips. */
const MOST_SOURCES = 10;

const packView = z.object({
  id,
  /** The newest entry of the pack's own History, "20260312". */
  version: z.string(),
  /** It judges documents of this day and later, up to the next pack's day. */
  validFrom: isoDate,
  state: z.enum(['installed', 'replaced', 'removed']),
  sha256: z.string(),
  /** The files or addresses that it came from. */
  sourceNames: z.array(z.string()),
  asserts: z.number().int(),
  rules: z.number().int(),
  /** Kinds of documents whose XSD is there: "Invoice", "CreditNote" … */
  xsdRoots: z.array(z.string()),
  codeLists: z.number().int(),
  installedAt: isoDateTime,
  /** Null: by the operator's command. */
  installedByName: z.string().nullable(),
  endedAt: isoDateTime.nullable(),
});
export type PackView = z.infer<typeof packView>;

const packVersion = z
  .string()
  .regex(/^\d{8}$/, bothTexts('YYYYAAGG biçiminde sürüm olmalı', 'must be a version like 20260312'));
const address = z
  .url({ protocol: /^https?$/, error: bothTexts('http(s) adresi olmalı', 'must be an http(s) address') })
  .max(2000);

export const rulePacksContract = {
  listRulePacks: route({
    method: 'GET',
    path: '/operations/rule-packs',
    permission: 'operations:read',
    summary: 'GİB’in kural paketleri: kurulu olanlar ve öncekiler, yürürlüğe en son giren önce',
    response: z.object({
      items: z.array(packView),
      /** The one that documents of today are judged by; null where none is. */
      inForce: z.string().nullable(),
    }),
  }),
  installRulePack: route({
    method: 'POST',
    path: '/operations/rule-packs',
    permission: 'operations:act',
    kind: 'multipart',
    summary:
      'GİB’in yayımladığı zip dosyalarından kural paketi kurar; paket bütünüyle derlenir, bozuksa reddedilir ve eskisi kalır',
    query: z.object({ validFrom: isoDate.optional() }),
    response: packView,
    idempotent: true,
  }),
  fetchRulePack: route({
    method: 'POST',
    path: '/operations/rule-packs/fetch',
    permission: 'operations:act',
    summary: 'Kural paketinin zip dosyalarını adreslerinden indirip kurar',
    body: z.object({ urls: z.array(address).min(1).max(MOST_SOURCES), validFrom: isoDate.optional() }),
    response: packView,
    idempotent: true,
  }),
  removeRulePack: route({
    method: 'POST',
    path: '/operations/rule-packs/:version/remove',
    permission: 'operations:act',
    summary: 'Kurulu kural paketini kaldırır; verilmiş kararlar kalır',
    params: z.object({ version: packVersion }),
    response: packView,
    idempotent: true,
  }),
};

/** What everybody who works on documents may know. */
export const officialRulesContract = {
  officialRules: route({
    method: 'GET',
    path: '/official-rules',
    permission: 'document:read',
    summary:
      'GİB’in hangi kural paketinin yürürlükte olduğunu söyler; kurulu değilse yalnız kendi denetimlerimiz çalışır',
    response: z.object({
      /** The pack that documents of today are judged by; null: none is installed, our own checks alone run. */
      inForce: z.object({ version: z.string(), validFrom: isoDate }).nullable(),
      /** All that are installed, the newest first. */
      installed: z.array(z.object({ version: z.string(), validFrom: isoDate })),
    }),
  }),
};

export const { definitions: rulePackErrorDefinitions, errors: rulePackErrors } = defineErrors({
  RULE_PACK_NO_FILE: {
    status: 400,
    tr: 'İstekte kural paketi dosyası yok, ya da {limit} dosyadan çok var.',
    en: 'The request holds no file of a rule pack, or more than {limit}.',
    nextTr: 'GİB’in yayımladığı zip dosyalarını (UBL-TR Paketi ve e-Fatura Paketi) birlikte seçin.',
    nextEn: 'Choose the zips that GİB publishes (UBL-TR Paketi and e-Fatura Paketi) together.',
  },
  RULE_PACK_TOO_LARGE: {
    status: 413,
    tr: '"{fileName}" {limit} sınırından büyük; hiçbir şey kurulmadı.',
    en: '"{fileName}" is larger than {limit}; nothing was installed.',
    nextTr: 'GİB’in yayımladığı zip dosyasını olduğu gibi verin.',
    nextEn: 'Give the zip as GİB publishes it.',
  },
  RULE_PACK_FILE_UNREADABLE: {
    status: 422,
    tr: '"{fileName}" okunamadı: böyle bir dosya yok, ya da okuma izni yok.',
    en: '"{fileName}" could not be read: there is no such file, or it may not be read.',
    nextTr: 'Dosyanın yolunu ve izinlerini denetleyip yeniden deneyin.',
    nextEn: 'Check the path and the permissions of the file and try again.',
  },
  RULE_PACK_REFUSED: {
    status: 422,
    tr: 'Kural paketi kurulmadı, kurulu olan geçerli kaldı: {reason}',
    en: 'The rule pack was not installed, what was installed holds: {reasonEn}',
    nextTr: 'Zip dosyalarını GİB’den yeniden indirip birlikte verin; sürerse hangi sürüm olduğunu bildirin.',
    nextEn:
      'Download the zips from GİB again and give them together; if it persists, report which version it is.',
  },
  RULE_PACK_ADDRESS_FAILED: {
    status: 422,
    tr: '{url} indirilemedi: {reason}',
    en: '{url} could not be downloaded: {reasonEn}',
    nextTr: 'Adresi tarayıcıda açıp deneyin, ya da zip dosyasını indirip dosya olarak verin.',
    nextEn: 'Try the address in a browser, or download the zip and give it as a file.',
  },
  RULE_PACK_NOT_INSTALLED: {
    status: 404,
    tr: '{version} sürümlü kurulu bir kural paketi yok.',
    en: 'No rule pack of version {version} is installed.',
    nextTr: 'Kurulu olanlar: muhasebi gib-kurallari liste.',
    nextEn: 'See what is installed: muhasebi gib-kurallari liste.',
  },
});
