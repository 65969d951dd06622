/** One entry (Ntry) of a CAMT file while its tags are read. A batch is one entry: it was booked as one amount. */
import { type BankLine, plainText } from './bank-statement.ts';
import { hundredths, isoDay } from './statement-amount.ts';

/** Of the details of one payment. */
const TX = 'NtryDtls/TxDtls/';

export class CamtEntry {
  readonly #lineNo: number;
  readonly #texts = new Map<string, string>();
  #words: string[] = [];
  #currency = '';
  #payments = 0;

  constructor(lineNo: number) {
    this.#lineNo = lineNo;
  }

  inCurrency(currency: string): void {
    this.#currency = currency;
  }

  openDetails(): void {
    this.#payments += 1;
  }

  /** A tag below the entry with its text. */
  hear(path: string, text: string): void {
    if (
      path === `${TX}RmtInf/Ustrd` ||
      path === `${TX}RmtInf/Strd/CdtrRefInf/Ref` ||
      path === `${TX}AddtlTxInf`
    )
      this.#words.push(text);
    // Of several payments the first is kept here; the text tells of all of them.
    else if (text.trim() !== '' && !this.#texts.has(path)) this.#texts.set(path, text.trim());
  }

  /** Null where it has no readable amount or side. Entries that are not booked yet (PDNG, INFO) come again. */
  read(): { readonly line: BankLine; readonly isBooked: boolean } | null {
    const kurus = hundredths(this.#of('Amt'));
    const side = this.#of('CdtDbtInd');
    if (kurus === null || (side !== 'CRDT' && side !== 'DBIT')) return null;
    const bookedOn = this.#day('BookgDt');
    const valuedOn = this.#day('ValDt');
    const line = {
      bookedOn: bookedOn ?? valuedOn,
      valuedOn: valuedOn ?? bookedOn,
      kurus: side === 'DBIT' ? -kurus : kurus,
      currency: this.#currency || null,
      reference: plainText(this.#of(`${TX}Refs/EndToEndId`)),
      bankReference: plainText(
        this.#of('AcctSvcrRef') || this.#of(`${TX}Refs/AcctSvcrRef`) || this.#of('NtryRef'),
      ),
      kind: this.#kind(),
      text: plainText([this.#of('AddtlNtryInf'), ...this.#words].join(' ')),
      ...this.#counterparty(side),
      lineNo: this.#lineNo,
    };
    const status = this.#of('Sts') || this.#of('Sts/Cd');
    return { line, isBooked: status === '' || status === 'BOOK' };
  }

  #of = (path: string): string => this.#texts.get(path) ?? '';

  #day = (path: string): string | null => isoDay(this.#of(`${path}/Dt`) || this.#of(`${path}/DtTm`));

  #kind(): string {
    const domain = ['Domn/Cd', 'Domn/Fmly/Cd', 'Domn/Fmly/SubFmlyCd'].map((each) =>
      this.#of(`BkTxCd/${each}`),
    );
    return plainText(domain.filter(Boolean).join('/') || this.#of('BkTxCd/Prtry/Cd')).slice(0, 50);
  }

  /** The other side of one payment; a batch has many. A reversal names both as they were in the payment it takes back. */
  #counterparty(side: 'CRDT' | 'DBIT'): { counterpartyName: string; counterpartyAccount: string } {
    if (this.#payments > 1) return { counterpartyName: '', counterpartyAccount: '' };
    const isIn = (side === 'CRDT') !== /^(?:true|1)$/.test(this.#of('RvslInd'));
    const who = `${TX}RltdPties/${isIn ? 'Dbtr' : 'Cdtr'}`;
    return {
      counterpartyName: plainText(this.#of(`${who}/Nm`) || this.#of(`${who}/Pty/Nm`)),
      counterpartyAccount: (this.#of(`${who}Acct/Id/IBAN`) || this.#of(`${who}Acct/Id/Othr/Id`)).replaceAll(
        /\s/g,
        '',
      ),
    };
  }
}
