/** What identity adds to the operations page: open sessions, and whether mail leaves. */
import type { FeatureDeps } from '../feature.ts';
import type { OperationsPart } from '../operations-part.ts';
import { countSessions } from './session-gauges.queries.ts';

export function identityParts({ db, mail }: Pick<FeatureDeps, 'db' | 'mail'>): OperationsPart[] {
  return [
    {
      name: 'mail',
      title: { tr: 'Posta', en: 'Mail' },
      // A mail server is not knocked at more often.
      keepSeconds: 60,
      async look() {
        if ((await mail.check()) === 'smtp')
          return {
            state: 'ok',
            detail: { tr: 'posta sunucusu kabul ediyor', en: 'the mail server accepts' },
          };
        return {
          state: 'warn',
          detail: {
            tr: 'posta sunucusu yok (SMTP_URL); postalar klasöre yazılıyor',
            en: 'no mail server (SMTP_URL); mail is written to a folder',
          },
        };
      },
    },
    {
      name: 'sessions',
      title: { tr: 'Oturumlar', en: 'Sessions' },
      keepSeconds: 10,
      async look() {
        const { open, active } = await countSessions(db);
        return {
          state: 'ok',
          detail: {
            tr: `${open} açık, ${active} son 15 dakikada kullanıldı`,
            en: `${open} open, ${active} used within 15 minutes`,
          },
        };
      },
    },
  ];
}
