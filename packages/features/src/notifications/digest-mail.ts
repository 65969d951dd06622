/** The mail of the day: what a person was told of since the last one, by kind, each leading to where it helps. */
import { dayText } from '@muhasebi/connectors/table-file/cell-text.ts';
import type { Language, Words } from '../table-export.ts';
import { DIGEST_NOTICES } from './contract.ts';
import type { DigestEntry } from './digest.queries.ts';

type DigestKind = (typeof DIGEST_NOTICES)[number];
type Params = DigestEntry['params'];

const HEADS: Readonly<Record<DigestKind, Words>> = {
  'sync-failed': { tr: 'Eşitlenemeyenler', en: 'Failed syncs' },
  'report-failed': { tr: 'Gönderilemeyen raporlar', en: 'Reports that were not sent' },
  'documents-waiting': { tr: 'Bekleyen belgeler', en: 'Waiting documents' },
  'answers-ending': { tr: 'Yanıt süresi dolan faturalar', en: 'Invoices whose time to answer ends' },
  'period-closing': { tr: 'Kapanışı yaklaşan dönemler', en: 'Periods about to close' },
};

const text = (params: Params, name: string) => String(params[name] ?? '');

/** "2026-10" → "10.2026". */
const monthText = (month: string) => month.split('-').reverse().join('.');

const SENTENCES: Readonly<Record<DigestKind, (params: Params) => Words>> = {
  'sync-failed': (params) => ({
    tr: `${text(params, 'name')} eşitlenemedi`,
    en: `${text(params, 'name')} could not be synced`,
  }),
  'report-failed': (params) => ({
    tr: `${text(params, 'name')} gönderilemedi`,
    en: `${text(params, 'name')} could not be sent`,
  }),
  'documents-waiting': (params) => ({
    tr: `${text(params, 'documents')} belgeniz iki günden uzun süredir inceleme bekliyor`,
    en: `${text(params, 'documents')} of your documents have waited for review for more than two days`,
  }),
  'answers-ending': (params) => ({
    tr: `${text(params, 'documents')} ticari faturanın yanıt süresi doluyor; ilk son gün ${dayText(text(params, 'day'))}`,
    en: `the time to answer ends for ${text(params, 'documents')} commercial invoices, the first on ${dayText(text(params, 'day'))}`,
  }),
  'period-closing': (params) => ({
    tr: `${monthText(text(params, 'month'))} dönemi ${text(params, 'clients')} mükellefinizde açık; son gün ${dayText(text(params, 'day'))}`,
    en: `the period ${monthText(text(params, 'month'))} is open for ${text(params, 'clients')} of your clients; the last day is ${dayText(text(params, 'day'))}`,
  }),
};

interface DigestOf {
  readonly readerName: string;
  readonly officeName: string;
  readonly language: Language;
  readonly entries: readonly DigestEntry[];
  /** Of all, those that are not named among them. */
  readonly total: number;
  readonly publicUrl: string;
  readonly timeZone: string;
}

export interface DigestMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Line {
  readonly words: string;
  readonly href: string | null;
}

export function digestMail(digest: DigestOf): DigestMail {
  const { officeName, language, entries, total, publicUrl } = digest;
  const say = (tr: string, en: string) => (language === 'en' ? en : tr);
  const groups = DIGEST_NOTICES.flatMap((kind) => {
    const lines = entries.filter((entry) => entry.kind === kind).map((entry) => lineOf(digest, kind, entry));
    return lines.length === 0 ? [] : [{ head: HEADS[kind][language], lines }];
  });
  const more = total - entries.length;
  const closing = [
    ...(more > 0
      ? [say(`ve ${more} haber daha; uygulamada hepsi var.`, `and ${more} more; the app has all.`)]
      : []),
    say(
      'Bu özet günde bir kez gelir; neyin geleceğini bildirimlerin “Bildirim seçimi” bölümünden seçersiniz.',
      'This digest comes once a day; choose what is in it under “Choose kinds” of the notifications.',
    ),
  ];
  const greeting = say(`Merhaba ${digest.readerName},`, `Dear ${digest.readerName},`);
  return {
    subject: say(`${officeName}: günün özeti (${total})`, `${officeName}: digest of the day (${total})`),
    text: `${[
      greeting,
      ...groups.map(({ head, lines }) => [head, ...lines.map(plainLine)].join('\n')),
      ...closing,
      publicUrl,
    ].join('\n\n')}\n`,
    html: [
      `<p>${escaped(greeting)}</p>`,
      ...groups.map(
        ({ head, lines }) =>
          `<h3 style="font-size:15px;margin:16px 0 4px">${escaped(head)}</h3><ul style="margin:0;padding-left:18px">${lines.map(htmlLine).join('')}</ul>`,
      ),
      ...closing.map((line) => `<p style="color:#555">${escaped(line)}</p>`),
    ].join('\n'),
  };
}

function lineOf({ language, publicUrl, timeZone }: DigestOf, kind: DigestKind, entry: DigestEntry): Line {
  const when = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'tr-TR', {
    ...{ dateStyle: 'short', timeStyle: 'short', timeZone },
  }).format(entry.createdAt);
  const sentence = SENTENCES[kind](entry.params)[language];
  const about = entry.clientTitle === null ? '' : `${entry.clientTitle}: `;
  // What stands of the whole day needs no hour; what happened at a moment does.
  const moment = kind === 'sync-failed' || kind === 'report-failed' ? ` (${when})` : '';
  return {
    words: `${about}${sentence}${moment}`.replace(/\s+/g, ' '),
    href: entry.link === null ? null : `${publicUrl}${entry.link}`,
  };
}

const plainLine = ({ words, href }: Line) => (href === null ? `- ${words}` : `- ${words}\n  ${href}`);

function htmlLine({ words, href }: Line): string {
  const inner = escaped(words);
  return `<li>${href === null ? inner : `<a href="${escaped(href)}">${inner}</a>`}</li>`;
}

/** Names come from people: none of them is markup. */
function escaped(plain: string): string {
  return plain
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
