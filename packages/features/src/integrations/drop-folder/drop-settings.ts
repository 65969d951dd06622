/** Settings that every dropped-file folder has, wherever it lies: which files, when they are whole, what becomes of them. */
import { isPlainPart } from '@muhasebi/connectors/drop-folder/names.ts';
import { z } from 'zod';
import type { SettingField } from '../connector.ts';

/** An empty field of a form is a setting that was not made. */
const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((text) => (text === '' ? undefined : text));

/** A flag of a form, or its text. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** A number of a form, or its text; an empty field is one that was not filled in. */
export function numberSetting(least: number, most: number, fallback: number) {
  const emptyIsNone = (value: unknown) => (value === '' ? undefined : value);
  return z.preprocess(emptyIsNone, z.coerce.number().int().min(least).max(most).default(fallback));
}

export const dropSettings = z.object({
  folder: z.string().trim().max(1000).default(''),
  subfolders: flag.default(false),
  /** "xml, .ZIP" → ["xml", "zip"]. */
  extensions: optionalText.transform((text) =>
    (text ?? '')
      .split(/[\s,;]+/)
      .map((end) => end.replace(/^[*.]+/, '').toLowerCase())
      .filter((end) => end !== ''),
  ),
  marker: optionalText.transform((text) => text ?? null).refine((text) => text === null || isPlainPart(text)),
  settleSeconds: numberSetting(0, 600, 5),
  afterTaking: z.enum(['keep', 'move', 'delete']).default('move'),
  doneFolder: optionalText.transform((text) => text ?? 'alinanlar').refine(isPlainPart),
});
export type DropSettings = z.infer<typeof dropSettings>;

/** What was taken stands in the frame's items; a folder has no place to go on from. */
export const dropCursor = z.object({});
export type DropCursor = z.infer<typeof dropCursor>;

/** Below the fields that say where the folder is. */
export const dropFields: readonly SettingField[] = [
  {
    name: 'subfolders',
    label: { tr: 'Alt klasörlere de bak', en: 'Look into folders below' },
    help: {
      tr: 'Adı bir mükellefin vergi numarası olan alt klasördekiler o mükellefindir.',
      en: 'What lies in a folder named after a client’s tax number is that client’s.',
    },
    kind: 'flag',
    required: false,
    fallback: 'false',
  },
  {
    name: 'extensions',
    label: { tr: 'Uzantılar', en: 'Extensions' },
    help: {
      tr: 'Örneğin xml, zip, sta. Boşsa bütün dosyalar.',
      en: 'As in xml, zip, sta. Empty: all files.',
    },
    kind: 'text',
    required: false,
  },
  {
    name: 'settleSeconds',
    label: { tr: 'Bekleme süresi (saniye)', en: 'Waiting time (seconds)' },
    help: {
      tr: 'Dosyaya bu arayla iki kez bakılır; boyutu ya da saati değişen dosya hâlâ yazılıyordur, sonraki çalışmaya kalır.',
      en: 'Files are looked at twice, so far apart; one whose size or time changed is still being written and waits for the next run.',
    },
    kind: 'number',
    required: false,
    fallback: '5',
  },
  {
    name: 'marker',
    label: { tr: 'Bitti işareti', en: 'Marker of a whole file' },
    help: {
      tr: 'Karşı taraf dosyayı bitirince yanına bir işaret koyuyorsa uzantısı, örneğin .ok. Boşsa beklenmez.',
      en: 'The end of the name of a file that is put beside a finished one, as in .ok. Empty: none is waited for.',
    },
    kind: 'text',
    required: false,
  },
  {
    name: 'afterTaking',
    label: { tr: 'Alınan dosya', en: 'A taken file' },
    kind: 'choice',
    required: true,
    choices: [
      { value: 'move', label: { tr: 'Alınanlar klasörüne taşınsın', en: 'Is moved to the folder below' } },
      { value: 'keep', label: { tr: 'Yerinde kalsın', en: 'Stays where it is' } },
      { value: 'delete', label: { tr: 'Silinsin', en: 'Is deleted' } },
    ],
    fallback: 'move',
  },
  {
    name: 'doneFolder',
    label: { tr: 'Alınanlar klasörü', en: 'Folder of taken files' },
    help: { tr: 'İzlenen klasörün içinde açılır.', en: 'It is made inside the watched folder.' },
    kind: 'text',
    required: false,
    fallback: 'alinanlar',
  },
];
