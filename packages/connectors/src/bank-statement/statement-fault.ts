/** Why a file is no statement that can be taken: in both languages, with the place in the file. */

export type StatementFaultCode =
  | 'no-statement'
  | 'truncated'
  | 'unreadable'
  | 'doctype'
  | 'not-booked-yet'
  | 'no-account'
  | 'no-opening'
  | 'no-day'
  | 'wrong-balance'
  | 'wrong-currency';

type Values = Readonly<Record<string, string>>;

const TEXTS: Readonly<Record<StatementFaultCode, readonly [tr: string, en: string]>> = {
  'no-statement': [
    'Dosyada banka ekstresi yok. MT940 ya da CAMT.053 biçiminde alınmış dosyayı yükleyin.',
    'The file holds no bank statement. Upload a file that the bank gave as MT940 or CAMT.053.',
  ],
  truncated: [
    'Dosya {line}. satırda kesilmiş: ekstrenin kapanış bakiyesi yok. Dosyayı bankadan yeniden alın.',
    'The file is cut off at line {line}: the closing balance of the statement is missing. Get it from the bank again.',
  ],
  unreadable: [
    'Satır {line} okunamıyor: “{text}”. Dosyayı bankadan yeniden alın.',
    'Line {line} cannot be read: “{text}”. Get the file from the bank again.',
  ],
  doctype: [
    'XML dosyasında DOCTYPE var; böyle dosyalar güvenlik için alınmaz. Dosyayı bankadan yeniden alın.',
    'The XML holds a DOCTYPE; such files are not taken, for safety. Get the file from the bank again.',
  ],
  'not-booked-yet': [
    'Dosya {format} bildirimi: hareketleri gün sonu ekstresinde yeniden gelir. CAMT.053 ya da MT940 ekstresini yükleyin.',
    'The file is a {format} report: its entries come again in the statement of the day. Upload the CAMT.053 or MT940 statement.',
  ],
  'no-account': [
    'Satır {line}: ekstrede hesap numarası yok. Dosyayı bankadan yeniden alın.',
    'Line {line}: the statement names no account. Get the file from the bank again.',
  ],
  'no-opening': [
    'Satır {line}: ekstrenin açılış bakiyesi yok. Dosyayı bankadan yeniden alın.',
    'Line {line}: the statement has no opening balance. Get the file from the bank again.',
  ],
  'no-day': [
    'Satır {line}: hareketin tarihi yok. Dosyayı bankadan yeniden alın.',
    'Line {line}: the entry has no day. Get the file from the bank again.',
  ],
  'wrong-balance': [
    'Satır {line}: kapanış bakiyesi {closing}, oysa açılış {opening} ve hareketler {sum} ile {expected} olmalı; fark {difference}. Dosyayı bankadan yeniden alın.',
    'Line {line}: the closing balance is {closing}, but opening {opening} and entries {sum} come to {expected}; difference {difference}. Get the file from the bank again.',
  ],
  'wrong-currency': [
    'Satır {line}: tutar {currency}, oysa hesabın para birimi {expected}. Dosyayı bankadan yeniden alın.',
    'Line {line}: the amount is in {currency}, but the account is in {expected}. Get the file from the bank again.',
  ],
};

export class StatementFault extends Error {
  readonly code: StatementFaultCode;
  readonly messageTr: string;
  readonly messageEn: string;

  constructor(code: StatementFaultCode, values: Values = {}) {
    const [tr, en] = TEXTS[code];
    const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
    super(filled(en));
    this.name = 'StatementFault';
    this.code = code;
    this.messageTr = filled(tr);
    this.messageEn = filled(en);
  }
}

/** A place that cannot be read, with what stands there. */
export function unreadable(lineNo: number, text: string): StatementFault {
  const shown = text.replaceAll(/[\p{Cc}\s]+/gu, ' ').slice(0, 60);
  return new StatementFault('unreadable', { line: String(lineNo), text: shown });
}
