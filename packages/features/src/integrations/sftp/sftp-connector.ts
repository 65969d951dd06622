/** Files that banks and integrators drop on an SFTP server. */

import { DropFault } from '@muhasebi/connectors/drop-folder/drop-folder.ts';
import { wantedFiles } from '@muhasebi/connectors/drop-folder/settle.ts';
import type { Reach } from '@muhasebi/connectors/outbound-http/reachable-address.ts';
import type { SftpServer } from '@muhasebi/connectors/sftp/connect-sftp.ts';
import { isHostKeyText } from '@muhasebi/connectors/sftp/host-key.ts';
import { openSftpFolder } from '@muhasebi/connectors/sftp/sftp-folder.ts';
import { z } from 'zod';
import type { SettingField, SyncConnector } from '../connector.ts';
import { asSyncFault } from '../drop-folder/drop-fault-words.ts';
import {
  type DropCursor,
  dropCursor,
  dropFields,
  dropSettings,
  numberSetting,
} from '../drop-folder/drop-settings.ts';
import { boundsOf, pullDrop } from '../drop-folder/pull-drop.ts';

const emptyIsNone = (text: string | undefined) => (text === '' ? undefined : text);

const settings = dropSettings
  .extend({
    host: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z._:-]{1,253}$/),
    port: numberSetting(1, 65_535, 22),
    user: z.string().trim().min(1).max(255),
    signIn: z.enum(['password', 'key']).default('password'),
    password: z.string().optional().transform(emptyIsNone),
    privateKey: z.string().optional().transform(emptyIsNone),
    passphrase: z.string().optional().transform(emptyIsNone),
    hostKey: z
      .string()
      .trim()
      .optional()
      .transform(emptyIsNone)
      .refine((text) => text === undefined || isHostKeyText(text)),
  })
  .superRefine((given, context) => {
    const needed = given.signIn === 'password' ? 'password' : 'privateKey';
    if (given[needed] === undefined) context.addIssue({ code: 'custom', path: [needed], message: 'missing' });
  });
type SftpSettings = z.infer<typeof settings>;

const fields: readonly SettingField[] = [
  { name: 'host', label: { tr: 'Sunucu', en: 'Server' }, kind: 'text', required: true, isAddress: true },
  {
    name: 'port',
    label: { tr: 'Port', en: 'Port' },
    kind: 'number',
    required: false,
    fallback: '22',
    isAddress: true,
  },
  { name: 'user', label: { tr: 'Kullanıcı', en: 'User' }, kind: 'text', required: true },
  {
    name: 'signIn',
    label: { tr: 'Giriş', en: 'Sign-in' },
    kind: 'choice',
    required: true,
    choices: [
      { value: 'password', label: { tr: 'Parolayla', en: 'By password' } },
      { value: 'key', label: { tr: 'Özel anahtarla', en: 'By private key' } },
    ],
    fallback: 'password',
  },
  { name: 'password', label: { tr: 'Parola', en: 'Password' }, kind: 'secret', required: false },
  {
    name: 'privateKey',
    label: { tr: 'Özel anahtar', en: 'Private key' },
    help: {
      tr: 'OpenSSH biçiminde, BEGIN ve END satırlarıyla.',
      en: 'In OpenSSH form, with its BEGIN and END lines.',
    },
    kind: 'secret',
    required: false,
  },
  {
    name: 'passphrase',
    label: { tr: 'Anahtarın parolası', en: 'Passphrase of the key' },
    kind: 'secret',
    required: false,
  },
  {
    name: 'hostKey',
    label: { tr: 'Sunucu anahtarı', en: 'Server key' },
    help: {
      tr: 'İlk sınamada görülen anahtar buraya yazılır ve sabitlenir; başka bir anahtar gösteren sunucuya bağlanılmaz.',
      en: 'The key shown at the first test is kept here and pinned; a server that shows another is refused.',
    },
    kind: 'text',
    required: false,
  },
  {
    name: 'folder',
    label: { tr: 'Klasör', en: 'Folder' },
    help: { tr: 'Boşsa hesabın kendi klasörü.', en: 'Empty: the account’s own folder.' },
    kind: 'text',
    required: false,
  },
  ...dropFields,
];

/** `reach`: which addresses an office's server may have. */
export const sftpConnector = (reach: Reach): SyncConnector<SftpSettings, DropCursor> => ({
  kind: 'sftp',
  title: { tr: 'SFTP klasörü', en: 'SFTP folder' },
  summary: {
    tr: 'Bankanın ya da entegratörün SFTP sunucusuna bıraktığı e-belge ZIP’lerini ve hesap ekstrelerini alır.',
    en: 'Takes e-document ZIPs and bank statements that a bank or an integrator drops on an SFTP server.',
  },
  about: 'either',
  fields,
  settings,
  cursor: dropCursor,
  everyMinutes: 15,
  async test(given, { signal }) {
    try {
      const folder = await openSftpFolder(serverOf(given, reach), given.folder, signal);
      try {
        const { files } = await folder.look(boundsOf(given));
        const count = wantedFiles(files, given).length;
        return {
          found: {
            tr: `Bağlanıldı; klasörde ${count} dosya var. Sunucu anahtarı: ${folder.hostKey}.`,
            en: `Connected; ${count} files in the folder. Server key: ${folder.hostKey}.`,
          },
          ...(given.hostKey === undefined ? { keep: { hostKey: folder.hostKey } } : {}),
        };
      } finally {
        await folder.close();
      }
    } catch (error) {
      throw asSyncFault(error);
    }
  },
  pull: (run) =>
    pullDrop(run, run.settings.host, () => {
      // Only a test, in front of a person, may meet a server for the first time.
      if (run.settings.hostKey === undefined) throw new DropFault('host-key-unknown', run.settings.host);
      return openSftpFolder(serverOf(run.settings, reach), run.settings.folder, run.signal);
    }),
});

function serverOf(given: SftpSettings, reach: Reach): SftpServer {
  const { host, port, user, password = '', privateKey = '', passphrase } = given;
  return {
    host,
    port,
    user,
    signIn:
      given.signIn === 'password' ? { kind: 'password', password } : { kind: 'key', privateKey, passphrase },
    hostKey: given.hostKey ?? null,
    reach,
  };
}
