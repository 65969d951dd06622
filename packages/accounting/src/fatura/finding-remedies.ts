/** What to do now about each finding of an invoice or its proposed voucher, and the law behind it. */

export interface Remedy {
  /** One imperative sentence or two, in Turkish and English. */
  readonly tr: string;
  readonly en: string;
  /** The article the finding rests on; null where it is no matter of law. */
  readonly law: string | null;
}

const VUK_INVOICE = 'VUK md. 230';
const MSUGT = '1 Sıra No.lu MSUGT';
const TEVKIFAT = 'KDVK md. 9, KDVGUT I/C-2.1.3';
const E_DOCUMENT = '509 Sıra No.lu VUK Genel Tebliği';
const remedy = (tr: string, en: string, law: string | null = null): Remedy => ({ tr, en, law });

/** A stated figure that the others contradict. */
const recount = (law: string | null = VUK_INVOICE): Remedy =>
  remedy(
    'Rakamları belgenin aslıyla karşılaştırın. Belge yanlışsa düzenleyenden düzeltilmişini isteyin; fark kuruşsa fişi onaylayın.',
    'Compare the figures with the original. If the document is wrong, ask the issuer for a corrected one; if it is a matter of kuruş, approve the voucher.',
    law,
  );

const INVOICE: Readonly<Record<string, Remedy>> = {
  'fatura.birim-bilinmiyor': remedy(
    'Miktarın neyi saydığını satırın adından okuyun; stok izliyorsanız birimi elle seçin.',
    'Read from the name of the line what is counted; where stock is kept, choose the unit by hand.',
    E_DOCUMENT,
  ),
  'fatura.ettn-hatali': remedy(
    'Belgeyi portaldan ya da düzenleyenden XML olarak yeniden alın ve yükleyin.',
    'Get the XML again from the portal or the issuer and upload it.',
  ),
  'fatura.ettn-yok': remedy(
    'Belgenin aslını (XML) düzenleyenden isteyin; kâğıt faturaysa fişi elle girin.',
    'Ask the issuer for the original (XML); if it is a paper invoice, enter the voucher by hand.',
  ),
  'fatura.iade-dayanak-yok': remedy(
    'İade edilen faturanın numarasını sorun ve fişin açıklamasına yazın; fatura sizdeyse tutarlarını karşılaştırın.',
    'Ask for the number of the invoice taken back and write it into the voucher; where you have it, compare the amounts.',
    'KDVK md. 35',
  ),
  'fatura.iban-hatali': remedy(
    'Ödeme yapmadan önce hesap numarasını satıcıdan bilinen bir telefonla doğrulayın.',
    'Confirm the account with the seller by a known telephone number before anything is paid.',
  ),
  'fatura.istisna-kodu-bilinmiyor': remedy(
    'Kodu düzenleyene sorun; beyannameden önce doğru istisna koduyla düzelttirin.',
    'Ask the issuer for the code and have it corrected before the declaration.',
    'KDVK md. 11–17',
  ),
  'fatura.istisna-kodu-tip': remedy(
    'Kodu ve fatura tipini düzenleyene sorun; beyannamede hangi satıra yazılacağı koda bağlıdır.',
    'Ask the issuer for code and type; the line of the declaration depends on the code.',
    'KDVK md. 11–17',
  ),
  'fatura.istisna-kodu-yok': remedy(
    'İşlemin neden KDV’siz olduğunu sorun; istisna değilse KDV’li fatura isteyin.',
    'Ask why no KDV was charged; if nothing exempts it, ask for an invoice with KDV.',
    'KDVK md. 11–17',
  ),
  'fatura.kdv-orani-bilinmiyor': remedy(
    'Oranı belgenin aslından okuyun; fişteki KDV satırını ona göre düzeltin.',
    'Read the rate from the original and correct the KDV line of the voucher.',
    'KDVK md. 28',
  ),
  'fatura.kdv-orani-donem': remedy(
    'Faturanın ve teslimin tarihine bakın: oran teslim günündekidir. Yanlışsa düzeltilmiş fatura isteyin.',
    'Look at the dates of invoice and delivery: the rate is that of the day of delivery. If wrong, ask for a corrected invoice.',
    'KDVK md. 28',
  ),
  'fatura.kur-yok': remedy(
    'Kuru düzenleyene sorun ya da fişte TCMB döviz alış kurunu kullanın.',
    'Ask the issuer for the rate, or use the TCMB buying rate in the voucher.',
    'KDVK md. 26, VUK md. 215',
  ),
  'fatura.negatif-tutar': remedy(
    'İade ise düzenleyenden iade faturası isteyin; bu belgeyi gerekçesiyle reddedin.',
    'If it is a return, ask for an invoice of return and reject this document with a reason.',
    'KDVK md. 35',
  ),
  'fatura.numara-hatali': remedy(
    'Numarayı belgenin aslından okuyun; fişin açıklamasına doğru numarayı yazın.',
    'Read the number from the original and write it into the description of the voucher.',
    VUK_INVOICE,
  ),
  'fatura.numara-yili': remedy(
    'Numarayı ve tarihi belgenin aslından okuyun; hangisi yanlışsa fişte düzeltin.',
    'Read number and date from the original and correct in the voucher whichever is wrong.',
    E_DOCUMENT,
  ),
  'fatura.odenecek-tutar': recount(),
  'fatura.para-birimi-eski': remedy(
    'Tutarın hangi para biriminden olduğunu düzenleyene sorun; fişi TL karşılığıyla düzeltin.',
    'Ask the issuer which currency is meant, and correct the voucher to its value in TRY.',
    'VUK md. 215',
  ),
  'fatura.para-birimi-hatali': remedy(
    'Para birimini belgenin aslından okuyun; TL ise fişi onaylayın, değilse kuruyla düzeltin.',
    'Read the currency from the original; if it is TRY approve the voucher, else correct it with its rate.',
    'VUK md. 215',
  ),
  'fatura.para-birimi-kalkmis': remedy(
    'Tutarların hangi para biriminden olduğunu düzenleyene sorun; fişi TL karşılığıyla düzeltin.',
    'Ask the issuer which money is meant, and correct the voucher to its value in TRY.',
    'VUK md. 215',
  ),
  'fatura.para-birimi-listede-yok': remedy(
    'Para birimini belgenin aslından okuyun; fişi TL karşılığıyla düzeltin.',
    'Read the currency from the original; correct the voucher to its value in TRY.',
    'VUK md. 215',
  ),
  'fatura.satir-kdv': recount('KDVK md. 20, 28'),
  'fatura.satir-no-tekrar': remedy(
    'Aynı malın iki kez yazılıp yazılmadığına bakın; öyleyse düzenleyenden düzeltilmişini isteyin.',
    'See whether something was written twice; if so, ask the issuer for a corrected one.',
  ),
  'fatura.satir-tevkifat': recount(TEVKIFAT),
  'fatura.satir-toplami': recount(),
  'fatura.satir-tutari': recount(),
  'fatura.satir-yok': remedy(
    'Neyin faturası olduğunu düzenleyene sorun; satırsız belge gideri belgelemez.',
    'Ask the issuer what was sold; without lines the document proves no expense.',
    VUK_INVOICE,
  ),
  'fatura.sayi-okunamadi': remedy(
    'Tutarı belgenin aslından okuyup fişe yazın.',
    'Read the amount from the original and write it into the voucher.',
    VUK_INVOICE,
  ),
  'fatura.senaryo-bilinmiyor': remedy(
    'Belgenin hangi yoldan geldiğine bakın; e-Fatura ise portaldan XML’ini yeniden alın.',
    'See by which way the document came; if it is an e-Fatura, get its XML again from the portal.',
    E_DOCUMENT,
  ),
  'fatura.senaryo-tip': remedy(
    'Belgenin GİB’den geçip geçmediğini portalda arayın; geçmediyse düzenleyenden doğru senaryo ve tiple yenisini isteyin.',
    'Look in the portal whether GİB took the document; if not, ask the issuer for one of the right scenario and type.',
    E_DOCUMENT,
  ),
  'fatura.tarih-gelecekte': remedy(
    'Tarihi düzenleyene sorun; doğruysa o dönem gelince onaylayın, yanlışsa fişin tarihini düzeltin.',
    'Ask the issuer; if the date is right approve it in its month, if not correct the date of the voucher.',
    VUK_INVOICE,
  ),
  'fatura.tarih-hatali': remedy(
    'Tarihi belgenin aslından okuyun ve fişe yazın.',
    'Read the date from the original and write it into the voucher.',
    VUK_INVOICE,
  ),
  'fatura.tevkifat-kodu-bilinmiyor': remedy(
    'Kodu düzenleyene sorun; 360 ve 191 satırlarını doğru tevkifat oranıyla düzeltin.',
    'Ask the issuer for the code and correct the lines of 360 and 191 to its rate.',
    TEVKIFAT,
  ),
  'fatura.tevkifat-orani': remedy(
    'Kodun fatura tarihindeki oranına bakın; yanlışsa düzeltilmiş fatura isteyin, 360 satırını düzeltmeden onaylamayın.',
    'Look up the rate of the code on that date; if wrong ask for a corrected invoice, and do not approve before the line of 360 is right.',
    TEVKIFAT,
  ),
  'fatura.tevkifat-tip': remedy(
    'Tevkifatlı satırları düzenleyene sorun; 360 satırını onaylamadan önce tevkifatın gerçekten yapıldığını görün.',
    'Ask the issuer about the lines with withholding; see that it was really withheld before the line of 360 is approved.',
    TEVKIFAT,
  ),
  'fatura.tevkifat-tutari': recount(TEVKIFAT),
  'fatura.tevkifat-yok': remedy(
    'Hangi işin tevkifata bağlı olduğunu düzenleyene sorun; tevkif edilecekse düzeltilmiş fatura isteyin.',
    'Ask the issuer what is subject to withholding; if KDV is to be withheld, ask for a corrected invoice.',
    TEVKIFAT,
  ),
  'fatura.tip-bilinmiyor': remedy(
    'Belgenin ne olduğunu aslından okuyun; fişi ona göre düzeltip onaylayın.',
    'Read from the original what the document is; correct the voucher by that before approving.',
    E_DOCUMENT,
  ),
  'fatura.vergi-dahil-toplam': recount(),
  'fatura.vergi-dokumu-yok': remedy(
    'KDV’yi oranlarına belgenin aslından ayırın: 191 satırını bölün (Alt+B).',
    'Divide the KDV by rates from the original: split the line of 191 (Alt+B).',
    VUK_INVOICE,
  ),
  'fatura.vergi-haric-toplam': recount(),
  'fatura.vergi-kodu-bilinmiyor': remedy(
    'Verginin ne olduğunu belgeden okuyun ve satırın hesabını seçin.',
    'Read from the document which tax it is, and choose the account of its line.',
  ),
  'fatura.vergi-toplami': recount('KDVK md. 20, 28'),
  'fatura.vergi-tutari': recount('KDVK md. 20, 28'),
  'fatura.vkn-hatali': remedy(
    'Numarayı düzenleyene ya da GİB sorgusuna göre düzeltin; cari hesabı yanlış numarayla açmayın (Alt+C).',
    'Correct the number by the issuer or GİB’s query; do not open the account under a wrong one (Alt+C).',
    VUK_INVOICE,
  ),
  'fatura.vkn-yok': remedy(
    'Karşı tarafın numarasını isteyin; fişte kendi cari hesabını seçin (Alt+C).',
    'Ask for the number of the counterparty and choose its own account in the voucher (Alt+C).',
    VUK_INVOICE,
  ),
};

const chooseAccount = (law: string | null = MSUGT): Remedy =>
  remedy(
    'Fişi düzenleyin (E) ve satırda kayıt kabul eden bir alt hesap seçin.',
    'Edit the voucher (E) and choose a sub-account that takes postings.',
    law,
  );
const byHand = remedy(
  'Belgenin aslına bakarak fişi elle girin (Fişler, Yeni fiş).',
  'Enter the voucher by hand from the original (Vouchers, New voucher).',
);

const VOUCHER: Readonly<Record<string, Remedy>> = {
  'fis.cari-ortak': remedy(
    'Ayrı izlenecekse fişi düzenleyin ve yeni cari açın (Alt+C).',
    'To follow it apart, edit the voucher and open a new counterparty (Alt+C).',
  ),
  'fis.denk-degil': remedy(
    'Fişi düzenleyin (E); farkı bir satıra yazmak için Alt+F.',
    'Edit the voucher (E); Alt+F puts the difference to a line.',
    MSUGT,
  ),
  'fis.hesap-ana': chooseAccount(),
  'fis.hesap-kapali': chooseAccount(null),
  'fis.hesap-kullanilamaz': chooseAccount(),
  'fis.hesap-yok': chooseAccount(null),
  'fis.ihrac-kayitli-tahsil': remedy(
    'KDV’nin tahsil edilip edilmeyeceğini düzenleyene sorun; edilmeyecekse KDV’yi 192/391 tecil satırlarına alın.',
    'Ask the issuer whether KDV is to be paid; if not, move it to the lines of deferral, 192 and 391.',
    'KDVK md. 11/1-c, KDVGUT II/A-8',
  ),
  'fis.iki-taraf-ayni': remedy(
    'Belge gerçekten mükellefin kendine kestiği fatura mı bakın; değilse reddedin (R).',
    'See whether the client really invoiced itself; if not, reject it (R).',
  ),
  'fis.kur-tcmb': remedy(
    'Sözleşmede başka kur varsa fişte düzeltin; yoksa onaylayın.',
    'If the contract names another rate, correct the voucher; otherwise approve it.',
    'KDVK md. 26',
  ),
  'fis.kur-yok': remedy(
    'Kurlar sayfasından o günün kurunu alın ya da girin, sonra belgeyi yeniden okutun; ya da fişi elle girin.',
    'Fetch or enter the rate of that day on the page of rates, then have the document read again; or enter the voucher by hand.',
    'VUK md. 215',
  ),
  'fis.matrah-disi-tutar': remedy(
    'Ayrı satırdaki tutarın ne olduğunu belgeden okuyun ve hesabını seçin.',
    'Read from the document what the amount on its own line is, and choose its account.',
    'KDVK md. 20–25',
  ),
  'fis.satir-az': remedy(
    'Karşı hesabın satırını ekleyin (Alt+N).',
    'Add the line of the counter account (Alt+N).',
    MSUGT,
  ),
  'fis.satir-tek-taraf': remedy(
    'Satırı borç ya da alacak yapın; ikisi de gerekiyorsa bölün.',
    'Make the line debit or credit; where both are needed, use two lines.',
    MSUGT,
  ),
  'fis.tarih-aralik-disi': remedy(
    'Belgenin tarihini aslından okuyun ve fişi o tarihle girin.',
    'Read the date from the original and enter the voucher with it.',
  ),
  'fis.tarih-hatali': byHand,
  'fis.tarih-yok': byHand,
  'fis.tecil-kdv-yok': remedy(
    'İhraç kayıtlı teslimse tecil edilen KDV’yi 192 borç, 391.03 alacak olarak ekleyin.',
    'For a delivery for export, add the deferred KDV: 192 debit, 391.03 credit.',
    'KDVK md. 11/1-c, KDVGUT II/A-8',
  ),
  'fis.tercih-kullanilamaz': remedy(
    'Önerilen hesaba bakın; başkasını seçerseniz bundan sonra o hatırlanır.',
    'Look at the proposed account; if you choose another, that one is remembered.',
  ),
  'fis.tip-bilinmiyor': remedy(
    'Belgenin ne olduğunu okuyun; hesapları ve KDV satırını denetleyip onaylayın.',
    'Read what the document is; check the accounts and the KDV line before approving.',
  ),
  'fis.toplam-tutmuyor': remedy(
    'Fark satırının nedenini bulun: eksik vergi, iskonto ya da yuvarlama olabilir. Nedenini bulmadan onaylamayın.',
    'Find the cause of the line of difference: a missing tax, discount or rounding. Do not approve before.',
    VUK_INVOICE,
  ),
  'fis.tutar-sifir': remedy(
    'Kayıt gerekmez; belgeyi gerekçesiyle reddedin (R).',
    'Nothing is to be entered; reject the document with a reason (R).',
  ),
  'fis.tutar-sinir-disi': byHand,
  'fis.tutar-yok': byHand,
  'fis.ust-hesap-dolu': remedy(
    'Satırda başka bir cari hesap seçin ya da üst hesaptaki kayıtları alt hesaba taşıyın.',
    'Choose another account on the line, or move what stands on the parent to a sub-account.',
    MSUGT,
  ),
  'fis.yuvarlama-buyuk': remedy(
    'Yuvarlama satırının nedenini düzenleyene sorun; indirimse hesabını değiştirin.',
    'Ask the issuer what the rounding is; if it is a discount, change its account.',
  ),
};

export const INVOICE_REMEDIES: Readonly<Record<string, Remedy>> = { ...INVOICE, ...VOUCHER };
