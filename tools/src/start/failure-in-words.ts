/** Says what a failing start or command ran into, and what to do now, where the reason is known; both languages, no stack. */
import { relative } from 'node:path';
import { MigrationError } from '@muhasebi/platform/db/migrate.ts';
import { dataRoot, migrationsDir, repoRoot } from './repo-paths.ts';

type Words = readonly [tr: string, en: string];

const dataFolder = `${relative(repoRoot, dataRoot)}/`;

/** What PostgreSQL or the network answers when a connection is made, by its code. */
const CONNECTION: Readonly<Record<string, Words>> = {
  ECONNREFUSED: [
    'Veritabanına ulaşılamadı: orada dinleyen bir sunucu yok. Adresi ve sunucunun çalıştığını denetleyin.',
    'The database cannot be reached: nothing listens there. Check the address, and that the server runs.',
  ],
  ENOTFOUND: [
    'Veritabanı sunucusunun adı çözülemedi. Bağlantıdaki adresi denetleyin.',
    'The name of the database server is not known. Check the address in the connection.',
  ],
  ETIMEDOUT: [
    'Veritabanı sunucusu yanıt vermedi. Ağı ve güvenlik duvarını denetleyin.',
    'The database server did not answer. Check the network and the firewall.',
  ],
  '28P01': [
    'Veritabanı parolayı kabul etmedi. Bağlantıdaki kullanıcıyı ve parolayı denetleyin.',
    'The database refused the password. Check user and password in the connection.',
  ],
  '28000': [
    'Veritabanı bu kullanıcıyı kabul etmedi. Bağlantıdaki kullanıcıyı ve sunucunun pg_hba.conf dosyasını denetleyin.',
    'The database refused this user. Check the user in the connection and the server’s pg_hba.conf.',
  ],
  '3D000': [
    'Sunucuda bu adda bir veritabanı yok. Önce onu oluşturun (docs/deployment).',
    'The server has no database of that name. Create it first (docs/deployment).',
  ],
  '53300': [
    'Veritabanında boş bağlantı kalmadı. Kimin tuttuğuna pg_stat_activity içinde bakın (docs/runbook.md).',
    'The database has no connection left. Look in pg_stat_activity who holds them (docs/runbook.md).',
  ],
  '42501': [
    'Bu rolün buna yetkisi yok. Şemanın sahibi gerekir (docs/deployment).',
    'This role may not do that. It takes the owner of the schema (docs/deployment).',
  ],
  '42P01': [
    'Veritabanında şema yok ya da eski. Kurun: pnpm db:migrate:deploy',
    'The database has no schema, or an old one. Install it: pnpm db:migrate:deploy',
  ],
};

/** The words for `error`, or undefined where its reason is not one of those a person can mend: then the stack is wanted. */
export function failureInWords(error: unknown): string | undefined {
  if (error instanceof MigrationError) return migrationWords(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = CONNECTION[code];
  if (words === undefined || !(error instanceof Error)) return undefined;
  // A name with several addresses fails with one error for each, and no text of its own.
  const said = error.message || code;
  return [`${words[0]} (${said})`, `${words[1]} (${said})`].join('\n');
}

function migrationWords(error: MigrationError): string {
  const file = `${relative(repoRoot, migrationsDir)}/${error.migration}.sql`;
  if (error.reason === 'edited') {
    return [
      `${file} veritabanına uygulandıktan sonra değiştirilmiş; uygulama başlatılmadı.`,
      `  Dosyayı geri getirin (git checkout -- ${file}) ve değişikliği yeni bir dosyaya yazın;`,
      `  geliştirirken verilerden vazgeçiyorsanız ${dataFolder} klasörünü silip yeniden başlatın.`,
      `${file} was edited after it had been applied to the database; nothing was started.`,
      `  Restore it (git checkout -- ${file}) and put the change in a new file;`,
      `  while developing, if the data may go, remove ${dataFolder} and start again.`,
    ].join('\n');
  }
  if (error.reason === 'busy') {
    return 'Başka bir süreç şimdi şemayı güncelliyor; bitince yeniden deneyin. / Another process is migrating; try again when it is done.';
  }
  if (error.reason === 'unknown') {
    return `${error.migration} adlı bir şema değişikliği yok; adları görmek için: pnpm db:migrate status / there is no migration of this name; see: pnpm db:migrate status`;
  }
  if (error.reason === 'settled') {
    return `${error.migration} uygulanmış görünüyor; yalnız başarısız ya da bekleyen bir değişiklik çözülür. / it is remembered as applied; only a failed or pending one is resolved.`;
  }
  const remedy = [
    '  Nedeni giderin, sonra: / Mend the cause, then:',
    `    pnpm db:migrate resolve --rolled-back ${error.migration}`,
    '    pnpm db:migrate:deploy',
  ];
  if (error.reason === 'unresolved') {
    return [
      `${file} daha önce başarısız oldu ve bir karar bekliyor. / it failed before and waits for a decision.`,
      `  PostgreSQL: ${error.detail}`,
      ...remedy,
    ].join('\n');
  }
  return [
    `${file} uygulanamadı; bütünüyle geri alındı, veritabanı önceki halinde.`,
    `${file} could not be applied; it was rolled back whole, the database is as it was.`,
    `  PostgreSQL: ${error.detail}`,
    ...remedy,
  ].join('\n');
}
