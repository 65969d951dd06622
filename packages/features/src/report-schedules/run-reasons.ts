/** Why a run failed or was skipped, in words that say what to do. */
import { type AppError, fillText } from '@muhasebi/platform/errors/app-error.ts';
import type { Words } from '../table-export.ts';

export const RUN_REASONS = {
  empty: {
    tr: 'Bu dönemde raporda yazacak bir şey yok; boş rapor yollanmadı.',
    en: 'There is nothing to report in this period; no empty report was sent.',
  },
  laterMonth: {
    tr: 'Aynı anda daha sonraki bir ay da kapandı; yalnız sonuncusu yollandı.',
    en: 'A later month was closed at the same time; only the last one was sent.',
  },
  noRecipients: {
    tr: 'Yollanacak adres yok. Mükellef kartına e-posta yazın ya da portal kullanıcısı çağırın, sonra yeniden deneyin.',
    en: 'There is no address to send it to. Write one into the client’s card or invite a portal user, then try again.',
  },
  givenUp: {
    tr: 'Rapor beklenmeyen bir hata yüzünden hazırlanamadı. Yeniden deneyin; olmazsa sistem yöneticisine bildirin.',
    en: 'The report could not be made because of an unexpected fault. Try again; if it stays, tell your administrator.',
  },
  noneReached: {
    tr: 'Rapor hiçbir alıcıya ulaşmadı. Adresleri düzeltip yeniden deneyin.',
    en: 'The report reached nobody. Correct the addresses and try again.',
  },
  tooLarge: {
    tr: 'Rapor e-postaya eklenemeyecek kadar büyük, bağlantı da bu adrese açılmaz. Dönemi daraltın ya da CSV seçin.',
    en: 'The report is too large to attach, and a link does not open for this address. Narrow the period or choose CSV.',
  },
  noAddress: {
    tr: 'Bu bir e-posta adresi değil. Mükellef kartında düzeltip yeniden deneyin.',
    en: 'This is no mail address. Correct it on the client’s card and try again.',
  },
  portalClosed: {
    tr: 'Bu kişinin portalında raporlar kapalı; bağlantıyı açamaz. Portalını açın ya da raporu e-postaya ekleyin.',
    en: 'Reports are closed in this person’s portal; the link would not open. Open them, or attach the report.',
  },
} as const satisfies Record<string, Words>;

/** "{n} of the recipients were not reached". */
export function notAllReached(count: number): Words {
  return {
    tr: `${count} alıcıya ulaşmadı; nedeni yanında yazıyor.`,
    en: `${count} recipients were not reached; the reason stands beside each.`,
  };
}

/** A refusal as a reason: what happened, and what to do now. */
export function reasonOf({ definition, params }: AppError): Words {
  const { tr, en, nextTr, nextEn } = definition;
  return { tr: `${fillText(tr, params)} ${nextTr}`, en: `${fillText(en, params)} ${nextEn}` };
}
