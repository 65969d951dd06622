/** The command groups of `muhasebi`: one line each, loaded only when asked for, so that reading files needs no database. */

import type { Command } from 'commander';

export interface CommandGroup {
  readonly name: string;
  readonly description: string;
  /** Adds the group's commands below `group`. */
  readonly load: () => Promise<{ readonly register: (group: Command) => void }>;
}

export const GROUPS: readonly CommandGroup[] = [
  { name: 'belge', description: 'E-belgeleri okur, fiş önerir', load: () => import('./belge.ts') },
  {
    name: 'ofis',
    description: 'Ofis açar, bir kişinin ofislerini listeler',
    load: () => import('./ofis.ts'),
  },
  { name: 'demo', description: 'Demo ofisini kaldırır', load: () => import('./demo.ts') },
  {
    name: 'kurulum',
    description: 'İlk ofisin kurulum kodunu yazar',
    load: () => import('./kurulum.ts'),
  },
  {
    name: 'kullanici',
    description: 'Kullanıcı açar, parola bağlantısı verir, kilit açar',
    load: () => import('./kullanici.ts'),
  },
  {
    name: 'log',
    description: 'Günlükte arar: hatalar, veritabanı, kimlik, oran',
    load: () => import('./log.ts'),
  },
  {
    name: 'veritabani',
    description: 'Veritabanının şemasını kurar, günceller; sorguları, kilitleri gösterir',
    load: () => import('./veritabani.ts'),
  },
  { name: 'defter', description: 'Defterlerin sağlam olduğunu denetler', load: () => import('./defter.ts') },
  {
    name: 'yedek',
    description: 'Yedek alır, doğrular, geri yükler (gömülü PostgreSQL)',
    load: () => import('./yedek.ts'),
  },
  {
    name: 'gib-kurallari',
    description: 'GİB’in kural paketlerini kurar, listeler, kaldırır',
    load: () => import('./gib-kurallari.ts'),
  },
  {
    name: 'surum',
    description: 'Sürümü ve şemasını söyler; geri dönmek güvenli mi',
    load: () => import('./surum.ts'),
  },
  {
    name: 'sir',
    description: 'Saklanan sırları yeni anahtarla şifreler',
    load: () => import('./sir.ts'),
  },
];
