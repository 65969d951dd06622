/** The words of our own layout, in both languages. */
import type { PaperLanguage } from './paper-text.ts';

const WORDS = {
  invoice: ['e-FATURA', 'e-INVOICE'],
  archive: ['e-ARŞİV FATURA', 'e-ARCHIVE INVOICE'],
  producer: ['e-MÜSTAHSİL MAKBUZU', 'PRODUCER RECEIPT'],
  freelance: ['e-SERBEST MESLEK MAKBUZU', 'SELF-EMPLOYMENT RECEIPT'],
  despatch: ['e-İRSALİYE', 'DESPATCH ADVICE'],
  receipt: ['e-İRSALİYE YANITI', 'RECEIPT ADVICE'],
  response: ['UYGULAMA YANITI', 'APPLICATION RESPONSE'],
  creditNote: ['ALACAK DEKONTU', 'CREDIT NOTE'],
  account: ['KULLANICI HESABI İSTEĞİ', 'USER ACCOUNT REQUEST'],
  supplier: ['Düzenleyen', 'Issuer'],
  customer: ['Sayın', 'To'],
  buyer: ['Alıcı', 'Buyer'],
  sender: ['Gönderen', 'Sender'],
  receiver: ['Alıcı', 'Receiver'],
  taxOffice: ['Vergi dairesi', 'Tax office'],
  number: ['Belge no', 'Document no.'],
  ettn: ['ETTN', 'UUID'],
  date: ['Düzenleme tarihi', 'Issue date'],
  time: ['Düzenleme saati', 'Issue time'],
  due: ['Son ödeme tarihi', 'Due date'],
  profile: ['Senaryo', 'Profile'],
  type: ['Tip', 'Type'],
  currency: ['Para birimi', 'Currency'],
  rate: ['Döviz kuru', 'Exchange rate'],
  line: ['Sıra', 'Line'],
  item: ['Mal / hizmet', 'Item'],
  quantity: ['Miktar', 'Quantity'],
  price: ['Birim fiyat', 'Unit price'],
  discount: ['İndirim', 'Discount'],
  taxes: ['Vergiler', 'Taxes'],
  amount: ['Tutar', 'Amount'],
  lineTotal: ['Mal / hizmet toplamı', 'Total of lines'],
  allowance: ['Toplam indirim', 'Total discount'],
  charge: ['Toplam artırım', 'Total charges'],
  taxExclusive: ['Vergiler hariç', 'Without taxes'],
  taxInclusive: ['Vergiler dahil', 'With taxes'],
  withheld: ['Tevkifat', 'Withheld'],
  tax: ['Vergi', 'Tax'],
  base: ['matrah', 'base'],
  exemption: ['istisna', 'exemption'],
  rounding: ['Yuvarlama', 'Rounding'],
  payable: ['Ödenecek tutar', 'Payable'],
  billing: ['İlgili fatura', 'Invoice'],
  despatchNote: ['İrsaliye', 'Despatch note'],
  order: ['Sipariş', 'Order'],
  additional: ['Ek belge', 'Attachment'],
  footer: [
    'Belgenin içindeki bilgilerden AI Muhasebi tarafından dizilmiştir; asıl belge XML dosyasıdır.',
    'Laid out by AI Muhasebi from what the document holds; the XML file is the document.',
  ],
} as const satisfies Record<string, readonly [tr: string, en: string]>;

export type PaperWord = keyof typeof WORDS;
export type Say = (word: PaperWord) => string;

export const wordsOf =
  (language: PaperLanguage): Say =>
  (word) =>
    WORDS[word][language === 'tr' ? 0 : 1];
