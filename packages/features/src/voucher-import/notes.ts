/** What can be wrong with a row of an imported table, or with its voucher: a code, where it is, and what to do about it. */

/** [severity, what it is, what to do] in both languages; `{name}` is replaced by the parameter of that name. */
type Texts = readonly [severity: 'error' | 'warning', tr: string, nextTr: string, en: string, nextEn: string];

const FIX_CELL = [
  'Hücreyi düzeltip dosyayı yeniden yükleyin.',
  'Correct the cell and upload the file again.',
] as const;

const TEXTS = {
  'key-missing': [
    'error',
    'Fiş numarası boş.',
    'Numarayı yazın, “üstteki değeri al” seçeneğini açın ya da başka gruplama seçin.',
    'The number of the voucher is empty.',
    'Enter it, turn on “take the value above”, or choose another grouping.',
  ],
  'date-missing': ['error', 'Tarih boş.', 'Tarihi yazın.', 'The date is empty.', 'Enter the date.'],
  'date-unreadable': [
    'error',
    '“{text}” bir tarih olarak okunamadı.',
    'GG.AA.YYYY biçiminde yazın (örnek: 23.11.2026).',
    '“{text}” cannot be read as a date.',
    'Write it as DD.MM.YYYY (example: 23.11.2026).',
  ],
  'date-impossible': [
    'error',
    '“{text}”: takvimde böyle bir gün yok.',
    'Günü düzeltin.',
    '“{text}”: the calendar has no such day.',
    'Correct the day.',
  ],
  'date-is-number': [
    'error',
    'Tarih hücresinde sayı var: {text}.',
    'Hücreyi tarih olarak biçimlendirin.',
    'The cell of the date holds a number: {text}.',
    'Format the cell as a date.',
  ],
  'day-out-of-range': [
    'error',
    '{date}, deftere işlenebilecek yılların dışında.',
    'Tarihi düzeltin.',
    '{date} is outside the years that can be posted.',
    'Correct the date.',
  ],
  'month-not-open': [
    'error',
    '{month} dönemi kayda açık değil ({status}).',
    'Tarihi düzeltin ya da dönemi açtırın.',
    'Period {month} is not open for posting ({statusEn}).',
    'Correct the date, or have the period opened.',
  ],
  'account-missing': [
    'error',
    'Hesap kodu boş.',
    'Hesap kodunu yazın.',
    'The account code is empty.',
    'Enter the account code.',
  ],
  'account-malformed': [
    'error',
    '“{text}” bir hesap kodu değil.',
    '120.01.0001 biçiminde yazın.',
    '“{text}” is no account code.',
    'Write it like 120.01.0001.',
  ],
  'account-is-number': [
    'error',
    'Hesap kodu {text} sayı olarak kaydedilmiş; sondaki sıfırlar kaybolmuş olabilir.',
    'Sütunu metin olarak biçimlendirip kodu yeniden yazın.',
    'The account code {text} is stored as a number; zeros at its end may be lost.',
    'Format the column as text and enter the code again.',
  ],
  'account-unknown': [
    'error',
    '{code} hesabı bu mükellefin hesap planında yok.',
    'Hesabı hesap planında açıp dosyayı yeniden okutun ya da kodu düzeltin.',
    'Account {code} is not in the chart of this client.',
    'Open the account in the chart and have the file read again, or correct the code.',
  ],
  'account-group': [
    'error',
    '{code} hesabının alt hesapları var; yalnız en alt hesaba kayıt yapılır.',
    'Alt hesaplarından birinin kodunu yazın.',
    'Account {code} has sub-accounts; only leaf accounts take postings.',
    'Enter the code of one of its sub-accounts.',
  ],
  'account-closed': [
    'error',
    '{code} hesabı kullanıma kapalı.',
    'Hesabı açın ya da başka hesabın kodunu yazın.',
    'Account {code} is closed.',
    'Open the account, or enter the code of another.',
  ],
  'amount-unreadable': [
    'error',
    '“{text}” bir tutar olarak okunamadı.',
    FIX_CELL[0],
    '“{text}” cannot be read as an amount.',
    FIX_CELL[1],
  ],
  'amount-ambiguous': [
    'error',
    '“{text}” iki türlü okunabilir: binlik ayırıcı mı, ondalık mı belli değil.',
    'Kuruşuyla yazın (örnek: 1.234,00) ya da hücreyi sayı yapın.',
    '“{text}” can be read in two ways: its mark may separate thousands or decimals.',
    'Write it with its kuruş (example: 1.234,00), or make the cell a number.',
  ],
  'amount-negative': [
    'error',
    'Tutar eksi: {text}.',
    'Tutarı karşı sütuna artı olarak yazın.',
    'The amount is negative: {text}.',
    'Write it as a positive amount in the other column.',
  ],
  'amount-fraction': [
    'error',
    '{text}: tutarda kuruştan küçük basamak var.',
    'Tutarı iki ondalığa yuvarlayın.',
    '{text}: the amount has digits below the kuruş.',
    'Round the amount to two decimals.',
  ],
  'amount-too-large': [
    'error',
    '{text}: tutar defterin sınırından büyük.',
    FIX_CELL[0],
    '{text}: the amount is beyond what the books hold.',
    FIX_CELL[1],
  ],
  'both-sides': [
    'error',
    'Satırda hem borç hem alacak dolu.',
    'Satırı ikiye bölün ya da birini silin.',
    'The row has both a debit and a credit.',
    'Split the row in two, or delete one of them.',
  ],
  'no-amount': [
    'error',
    'Satırda tutar yok.',
    'Borç ya da alacak tutarını yazın.',
    'The row has no amount.',
    'Enter a debit or a credit.',
  ],
  'side-unknown': [
    'error',
    '“{text}” borç mu alacak mı anlaşılmadı.',
    'B ya da A yazın.',
    '“{text}” says neither debit nor credit.',
    'Write B (debit) or A (credit).',
  ],
  'type-unknown': [
    'error',
    '“{text}” bir fiş türü değil.',
    'Açılış, tahsil, tediye, mahsup ya da kapanış yazın.',
    '“{text}” is no type of voucher.',
    'Write açılış, tahsil, tediye, mahsup or kapanış.',
  ],
  'type-differs': [
    'error',
    'Fişin satırlarında fiş türü farklı.',
    'Fişin bütün satırlarına aynı türü yazın.',
    'The rows of the voucher name different types.',
    'Give all rows of the voucher the same type.',
  ],
  'fx-incomplete': [
    'error',
    'Döviz cinsi, tutarı ve kuru birlikte verilmeli.',
    'Eksik olanı yazın ya da üçünü de boş bırakın.',
    'Currency, foreign amount and rate must be given together.',
    'Enter what is missing, or leave all three empty.',
  ],
  'fx-unreadable': [
    'error',
    '“{text}” döviz tutarı ya da kuru olarak okunamadı.',
    FIX_CELL[0],
    '“{text}” cannot be read as a foreign amount or rate.',
    FIX_CELL[1],
  ],
  'fx-currency': [
    'error',
    '“{text}” bir para birimi kodu değil.',
    'USD, EUR gibi üç harf yazın.',
    '“{text}” is no code of a currency.',
    'Write three letters like USD or EUR.',
  ],
  'error-value': [
    'error',
    'Hücrede hata değeri var: {text}.',
    FIX_CELL[0],
    'The cell holds an error: {text}.',
    FIX_CELL[1],
  ],
  'formula-empty': [
    'error',
    'Hücrede hesaplanmamış bir formül var.',
    'Dosyayı Excel’de açıp kaydedin ya da değer olarak yapıştırın.',
    'The cell holds a formula that was not worked out.',
    'Open and save the file in Excel, or paste it as a value.',
  ],
  formula: [
    'warning',
    'Hücrede formül var; kaydedilmiş sonucu alındı: {text}.',
    'Sonucun güncel olduğuna bakın.',
    'The cell holds a formula; its saved result was taken: {text}.',
    'See that the result is up to date.',
  ],
  merged: [
    'error',
    'Birleştirilmiş hücre: değer yalnız ilk hücrede duruyor, bu satırda yok.',
    'Birleştirmeyi çözüp değeri her satıra yazın.',
    'A merged cell: its value stands in the first cell alone, not in this row.',
    'Unmerge it and enter the value in each row.',
  ],
  'merged-filled': [
    'warning',
    'Birleştirilmiş hücre: bloğun ilk değeri alındı.',
    'Doğru olduğuna bakın.',
    'A merged cell: the first value of its block was taken.',
    'See that it is right.',
  ],
  'text-cut': [
    'warning',
    'Açıklama 250 harften uzun; sonu alınmadı.',
    'Gerekirse kısaltın.',
    'The description is longer than 250 letters; its end was left out.',
    'Shorten it if need be.',
  ],
  'passed-over': [
    'warning',
    'Toplam ya da yinelenen başlık satırı; alınmadı.',
    'Fiş satırıysa hesap kodunu yazın.',
    'A row of totals or a repeated header; it was passed over.',
    'If it is a line of a voucher, enter its account code.',
  ],
  'too-few-lines': [
    'error',
    'Fişte tek satır var; en az iki satır gerekir.',
    'Karşı hesabın satırını ekleyin ya da gruplamayı değiştirin.',
    'The voucher has a single line; at least two are needed.',
    'Add the line of the counter account, or change the grouping.',
  ],
  'too-many-lines': [
    'error',
    'Fişte {limit} satırdan fazla var.',
    'Fişi bölün ya da gruplamayı değiştirin.',
    'The voucher has more than {limit} lines.',
    'Split it, or change the grouping.',
  ],
  unbalanced: [
    'error',
    'Fiş dengede değil: borç {debit}, alacak {credit}, fark {difference}.',
    'Satır tutarlarını düzeltin.',
    'The voucher does not balance: debit {debit}, credit {credit}, difference {difference}.',
    'Correct the amounts of its lines.',
  ],
  'dates-differ': [
    'error',
    'Fişin satırlarında tarih farklı: {first} ve {other}.',
    'Tarihleri eşitleyin; numaralar yeniden başlıyorsa gruplamayı “değişince” yapın.',
    'The rows of the voucher have different dates: {first} and {other}.',
    'Make them equal; where numbers start again, group by “where it changes”.',
  ],
} as const satisfies Record<string, Texts>;

export type NoteCode = keyof typeof TEXTS;

/** As it is stored with its row. */
export interface Note {
  readonly code: NoteCode;
  /** From 0; null is about the row or its voucher. */
  readonly column: number | null;
  readonly params: Readonly<Record<string, string>>;
}

/** Texts of cells are told so far. */
const MOST_TOLD = 60;

export function note(
  code: NoteCode,
  column: number | null = null,
  params: Readonly<Record<string, string>> = {},
): Note {
  return { code, column, params };
}

export const told = (text: string) => (text.length > MOST_TOLD ? `${text.slice(0, MOST_TOLD)}…` : text);

export const isFault = ({ code }: Note): boolean => TEXTS[code][0] === 'error';

/** The note in words. */
export function presentNote({ code, column, params }: Note) {
  const [severity, ...texts] = TEXTS[code];
  const [message = '', next = '', messageEn = '', nextEn = ''] = texts.map((text) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole),
  );
  return { code, severity, column, message, messageEn, next, nextEn };
}
