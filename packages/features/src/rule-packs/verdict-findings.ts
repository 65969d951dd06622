/** The findings that an official verdict makes of a document: each broken rule and each fault of the form, at its place. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { explainRule } from '@muhasebi/connectors/gib-rules/explain-rule.ts';
import { explainXsdFault } from '@muhasebi/connectors/gib-rules/explain-xsd-fault.ts';
import type { RuleFault, Verdict } from '@muhasebi/connectors/gib-rules/rule-pack.ts';
import { placeOfXpath } from './place-of-xpath.ts';

/** XSD faults that are told one by one: one mistake often makes dozens. */
const MOST_XSD_FINDINGS = 20;

export interface FindingContext {
  readonly version: string;
  /** False: the pack was not in force on the document's day, so that what breaks its rules asks for a look, no more. */
  readonly inForce: boolean;
  /** Whether places on the paper of an invoice mean something here. */
  readonly onPaper: boolean;
}

/** At most a few of the XSD's faults and all of the schematron's; the caller bounds findings as a whole. */
export function verdictFindings(verdict: Verdict, context: FindingContext): Finding[] {
  return [...xsdFindings(verdict, context), ...verdict.faults.map((fault) => ruleFinding(fault, context))];
}

const severityIn = ({ inForce }: FindingContext): Finding['severity'] => (inForce ? 'error' : 'warning');

/** In our words where we have them; the official text stands in the parameters in any case. */
function ruleFinding(fault: RuleFault, context: FindingContext): Finding {
  const { rule, message, xpath, line } = fault;
  const words = explainRule(rule);
  return {
    code: 'gib.rule',
    severity: severityIn(context),
    place: context.onPaper ? placeOfXpath(xpath) : null,
    message: words?.tr ?? message,
    messageEn: words?.en ?? message,
    params: { rule, text: message, xpath, line: String(line), pack: context.version },
  };
}

function xsdFindings({ xsd, xsdFaults, onlySignatureMissing }: Verdict, context: FindingContext): Finding[] {
  if (xsd !== 'invalid') return [];
  const pack = context.version;
  if (onlySignatureMissing) {
    const line = String(xsdFaults[0]?.line ?? 0);
    return [
      {
        code: 'gib.xsd',
        severity: 'info',
        place: null,
        message: 'Belge imzasız: imzanın yeri (UBLExtensions) boş. Bunun dışında GİB’in şemasına uyuyor.',
        messageEn:
          'The document is unsigned: the place of its signature (UBLExtensions) is empty. In all else it fits GİB’s schema.',
        params: { line, pack },
      },
    ];
  }
  const told = xsdFaults.slice(0, MOST_XSD_FINDINGS).map(
    ({ line, message }): Finding => ({
      code: 'gib.xsd',
      severity: severityIn(context),
      place: null,
      message: `Belge GİB’in şemasına (XSD) uymuyor: ${explainXsdFault(message).tr}`,
      messageEn: `The document does not fit GİB’s schema (XSD): ${explainXsdFault(message).en}`,
      params: { line: String(line), text: message, pack },
    }),
  );
  const more = xsdFaults.length - told.length;
  if (more > 0)
    told.push({
      code: 'gib.xsd',
      severity: severityIn(context),
      place: null,
      message: `Şemaya (XSD) uymayan ${more} yer daha var.`,
      messageEn: `There are ${more} more places that do not fit the schema (XSD).`,
      params: { more: String(more), pack },
    });
  return told;
}

/** It could not be judged: a fault of ours, or the document is too large for it. Our own checks ran all the same. */
export function notJudged(trouble: 'fault' | 'too-large', version: string): Finding {
  const [why, whyEn] =
    trouble === 'fault'
      ? ['beklenmeyen bir hata oldu; hata kaydedildi', 'an unexpected error occurred; it was recorded']
      : ['belge denetlenemeyecek kadar büyük', 'the document is too large for it'];
  return {
    code: 'gib.not-judged',
    severity: 'warning',
    place: null,
    message: `GİB’in resmi kurallarıyla denetim yapılamadı: ${why}. Kendi denetimlerimiz yapıldı.`,
    messageEn: `It could not be judged by GİB’s official rules: ${whyEn}. Our own checks ran.`,
    params: { trouble, pack: version },
  };
}
