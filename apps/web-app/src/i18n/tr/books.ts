/** Turkish texts of the books. */
export const books = {
  column: {
    yevmiyeNo: 'Yevmiye no',
    entryTotal: 'Madde toplamı',
    opening: 'Devir',
    debit: 'Borç',
    credit: 'Alacak',
    closing: 'Bakiye',
  },
  period: {
    label: 'Dönem',
    fiscalYear: 'Mali yıl',
    year: 'Yılın tamamı',
    quarter: '{{nth}}. çeyrek',
    range: 'Tarih aralığı',
    from: 'Defterin ilk günü',
    to: 'Defterin son günü',
  },
  unnumbered: 'Numaralanmadı',
  unnumberedCount: '{{n}} madde numaralanmadı; tarih ve kayıt sırasıyla.',
  devir: 'Devir {{amount}}',
  total: 'Toplam',
  openAccount: 'Hesabın kebirini aç',
  empty: 'Bu dönemde deftere işlenmiş kayıt yok.',
  emptyNext: 'Dönemi değiştirin ya da bekleyen belgeleri onaylayın.',
  start: 'Bir hesap seçin.',
  startNext: 'Muavin, hesabın devrini, hareketlerini ve yürüyen bakiyesini gösterir.',
};
