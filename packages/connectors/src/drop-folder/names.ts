/** Names of entries in folders of others: which are safe, which belong to a file that is still being written. */

/** Names that programs give to a file while they write it, by their ends and beginnings. */
const UNFINISHED =
  /(?:\.(?:part|partial|tmp|temp|filepart|crdownload|download|uploading|writing|swp|lock)|~)$/i;
const HIDDEN = /^(?:\.|~\$)/;

/** One part of a path: no separator, no climbing, no control character, no letter that could not be decoded. */
export function isPlainPart(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\p{Cc}\uFFFD]/u.test(name);
}

/** True where the name says that the file is not whole yet (".part", ".tmp", …) or is nobody's (".hidden", "~$lock"). */
export function isUnfinishedName(path: string): boolean {
  const name = baseName(path);
  return UNFINISHED.test(name) || HIDDEN.test(name);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** "ekstre.sta" as its `turn`th name in a folder: itself, then "ekstre-2.sta", "ekstre-3.sta" … */
export function nthName(name: string, turn: number): string {
  if (turn === 1) return name;
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name}-${turn}` : `${name.slice(0, dot)}-${turn}${name.slice(dot)}`;
}

/** Names that are tried for a file where its own is taken. */
export const mostNames = 1000;
