/** One statement of a CAMT file while its tags are read. */
import type { Balance, BankLine, StatementEvent, StatementFormat } from './bank-statement.ts';
import { CamtEntry } from './camt-entry.ts';
import { hundredths, isoDay } from './statement-amount.ts';
import { unreadable } from './statement-fault.ts';

interface OpenBalance {
  kind: string;
  amount: string;
  currency: string;
  side: string;
  day: string | null;
  readonly lineNo: number;
}

/** Balances that a statement begins and ends with, in the order in which they are preferred; ITBD is of a page. */
const OPENINGS = ['OPBD', 'PRCD', 'ITBD'] as const;
const CLOSINGS = ['CLBD'] as const;

export class CamtStatement {
  readonly #format: StatementFormat;
  readonly #lineNo: number;
  readonly #balances: { readonly kind: string; readonly balance: Balance }[] = [];
  #balance: OpenBalance | null = null;
  #entry: CamtEntry | null = null;
  #account: string | null = null;
  #currency: string | null = null;
  #reference: string | null = null;
  #statementNo: string | null = null;
  #lines: BankLine[] = [];
  #isTold = false;

  constructor(format: StatementFormat, lineNo: number) {
    this.#format = format;
    this.#lineNo = lineNo;
  }

  /** Lines read and not handed over. */
  get waiting(): number {
    return this.#lines.length;
  }

  open(path: string, currency: string, lineNo: number): void {
    if (path === 'Ntry') this.#entry = new CamtEntry(lineNo);
    else if (path === 'Bal')
      this.#balance = { kind: '', amount: '', currency: '', side: '', day: null, lineNo };
    else if (path === 'Bal/Amt' && this.#balance !== null) this.#balance.currency = currency;
    else if (path === 'Ntry/Amt') this.#entry?.inCurrency(currency);
    else if (path === 'Ntry/NtryDtls/TxDtls') this.#entry?.openDetails();
  }

  close(path: string, text: string, lineNo: number): void {
    if (path.startsWith('Ntry/')) this.#entry?.hear(path.slice(5), text);
    else if (path === 'Ntry') this.#closeEntry(lineNo);
    else if (path.startsWith('Bal')) this.#closeBalance(path, text.trim(), lineNo);
    else if (path === 'Acct/Id/IBAN' || path === 'Acct/Id/Othr/Id' || path === 'Acct/Id/PrtryAcct/Id')
      this.#account = text.replaceAll(/\s/g, '') || null;
    else if (path === 'Acct/Ccy') this.#currency = text.trim() || null;
    else if (path === 'Id') this.#reference = text.trim().slice(0, 100) || null;
    else if (path === 'LglSeqNb' || (path === 'ElctrncSeqNb' && this.#statementNo === null))
      this.#statementNo = text.trim().slice(0, 50) || null;
  }

  #closeEntry(lineNo: number): void {
    const read = this.#entry?.read() ?? null;
    this.#entry = null;
    if (read === null) throw unreadable(lineNo, '<Ntry>');
    if (read.isBooked) this.#lines.push(read.line);
  }

  #closeBalance(path: string, text: string, lineNo: number): void {
    const open = this.#balance;
    if (open === null) return;
    if (path === 'Bal/Tp/CdOrPrtry/Cd') open.kind = text;
    else if (path === 'Bal/Amt') open.amount = text;
    else if (path === 'Bal/CdtDbtInd') open.side = text;
    else if (path === 'Bal/Dt/Dt' || path === 'Bal/Dt/DtTm') open.day = isoDay(text);
    else if (path === 'Bal') {
      this.#balance = null;
      const kurus = hundredths(open.amount);
      if (kurus === null) throw unreadable(lineNo, `<Bal> ${open.amount}`);
      const { kind, currency, day } = open;
      const signed = open.side === 'DBIT' ? -kurus : kurus;
      const balance = { day, kurus: signed, currency, isIntermediate: kind === 'ITBD', lineNo: open.lineNo };
      this.#balances.push({ kind, balance });
    }
  }

  #first(kinds: readonly string[]): Balance | null {
    for (const kind of kinds) {
      const found = this.#balances.find((each) => each.kind === kind);
      if (found !== undefined) return found.balance;
    }
    return null;
  }

  /** The head, once, and the lines since it was asked last. */
  take(): StatementEvent[] {
    const events: StatementEvent[] = [];
    if (!this.#isTold) {
      this.#isTold = true;
      const opening = this.#first(OPENINGS);
      const head = {
        format: this.#format,
        account: this.#account,
        currency: this.#currency ?? opening?.currency ?? null,
        reference: this.#reference,
        statementNo: this.#statementNo,
        opening,
        lineNo: this.#lineNo,
      };
      events.push({ kind: 'head', head });
    }
    if (this.#lines.length > 0) events.push({ kind: 'lines', lines: this.#lines });
    this.#lines = [];
    return events;
  }

  end(lineNo: number): StatementEvent {
    // Of a page in the middle, the last of its two intermediate balances is where it ends.
    const pages = this.#balances.filter(({ kind }) => kind === 'ITBD');
    const closing = this.#first(CLOSINGS) ?? pages.at(-1)?.balance ?? null;
    return { kind: 'end', closing, lineNo: closing?.lineNo ?? lineNo };
  }
}
