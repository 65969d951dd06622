/** The few words that a report's file says of itself. */

type Both = Readonly<Record<'tr' | 'en', string>>;

export const PART: Both = { tr: 'Bölüm', en: 'Part' };
export const ITEM: Both = { tr: 'Kalem', en: 'Item' };
export const AMOUNT: Both = { tr: 'Tutar', en: 'Amount' };
export const PRIOR: Both = { tr: 'Önceki dönem', en: 'Period before' };
export const COUNT: Both = { tr: 'Adet', en: 'Count' };
export const NOTE: Both = { tr: 'Açıklama', en: 'Note' };
export const SUMMARY: Both = { tr: 'Özet', en: 'Summary' };
export const DATE_AND_SIGNATURE: Both = { tr: 'Tarih, kaşe ve imza', en: 'Date, stamp and signature' };
