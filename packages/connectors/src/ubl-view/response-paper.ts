/** An application response laid out in our own way: what is said of which document, and why. */
import type { ApplicationResponse } from '@muhasebi/accounting/uygulama-yaniti/application-response.ts';
import { answerText } from './answer-words.ts';
import type { Paper, PaperTable } from './paper.ts';
import { factsOf, momentOf } from './paper-facts.ts';
import { partyOf } from './paper-party.ts';
import { dateText, type PaperLanguage } from './paper-text.ts';
import { type Say, wordsOf } from './paper-words.ts';

export function responsePaper(response: ApplicationResponse, language: PaperLanguage): Paper {
  const say = wordsOf(language);
  return {
    language,
    title: say('response'),
    parties: [partyOf(say('sender'), response.sender, say), partyOf(say('receiver'), response.receiver, say)],
    facts: [
      ...factsOf(
        [
          ['answer', response.responseCode === null ? null : answerText(response.responseCode, language)],
          ['number', response.number],
          ['date', momentOf(response.issueDate, response.issueTime)],
          ['profile', response.profile],
          ['ettn', response.ettn],
        ],
        say,
      ),
      ...Object.entries(response.customs).map(([scheme, id]) => [scheme, id] as const),
    ],
    tables: tablesOf(response, say),
    totals: [],
    notes: [...response.reasons, ...response.notes],
    qr: null,
    footer: say('footer'),
  };
}

function tablesOf({ answers, details }: ApplicationResponse, say: Say): PaperTable[] {
  const documents: PaperTable = {
    title: say('answeredDocuments'),
    columns: [
      { title: say('ettn'), isNumber: false, share: 50 },
      { title: say('date'), isNumber: false, share: 20 },
      { title: say('type'), isNumber: false, share: 30 },
    ],
    rows: answers.map(({ ettn, number, issueDate, type }) => [
      ettn ?? number ?? '',
      issueDate === null ? '' : dateText(issueDate),
      type ?? '',
    ]),
  };
  const lines: PaperTable = {
    title: say('answerLines'),
    columns: [
      { title: say('line'), isNumber: false, share: 15 },
      { title: say('code'), isNumber: false, share: 15 },
      { title: say('explanation'), isNumber: false, share: 70 },
    ],
    rows: details.map(({ lineId, code, text }) => [lineId ?? '', code ?? '', text ?? '']),
  };
  return [documents, lines].filter(({ rows }) => rows.length > 0);
}
