/** Files that lie in a folder of the server's own machine, below the root that the operator set for the office. */
import path from 'node:path';
import { wantedFiles } from '@muhasebi/connectors/drop-folder/settle.ts';
import { openWatchedFolder } from '@muhasebi/connectors/watched-folder/watched-folder.ts';
import { type SettingField, type SyncConnector, SyncFault } from '../connector.ts';
import { asSyncFault } from '../drop-folder/drop-fault-words.ts';
import {
  type DropCursor,
  type DropSettings,
  dropCursor,
  dropFields,
  dropSettings,
} from '../drop-folder/drop-settings.ts';
import { boundsOf, pullDrop } from '../drop-folder/pull-drop.ts';

const fields: readonly SettingField[] = [
  {
    name: 'folder',
    label: { tr: 'Klasör', en: 'Folder' },
    help: {
      tr: 'Sistem yöneticisinin ofisinize ayırdığı yerin altında bir yol, örneğin banka/gelen. Boşsa o yerin kendisi.',
      en: 'A path below the place that the operator set aside for your office, as in banka/gelen. Empty: that place itself.',
    },
    kind: 'text',
    required: false,
  },
  ...dropFields,
];

/**
 * `watchRoot` is absolute; each office has the folder of its id there and sees no other's. Null: the operator set none, and
 * every test and run says so.
 */
export function watchedFolderConnector(watchRoot: string | null): SyncConnector<DropSettings, DropCursor> {
  const open = (tenantId: string, folder: string) => {
    if (watchRoot === null) throw noRoot();
    return openWatchedFolder(path.join(watchRoot, tenantId), folder);
  };
  return {
    kind: 'watched-folder',
    title: { tr: 'İzlenen klasör', en: 'Watched folder' },
    summary: {
      tr: 'Sunucudaki bir klasöre bırakılan e-belge ZIP’lerini ve hesap ekstrelerini alır.',
      en: 'Takes e-document ZIPs and bank statements that are dropped into a folder of the server.',
    },
    about: 'either',
    fields,
    settings: dropSettings,
    cursor: dropCursor,
    everyMinutes: 5,
    async test(given, { tenantId }) {
      try {
        const folder = await open(tenantId, given.folder);
        const count = wantedFiles((await folder.look(boundsOf(given))).files, given).length;
        return { found: { tr: `Klasörde ${count} dosya var.`, en: `${count} files in the folder.` } };
      } catch (error) {
        throw asSyncFault(error);
      }
    },
    pull: (run) =>
      pullDrop(run, run.settings.folder === '' ? '/' : run.settings.folder, async () =>
        open(run.tenantId, run.settings.folder),
      ),
  };
}

function noRoot(): SyncFault {
  return new SyncFault(
    'wrong-settings',
    {
      tr: 'Bu kurulumda izlenebilecek bir yer ayrılmadı.',
      en: 'This installation has set no place aside that may be watched.',
    },
    {
      tr: 'Sistem yöneticisi WATCH_ROOT ayarını yazıp altında ofisinizin numarasıyla bir klasör açmalıdır.',
      en: 'The operator sets WATCH_ROOT and makes a folder named after your office’s id below it.',
    },
  );
}
