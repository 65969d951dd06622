/** Stores the statements of one file: whose they are, each line once, all of it or nothing. */
import { createHash } from 'node:crypto';
import { isValidTrIban } from '@muhasebi/accounting/vkn/iban.ts';
import {
  readSoundStatements,
  type SoundEvent,
  type SoundHead,
  type SoundLine,
} from '@muhasebi/connectors/bank-statement/read-statements.ts';
import { StatementFault } from '@muhasebi/connectors/bank-statement/statement-fault.ts';
import { attempt } from '@muhasebi/platform/db/attempt.ts';
import { type AppError, fillText } from '@muhasebi/platform/errors/app-error.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { Trx } from '../feature.ts';
import { clientsOfNumber, holdAccount } from './accounts.queries.ts';
import { type BankStatementsService, bankStatementErrors } from './contract.ts';
import { type NumberLine, numberLines } from './number-lines.ts';
import {
  insertLines,
  insertStatement,
  linesOfDay,
  linesTakenBefore,
  type NewLine,
  type StatementPlace,
} from './statements.queries.ts';

type File = Parameters<BankStatementsService['take']>[2];
type Taken = Awaited<ReturnType<BankStatementsService['take']>>;

/** As the contract says; what was written of a refused file is taken back by a savepoint. */
export async function takeFile(trx: Trx, tenantId: string, file: File): Promise<Taken> {
  const taking = new Taking(trx, tenantId, file);
  const tried = await attempt(trx, async () => {
    try {
      for await (const event of readSoundStatements(file.path)) await taking.hear(event);
    } catch (error) {
      if (!(error instanceof StatementFault)) throw error;
      const { messageTr: reason, messageEn: reasonEn } = error;
      throw bankStatementErrors.BANK_STATEMENT_REFUSED({ reason, reasonEn });
    }
    return taking.result();
  });
  if (tried.refusal === null) {
    await announce(trx, { tenantId, topic: 'bank-statements', clientId: tried.result.clientId });
    return tried.result;
  }
  if (tried.refusal.code === 'BANK_ACCOUNT_NOBODYS') return { kind: 'nobodys', accounts: taking.nobodys };
  return { kind: 'refused', reason: wordsOf(tried.refusal) };
}

function wordsOf({ code, definition, params }: AppError): { tr: string; en: string } {
  const isWhole = code === 'BANK_STATEMENT_REFUSED';
  const next = (text: string) => (isWhole ? '' : ` ${fillText(text, params)}`);
  return {
    tr: `${fillText(definition.tr, params)}${next(definition.nextTr)}`,
    en: `${fillText(definition.en, params)}${next(definition.nextEn)}`,
  };
}

/** The number as it is kept: capitals without spaces; of a longer text the IBAN in it. */
export function plainAccountNo(account: string): string {
  const plain = account.replaceAll(/\s/g, '').toUpperCase();
  const iban = /TR\d{24}/.exec(plain)?.[0];
  return iban !== undefined && isValidTrIban(iban) ? iban : plain.slice(0, 50);
}

/** A statement while its lines come. */
interface OpenStatement extends StatementPlace {
  readonly head: SoundHead;
  readonly place: number;
  /** Lines of it where the same file brought it before: nothing is stored. */
  readonly before: number | null;
  numberOf: NumberLine | null;
  balanceKurus: bigint;
  fromDay: string | null;
  toDay: string | null;
  /** Portions of lines so far. */
  parts: number;
  lines: number;
  fresh: number;
}

class Taking {
  readonly #trx: Trx;
  readonly #tenantId: string;
  readonly #file: File;
  /** Accounts that no client has. */
  readonly nobodys: string[] = [];
  readonly #accounts: string[] = [];
  #clientId: string | null = null;
  #statement: OpenStatement | null = null;
  #place = 0;
  readonly #ids: string[] = [];
  #lines = 0;
  #known = 0;

  constructor(trx: Trx, tenantId: string, file: File) {
    this.#trx = trx;
    this.#tenantId = tenantId;
    this.#file = file;
  }

  async hear(event: SoundEvent): Promise<void> {
    if (event.kind === 'head') this.#statement = await this.#open(event.head);
    else if (this.#statement === null) return;
    else if (event.kind === 'lines') await this.#take(this.#statement, event.lines);
    else await this.#close(this.#statement, event.closing);
  }

  result(): Extract<Taken, { kind: 'stored' }> {
    if (this.nobodys.length > 0 || this.#clientId === null)
      throw bankStatementErrors.BANK_ACCOUNT_NOBODYS({ accounts: this.nobodys.join(', ') });
    return {
      kind: 'stored',
      statementIds: this.#ids,
      clientId: this.#clientId,
      lines: this.#lines,
      known: this.#known,
    };
  }

  /** Null where the account is nobody's: the file is read on to name all such accounts. */
  async #open(head: SoundHead): Promise<OpenStatement | null> {
    this.#place += 1;
    const accountNo = plainAccountNo(head.account);
    const clientId = await this.#owner(accountNo);
    if (clientId === null) {
      if (!this.nobodys.includes(accountNo)) this.nobodys.push(accountNo);
      return null;
    }
    if (!this.#accounts.includes(accountNo)) this.#accounts.push(accountNo);
    this.#clientId ??= clientId;
    if (this.#clientId !== clientId)
      throw bankStatementErrors.BANK_FILE_OF_SEVERAL({ accounts: this.#accounts.join(', ') });
    const of = { tenantId: this.#tenantId, clientId, accountNo, currency: head.currency };
    const held = await holdAccount(this.#trx, of);
    if (held === null) throw bankStatementErrors.BANK_ACCOUNT_OF_ANOTHER({ account: accountNo });
    const place = { tenantId: this.#tenantId, clientId, ...held };
    return {
      ...place,
      head,
      place: this.#place,
      before: await linesTakenBefore(this.#trx, place, this.#file.sha256, this.#place),
      numberOf: null,
      balanceKurus: head.opening.kurus,
      fromDay: null,
      toDay: null,
      parts: 0,
      lines: 0,
      fresh: 0,
    };
  }

  async #owner(accountNo: string): Promise<string | null> {
    const given = this.#file.clientId;
    const clients = await clientsOfNumber(this.#trx, this.#tenantId, accountNo);
    if (given === null) return clients.length === 1 ? (clients[0] ?? null) : null;
    if (clients.length > 0 && !clients.includes(given))
      throw bankStatementErrors.BANK_ACCOUNT_OF_ANOTHER({ account: accountNo });
    return given;
  }

  async #take(statement: OpenStatement, lines: readonly SoundLine[]): Promise<void> {
    statement.lines += lines.length;
    const [first] = lines;
    if (statement.before !== null || first === undefined) return;
    const { kurus, isIntermediate } = statement.head.opening;
    statement.numberOf ??= numberLines(
      kurus,
      isIntermediate,
      await linesOfDay(this.#trx, statement, first.bookedOn),
    );
    const numberOf = statement.numberOf;
    statement.parts += 1;
    const rows = lines.map((line): NewLine => {
      statement.balanceKurus += line.kurus;
      const day = line.bookedOn;
      if (statement.fromDay === null || day < statement.fromDay) statement.fromDay = day;
      if (statement.toDay === null || day > statement.toDay) statement.toDay = day;
      return newLine(line, statement.balanceKurus, numberOf);
    });
    statement.fresh += await insertLines(this.#trx, statement, statement.parts, rows);
  }

  async #close(statement: OpenStatement, closing: SoundHead['opening']): Promise<void> {
    this.#statement = null;
    const { head, lines, fresh, before, fromDay, toDay } = statement;
    if (before !== null) {
      this.#known += before;
      return;
    }
    this.#lines += fresh;
    this.#known += lines - fresh;
    this.#ids.push(statement.statementId);
    const lastDay = toDay ?? closing.day ?? head.opening.day;
    const firstDay = fromDay ?? lastDay;
    if (firstDay === null || lastDay === null)
      throw new StatementFault('no-day', { line: String(head.lineNo) });
    await insertStatement(this.#trx, statement, {
      format: head.format,
      fileName: this.#file.fileName,
      sha256: this.#file.sha256,
      place: statement.place,
      statementNo: head.statementNo?.slice(0, 50) ?? null,
      reference: head.reference?.slice(0, 100) ?? null,
      openingKurus: head.opening.kurus,
      closingKurus: closing.kurus,
      isContinued: head.opening.isIntermediate,
      fromDay: firstDay,
      toDay: lastDay,
      lineCount: lines,
      knownCount: lines - fresh,
    });
  }
}

function newLine(line: SoundLine, balanceKurus: bigint, numberOf: NumberLine): NewLine {
  const { bookedOn, valuedOn, kurus, kind, reference, bankReference, text } = line;
  const likeness = createHash('sha256')
    .update([bookedOn, String(kurus), reference, bankReference, text].join('\u0000'))
    .digest('hex')
    .slice(0, 32);
  return {
    bookedOn,
    valuedOn,
    amountKurus: kurus,
    balanceKurus,
    kind: kind.slice(0, 50),
    reference,
    bankReference,
    description: text,
    counterpartyName: line.counterpartyName,
    counterpartyAccount: line.counterpartyAccount,
    likeness,
    occurrence: numberOf(likeness, balanceKurus),
  };
}
