/** Names of files inside a ZIP: safe on every system, each once, grouped by client where there are several. */

const MOST_LETTERS = 120;
/** What Windows, macOS or a shell would not take in a name, and what turns the direction of text. */
const UNSAFE = /[\p{Cc}\p{Cf}\\/:*?"<>|]/gu;
/** Names of devices, which Windows opens instead of a file. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name without folders, bounded, that every system takes; its ending is kept. */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(UNSAFE, '_')
    .trim()
    .replace(/^\.+/, '_')
    .replace(/[. ]+$/, '');
  const ending = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? '';
  const stem = [...plain.slice(0, plain.length - ending.length)].slice(0, MOST_LETTERS).join('');
  const safe = RESERVED.test(plain) ? `_${stem}${ending}` : stem + ending;
  return safe === '' ? 'adsiz' : safe.toWellFormed();
}

/** Gives each name once: the second "fatura.xml" of a folder is "fatura (2).xml". Systems differ on case, so it does not count. */
export function createNames(): (folder: string | null, name: string) => string {
  const taken = new Set<string>();
  return (folder, name) => {
    const prefix = folder === null ? '' : `${safeName(folder)}/`;
    const safe = safeName(name);
    const dot = /\.[^.]{1,10}$/.exec(safe)?.index ?? safe.length;
    for (let n = 1; ; n++) {
      const path = prefix + (n === 1 ? safe : `${safe.slice(0, dot)} (${n})${safe.slice(dot)}`);
      const key = path.toLocaleLowerCase('en');
      if (taken.has(key)) continue;
      taken.add(key);
      return path;
    }
  };
}
