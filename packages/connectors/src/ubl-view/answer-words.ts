/** What codes of answers mean, for people; a code that is not known stands as it is. */
import type { PaperLanguage } from './paper-text.ts';

/** UBL-TR application response guide: answers of a commercial invoice, of the system, of the customs. */
const ANSWERS: Readonly<Record<string, readonly [tr: string, en: string]>> = {
  KABUL: ['Kabul', 'Accepted'],
  RED: ['Ret', 'Refused'],
  IADE: ['İade', 'Returned'],
  S_APR: ['Sistem yanıtı', 'System response'],
  GUMRUKONAY: ['Gümrük onayı', 'Customs approval'],
};

export function answerText(code: string, language: PaperLanguage): string {
  const words = ANSWERS[code];
  return words === undefined ? code : `${words[language === 'tr' ? 0 : 1]} (${code})`;
}
