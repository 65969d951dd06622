/** `muhasebi kullanici`: makes accounts, hands over password links, opens locks, keeps people out. */

import type { OperatorDeps } from '@muhasebi/features/identity/identity-deps.ts';
import type { NewMember } from '@muhasebi/features/identity/members.ts';
import {
  createMemberAccount,
  createPlatformAdmin,
  disableAccount,
  enableAccount,
  issuePasswordLink,
  resetSecondFactor,
  unlockAccount,
} from '@muhasebi/features/identity/operate-accounts.ts';
import { type Command, Option } from 'commander';
import { asOperator, linkLine, mailAddress, nameOf, uuid } from './operator-session.ts';

interface CreateFlags {
  readonly eposta: string;
  readonly ad: string;
  readonly ofis: string;
  readonly rol: NewMember['role'];
  readonly mukellef: readonly string[];
}

/** Adds `olustur`, `yonetici`, `parola-sifirla`, `kilit-ac`, `devre-disi`, `ikinci-adim-sifirla` and `etkinlestir`. */
export function register(group: Command): void {
  registerCreate(group);
  group
    .command('yonetici')
    .description('Kurulumun yöneticisini oluşturur; defterleri görmez, hiçbir ofise üye olmaz')
    .requiredOption('--eposta <eposta>', 'kişinin e-postası', mailAddress)
    .requiredOption('--ad <ad>', 'adı soyadı', nameOf(1, 120))
    .action(({ eposta, ad }: { eposta: string; ad: string }) =>
      asOperator(async (deps) => {
        const { setPasswordUrl } = await createPlatformAdmin(deps, { email: eposta, name: ad });
        return [`Yönetici oluşturuldu: ${eposta}`, ...linkLine(setPasswordUrl, '72 saat')];
      }),
    );
  onAccount(group, 'parola-sifirla', 'Bir kez kullanılan parola bağlantısı yazar', async (deps, email) =>
    linkLine(await issuePasswordLink(deps, email), '1 saat'),
  );
  onAccount(group, 'kilit-ac', 'Hatalı denemeler yüzünden kilitlenen hesabı açar', async (deps, email) => {
    await unlockAccount(deps, email);
    return [`Kilit açıldı: ${email}`];
  });
  onAccount(
    group,
    'devre-disi',
    'Kişiyi her ofiste devre dışı bırakır, oturumlarını kapatır',
    async (deps, email) => {
      await disableAccount(deps, email);
      return [`Devre dışı: ${email}`];
    },
  );
  onAccount(
    group,
    'ikinci-adim-sifirla',
    'Telefonunu ve kurtarma kodlarını yitiren kişinin ikinci adımını kaldırır, oturumlarını kapatır',
    async (deps, email) => {
      await resetSecondFactor(deps, email);
      return [`İkinci adım kaldırıldı: ${email}`];
    },
  );
  onAccount(group, 'etkinlestir', 'Devre dışı kişiyi yeniden etkinleştirir', async (deps, email) => {
    await enableAccount(deps, email);
    return [`Etkin: ${email}`];
  });
}

function registerCreate(group: Command): void {
  group
    .command('olustur')
    .description('Bir ofise kullanıcı ekler; davet e-postası da gider')
    .requiredOption('--eposta <eposta>', 'kişinin e-postası', mailAddress)
    .requiredOption('--ad <ad>', 'adı soyadı', nameOf(1, 120))
    .requiredOption('--ofis <kimlik>', 'ofisin kimliği (muhasebi ofis listele)', uuid)
    .addOption(
      new Option('--rol <rol>', 'rolü')
        .choices(['owner', 'accountant', 'staff', 'client'])
        .makeOptionMandatory(),
    )
    .option(
      '--mukellef <kimlik>',
      'mükellef kullanıcısının göreceği mükellef; yinelenebilir',
      collectUuid,
      [],
    )
    .action(({ eposta, ad, ofis, rol, mukellef }: CreateFlags) =>
      asOperator(async (deps) => {
        const member = { email: eposta, name: ad, role: rol, clientIds: mukellef };
        const { setPasswordUrl } = await createMemberAccount(deps, ofis, member);
        return [`Kullanıcı eklendi: ${eposta} (${rol})`, ...linkLine(setPasswordUrl, '72 saat')];
      }),
    );
}

function onAccount(
  group: Command,
  name: string,
  description: string,
  work: (deps: OperatorDeps, email: string) => Promise<readonly string[]>,
): void {
  group
    .command(name)
    .description(description)
    .requiredOption('--eposta <eposta>', 'kişinin e-postası', mailAddress)
    .action(({ eposta }: { eposta: string }) => asOperator((deps) => work(deps, eposta)));
}

function collectUuid(text: string, before: readonly string[]): readonly string[] {
  return [...before, uuid(text)];
}
