/**
 * Sub-accounts a new client company starts with. "*" marks a group that never takes postings itself because
 * counterparties open below it; "%" opens one sub-account for each KDV rate (see `KDV_SUFFIXES`).
 */
export const ALT_HESAPLAR = `
100.01 Merkez TL Kasası
102.01 Vadesiz TL Hesapları
102.02 Vadesiz Döviz Hesapları
108.01 Kredi Kartı (POS) Alacakları
120.01 Yurt İçi Alıcılar *
120.02 Yurt Dışı Alıcılar *
153.01 Ticari Mallar %
153.02 KDV'siz (İstisna) Alınan Ticari Mallar
191.01 İndirilecek KDV %
191.02 Tevkifatlı Alışlarda Sorumlu Sıfatıyla İndirilecek KDV %
191.03 Satıştan İadelerde İndirilecek KDV %
192.01 İhraç Kayıtlı Teslimlerde Tecil Edilecek KDV
193.01 Stopaj Yoluyla Kesilen Vergiler
193.02 Geçici Vergi
320.01 Yurt İçi Satıcılar *
320.02 Yurt Dışı Satıcılar *
336.01 Hal Kesintileri
336.99 Diğer Çeşitli Borçlar
360.01 Ödenecek Gelir ve Kurumlar Vergisi Stopajı
360.02 Sorumlu Sıfatıyla Ödenecek KDV
360.03 Ödenecek KDV
360.04 Ödenecek Damga Vergisi
360.05 Ödenecek ÖTV
360.06 Ödenecek Özel İletişim Vergisi
360.07 Ödenecek Konaklama Vergisi
360.08 Ödenecek BSMV ve KKDF
360.09 Ödenecek Enerji Fonu, TRT Payı ve Tüketim Vergileri
360.10 Ödenecek Geçici ve Kurumlar Vergisi
360.11 Ödenecek Hal Rüsumu
360.99 Ödenecek Diğer Vergi ve Fonlar
361.01 Ödenecek SGK Primleri
361.02 Ödenecek Bağ-Kur Tevkifatı
391.01 Hesaplanan KDV %
391.02 Alıştan İadelerde Hesaplanan KDV %
391.03 İhraç Kayıtlı Teslimlerde Hesaplanan KDV %
392.01 Tecil Edilen KDV
600.01 Yurt İçi Satışlar %
600.02 KDV'siz Satışlar (İstisna ve Matrah Dışı)
600.03 İhraç Kayıtlı Satışlar
601.01 Mal İhracatı
601.02 Hizmet İhracatı
602.01 Hal Komisyon Gelirleri
602.99 Diğer Gelirler
610.01 Satıştan İadeler (-) %
610.02 KDV'siz Satıştan İadeler (-)
610.03 Yurt Dışı Satıştan İadeler (-)
659.01 Kuruş Farkı Giderleri (-)
659.99 Diğer Olağan Giderler (-)
679.01 Kuruş Farkı Gelirleri
679.99 Diğer Olağan Dışı Gelirler
689.01 Kanunen Kabul Edilmeyen Giderler (-)
689.99 Diğer Olağan Dışı Giderler (-)
730.01 Genel Üretim Giderleri
740.01 Hizmet Üretim Giderleri
760.01 Reklam ve Tanıtım Giderleri
760.02 Nakliye ve Kargo Giderleri
760.03 Hal Komisyonu ve Kesintileri
760.99 Diğer Pazarlama Giderleri
770.01 Elektrik, Su ve Doğal Gaz Giderleri
770.02 Haberleşme Giderleri
770.03 Kırtasiye ve Ofis Giderleri
770.04 Akaryakıt ve Taşıt Giderleri
770.05 Kira Giderleri
770.06 Danışmanlık ve Müşavirlik Giderleri
770.07 Konaklama ve Seyahat Giderleri
770.08 Temsil ve Ağırlama Giderleri
770.09 Bakım ve Onarım Giderleri
770.10 Dışarıdan Sağlanan Hizmetler
770.11 Vergi, Resim ve Harçlar
770.12 Personel Giderleri
770.99 Diğer Genel Yönetim Giderleri
`;

/** Suffixes of "%" accounts: the three digits of the KDV rate; 999 takes a rate outside the list. */
export const KDV_SUFFIXES: readonly (readonly [suffix: string, label: string])[] = [
  ['001', '%1'],
  ['008', '%8'],
  ['010', '%10'],
  ['018', '%18'],
  ['020', '%20'],
  ['999', 'Diğer Oranlar'],
];
