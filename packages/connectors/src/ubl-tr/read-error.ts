/** The refusals of the reader: one code each, with its Turkish and English text. */

export interface ReadError {
  readonly code: ReadErrorCode;
  /** Turkish text, complete in itself. */
  readonly message: string;
  /** The same in English. */
  readonly messageEn: string;
  readonly params: Readonly<Record<string, string>>;
}

type Texts = readonly [tr: string, en: string];

/** `{name}` in a text is replaced by the parameter of that name. */
const TEXTS = {
  'file.empty': ['Dosya boş.', 'The file is empty.'],
  'file.too-large': [
    'Dosya çok büyük: {bytes} bayt; en çok {limit} bayt okunur.',
    'The file is too large: {bytes} bytes; at most {limit} bytes are read.',
  ],
  'file.pdf': [
    'Bu bir PDF; e-belgenin XML dosyasını yükleyin.',
    'This is a PDF; upload the XML file of the e-document.',
  ],
  'file.html': [
    'Bu bir HTML sayfası (belgenin görüntüsü); e-belgenin XML dosyasını yükleyin.',
    'This is an HTML page (a rendering of the document); upload the XML file of the e-document.',
  ],
  'file.zip': ['Bu bir ZIP arşivi; XML olarak okunamaz.', 'This is a ZIP archive; it cannot be read as XML.'],
  'file.image': ['Bu bir resim ({kind}); XML değil.', 'This is an image ({kind}), not XML.'],
  'xml.not-xml': ['Dosya XML değil: “<” ile başlamıyor.', 'The file is not XML: it does not start with “<”.'],
  'xml.encoding-unknown': [
    'XML’in bildirdiği karakter kodlaması tanınmıyor: {encoding}.',
    'The character encoding that the XML declares is not known: {encoding}.',
  ],
  'xml.doctype': [
    'XML bir DOCTYPE bildirimi taşıyor; güvenlik nedeniyle (dış varlık ve varlık çoğaltma saldırıları) okunmaz.',
    'The XML carries a DOCTYPE declaration; for safety (external entities, entity expansion) it is not read.',
  ],
  'xml.truncated': [
    'XML yarım kalmış: dosya {line}. satırda, belge kapanmadan bitiyor.',
    'The XML is cut off: the file ends on line {line} before the document is closed.',
  ],
  'xml.malformed': [
    'XML bozuk: {line}. satır, {column}. sütun ({reason}).',
    'The XML is not well-formed: line {line}, column {column} ({reason}).',
  ],
  'xml.too-deep': [
    'XML’in öğeleri çok derin iç içe geçmiş; okunmaz.',
    'The elements of the XML are nested too deeply to be read.',
  ],
  'xml.too-complex': [
    'XML okuma sınırlarını aşıyor: {reason}.',
    'The XML exceeds the limits of reading: {reason}.',
  ],
  'xml.xslt': [
    'Bu bir XSLT görüntüleme şablonu; belgenin kendisi değil.',
    'This is an XSLT stylesheet, not the document itself.',
  ],
  'ubl.unknown-root': [
    'XML bir UBL-TR belgesi değil: kök öğe “{root}” ({namespace}).',
    'The XML is not a UBL-TR document: its root element is “{root}” ({namespace}).',
  ],
  'ubl.other-format': [
    'Bu biçim okunmuyor: {format}, kök öğe “{root}”.',
    'This format is not read: {formatEn}, root element “{root}”.',
  ],
  'ubl.not-tr': [
    'Belge Türkiye’nin UBL-TR biçiminde değil: CustomizationID “{customization}”.',
    'The document is not of Türkiye’s UBL-TR: its CustomizationID is “{customization}”.',
  ],
  'envelope.empty': ['Zarfın içinde belge yok.', 'The envelope holds no document.'],
  'envelope.too-many': [
    'Zarfta {count} belge var; en çok {limit} belge okunur.',
    'The envelope holds {count} documents; at most {limit} are read.',
  ],
} as const satisfies Record<string, Texts>;

export type ReadErrorCode = keyof typeof TEXTS;

/** All codes, for the error catalogue. */
export const READ_ERROR_CODES = Object.keys(TEXTS).toSorted();

/** The refusal of `code` with its texts filled in. */
export function readError(code: ReadErrorCode, params: Readonly<Record<string, string>> = {}): ReadError {
  const [tr, en] = TEXTS[code];
  const whole = wholeLetters(params);
  return { code, message: fill(tr, whole), messageEn: fill(en, whole), params: whole };
}

/** Thrown inside the reader only; `readUbl` turns it into a result. */
export class ReadRefusal extends Error {
  readonly refusal: ReadError;

  constructor(code: ReadErrorCode, params: Readonly<Record<string, string>> = {}) {
    const refusal = readError(code, params);
    super(refusal.messageEn);
    this.refusal = refusal;
  }
}

/** What a document states is quoted shortened, which may cut a letter in two: no database stores half of one. */
export function wholeLetters(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value.toWellFormed()]));
}

/** `text` with each `{name}` replaced by the parameter of that name. */
export function fill(text: string, params: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
}
