/** Reads MT940 line by line into heads, lines and ends; fed by hand, so it knows no file. */
import { type Balance, type BankLine, GROUP, plainText, type StatementEvent } from './bank-statement.ts';
import { readDetails } from './mt940-details.ts';
import { type Entry, readBalance, readEntry } from './mt940-fields.ts';
import { StatementFault, unreadable } from './statement-fault.ts';
import type { TextLine } from './text-lines.ts';

/** A field while its lines are read. */
interface OpenField {
  readonly tag: string;
  readonly lines: string[];
  readonly lineNo: number;
}

/** A statement while it is read. */
interface OpenStatement {
  reference: string | null;
  account: string | null;
  statementNo: string | null;
  opening: Balance | null;
  closing: Balance | null;
  isTold: boolean;
  readonly lineNo: number;
}

const FIELD = /^:(\d{2}[A-Z]?|NS):/;
/** Lines of one field; the standard has six. */
const MOST_LINES = 200;

export class Mt940Reader {
  #done: StatementEvent[] = [];
  #lines: BankLine[] = [];
  #field: OpenField | null = null;
  #entry: Entry | null = null;
  #details: string[] = [];
  #statement: OpenStatement | null = null;
  #statements = 0;
  #lineNo = 0;
  #isBroken = false;

  /** What was read since it was asked last. */
  take(): StatementEvent[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  /** Throws StatementFault. */
  feed({ text: given, lineNo }: TextLine): void {
    this.#lineNo = lineNo;
    // A colon that stands alone belongs to the tag behind it.
    const text = this.#isBroken ? `:${given}` : given.replace(/^\s*\{.*?\{4:/, '');
    this.#isBroken = !this.#isBroken && text.trim() === ':';
    if (this.#isBroken) return;
    const tag = FIELD.exec(text)?.[1];
    if (tag !== undefined) {
      this.#closeField();
      this.#field = { tag, lines: [text.slice(tag.length + 2)], lineNo };
    } else if (/^-(?:\}|XXX|\s*$)/.test(text)) {
      this.#closeField();
      this.#closeStatement();
    } else if (this.#field !== null && text.trim() !== '') {
      if (this.#field.lines.length >= MOST_LINES) throw unreadable(lineNo, text);
      this.#field.lines.push(text);
    }
  }

  /** The file is over. Throws StatementFault where it held no statement. */
  end(): void {
    this.#closeField();
    this.#closeStatement();
    if (this.#statements === 0) throw new StatementFault('no-statement');
  }

  #closeField(): void {
    const field = this.#field;
    this.#field = null;
    if (field === null) return;
    if (field.tag === '20') this.#closeStatement();
    else if (this.#statement?.closing != null && /^(?:25|28C?|60[FM]|61)$/.test(field.tag))
      this.#closeStatement();
    const statement = this.#open(field.lineNo);
    if (field.tag === '86' || field.tag === 'NS') {
      if (this.#entry !== null) this.#details.push(...field.lines);
    } else if (field.tag === '61') this.#openEntry(field);
    else if (field.tag === '20') statement.reference = plainText(field.lines.join('')) || null;
    else if (field.tag === '25')
      statement.account = plainText(field.lines[0] ?? '').replaceAll(' ', '') || null;
    else if (/^28C?$/.test(field.tag)) statement.statementNo = plainText(field.lines[0] ?? '') || null;
    else if (/^6[02][FM]$/.test(field.tag)) this.#balance(statement, field);
  }

  #open(lineNo: number): OpenStatement {
    this.#statements += this.#statement === null ? 1 : 0;
    this.#statement ??= {
      reference: null,
      account: null,
      statementNo: null,
      opening: null,
      closing: null,
      isTold: false,
      lineNo,
    };
    return this.#statement;
  }

  #balance(statement: OpenStatement, { tag, lines, lineNo }: OpenField): void {
    const balance = readBalance(lines.join(''), tag.endsWith('M'), lineNo);
    if (balance === null) throw unreadable(lineNo, `:${tag}:${lines.join('')}`);
    if (tag.startsWith('62')) {
      this.#closeEntry();
      statement.closing = balance;
    } else statement.opening = balance;
  }

  #openEntry({ lines, lineNo }: OpenField): void {
    this.#closeEntry();
    this.#entry = readEntry(lines, lineNo);
    if (this.#entry === null) throw unreadable(lineNo, `:61:${lines.join(' ')}`);
  }

  #closeEntry(): void {
    const entry = this.#entry;
    if (entry === null) return;
    this.#entry = null;
    const { extra, ...line } = entry;
    const details = readDetails(this.#details);
    this.#details = [];
    const isIn = extra === '' || details.text.includes(plainText(extra));
    const text = isIn ? details.text : plainText(`${extra} ${details.text}`);
    this.#lines.push({ ...line, ...details, text });
    if (this.#lines.length >= GROUP) this.#tellLines();
  }

  #tellHead(): void {
    const statement = this.#statement;
    if (statement === null || statement.isTold) return;
    statement.isTold = true;
    const { account, reference, statementNo, opening, closing, lineNo } = statement;
    const currency = opening?.currency ?? closing?.currency ?? null;
    const head = { format: 'mt940', account, currency, reference, statementNo, opening, lineNo } as const;
    this.#done.push({ kind: 'head', head });
  }

  #tellLines(): void {
    this.#tellHead();
    if (this.#lines.length > 0) this.#done.push({ kind: 'lines', lines: this.#lines });
    this.#lines = [];
  }

  #closeStatement(): void {
    const statement = this.#statement;
    if (statement === null) return;
    this.#closeEntry();
    this.#tellLines();
    this.#statement = null;
    const { closing } = statement;
    this.#done.push({ kind: 'end', closing, lineNo: closing?.lineNo ?? this.#lineNo });
  }
}
