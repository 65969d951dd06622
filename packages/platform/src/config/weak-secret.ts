/** Recognises secrets that protect nothing: placeholders, one character repeated, the example out of the manual. */
import type { Bilingual } from './setting.ts';

const placeholders =
  /change.?me|changeit|replace.?me|your.?secret|^secret|^password|^parola|^sifre|example|ornek|^test|^dev-|default|123456|qwerty/i;

/** Says why `text` is no secret, or undefined when nothing speaks against it. `example` is the one in the manual. */
export function weakness(text: string, example: string): Bilingual | undefined {
  // Of a connection URL the password is the secret, not the whole.
  const secret = passwordOfUrl(text) ?? text;
  if (text === example) return { tr: 'zayıf: örneğin kendisi', en: 'weak: it is the example itself' };
  if (new Set(secret).size < 4)
    return { tr: 'zayıf: hep aynı karakterler', en: 'weak: the same few characters repeated' };
  if (placeholders.test(secret))
    return { tr: 'zayıf: bilinen bir yer tutucu', en: 'weak: a well-known placeholder' };
  return undefined;
}

function passwordOfUrl(text: string): string | undefined {
  if (!/^[a-z][a-z0-9+]*:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { password } = new URL(text);
  // A URL without a password (peer or certificate authentication) holds no secret to judge.
  return password === '' ? text : decodeURIComponent(password);
}
