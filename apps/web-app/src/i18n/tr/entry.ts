/** Turkish texts of writing a voucher by hand. */
export const entry = {
  balance: 'Bakiye',
  type: 'Fiş türü',
  insert: 'Araya satır ekle',
  moveUp: 'Satırı yukarı taşı',
  moveDown: 'Satırı aşağı taşı',
  fromAbove: 'Açıklamayı üstten al',
  copyLines: 'Satırları tablo olarak kopyala',
  copied: '{{n}} satır panoya kopyalandı.',
  copyRefused: 'Panoya kopyalanamadı.',
  copyRefusedNext: 'Tarayıcının pano iznini açıp yeniden deneyin.',
  saveDraft: 'Taslak olarak kaydet',
  leave: 'Kaydedip çık',
  goOn: 'Sonraki hücre; son hücrede yeni satır',
  atLine: '{{n}}. satır: {{text}}',
  unknownAccount:
    '{{n}}. satır: {{code}} kayıt yapılabilecek bir hesap değil. Kod ya da adla seçin; alt hesapsa yazıp açın.',
  state: {
    keeping: 'Kaydediliyor…',
    inBrowser: 'Bu tarayıcıda duruyor',
    kept: 'Taslak kaydedildi',
  },
  repeat: {
    last: 'Son fişi tekrarla',
    none: 'Tekrarlanacak fiş yok.',
    noneNext: 'Bu mükellefe ilk fişi elle yazın.',
  },
  paste: {
    done: '{{n}} satır yapıştırıldı.',
    refused: 'Yapıştırılan tabloda hesap ve tutar sütunu bulunamadı.',
    refusedNext: 'Hesap kodu, açıklama, borç ve alacak sütunlarını birlikte kopyalayın.',
  },
};
