/** Language of the app: Turkish unless the reader chose otherwise; the other language is loaded when asked for. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../format/amount.ts';
import { type Texts, tr } from './tr/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Texts };
  }
}

const STORED = 'muhasebi.language';

/** What the reader chose here; null where they never did. */
function chosen(): Language | null {
  try {
    const stored = localStorage.getItem(STORED);
    return stored === 'en' || stored === 'tr' ? stored : null;
  } catch {
    return null;
  }
}

async function loadEnglish(): Promise<void> {
  if (i18next.hasResourceBundle('en', 'translation')) return;
  const { en } = await import('./en/index.ts');
  i18next.addResourceBundle('en', 'translation', en);
}

/** Starts with the remembered language; must be awaited before the first render. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'tr',
    fallbackLng: 'tr',
    resources: { tr: { translation: tr } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await speak(chosen() ?? 'tr');
}

async function speak(language: Language): Promise<void> {
  if (language === 'en') await loadEnglish();
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function switchLanguage(language: Language): Promise<void> {
  await speak(language);
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Speaks as the office does, for whoever never chose a language here; that is no choice of theirs to remember. */
export async function adoptLanguage(language: Language): Promise<void> {
  if (chosen() === null && language !== i18next.language) await speak(language);
}

/** The language for the Accept-Language header. */
export function currentLanguage(): string {
  return i18next.language ?? 'tr';
}
