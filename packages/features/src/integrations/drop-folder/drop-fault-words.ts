/** Says to people what a folder of dropped files, or its server, refused, and what to do now. */
import { DropFault, type DropFaultKind } from '@muhasebi/connectors/drop-folder/drop-folder.ts';
import { HostKeyChanged } from '@muhasebi/connectors/sftp/connect-sftp.ts';
import type { Words } from '../../table-export.ts';
import { SyncFault, type SyncFaultKind } from '../connector.ts';

type Saying = readonly [SyncFaultKind, words: Words, next: Words];

const SAYINGS: Readonly<Record<DropFaultKind, Saying>> = {
  unreachable: [
    'unreachable',
    { tr: 'Klasöre ulaşılamadı.', en: 'The folder could not be reached.' },
    {
      tr: 'Kendiliğinden yeniden denenecek. Sürerse adresi, portu ve güvenlik duvarını denetleyin.',
      en: 'It is tried again by itself. If it persists, check address, port and firewall.',
    },
  ],
  'address-refused': [
    'wrong-settings',
    {
      tr: 'Sunucu adresi iç ağda; oraya bağlanılmaz.',
      en: 'The server’s address is inside the network; it is not connected to.',
    },
    {
      tr: 'İnternetten ulaşılan adresi yazın. Sunucu iç ağınızdaysa sistem yöneticinizden bu ağa izin vermesini isteyin (OUTBOUND_PRIVATE_NETWORKS) ya da klasörü izlenen klasör olarak bağlamasını.',
      en: 'Give an address that the internet reaches. If the server is in your own network, ask your operator to allow that network (OUTBOUND_PRIVATE_NETWORKS) or to mount the folder as a watched folder.',
    },
  ],
  'sign-in-refused': [
    'refused',
    {
      tr: 'Sunucu kullanıcıyı ya da parolayı (anahtarı) kabul etmedi.',
      en: 'The server refused the user or the password (key).',
    },
    {
      tr: 'Kullanıcı adını ve parolayı düzeltin ya da açık anahtarın sunucuya tanıtıldığını denetleyin; sonra bağlantıyı sınayın.',
      en: 'Correct user and password, or see that the server knows the public key; then test the connection.',
    },
  ],
  'bad-private-key': [
    'wrong-settings',
    {
      tr: 'Özel anahtar okunamadı ya da anahtar parolası yanlış.',
      en: 'The private key cannot be read, or its passphrase is wrong.',
    },
    {
      tr: 'Anahtarı OpenSSH biçiminde, BEGIN ve END satırlarıyla yapıştırın (eski biçimi çevirmek için: ssh-keygen -p -f anahtar).',
      en: 'Paste it in OpenSSH form with its BEGIN and END lines (to convert an old form: ssh-keygen -p -f key).',
    },
  ],
  'host-key-changed': [
    'changed-identity',
    { tr: 'Sunucunun kimliği değişti.', en: 'The server’s identity changed.' },
    {
      tr: 'Sunucunun sahibine sorun. Değişiklik onlarınsa "Sunucu anahtarı" alanını boşaltıp bağlantıyı sınayın; değilse bağlanmayın.',
      en: 'Ask whoever runs the server. If the change is theirs, empty "Server key" and test the connection; if not, do not connect.',
    },
  ],
  'host-key-unknown': [
    'wrong-settings',
    { tr: 'Sunucunun kimliği daha sabitlenmedi.', en: 'The server’s identity is not pinned yet.' },
    {
      tr: 'Bağlantıyı sınayın; gösterilen anahtarı sunucunun sahibine doğrulatıp kaydedin.',
      en: 'Test the connection, have the shown key confirmed by whoever runs the server, and save.',
    },
  ],
  'bad-answer': [
    'bad-answer',
    { tr: 'Sunucu beklenmedik bir yanıt verdi.', en: 'The server answered what was not expected.' },
    {
      tr: 'Adresin ve portun bir SFTP sunucusu olduğunu denetleyin (FTP ya da FTPS değil).',
      en: 'Check that address and port are those of an SFTP server (not FTP or FTPS).',
    },
  ],
  'no-such-folder': [
    'wrong-settings',
    { tr: 'Klasör yok.', en: 'The folder is not there.' },
    {
      tr: 'Klasörün yolunu düzeltin ya da klasörü açtırın.',
      en: 'Correct its path, or have the folder made.',
    },
  ],
  'not-permitted': [
    'wrong-settings',
    { tr: 'Klasörü okuma izni yok.', en: 'The folder may not be read.' },
    {
      tr: 'Klasörü yöneten kişiden okuma (taşıma için yazma) izni isteyin.',
      en: 'Ask whoever runs it for the right to read (and to write, where files are moved).',
    },
  ],
  'outside-root': [
    'wrong-settings',
    {
      tr: 'Klasör, bu ofis için izin verilen yerin dışında ya da bir bağlantı (link) üzerinden geçiyor.',
      en: 'The folder is outside what this office was given, or leads through a link.',
    },
    { tr: 'İzin verilen yerin altında bir klasör adı yazın.', en: 'Name a folder below that place.' },
  ],
};

/** Anything else is passed on as it is. */
export function asSyncFault(error: unknown): unknown {
  if (!(error instanceof DropFault)) return error;
  const [kind, words, next] = SAYINGS[error.kind];
  return new SyncFault(kind, withKeys(words, error), next);
}

/** A person compares the two fingerprints. */
function withKeys(words: Words, fault: DropFault): Words {
  if (!(fault instanceof HostKeyChanged)) return words;
  const { pinned, seen } = fault;
  return {
    tr: `${words.tr} Sabitlenen: ${pinned}. Şimdi görülen: ${seen}.`,
    en: `${words.en} Pinned: ${pinned}. Seen now: ${seen}.`,
  };
}
