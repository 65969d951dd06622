/** Tells whole files from those that are still being written, by two looks at their folder. */
import type { DropFile } from './drop-folder.ts';
import { isUnfinishedName } from './names.ts';

export interface Wanted {
  /** Ends of names in lower case, without a dot ("xml", "zip"); none: all. */
  readonly extensions: readonly string[];
  /** ".ok": a file counts once "<name>.ok" or "<name without its end>.ok" lies beside it. Null: none is waited for. */
  readonly marker: string | null;
}

/** Those of a look that are meant for us; markers are none of them. */
export function wantedFiles(files: readonly DropFile[], wanted: Wanted): DropFile[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.filter(({ path }) => {
    if (isUnfinishedName(path)) return false;
    if (wanted.extensions.length > 0 && !wanted.extensions.some((end) => endsWith(path, end))) return false;
    const { marker } = wanted;
    if (marker === null) return true;
    return !path.endsWith(marker) && markersOf(path, marker).some((name) => paths.has(name));
  });
}

/** Where a marker of this file may lie. */
export function markersOf(path: string, marker: string): string[] {
  const dot = path.lastIndexOf('.');
  const beside = dot > path.lastIndexOf('/') + 1 ? [`${path.slice(0, dot)}${marker}`] : [];
  return [`${path}${marker}`, ...beside];
}

/** Files that both looks saw alike and not empty. An empty one is a file that somebody has only opened. */
export function settledFiles(before: readonly DropFile[], after: readonly DropFile[]): DropFile[] {
  const seen = new Map(before.map((file) => [file.path, file]));
  return after.filter((file) => {
    const earlier = seen.get(file.path);
    return file.sizeBytes > 0 && earlier !== undefined && isSameState(earlier, file);
  });
}

type FileState = Pick<DropFile, 'sizeBytes' | 'modifiedMs'>;

export function isSameState(one: FileState, other: FileState): boolean {
  return one.sizeBytes === other.sizeBytes && one.modifiedMs === other.modifiedMs;
}

/** Stable for one state of one file: a bank that writes tomorrow's statement over today's is read again. */
export function fileKey({ path, sizeBytes, modifiedMs }: DropFile): string {
  return `${path}|${sizeBytes}|${modifiedMs}`;
}

function endsWith(path: string, extension: string): boolean {
  return path.toLowerCase().endsWith(`.${extension}`);
}
