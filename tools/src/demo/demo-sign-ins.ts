/** The accounts of the demo office, for the seeder and for the words that `npm start` ends with. */

export interface DemoAccount {
  readonly role: 'owner' | 'accountant' | 'staff' | 'client' | 'platform';
  /** What the role is called on the screen. */
  readonly label: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Not a secret: it opens invented books on the machine that printed it, and never exists in production. */
const password = 'Mizan-Tutar-2026';

const account = (role: DemoAccount['role'], label: string, name: string, box: string): DemoAccount => ({
  role,
  label,
  name,
  email: `${box}@demo.muhasebi.local`,
  password,
});

export const DEMO_OFFICE_NAME = 'Demo Mali Müşavirlik';

export const demoSignIns: readonly DemoAccount[] = [
  account('owner', 'Ofis sahibi / Owner', 'Nermin Akbulut', 'sahip'),
  account('accountant', 'Muhasebeci / Accountant', 'Cem Korkmaz', 'muhasebeci'),
  account('staff', 'Büro personeli / Staff', 'Selin Yavuz', 'personel'),
  account('client', 'Mükellef / Client user', 'Ali Rıza Sedefçi', 'mukellef'),
  account('platform', 'Platform yöneticisi / Platform administrator', 'Sistem Yöneticisi', 'yonetici'),
];

/** The account of a role; there is one of each. */
export function demoAccount(role: DemoAccount['role']): DemoAccount {
  const found = demoSignIns.find((each) => each.role === role);
  if (found === undefined) throw new RangeError(`no demo account has the role ${role}`);
  return found;
}
