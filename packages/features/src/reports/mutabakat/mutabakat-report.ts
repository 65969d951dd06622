/** The letter of reconciliation (mutabakat mektubu) to a counterparty: what the books say, and a place to agree or not. */
import { absoluteKurus, formatKurusTr } from '@muhasebi/accounting/money/kurus.ts';
import { dayText } from '@muhasebi/connectors/table-file/cell-text.ts';
import { findHeading } from '../../office-heading.queries.ts';
import type { Words } from '../../table-export.ts';
import { type ReportPeriod, reportKindErrors } from '../contract.ts';
import { type FiguresPart, type Report, same } from '../report.ts';
import { ACCOUNT_OPTION, TAX_ID_OPTION, whoseOf } from '../report-options.ts';
import type { BorrowedEkstre, ReportSources } from '../report-sources.ts';

export function mutabakatReport({ ekstre }: ReportSources): Report {
  return {
    reportId: 'mutabakat',
    title: { tr: 'Mutabakat mektubu', en: 'Letter of reconciliation' },
    summary: {
      tr: 'Bir karşı tarafa, dönem sonundaki bakiyesini bildiren ve yanıtını isteyen mektup.',
      en: 'Tells a counterparty its balance at the end of the period, and asks for its answer.',
    },
    about: 'client',
    formats: ['pdf'],
    options: [{ ...ACCOUNT_OPTION, required: false }, TAX_ID_OPTION],
    async open(trx, { tenantId, clientId, period, options }) {
      const found = await ekstre(trx, tenantId, clientId, { ...period, ...whoseOf(options) });
      const [first] = found.accounts;
      if (first === undefined)
        throw reportKindErrors.REPORT_OPTION_WRONG({
          option: 'account',
          value: options.account ?? options.taxId ?? '',
        });
      const { client } = await findHeading(trx, tenantId, clientId);
      const closingKurus = found.openingKurus + found.debitKurus - found.creditKurus;
      const codes = found.accounts.map(({ code }) => code).join(', ');
      return {
        facts: [same(dayText(period.to))],
        parts: [
          {
            kind: 'text',
            title: null,
            paragraphs: letter({
              to: first.name,
              from: client?.title ?? '',
              day: dayText(period.to),
              closingKurus,
            }),
          },
          figuresPart(found, codes, period, closingKurus),
          { kind: 'text', title: { tr: 'Yanıt', en: 'Answer' }, paragraphs: ANSWER },
          {
            kind: 'signatures',
            places: [same(client?.title ?? ''), same(first.name)],
          },
        ],
        isEmpty: closingKurus === 0n && found.table.rowCount === 0,
        summary: {
          tr: `${first.name}: ${dayText(period.to)} bakiyesi ${formatKurusTr(closingKurus)}.`,
          en: `${first.name}: balance on ${dayText(period.to)} ${formatKurusTr(closingKurus)}.`,
        },
      };
    },
  };
}

function figuresPart(
  found: Pick<BorrowedEkstre, 'openingKurus' | 'debitKurus' | 'creditKurus'>,
  codes: string,
  period: ReportPeriod,
  closingKurus: bigint,
): FiguresPart {
  return {
    kind: 'figures',
    title: { tr: `Hesap ${codes}`, en: `Account ${codes}` },
    figures: [
      {
        label: {
          tr: `${dayText(period.from)} devri`,
          en: `Brought forward on ${dayText(period.from)}`,
        },
        amountKurus: found.openingKurus,
      },
      { label: { tr: 'Dönem borç', en: 'Debit of the period' }, amountKurus: found.debitKurus },
      { label: { tr: 'Dönem alacak', en: 'Credit of the period' }, amountKurus: found.creditKurus },
      {
        label: { tr: `${dayText(period.to)} bakiyesi`, en: `Balance on ${dayText(period.to)}` },
        amountKurus: closingKurus,
        tone: 'strong',
        note: sideWords(closingKurus),
      },
    ],
  };
}

/** Of the counterparty's account: a debit balance is what it owes. */
const sideWords = (kurus: bigint): Words =>
  kurus >= 0n
    ? { tr: 'borç bakiyesi', en: 'debit balance' }
    : { tr: 'alacak bakiyesi', en: 'credit balance' };

interface Letter {
  readonly to: string;
  readonly from: string;
  readonly day: string;
  readonly closingKurus: bigint;
}

function letter({ to, from, day, closingKurus }: Letter): Words[] {
  const amount = formatKurusTr(absoluteKurus(closingKurus));
  const side = sideWords(closingKurus);
  return [
    { tr: `Sayın ${to},`, en: `To ${to},` },
    {
      tr: `${from} defterlerine göre ${day} tarihinde hesabınız ${amount} TL ${side.tr} vermektedir.`,
      en: `According to the books of ${from}, your account had a ${side.en} of TRY ${amount} on ${day}.`,
    },
    {
      tr: 'Kayıtlarınızla karşılaştırıp aşağıdaki bölümü doldurarak, kaşeli ve imzalı bir örneğini bize iletmenizi rica ederiz.',
      en: 'Please compare it with your books, fill in the part below, and send us a stamped and signed copy.',
    },
  ];
}

const ANSWER: readonly Words[] = [
  { tr: '[   ]  Mutabıkız.', en: '[   ]  We agree.' },
  {
    tr: '[   ]  Mutabık değiliz. Kayıtlarımızdaki bakiye: ........................................ TL; ekstremiz ektedir.',
    en: '[   ]  We do not agree. The balance in our books: TRY ........................................; our statement is attached.',
  },
];
