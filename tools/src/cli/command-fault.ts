/** Puts what the command parser says about a mistyped command in Turkish before its English. */

const TURKISH: readonly (readonly [english: RegExp, turkish: string])[] = [
  [/^error: unknown command '([^']*)'/, 'bilinmeyen komut: $1'],
  [/^error: unknown option '([^']*)'/, 'bilinmeyen seçenek: $1'],
  [/^error: required option '([^']*)' not specified/, 'gerekli seçenek verilmedi: $1'],
  [/^error: option '([^']*)' argument missing/, 'seçeneğin değeri verilmedi: $1'],
  [/^error: missing required argument '([^']*)'/, 'gerekli bilgi verilmedi: $1'],
  [/^error: too many arguments.*/, 'fazladan bilgi verildi'],
  [/^error: option '([^']*)' argument '([^']*)' is invalid\./, '$1 için “$2” geçersiz:'],
];

/** The fault in both languages; unchanged where it is one not known here. */
export function commandFault(english: string): string {
  const said = english.trimEnd();
  for (const [pattern, turkish] of TURKISH) {
    const found = pattern.exec(said);
    if (found !== null) return `hata: ${found[0].replace(pattern, turkish)}\n${said}\n`;
  }
  return english;
}
