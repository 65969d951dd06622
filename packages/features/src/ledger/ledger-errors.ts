/** The refusals of the ledger, in words. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';

const refresh = {
  nextTr: 'Fişi yeniden açıp denetleyin.',
  nextEn: 'Open the voucher again and check it.',
};

export const { definitions: ledgerErrorDefinitions, errors: ledgerErrors } = defineErrors({
  VOUCHER_NOT_FOUND: { status: 404, tr: 'Fiş bulunamadı.', en: 'Voucher not found.', ...refresh },
  VOUCHER_ALREADY_POSTED: {
    status: 409,
    tr: 'Fiş deftere işlenmiş; değiştirilemez ve silinemez.',
    en: 'The voucher is posted; it can neither be changed nor deleted.',
    nextTr: 'Ters kayıtla düzeltin.',
    nextEn: 'Correct it by a reversal.',
  },
  VOUCHER_NOT_POSTED: {
    status: 409,
    tr: 'Fiş henüz deftere işlenmemiş.',
    en: 'The voucher is not posted yet.',
    nextTr: 'Taslağı doğrudan değiştirin.',
    nextEn: 'Change the draft itself.',
  },
  VOUCHER_ALREADY_REVERSED: {
    status: 409,
    tr: 'Fişin ters kaydı zaten var.',
    en: 'The voucher is reversed already.',
    nextTr: 'Ters kayıt fişini açın.',
    nextEn: 'Open the reversing voucher.',
  },
  VOUCHER_IS_REVERSAL: {
    status: 409,
    tr: 'Bu fiş bir ters kayıttır; ters kaydın ters kaydı yapılmaz.',
    en: 'This voucher is a reversal; a reversal is not reversed.',
    nextTr: 'Belgeyi yeniden işleyin ya da kaydı yeni bir fişle yapın.',
    nextEn: 'Post the document again, or enter the record in a new voucher.',
  },
  VOUCHER_OF_DOCUMENT: {
    status: 409,
    tr: 'Fiş bir belgenin önerisidir; tek başına silinmez.',
    en: 'The voucher is the proposal of a document; it is not deleted alone.',
    nextTr: 'Belgeyi reddedin ya da başka mükellefe taşıyın.',
    nextEn: 'Reject the document, or move it to another client.',
  },
  VOUCHER_UNBALANCED: {
    status: 422,
    tr: 'Fiş dengede değil: borç {debit}, alacak {credit}, fark {difference}.',
    en: 'The voucher does not balance: debit {debit}, credit {credit}, difference {difference}.',
    nextTr: 'Satır tutarlarını düzeltin.',
    nextEn: 'Correct the amounts of its lines.',
  },
  VOUCHER_TOO_FEW_LINES: {
    status: 422,
    tr: 'Fişte en az iki satır olmalı ({count} satır var).',
    en: 'A voucher needs at least two lines ({count} found).',
    nextTr: 'Karşı hesabın satırını ekleyin.',
    nextEn: 'Add the line of the counter account.',
  },
  VOUCHER_LINE_ONE_SIDE: {
    status: 422,
    tr: '{lineNo}. satırda borç ve alacaktan tam olarak biri sıfırdan büyük olmalı.',
    en: 'Line {lineNo} must have exactly one of debit and credit above zero.',
    nextTr: 'Satırı düzeltin ya da ikiye bölün.',
    nextEn: 'Correct the line, or split it in two.',
  },
  DRAFT_WITHOUT_ACCOUNT: {
    status: 422,
    tr: 'Fiş taslağında {code} hesabı yok; değişecek satır bulunamadı.',
    en: 'The draft has no line on account {code}; there is nothing to change.',
    nextTr: 'Bu hesabı içeren taslakları seçin.',
    nextEn: 'Choose drafts that have this account.',
  },
  ACCOUNT_NOT_FOUND: {
    status: 422,
    tr: '{code} hesabı bu mükellefin hesap planında yok.',
    en: 'Account {code} is not in the chart of this client.',
    nextTr: 'Hesabı açın ya da başka hesap seçin.',
    nextEn: 'Open the account, or choose another.',
  },
  ACCOUNT_NOT_LEAF: {
    status: 422,
    tr: '{code} hesabının alt hesapları var; yalnız en alt hesaba kayıt yapılır.',
    en: 'Account {code} has sub-accounts; only leaf accounts take postings.',
    nextTr: 'Alt hesaplarından birini seçin.',
    nextEn: 'Choose one of its sub-accounts.',
  },
  ACCOUNT_CLOSED: {
    status: 422,
    tr: '{code} hesabı kullanıma kapalı.',
    en: 'Account {code} is closed.',
    nextTr: 'Hesabı açın ya da başka hesap seçin.',
    nextEn: 'Open the account, or choose another.',
  },
  ACCOUNT_EXISTS: {
    status: 409,
    tr: '{code} hesabı zaten var.',
    en: 'Account {code} exists already.',
    nextTr: 'Sıradaki boş kodu kullanın.',
    nextEn: 'Use the next free code.',
  },
  ACCOUNT_LEVEL_OF_LAW: {
    status: 422,
    tr: '{code} bir hesap sınıfı ya da grubudur; 1–7. sınıfların gruplarını Tekdüzen Hesap Planı belirler.',
    en: '{code} is a class or group of accounts; the Tekdüzen chart fixes the groups of classes 1 to 7.',
    nextTr: 'Üç haneli bir hesabın altına açın ya da 8 ve 9. sınıfı kullanın.',
    nextEn: 'Open it below an account of three digits, or use classes 8 and 9.',
  },
  ACCOUNT_TAX_ID_INVALID: {
    status: 422,
    tr: '{taxId} geçerli bir VKN ya da TCKN değil: kontrol hanesi tutmuyor.',
    en: '{taxId} is no valid VKN or TCKN: its check digit does not hold.',
    nextTr: 'Numarayı belgeden yeniden okuyun.',
    nextEn: 'Read the number from the document again.',
  },
  ACCOUNT_OF_COUNTERPARTY_EXISTS: {
    status: 409,
    tr: '{taxId} numaralı carinin {parentCode} altında hesabı zaten var: {code}.',
    en: 'The counterparty {taxId} has an account below {parentCode} already: {code}.',
    nextTr: 'O hesabı seçin.',
    nextEn: 'Choose that account.',
  },
  ACCOUNT_PARENT_MISSING: {
    status: 422,
    tr: '{code} hesabının üst hesabı {parentCode} yok.',
    en: 'Account {code} has no parent {parentCode}.',
    nextTr: 'Önce üst hesabı açın.',
    nextEn: 'Open the parent first.',
  },
  ACCOUNT_HAS_LINES: {
    status: 422,
    tr: '{code} hesabında kayıt var; altına hesap açılamaz.',
    en: 'Account {code} has postings; no sub-account can be opened below it.',
    nextTr: 'Başka bir üst hesap seçin.',
    nextEn: 'Choose another parent.',
  },
  PERIOD_NOT_OPEN: {
    status: 422,
    tr: '{period} dönemi kayda açık değil ({status}).',
    en: 'Period {period} is not open for posting ({statusEn}).',
    nextTr:
      'Fişi açık bir aya alın ya da kilitli dönemin kilidini açtırın; kapatılmış dönem bir daha açılmaz.',
    nextEn:
      'Give the voucher a day of an open month, or have the lock lifted; a closed period is not opened again.',
  },
  PERIOD_OUT_OF_RANGE: {
    status: 422,
    tr: '{date} tarihi deftere işlenebilecek yılların dışında.',
    en: 'Date {date} is outside the years that can be posted.',
    nextTr: 'Tarihi düzeltin.',
    nextEn: 'Correct the date.',
  },
});
