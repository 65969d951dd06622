/** Turkish texts of a client's month: its stages, its status, locking. */
export const month = {
  all: 'Tüm aylar',
  stages: 'Ayın aşamaları',
  stage: {
    received: 'Gelen',
    reading: 'Okunuyor',
    failed: 'Okunamadı',
    review: 'İnceleme',
    drafts: 'Taslak fiş',
    posted: 'İşlenen',
  },
  status: { open: 'Açık', locked: 'Kilitli', closed: 'Kapandı', none: 'Dönem açılmamış' },
  lock: 'Dönemi kilitle',
  unlock: 'Kilidi aç',
  wasLocked: '{{month}} kilitlendi; bu aya fiş işlenmez.',
  wasOpened: '{{month}} yeniden açıldı.',
  draftsLeft: '{{n}} taslak fiş bekliyor.',
  noClient: 'Mükellef bulunamadı',
  noClientNext: 'Bağlantı eski olabilir ya da bu mükellefi görme yetkiniz yok; listeden seçin.',
  otherOffice: 'Bu mükellef {{office}} ofisinizde; o ofise geçildi.',
};
