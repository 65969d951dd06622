/** Turkish texts of what else a book can show: months, other periods, currencies. */
export const bookTools = {
  view: 'Muavinin görünümü',
  lines: 'Hareketler',
  months: 'Aylık toplamlar',
  openMonth: 'Ayın hareketlerini aç',
  column: {
    month: 'Ay',
    debit: 'Borç',
    credit: 'Alacak',
    movement: 'Hareket',
    closing: 'Ay sonu bakiyesi',
    priorMonth: 'Karşılaştırılan ay',
    fxBalance: '{{currency}} bakiye',
  },
};
