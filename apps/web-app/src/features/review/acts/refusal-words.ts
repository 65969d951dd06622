/** Why a document was refused and what to do now, in both languages. */
import type { Refusal } from '../review-session.ts';
import type { ActItem } from './act-queries.ts';

export function refusalWords(refusal: NonNullable<ActItem['refusal']>): Refusal {
  const { message, messageEn, next, nextEn } = refusal;
  return { tr: `${message} ${next}`, en: `${messageEn} ${nextEn}` };
}
