/** What each finding means and what to do about it, in Turkish and English; a test holds the list against the code. */

export type FindingNote = readonly [tr: string, en: string];

const ASK_ISSUER: FindingNote = ['Belgeyi düzenleyene sorun.', 'Ask the issuer.'];
const differs = (tr: string, en: string): FindingNote => [
  `${tr} Fark belgede yazar. ${ASK_ISSUER[0]}`,
  `${en} The difference is shown. ${ASK_ISSUER[1]}`,
];

const DOCUMENT: Readonly<Record<string, FindingNote>> = {
  'arsiv.eksik': [
    'Arşivin bir kısmı açılamadı; açılanlar buradadır. Kalanı yeniden paketleyip yükleyin.',
    'Part of the archive could not be opened; what could is here. Pack and upload the rest again.',
  ],
  'arsiv.icindekiler': ['Arşivden ne çıktığını söyler.', 'Tells what the archive held.'],
  'belge.bu-mukellefin-degil': [
    'Belgenin ne satıcısı ne alıcısı bu mükellef. Doğru mükellefe taşıyın.',
    'Neither party is this client. Move the document to the right one.',
  ],
  'belge.bulgu-cok': [
    'Belgede gösterilenden çok bulgu var; en ağır olanlar gösterilir. Belgeyi düzenleyene sorun.',
    'The document has more findings than are shown; the gravest are. Ask the issuer.',
  ],
  'belge.elle-kayit': [
    'Bu belge türü için fiş önerilmez. Gerekiyorsa fişi elle açın.',
    'No voucher is proposed for this kind of document. Enter one by hand where it needs one.',
  ],
  'belge.ettn-mukerrer': [
    'Aynı ETTN’li belge zaten var; bu dosyaya fiş önerilmez. Gereksizse reddedin.',
    'A document with the same ETTN is here already; this file gets no voucher. Reject it if it is not needed.',
  ],
  'belge.numara-mukerrer': [
    'Aynı satıcının aynı numaralı faturası başka bir ETTN ile zaten var. Yalnız birini işleyin.',
    'An invoice of the same seller and number is here already under another ETTN. Post one of them alone.',
  ],
  'belge.iade-geldi': [
    'Bu faturanın iade faturası geldi; ikisi ilgili belgelerde yan yana durur.',
    'A return of this invoice came; the two stand beside each other among the linked documents.',
  ],
  'belge.goruntu': [
    'Bu PDF ya da HTML başka bir belgenin görüntüsü; adındaki ETTN ya da numarayla bulundu ve o belgenin yanına kondu.',
    'This PDF or HTML shows another document; it was found by the ETTN or number in its name and put beside it.',
  ],
  'belge.zarf-baskasinin': [
    'Belge bu mükellefin, ama geldiği zarfın göndericisi ve alıcısı başkaları. Çoğu kez aracı bir hizmet sağlayıcıdır.',
    'The document is this client’s, but the envelope it came in went between others. Mostly a service provider.',
  ],
  'belge.kayit-gerektirmez': [
    'İrsaliye, uygulama yanıtı gibi belgeler deftere kaydedilmez.',
    'Despatch notes, application responses and the like ask for no entry.',
  ],
  'gib.not-judged': [
    'Belge GİB’in kurallarıyla denetlenemedi: bizim bir hatamız ya da çok büyük. Kendi denetimlerimiz yapıldı; yeniden denetletin.',
    'The document could not be judged by GİB’s rules: a fault of ours, or it is too large. Our own checks ran; have it judged again.',
  ],
  'gib.rule': [
    'Kurulu GİB kural paketinin bir kuralına uymuyor; kuralın adı, resmi metni ve XML satırı bulgudadır. Düzenleyenden doğrusunu isteyin.',
    'It breaks a rule of the installed GİB rule pack; the finding has the rule, its official text and the XML line. Ask the issuer for a right one.',
  ],
  'gib.xsd': [
    'GİB’in şemasına (XSD) uymuyor; yalnız imzanın yeri boşsa bilgidir. İmzalı ya da doğru belgeyi isteyin.',
    'It does not fit GİB’s schema (XSD); where only the place of the signature is empty it is information. Ask for the signed or right one.',
  ],
  'signature.broken': [
    'Belge ya da imzası imzalandıktan sonra değişmiş; yeniden kaydedilmiş bir kopya da olabilir. Aslını isteyin.',
    'The document or its signature was changed after signing; it may be a copy saved anew. Ask for the original.',
  ],
  'signature.missing': [
    'Belge imzalı olduğunu söylüyor ama imza içinde yok; imzadan önceki taslak olabilir.',
    'The document says that it is signed, but no signature is in it; it may be the draft from before.',
  ],
  'signature.unchecked': [
    'İmza var ama yöntemi tanınmıyor ya da sertifikası yok; geçerli olup olmadığı söylenemez.',
    'A signature is there, but its method is not known or its certificate is missing; whether it holds cannot be said.',
  ],
  'signature.untrusted': [
    'İmza tutuyor, ama sertifikası sistem yöneticisinin güvendiği köklerden birine bağlanmıyor ya da imza zamanında geçerli değildi.',
    'The signature holds, but its certificate leads to none of the roots that the operator trusts, or was not valid at the time of signing.',
  ],
  'belge.iptal': [
    'Faturanın iptal edildiği yazıldı: deftere kaydedilmez, kaydedildiyse ters kaydı önerilir.',
    'The invoice was noted as cancelled: it is not entered, and where it was a reversal is proposed.',
  ],
  'belge.iptal-gec': [
    'İptal, faturanın gününden sayılan sekiz günlük süreden sonra yapılmış; teslim günü daha geç olabilir.',
    'It was cancelled after eight days counted from the day of the invoice; the day of delivery may be later.',
  ],
  'belge.yanit-iade': [
    'Uygulama yanıtı iade edileceğini söylüyor. İade faturası gelince o işlenir.',
    'The application response announces a return. The invoice of return is entered when it comes.',
  ],
  'belge.yanit-kabul': ['Ticari fatura kabul edildi.', 'The commercial invoice was accepted.'],
  'belge.yanit-red': [
    'Ticari fatura reddedildi. İşlenmemişse belge reddedilir, işlenmişse fişi ters kayıtla düzeltilir.',
    'The commercial invoice was refused. Reject the document, or reverse its voucher where it is posted.',
  ],
  'belge.yanit-suresi': [
    'Yanıt bekleyen ticari fatura: itiraz için son gün (TTK md. 21/2, sekiz gün).',
    'A commercial invoice without an answer: the last day of objection (TTK art. 21/2, eight days).',
  ],
  'belge.yanit-yazildi': [
    'Ticari faturanın yanıtı burada yazıldı; imzalanması ve gönderilmesi e-Fatura uygulamasındadır.',
    'The answer to the commercial invoice was written here; it is signed and sent in the e-Fatura application.',
  ],
  'ubl.currency-mixed': [
    'Bir tutar belgenin para biriminden başkasıyla yazılmış. Tutarı denetleyin.',
    'An amount is in another currency than the document. Check it.',
  ],
  'ubl.customization-missing': [
    'UBL-TR sürümü (CustomizationID) yazmıyor; belge yine de okundu.',
    'The UBL-TR version (CustomizationID) is missing; the document was read all the same.',
  ],
  'ubl.exchange-rate-unusable': [
    'Belgedeki kur TL’ye çevirmek için kullanılamıyor. Kuru satırlarda denetleyin.',
    'The stated rate cannot turn the amounts into TRY. Check the lines.',
  ],
  'xml.encoding-damaged': [
    'Bazı harfler bozuk. Adlara ve açıklamalara bakın.',
    'Some letters are damaged. Look at names and texts.',
  ],
  'xml.encoding-guessed': [
    'Kodlama bildirilmemiş; windows-1254 olarak okundu.',
    'No encoding is declared; it was read as windows-1254.',
  ],
  'xml.encoding-mismatch': [
    'Bildirilen kodlama yanlış; gerçek kodlamayla okundu.',
    'The declared encoding is wrong; it was read in the true one.',
  ],
};

const INVOICE: Readonly<Record<string, FindingNote>> = {
  'fatura.birim-bilinmiyor': [
    'Miktarın birimi yok ya da UN/ECE 20 listesinde değil.',
    'The unit of a quantity is missing or not on the list of UN/ECE 20.',
  ],
  'fatura.ettn-hatali': [
    'ETTN bir UUID değil; mükerrer kontrolü zayıflar. Belgeyi düzenleyene sorun.',
    'The ETTN is no UUID, so duplicates are harder to see. Ask the issuer.',
  ],
  'fatura.ettn-yok': ['Belgede ETTN yok. Aslını isteyin.', 'There is no ETTN. Ask for the original.'],
  'fatura.iade-dayanak-yok': [
    'İade faturası iade ettiği faturanın 16 haneli numarasını söylemiyor.',
    'An invoice of return does not name the invoice taken back by its sixteen characters.',
  ],
  'fatura.iban-hatali': [
    'Ödeme için yazılan TR IBAN’ın hanesi ya da kontrol rakamı tutmuyor. Ödemeden önce doğrulayın.',
    'A Turkish IBAN to be paid to is not valid. Confirm it before paying.',
  ],
  'fatura.istisna-kodu-bilinmiyor': [
    'İstisna kodu GİB listesinde yok. Kodu sorun, beyandan önce düzelttirin.',
    'The exemption code is not on GİB’s list. Have it corrected before it is declared.',
  ],
  'fatura.istisna-kodu-tip': [
    'İstisna kodu bu fatura tipinde kullanılmaz (GİB kuralı TaxExemptionReasonCodeCheck).',
    'The exemption code does not belong to this type of invoice (GİB’s rule TaxExemptionReasonCodeCheck).',
  ],
  'fatura.istisna-kodu-yok': [
    'KDV hesaplanmamış ama istisna kodu yok. Kodu sorun.',
    'No KDV was charged, yet there is no exemption code. Ask for it.',
  ],
  'fatura.kdv-orani-bilinmiyor': [
    'Bu KDV oranı yok. Belgeyi denetleyin.',
    'There is no such KDV rate. Check the document.',
  ],
  'fatura.kdv-orani-donem': [
    'Oran, belgenin tarihinde yürürlükte değildi (KDVK md. 28). Tarihi ve oranı denetleyin.',
    'The rate was not in force on the date of the document (KDVK art. 28). Check both.',
  ],
  'fatura.kur-yok': [
    'Döviz belgesinde kur yok. Kuru sorun ya da önerilen kuru denetleyin.',
    'A document in foreign currency states no rate. Ask for it, or check the proposed one.',
  ],
  'fatura.negatif-tutar': [
    'Tutar negatif; iade ayrı belgeyle yapılır. Belgeyi düzenleyene sorun.',
    'An amount is negative; a return has a document of its own. Ask the issuer.',
  ],
  'fatura.numara-hatali': [
    'Belge numarası 3 harf, yıl ve 9 rakam biçiminde değil.',
    'The number is not of the form three letters, year, nine digits.',
  ],
  'fatura.numara-yili': [
    'Numaradaki yıl belgenin yılı değil.',
    'The year in the number is not that of the document.',
  ],
  'fatura.odenecek-tutar': differs(
    'Ödenecek tutar toplamlarla tutmuyor.',
    'The payable does not agree with the totals.',
  ),
  'fatura.para-birimi-eski': [
    'Para birimi artık kullanılmıyor. Bugünkü karşılığını denetleyin.',
    'The currency is no longer in use. Check what it stands for.',
  ],
  'fatura.para-birimi-hatali': [
    'Para birimi kodu üç harf değil ya da yok.',
    'The currency code is missing or not three letters.',
  ],
  'fatura.para-birimi-kalkmis': [
    'Para birimi belgenin tarihinden önce kalkmış.',
    'The currency ended before the day of the document.',
  ],
  'fatura.para-birimi-listede-yok': [
    'Para birimi ISO 4217 listesinde yok.',
    'The currency is not on the list of ISO 4217.',
  ],
  'fatura.satir-kdv': differs(
    'Belgenin KDV’si satırlarınkinin toplamı değil.',
    'The KDV of the document is not the sum of that of its lines.',
  ),
  'fatura.satir-no-tekrar': [
    'Bir satır numarası yineleniyor. Satırın iki kez yazılmadığına bakın.',
    'A line number comes twice. See that no line was written twice.',
  ],
  'fatura.satir-tevkifat': differs(
    'Belgenin tevkifatı satırlarınkinin toplamı değil.',
    'The withholding of the document is not the sum of that of its lines.',
  ),
  'fatura.satir-toplami': differs('Satırların toplamı tutmuyor.', 'The sum of the lines does not agree.'),
  'fatura.satir-tutari': differs(
    'Satır tutarı miktar, fiyat ve iskontoyla tutmuyor.',
    'A line does not agree with its quantity, price and discount.',
  ),
  'fatura.satir-yok': ['Faturada satır yok.', 'The invoice has no lines.'],
  'fatura.sayi-okunamadi': [
    'Tutar yok ya da sayı değil. Belgenin aslını isteyin.',
    'An amount is missing or no number. Ask for the original.',
  ],
  'fatura.senaryo-bilinmiyor': [
    'Senaryo (ProfileID) yok ya da GİB listesinde değil.',
    'The scenario (ProfileID) is missing or not on GİB’s list.',
  ],
  'fatura.senaryo-tip': [
    'Bu senaryoda bu tip fatura olmaz; GİB böyle belgeyi kabul etmez.',
    'The scenario takes no invoice of this type; GİB accepts no such document.',
  ],
  'fatura.tarih-gelecekte': [
    'Belgenin tarihi gelecekte. Tarihi denetleyin.',
    'The document is dated in the future. Check the date.',
  ],
  'fatura.tarih-hatali': ['Tarih yok ya da geçersiz.', 'The date is missing or invalid.'],
  'fatura.tevkifat-kodu-bilinmiyor': [
    'Tevkifat kodu GİB listesinde yok.',
    'The withholding code is not on GİB’s list.',
  ],
  'fatura.tevkifat-orani': [
    'Tevkifat oranı, kodun o tarihteki oranından farklı (KDVGUT I/C-2.1.3). Oranı denetleyin.',
    'The rate is not that of the code on that date (KDVGUT I/C-2.1.3). Check it.',
  ],
  'fatura.tevkifat-tip': [
    'Tevkifat var ama fatura tipi tevkifatlı değil.',
    'KDV is withheld but the type of the invoice is another.',
  ],
  'fatura.tevkifat-tutari': differs(
    'Tevkifat tutarı oranıyla tutmuyor.',
    'The withheld amount does not agree with its rate.',
  ),
  'fatura.tevkifat-yok': [
    'Tip TEVKIFAT ama tevkif edilen KDV yazılmamış.',
    'The type is TEVKIFAT but no withheld KDV is stated.',
  ],
  'fatura.tip-bilinmiyor': [
    'Fatura tipi yok ya da GİB listesinde değil.',
    'The type of invoice is missing or not on GİB’s list.',
  ],
  'fatura.vergi-dahil-toplam': differs(
    'Vergiler dahil toplam tutmuyor.',
    'The total with taxes does not agree.',
  ),
  'fatura.vergi-dokumu-yok': [
    'Vergi toplamı var, dökümü yok; oranlara ayrılamadı. Satırları denetleyin.',
    'There is a total of taxes without its parts, so it has no rates. Check the lines.',
  ],
  'fatura.vergi-haric-toplam': differs(
    'Vergiler hariç toplam satırlarla tutmuyor.',
    'The total before taxes does not agree with the lines.',
  ),
  'fatura.vergi-kodu-bilinmiyor': [
    'Vergi kodu GİB listesinde yok. Hesabı elle seçin.',
    'The tax code is not on GİB’s list. Choose the account by hand.',
  ],
  'fatura.vergi-toplami': differs(
    'Vergi toplamı dökümüyle tutmuyor.',
    'The total of taxes does not agree with its parts.',
  ),
  'fatura.vergi-tutari': differs(
    'Vergi, matrah ve oranıyla tutmuyor.',
    'A tax does not agree with its base and rate.',
  ),
  'fatura.vkn-hatali': [
    'VKN ya da TCKN’nin denetim hanesi tutmuyor. Numarayı denetleyin.',
    'The check digit of a VKN or TCKN is wrong. Check the number.',
  ],
  'fatura.vkn-yok': ['Tarafın VKN’si ya da TCKN’si yok.', 'A party has neither VKN nor TCKN.'],
};

const VOUCHER: Readonly<Record<string, FindingNote>> = {
  'fis.cari-ortak': [
    'Karşı tarafın numarası yok; ortak cari hesap kullanıldı. Ayrı izlemek için alt hesap açın.',
    'The counterparty has no number; a shared account was used. Open a sub-account to follow it apart.',
  ],
  'fis.denk-degil': [
    'Borç ve alacak eşit değil. Satırları düzeltin.',
    'Debit and credit differ. Correct the lines.',
  ],
  'fis.hesap-ana': [
    'Hesabın alt hesapları var. En alt hesabı seçin.',
    'The account has sub-accounts. Choose a leaf.',
  ],
  'fis.hesap-kapali': [
    'Hesap kapalı. Açın ya da başkasını seçin.',
    'The account is closed. Open it or choose another.',
  ],
  'fis.hesap-kullanilamaz': [
    'Hesap kayıt kabul etmiyor. Satırda başka hesap seçin.',
    'The account takes no postings. Choose another on the line.',
  ],
  'fis.hesap-yok': [
    'Hesap planda yok. Açın ya da başkasını seçin.',
    'There is no such account. Open it or choose another.',
  ],
  'fis.ihrac-kayitli-tahsil': [
    'İhraç kayıtlı teslimde KDV de istenmiş; KDV’li işlem gibi önerildi. Belgeyi düzenleyene sorun (KDVK 11/1-c).',
    'KDV is asked for on a delivery for export; it is proposed as one with KDV. Ask the issuer (KDVK 11/1-c).',
  ],
  'fis.iki-taraf-ayni': [
    'Satıcı ve alıcı aynı. Yön yanlışsa satırları düzeltin ya da belgeyi reddedin.',
    'Seller and buyer are the same. If the direction is wrong, correct the lines or reject the document.',
  ],
  'fis.kur-tcmb': [
    'Belgede kur yok; önceki iş gününün TCMB kuru kullanıldı (KDVK md. 26). Başkaysa düzeltin.',
    'No rate is stated; TCMB’s of the prior working day was used (KDVK art. 26). Correct it if another was agreed.',
  ],
  'fis.kur-yok': [
    'Kur olmadığından fiş önerilemedi. Fişi kuruyla elle girin.',
    'Without a rate no voucher is proposed. Enter it by hand with its rate.',
  ],
  'fis.matrah-disi-tutar': [
    'Bedelin bir kısmı KDV matrahında değil; ayrı satırdadır.',
    'Part of the price stands in no KDV base; it has a line of its own.',
  ],
  'fis.satir-az': ['Fişte en az iki satır gerekir.', 'A voucher has at least two lines.'],
  'fis.satir-tek-taraf': [
    'Satır ya borç ya alacak taşır; tutar sıfırdan büyüktür.',
    'A line has either debit or credit, above zero.',
  ],
  'fis.tarih-aralik-disi': ['Defter 1994–2199 arasında tutulur.', 'Books are kept from 1994 to 2199.'],
  'fis.tarih-hatali': ['Fişin tarihi geçersiz.', 'The date of the voucher is invalid.'],
  'fis.tarih-yok': [
    'Belgede tarih yok; fiş elle girilir.',
    'The document has no date; enter the voucher by hand.',
  ],
  'fis.tecil-kdv-yok': [
    'İhraç kayıtlı satışta KDV yazmıyor; tecil satırlarını gerekiyorsa ekleyin (KDVGUT II/A-8).',
    'A delivery for export states no KDV; add the lines of its deferral if needed (KDVGUT II/A-8).',
  ],
  'fis.tercih-kullanilamaz': [
    'Hatırlanan hesap artık kayıt almıyor; yerine önerilene bakın.',
    'The remembered account takes no postings any more; look at the one proposed instead.',
  ],
  'fis.tip-bilinmiyor': [
    'Fatura tipi tanınmıyor; olağan sayıldı. Hesapları ve KDV’yi denetleyin.',
    'The type of invoice is not known; it was taken as ordinary. Check accounts and KDV.',
  ],
  'fis.toplam-tutmuyor': [
    'Ödenecek tutar matrah ve vergilerle tutmuyor; fark ayrı satırda. Belgeyi düzenleyene sorun.',
    'The payable does not agree with base and taxes; the difference has a line. Ask the issuer.',
  ],
  'fis.tutar-sifir': ['Tutar sıfır; kayıt gerekmez.', 'The amount is zero; there is nothing to enter.'],
  'fis.tutar-sinir-disi': [
    'Tutar ya da kur defterin sınırlarını aşıyor. Belgeyi denetleyin.',
    'An amount or rate is beyond what the books hold. Check the document.',
  ],
  'fis.tutar-yok': [
    'Ödenecek tutar okunamadı; fiş önerilemedi.',
    'The payable cannot be read; no voucher is proposed.',
  ],
  'fis.ust-hesap-dolu': [
    'Üst hesapta kayıt var, altına hesap açılamaz. Satırda başka hesap seçin.',
    'The parent has postings, so no sub-account can be opened. Choose another account.',
  ],
  'fis.yuvarlama-buyuk': [
    'Yuvarlama 1,00 TL’yi aşıyor; ayrı satırda. Belgeyi düzenleyene sorun.',
    'The rounding is above 1.00 TRY; it has a line of its own. Ask the issuer.',
  ],
};

export const FINDING_NOTES: Readonly<Record<string, FindingNote>> = { ...DOCUMENT, ...INVOICE, ...VOUCHER };
