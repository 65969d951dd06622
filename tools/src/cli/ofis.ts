/** `muhasebi ofis`: opens an office with its first owner, lists the offices of a person, gives smoke tests theirs. */

import { createOfficeWithOwner } from '@muhasebi/features/identity/create-office.ts';
import { openSmokeOffice } from '@muhasebi/features/identity/open-smoke-office.ts';
import { listOfficesOf } from '@muhasebi/features/identity/operate-accounts.ts';
import type { Command } from 'commander';
import { DEFAULT_SMOKE_EMAIL } from '../smoke/smoke-target.ts';
import { asOperator, linkLine, mailAddress, nameOf } from './operator-session.ts';
import { readPassword } from './read-password.ts';

interface CreateFlags {
  readonly ad: string;
  readonly sahipEposta: string;
  readonly sahipAd: string;
  readonly parolaStdin?: boolean;
}

/** Adds `olustur`, `listele` and `duman`. */
export function register(group: Command): void {
  group
    .command('olustur')
    .description('Ofisi ve ilk sahibini oluşturur; parola için bir kez kullanılan bağlantı yazar')
    .requiredOption('--ad <ad>', 'ofisin adı', nameOf(2, 200))
    .requiredOption('--sahip-eposta <eposta>', 'sahibin (mali müşavir) e-postası', mailAddress)
    .requiredOption('--sahip-ad <ad>', 'sahibin adı soyadı', nameOf(1, 120))
    .option('--parola-stdin', 'parolayı bağlantı yerine standart girdiden alır (terminalde sorar)')
    .action(createOffice);
  group
    .command('listele')
    .description('Bir kişinin ofislerini listeler: kimlik, rol, ad')
    .requiredOption('--eposta <eposta>', 'kişinin e-postası', mailAddress)
    .action(({ eposta }: { eposta: string }) =>
      asOperator(async (deps) => {
        const offices = await listOfficesOf(deps, eposta);
        return offices.map(({ id, role, name }) => `${id}\t${role}\t${name}`);
      }),
    );
  group
    .command('duman')
    .description('Duman testlerinin ofisini açar ya da parolasını yeniler; yazdığı iki satırı saklamaz')
    .option('--eposta <eposta>', 'test postalarının gideceği adres', mailAddress, DEFAULT_SMOKE_EMAIL)
    .action(({ eposta }: { eposta: string }) =>
      asOperator(async (deps) => {
        const { email, password } = await openSmokeOffice(deps, eposta);
        return [`SMOKE_EMAIL=${email}`, `SMOKE_PASSWORD=${password}`];
      }),
    );
}

async function createOffice(flags: CreateFlags): Promise<void> {
  const password = flags.parolaStdin ? await readPassword('Parola: ') : undefined;
  await asOperator(async (deps) => {
    const owner = {
      email: flags.sahipEposta,
      name: flags.sahipAd,
      ...(password === undefined ? {} : { password }),
    };
    const { tenantId, setPasswordUrl } = await createOfficeWithOwner(deps, { officeName: flags.ad, owner });
    const passwordLines = linkLine(setPasswordUrl, '72 saat');
    return [
      `Ofis oluşturuldu: ${flags.ad}`,
      `Ofis kimliği: ${tenantId}`,
      `Sahip: ${owner.email}`,
      ...passwordLines,
    ];
  });
}
