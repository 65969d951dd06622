/** A month of a bank account as MT940, each month going on where the one before it ended. */

/** An account of nobody, with the check digits of an IBAN of Türkiye. */
export const SAMPLE_IBAN = 'TR250006200012340006299998';
/** Balance at the end of 2025, and what the lines below come to. Kuruş. */
const START_KURUS = 25_000_000n;

interface Line {
  readonly day: number;
  /** Kuruş; negative: money that goes out. */
  readonly kurus: bigint;
  readonly text: string;
}

const LINES: readonly Line[] = [
  { day: 2, kurus: 4_812_000n, text: 'GELEN FAST KARGI LOKANTACILIK FATURA ODEMESI' },
  { day: 5, kurus: -3_150_000n, text: 'KIRA ODEMESI DEPO' },
  { day: 10, kurus: -1_284_550n, text: 'GIDEN EFT TEDARIKCI ODEMESI' },
  // Two alike on one day, as card terminals pay: both are true.
  { day: 15, kurus: 965_000n, text: 'POS TAHSILATI' },
  { day: 15, kurus: 965_000n, text: 'POS TAHSILATI' },
  { day: 20, kurus: -2_000n, text: 'HESAP ISLETIM UCRETI' },
  { day: 26, kurus: -742_390n, text: 'SGK PRIM ODEMESI' },
];

/** `month` is "2026-10". */
export function sampleStatement(month: string): { readonly fileName: string; readonly bytes: Buffer } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const monthsBefore = (year - 2026) * 12 + number - 1;
  const opening = START_KURUS + BigInt(monthsBefore) * sum();
  const yy = String(year % 100).padStart(2, '0');
  const mm = String(number).padStart(2, '0');
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const text = [
    ':20:YERELDENEME',
    `:25:${SAMPLE_IBAN}`,
    `:28C:${number}/1`,
    `:60F:${balance(opening, `${yy}${mm}01`)}`,
    ...LINES.flatMap(({ day, kurus, text: about }, index) => {
      const dd = String(day).padStart(2, '0');
      return [
        `:61:${yy}${mm}${dd}${mm}${dd}${kurus < 0n ? 'D' : 'C'}${amount(kurus)}NTRF${yy}${mm}${index}`,
        `:86:${about}`,
      ];
    }),
    `:62F:${balance(opening + sum(), `${yy}${mm}${last}`)}`,
    '-',
    '',
  ].join('\r\n');
  return { fileName: `ekstre-${month}.sta`, bytes: Buffer.from(text, 'latin1') };
}

const sum = () => LINES.reduce((total, { kurus }) => total + kurus, 0n);

function balance(kurus: bigint, day: string): string {
  return `${kurus < 0n ? 'D' : 'C'}${day}TRY${amount(kurus)}`;
}

function amount(kurus: bigint): string {
  const whole = kurus < 0n ? -kurus : kurus;
  return `${whole / 100n},${String(whole % 100n).padStart(2, '0')}`;
}
