/** Why an uploaded table cannot be read: one code each, with its Turkish and English sentence and what to do. */

type Texts = readonly [tr: string, en: string];

/** `{name}` in a text is replaced by the parameter of that name. */
const TEXTS = {
  'table.empty': [
    'Dosya boş. Başlık satırı ve en az bir kayıt satırı olan bir dosya seçin.',
    'The file is empty. Choose one with a header row and at least one row of records.',
  ],
  'table.too-large': [
    'Dosya çok büyük: en çok {limit} bayt okunur. Dosyayı bölüp parça parça yükleyin.',
    'The file is too large: at most {limit} bytes are read. Split it and upload the parts.',
  ],
  'table.too-many-rows': [
    'Dosyada {limit} satırdan fazla var. Dosyayı bölüp parça parça yükleyin.',
    'The file has more than {limit} rows. Split it and upload the parts.',
  ],
  'table.too-many-columns': [
    '{row}. satırda {limit}. sütundan sonra dolu hücre var. Tablonun sağındaki hücreleri silin.',
    'Row {row} has filled cells beyond column {limit}. Delete the cells to the right of the table.',
  ],
  'table.too-complex': [
    'Dosyanın içi okuma sınırlarını aşıyor ({what}; en çok {limit}). Yalnız tabloyu yeni bir dosyaya kopyalayıp onu yükleyin.',
    'The inside of the file exceeds the limits of reading ({what}; at most {limit}). Copy the table alone into a new file and upload that.',
  ],
  'table.xls': [
    'Bu, eski Excel biçiminde (.xls) ya da parolalı bir dosya. Excel’de parolasını kaldırıp “Farklı kaydet → Excel Çalışma Kitabı (.xlsx)” ile kaydedin.',
    'This file is in the old Excel format (.xls) or has a password. In Excel remove the password and use “Save as → Excel Workbook (.xlsx)”.',
  ],
  'table.other-book': [
    'Bu dosya Excel’in .xlsx biçiminde değil ({kind}). “Farklı kaydet → Excel Çalışma Kitabı (.xlsx)” ile kaydedin.',
    'This file is not in Excel’s .xlsx format ({kind}). Use “Save as → Excel Workbook (.xlsx)”.',
  ],
  'table.not-table': [
    'Bu dosya ({kind}) bir tablo değil. XLSX ya da CSV dosyası yükleyin.',
    'This file ({kind}) is no table. Upload an XLSX or CSV file.',
  ],
  'table.password': [
    'Dosya parolalı. Parolasını kaldırıp yeniden kaydedin.',
    'The file has a password. Remove it and save the file again.',
  ],
  'table.broken': [
    'Dosya bozuk ya da yarım kalmış; açılamadı. Excel’de açıp yeniden kaydedin, sonra yükleyin.',
    'The file is damaged or cut off and could not be opened. Open it in Excel, save it again, then upload it.',
  ],
  'table.doctype': [
    'Dosyanın XML’i bir DOCTYPE bildirimi taşıyor; güvenlik nedeniyle okunmaz. Excel’de açıp yeniden kaydedin.',
    'The XML of the file carries a DOCTYPE declaration; for safety it is not read. Open it in Excel and save it again.',
  ],
  'table.no-sheet': [
    'Dosyada okunacak çalışma sayfası yok.',
    'The file has no worksheet that could be read.',
  ],
  'table.sheet-unknown': [
    'Dosyada “{sheet}” adlı çalışma sayfası yok.',
    'The file has no worksheet named “{sheet}”.',
  ],
  'table.open-quote': [
    '{row}. satırda açılan tırnak kapanmıyor. Tırnağı kapatın ya da silin.',
    'A quotation mark opened in row {row} is never closed. Close or delete it.',
  ],
} as const satisfies Record<string, Texts>;

export type TableFaultCode = keyof typeof TEXTS;

/** All codes, for the error catalogue. */
export const TABLE_FAULT_CODES = Object.keys(TEXTS).toSorted();

/** Thrown while a table is opened or its rows are read; nothing of the file is to be used then. */
export class TableFault extends Error {
  readonly code: TableFaultCode;
  /** Turkish sentence, complete in itself. */
  readonly messageTr: string;
  readonly messageEn: string;

  constructor(code: TableFaultCode, params: Readonly<Record<string, string>> = {}, cause?: unknown) {
    const [tr, en] = TEXTS[code].map((text) =>
      text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole),
    );
    super(en ?? code, { cause });
    this.name = 'TableFault';
    this.code = code;
    this.messageTr = tr ?? code;
    this.messageEn = en ?? code;
  }
}
