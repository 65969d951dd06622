/** Turkish texts of the palette. */
export const palette = {
  title: 'Ara ve git',
  placeholder: 'Mükellef, hesap, fiş, belge, tutar ya da işlem…',
  placeholderClients: 'Mükellef adı ya da VKN…',
  count: '{{n}} sonuç',
  draft: 'taslak',
  groups: {
    recent: 'Son açılanlar',
    clients: 'Mükellefler',
    accounts: 'Hesaplar',
    vouchers: 'Fişler',
    documents: 'Belgeler',
    actions: 'İşlemler',
    pages: 'Sayfalar',
  },
  keys: { move: 'gez', open: 'aç', newTab: 'yeni sekmede aç' },
  act: {
    upload: 'Fatura yükle',
    newVoucher: 'Yeni fiş',
    lock: 'Dönemi kilitle: {{month}}',
    unlock: 'Dönemin kilidini aç: {{month}}',
    month: 'Dönem: {{month}}',
    switchClient: 'Mükellef değiştir',
    office: 'Ofise geç: {{office}}',
    language: 'English / Türkçe',
  },
};
