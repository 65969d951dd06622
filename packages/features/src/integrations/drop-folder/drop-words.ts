/** What a run over a folder says in its log: few lines that name files, however many there are. */

import type {
  DropFile,
  FileFaultKind,
  Look,
  PassedOver,
} from '@muhasebi/connectors/drop-folder/drop-folder.ts';
import { baseName } from '@muhasebi/connectors/drop-folder/names.ts';
import type { Words } from '../../table-export.ts';
import type { SyncRun } from '../connector.ts';

/** Files named in one line. */
const MOST_NAMES = 5;

const PASSED_OVER: Readonly<Record<PassedOver, Words>> = {
  link: { tr: 'Bağlantı (link) oldukları için bakılmadı', en: 'Not looked at, being links' },
  'not-a-file': { tr: 'Dosya olmadıkları için bakılmadı', en: 'Not looked at, being no files' },
  'unreadable-name': {
    tr: 'Adı güvenle okunamadığı için bakılmadı',
    en: 'Not looked at: names that cannot be read safely',
  },
  'too-deep': { tr: 'Çok derinde oldukları için bakılmadı', en: 'Not looked at, lying too deep' },
  'not-permitted': { tr: 'Okuma izni olmadığı için bakılmadı', en: 'Not looked at: no right to read' },
};

const LEFT: Readonly<Record<FileFaultKind, Words>> = {
  gone: { tr: 'Bakıldıktan sonra kaldırılmış', en: 'Gone since it was seen' },
  changed: {
    tr: 'Okunurken değişti, sonraki çalışmaya kaldı',
    en: 'Changed while it was read, left to the next run',
  },
  'not-permitted': {
    tr: 'Okuma izni yok; klasörü yönetenden izin isteyin',
    en: 'No right to read; ask whoever runs the folder',
  },
  'taken-name': { tr: 'Taşınacağı ad dolu', en: 'The name it should get is taken' },
  failed: {
    tr: 'Sunucu okutmadı, sonraki çalışmada denenecek',
    en: 'The server would not read it; the next run tries again',
  },
};

/** Gathers while the run goes, and tells at its end. */
export class DropLog {
  readonly #run: Pick<SyncRun, 'tell'>;
  readonly #left = new Map<FileFaultKind, string[]>();
  readonly #notPutAway: string[] = [];
  #waiting: string[] = [];
  #look: Look = { files: [], passedOver: [], more: false };

  constructor(run: Pick<SyncRun, 'tell'>) {
    this.#run = run;
  }

  looked(look: Look): void {
    this.#look = look;
  }

  waits(files: readonly DropFile[]): void {
    this.#waiting = files.map(({ path }) => path);
  }

  left(file: DropFile, why: FileFaultKind): void {
    this.#left.set(why, [...(this.#left.get(why) ?? []), file.path]);
    this.#waiting = this.#waiting.filter((path) => path !== file.path);
  }

  notPutAway(file: DropFile): void {
    this.#notPutAway.push(file.path);
  }

  async tell(fresh: number): Promise<void> {
    if (fresh === 0) await this.#run.tell({ tr: 'Yeni dosya yok.', en: 'No new file.' });
    await this.#names(this.#waiting, {
      tr: 'Hâlâ yazılıyor ya da boş, sonraki çalışmaya kaldı',
      en: 'Still being written or empty, left to the next run',
    });
    for (const [why, paths] of this.#left) await this.#names(paths, LEFT[why], 'warn');
    await this.#names(
      this.#notPutAway,
      {
        tr: 'Alındı ama taşınamadı ya da silinemedi (klasörde yazma izni isteyin); yeniden alınmayacak',
        en: 'Taken, but could not be moved or deleted (ask for the right to write); not taken again',
      },
      'warn',
    );
    for (const why of new Set(this.#look.passedOver.map((entry) => entry.why)))
      await this.#names(
        this.#look.passedOver.filter((entry) => entry.why === why).map(({ path }) => path),
        PASSED_OVER[why],
        'warn',
      );
    if (this.#look.more)
      await this.#run.tell(
        {
          tr: 'Klasörde bir seferde bakılandan çok dosya var; alınanları taşıyın ya da silin ki kalanlar görülsün.',
          en: 'The folder holds more than one look takes; have taken files moved or deleted so that the rest is seen.',
        },
        'warn',
      );
  }

  async #names(paths: readonly string[], words: Words, level: 'info' | 'warn' = 'info'): Promise<void> {
    if (paths.length === 0) return;
    const named = paths.slice(0, MOST_NAMES).map(shown).join(', ');
    const rest = paths.length - MOST_NAMES;
    const [restTr, restEn] = rest > 0 ? [` ve ${rest} dosya daha`, ` and ${rest} more`] : ['', ''];
    await this.#run.tell(
      { tr: `${words.tr}: ${named}${restTr}.`, en: `${words.en}: ${named}${restEn}.` },
      level,
    );
  }
}

export function tooLarge(file: DropFile, mostBytes: number): Words {
  const most = `${Math.floor(mostBytes / (1024 * 1024))} MB`;
  return {
    tr: `${most} sınırından büyük, alınmadı; klasörde duruyor. Bölüp elle yükleyin.`,
    en: `Larger than ${most}, not taken; it stays in the folder (${shown(baseName(file.path))}). Split it and upload it by hand.`,
  };
}

/** A name of others, fit to be read in a line. */
function shown(path: string): string {
  return path
    .replaceAll(/\p{Cc}/gu, '\uFFFD')
    .slice(0, 120)
    .toWellFormed();
}
