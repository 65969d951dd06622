/** Reads CAMT.052, .053 and .054 (ISO 20022) as its tags come into heads, lines and ends; fed by hand, so it knows no file. */
import sax, { type SAXParser } from 'sax';
import { GROUP, type StatementEvent } from './bank-statement.ts';
import { CamtStatement } from './camt-statement.ts';
import { StatementFault, unreadable } from './statement-fault.ts';

/** What each kind of message calls the thing that we call a statement. */
const STATEMENTS = { Rpt: 'camt.052', Stmt: 'camt.053', Ntfctn: 'camt.054' } as const;
const MOST_DEPTH = 40;
const MOST_LETTERS = 20_000;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

export class CamtReader {
  readonly #parser: SAXParser;
  #done: StatementEvent[] = [];
  #statement: CamtStatement | null = null;
  #statements = 0;
  /** Paths below the statement, "Ntry/Amt", one for each open tag. */
  readonly #paths: string[] = [];
  #depth = 0;
  #text = '';
  #isCamt = false;

  constructor() {
    this.#parser = sax.parser(true, { position: true });
    this.#parser.onopentag = ({ name, attributes }) => this.#open(localName(name), attributes);
    this.#parser.onclosetag = () => this.#close();
    this.#parser.ontext = this.#parser.oncdata = (text) => this.#hear(text);
    // Nothing that a DOCTYPE could define is ever resolved.
    this.#parser.ondoctype = () => {
      throw new StatementFault('doctype');
    };
    this.#parser.onerror = (error) => {
      throw unreadable(this.#lineNo(), error.message.split('\n')[0] ?? '');
    };
  }

  /** What was read since it was asked last. */
  take(): StatementEvent[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  /** Throws StatementFault. */
  feed(text: string): void {
    this.#parser.write(text);
  }

  /** The file is over. Throws StatementFault where it is not whole or holds no statement. */
  end(): void {
    if (this.#depth > 0) throw new StatementFault('truncated', { line: String(this.#lineNo()) });
    this.#parser.close();
    if (this.#statements === 0) throw new StatementFault('no-statement');
  }

  #lineNo = (): number => this.#parser.line + 1;

  #open(name: string, attributes: Readonly<Record<string, unknown>>): void {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw unreadable(this.#lineNo(), `<${name}>`);
    this.#text = '';
    if (this.#depth === 1) {
      const names = Object.values(attributes).map(String);
      this.#isCamt = name === 'Document' && names.some((each) => /camt\.05[234]\.001\.\d\d/.test(each));
      if (!this.#isCamt) throw new StatementFault('no-statement');
    }
    if (this.#statement !== null) {
      const above = this.#paths.at(-1) ?? '';
      const path = above === '' ? name : `${above}/${name}`;
      this.#paths.push(path);
      this.#statement.open(path, String(attributes.Ccy ?? ''), this.#lineNo());
    } else if (this.#depth === 3 && name in STATEMENTS) {
      const format = STATEMENTS[name as keyof typeof STATEMENTS];
      this.#statements += 1;
      this.#statement = new CamtStatement(format, this.#lineNo());
      this.#paths.length = 0;
    }
  }

  #hear(text: string): void {
    if (this.#statement === null || this.#text.length > MOST_LETTERS) return;
    this.#text += text;
  }

  #close(): void {
    this.#depth -= 1;
    const statement = this.#statement;
    if (statement === null) return;
    const path = this.#paths.pop();
    if (path !== undefined) {
      statement.close(path, this.#text, this.#lineNo());
      this.#text = '';
      if (path === 'Ntry' && statement.waiting >= GROUP) this.#done.push(...statement.take());
      return;
    }
    this.#done.push(...statement.take(), statement.end(this.#lineNo()));
    this.#statement = null;
  }
}
