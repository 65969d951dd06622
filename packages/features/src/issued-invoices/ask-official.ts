/** Asks the rule pack of the invoice's day about the XML that would be written, before any number is given. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { explainRule } from '@muhasebi/connectors/gib-rules/explain-rule.ts';
import { writeInvoice } from '@muhasebi/connectors/ubl-tr/write/write-invoice.ts';
import type { FieldFault } from '@muhasebi/platform/errors/app-error.ts';
import type { Judged, OfficialJudge, OpenPack } from '../rule-packs/contract.ts';
import type { OfficialWord } from './contract.ts';
import type { DraftOnWire } from './draft-wire.ts';
import { placeInDraft } from './place-in-draft.ts';

/** Faults that are told one by one; the rest are counted. */
const MOST_TOLD = 50;

export interface ToBeWritten {
  readonly draft: DraftOnWire;
  /** The number that it would get now. Another invoice may take it meanwhile: no rule asks more of it than its form. */
  readonly number: string;
  readonly ettn: string;
}

/** `packs` empty: the official rules are not asked, and the word says so. Throws only where the database is away. */
export async function askOfficial(
  judge: OfficialJudge,
  packs: readonly OpenPack[],
  { draft, number, ettn }: ToBeWritten,
): Promise<OfficialWord> {
  const judged = await judge.judge(
    packs,
    {
      bytes: Buffer.from(writeInvoice({ ...draft, number, ettn })),
      issueDate: draft.issueDate,
      profile: draft.profile,
      onPaper: true,
    },
    'in-force',
  );
  if (judged === null) return { said: 'not-asked', packVersion: null, inForce: false, faults: [] };
  const faults = judged.findings.filter(
    ({ code, severity }) => code !== 'gib.not-judged' && severity !== 'info',
  );
  return {
    said: saidBy(judged, faults.length),
    packVersion: judged.verdict.packVersion,
    inForce: judged.verdict.inForce,
    faults: faults.slice(0, MOST_TOLD).map(faultOf),
  };
}

function saidBy({ verdict }: Judged, faults: number): OfficialWord['said'] {
  if (verdict.trouble !== null || (verdict.xsd === 'skipped' && verdict.schematron === 'skipped'))
    return 'trouble';
  return faults > 0 ? 'fail' : 'pass';
}

/** Without what is there for whoever receives such a document. */
const forIssuer = (remedy: string): string =>
  remedy.replace(/ (?:Gelen belgede|For a received document): .*$/, '');

/** The rule, its own words, what they mean and what to do, at the field that it leads to. */
function faultOf(finding: Finding): FieldFault {
  const { rule, text } = finding.params ?? {};
  const place = placeInDraft(finding);
  const path = place === null ? 'draft' : `draft.${place}`;
  if (rule === undefined) {
    const words = text ?? '';
    return {
      path,
      message: `GİB’in şemasına (XSD) uymuyor: ${words}`,
      messageEn: `It does not fit GİB’s schema (XSD): ${words}`,
    };
  }
  const meaning = explainRule(rule);
  const more = meaning === null ? '' : ` ${meaning.tr} ${forIssuer(meaning.remedy.tr)}`;
  const moreEn = meaning === null ? '' : ` ${meaning.en} ${forIssuer(meaning.remedy.en)}`;
  return {
    path,
    message: `GİB kuralı ${rule}: ${text}${more}`,
    messageEn: `GİB rule ${rule}: ${text}${moreEn}`,
  };
}
