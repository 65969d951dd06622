/** Decides what becomes of each file of an item, before anything is made of it. */
import type { Words } from '../table-export.ts';
import type { HeldRun } from './held-run.ts';
import { clientsInside, type SeenFile } from './look-at-files.ts';
import type { FileToMake, Made } from './make-of-file.ts';
import { whoseIsIt } from './whose-is-it.ts';

export const TWIN: Words = {
  tr: 'Aynı adlı XML belgenin görüntüsü; belge olarak alınmadı.',
  en: 'A rendering of the XML of the same name; it was not taken as a document.',
};
const PARTED: Words = {
  tr: 'İçindekiler tek tek alındı: her biri kendi mükellefine, kimsenin olmayan tepsiye.',
  en: 'What is in it was taken one by one: each to its client, what is nobody’s to the tray.',
};

/** What becomes of a file, before it is made of it. */
export type Plan =
  | { readonly made: Made; readonly file: PlacedFile }
  | { readonly made: null; readonly file: FileToMake; readonly clientId: string | null };

/** By its content in the store; null where it could not be unpacked. */
type PlacedFile =
  | Pick<FileToMake, 'fileName' | 'sha256' | 'sizeBytes'>
  | { readonly fileName: string; readonly sha256: null; readonly sizeBytes: null };

/** Of a ZIP whose files part company: the ZIP itself, which is kept, then each file. */
export function plansOf(
  run: HeldRun,
  seen: SeenFile,
  hinted: readonly string[],
  byTaxId: ReadonlyMap<string, string>,
): Plan[] {
  if (seen.parts === null) return [planOf(run, seen, hinted, byTaxId)];
  const { file, parts } = seen;
  const nothing = { documentId: null, wasKnown: false, statementIds: null, clientId: null };
  return [
    { file, made: { ...nothing, state: 'empty', reason: PARTED } },
    ...parts.files.map((inside) => planOf(run, inside, hinted, byTaxId)),
    ...parts.refused.map(
      ({ fileName, reason }): Plan => ({
        file: { fileName, sha256: null, sizeBytes: null },
        made: { ...nothing, state: 'refused', reason },
      }),
    ),
  ];
}

function planOf(
  run: HeldRun,
  { file, kind, isStatement, isTwin, parties }: SeenFile,
  hinted: readonly string[],
  byTaxId: ReadonlyMap<string, string>,
): Plan {
  const { fileName, sha256, sizeBytes } = file;
  const toMake = { fileName, sha256, sizeBytes, kind, isStatement };
  const nothing = { documentId: null, wasKnown: false, statementIds: null };
  const told = run.clientId ?? only(hinted);
  if (isTwin) return { file: toMake, made: { ...nothing, state: 'empty', clientId: told, reason: TWIN } };
  if (isStatement) return { file: toMake, made: null, clientId: told };
  const inside = parties === null ? null : clientsInside(parties, byTaxId);
  const owner = whoseIsIt({ bound: run.clientId, hinted, inside });
  if (owner.clientId === null)
    return { file: toMake, made: { ...nothing, state: 'tray', clientId: null, reason: owner.why } };
  return { file: toMake, made: null, clientId: owner.clientId };
}

export function only(clientIds: readonly string[]): string | null {
  const [first] = clientIds;
  return first === undefined || clientIds.length > 1 ? null : first;
}
