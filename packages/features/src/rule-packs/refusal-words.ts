/** Why a pack was refused, in words: what is wrong, in which file, at which line. */
import { PackRefusal, type PackRefusalCode } from '@muhasebi/connectors/gib-rules/rule-pack.ts';

type Words = readonly [tr: string, en: string];

const REASONS: Readonly<Record<PackRefusalCode, Words>> = {
  'pack.not-a-pack': [
    'dosyalarda GİB’in kuralları (UBL-TR_Main_Schematron.xml) yok',
    'the files do not hold GİB’s rules (UBL-TR_Main_Schematron.xml)',
  ],
  'pack.unreadable': ['dosya açılamadı; yarım inmiş olabilir', 'the file does not open; it may be cut off'],
  'pack.too-large': [
    'zip açılınca bir paketten çok daha büyük',
    'opened, the zip is far larger than any pack',
  ],
  'pack.too-many-files': [
    'zip’te bir pakette olandan çok daha fazla dosya var',
    'the zip holds far more files than any pack',
  ],
  'pack.missing-file': ['paketin bir dosyası eksik', 'a file of the pack is missing'],
  'pack.broken-xml': ['paketin bir dosyası bozuk XML', 'a file of the pack is broken XML'],
  'pack.no-version': [
    'paketin sürümü bilinmiyor: History.txt yok ya da içinde tarih yok',
    'the version of the pack is not known: there is no History.txt, or no day in it',
  ],
  'pack.unknown-schematron': [
    'bir kuralın yapısı anlaşılamadı; hiçbir kural sessizce atlanmaz',
    'the structure of a rule is not understood; no rule is skipped in silence',
  ],
  'pack.unknown-xpath': [
    'bir kuralın ifadesi anlaşılamadı; hiçbir kural sessizce atlanmaz',
    'the expression of a rule is not understood; no rule is skipped in silence',
  ],
  'pack.broken-xsd': ['paketin XSD’leri derlenemedi', 'the XSDs of the pack do not compile'],
};

/** What is no archive at all: a page saved in its place, for one. */
const NO_ZIP: Words = [
  'bu bir zip dosyası değil; inerken bozulmuş ya da yerine bir web sayfası kaydedilmiş olabilir',
  'this is no zip file; it may have been damaged on its way, or be a web page that was saved in its place',
];

/** Refusals whose subject is the file alone: what else is known of them says nothing to whoever downloads it again. */
const OF_THE_FILE: ReadonlySet<PackRefusalCode> = new Set([
  'pack.not-a-pack',
  'pack.too-large',
  'pack.unreadable',
]);

/** The longest text of a pack that is quoted. */
const MOST_QUOTED = 200;

export interface RefusalWords {
  readonly reason: string;
  readonly reasonEn: string;
}

/** `nameOf` gives the name under which a file came. Null where the error is none of the pack's. */
export function refusalOf(error: unknown, nameOf: (file: string) => string): RefusalWords | null {
  if (!(error instanceof PackRefusal)) return null;
  const { code, params } = error;
  const [tr, en] = params.what === 'ZIP' ? NO_ZIP : REASONS[code];
  const quoted = OF_THE_FILE.has(code) ? undefined : (params.what ?? params.reason ?? params.expression);
  const place = { ...params, ...(params.file === undefined ? {} : { file: nameOf(params.file) }) };
  return {
    reason: sentence(tr, place, 'satır', quoted),
    reasonEn: sentence(en, place, 'line', params.reasonEn ?? quoted),
  };
}

/** "…(UBL-TR_Common_Schematron.xml, satır 12): …": as much of it as the refusal knows. */
function sentence(
  reason: string,
  params: Readonly<Record<string, string>>,
  lineWord: string,
  quoted: string | undefined,
): string {
  const { file, line, rule } = params;
  const place = [file, rule, line === undefined ? undefined : `${lineWord} ${line}`].filter(
    (part) => part !== undefined && part !== '',
  );
  const about =
    quoted === undefined
      ? ''
      : `: ${quoted
          .slice(0, MOST_QUOTED)
          .toWellFormed()
          .replace(/[.\s]+$/, '')}`;
  return `${reason}${place.length === 0 ? '' : ` (${place.join(', ')})`}${about}.`;
}
