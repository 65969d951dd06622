/** The rules that documents break most, in our own words: what the rule means, and what its issuer corrects. */

export interface RuleExplanation {
  readonly tr: string;
  readonly en: string;
  /** For whoever issued the document. */
  readonly remedy: { readonly tr: string; readonly en: string };
}

type Words = readonly [tr: string, en: string, remedyTr: string, remedyEn: string];

const list = (what: string, whatEn: string): Words => [
  `${what}, GİB’in bugünkü kod listesinde yok.`,
  `${whatEn} is not in GİB’s current code list.`,
  'Kodu GİB’in listesinden seçip düzeltin.',
  'Choose the code from GİB’s list.',
];

const empty = (what: string, whatEn: string): Words => [
  `${what} boş ya da yok; bu belgede zorunludur.`,
  `${whatEn} is empty or missing; this document must have it.`,
  'Eksik bilgiyi yazın.',
  'Write what is missing.',
];

const WORDS: Readonly<Record<string, Words>> = {
  InvoiceIDCheck: [
    'Belge numarası üç harf ya da rakam, yıl ve dokuz haneli sıra olmak üzere 16 karakter değil.',
    'The document number is not 16 characters: three letters or digits, the year, a sequence of nine digits.',
    'Numarayı ABC2026000000001 biçiminde verin; tire ve boşluk kullanmayın.',
    'Number it like ABC2026000000001, without dashes or blanks.',
  ],
  UUIDCheck: [
    'ETTN, 8-4-4-4-12 haneli onaltılık biçimde değil.',
    'The ETTN is not hexadecimal in groups of 8-4-4-4-12.',
    'Programın ürettiği ETTN’yi değiştirmeden kullanın.',
    'Use the ETTN that the program made, unchanged.',
  ],
  UBLVersionIDCheck: [
    'Belge UBL 2.1 sürümüyle düzenlenmemiş; eski biçim artık kabul edilmez.',
    'The document is not UBL 2.1; the old format is no longer accepted.',
    'Düzenleyen programı güncelleyin. 2014 öncesinin belgelerinde bu beklenir.',
    'Update the issuing program. It is to be expected of documents from before 2014.',
  ],
  CustomizationIDCheck: [
    'Özelleştirme numarası TR1.2 ya da TR1.2.1 değil.',
    'The customization is neither TR1.2 nor TR1.2.1.',
    'Düzenleyen programı güncelleyin.',
    'Update the issuing program.',
  ],
  CopyIndicatorCheck: [
    'Belge “kopya” işaretli; asıl belge kopya olamaz.',
    'The document is marked as a copy; an original may not be one.',
    'CopyIndicator değerini false yapın.',
    'Set CopyIndicator to false.',
  ],
  TimeCheck: [
    'Düzenlenme tarihi ileride, 2005’ten önce ya da geçersiz.',
    'The issue date lies ahead, before 2005, or is no date.',
    'Tarihi düzeltin; ileri tarihli belge düzenlenmez.',
    'Correct the date; documents are not issued ahead of time.',
  ],
  ProfileIDCheck: [
    'Senaryo bu belge türünde kullanılamaz ya da şema konumu UBL-Invoice-2.1.xsd değil.',
    'The scenario is not for this kind of document, or the schema location is not UBL-Invoice-2.1.xsd.',
    'e-Arşiv belgesinde EARSIVFATURA, e-Faturada öteki senaryolardan birini seçin.',
    'Use EARSIVFATURA for e-Arşiv and one of the other scenarios for e-Fatura.',
  ],
  ProfileIDTypeDespatchAdvice: list('İrsaliyenin senaryosu', 'The scenario of the despatch note'),
  ApplicationResponseProfileIDCheck: [
    'Uygulama yanıtının senaryosu yanıt verilebilen senaryolardan değil ya da büyük harfle yazılmamış.',
    'The scenario of the response is none that can be answered, or is not written in capitals.',
    'Yanıtlanan faturanın senaryosunu aynen yazın; temel faturaya yanıt verilmez.',
    'Write the scenario of the answered invoice; a TEMELFATURA is not answered.',
  ],
  InvoiceTypeCodeCheck: [
    'Fatura tipi listede yok ya da senaryosuyla uyuşmuyor.',
    'The invoice type is not in the list, or does not go with the scenario.',
    'Tip ile senaryoyu birlikte gözden geçirin: IADE için TICARIFATURA olmaz, SARJ ve SARJANLIK için senaryo ENERJI’dir.',
    'Look at type and scenario together: IADE is never TICARIFATURA, SARJ and SARJANLIK go with ENERJI.',
  ],
  IADEInvioceCheck: [
    'İade faturasında iade edilen faturanın 16 haneli numarası ve IADE belge türü yok.',
    'The return does not name the returned invoice: its number of 16 characters and the type IADE.',
    'İade edilen her faturayı numarasıyla BillingReference alanına yazın.',
    'Write each returned invoice into BillingReference with its number.',
  ],
  CurrencyCodeCheck: [
    'Para birimi kodu listede yok ya da dövizli belgede kur bozuk yazılmış.',
    'The currency is not in the list, or the rate of a document in foreign currency is malformed.',
    'TRL yerine TRY yazın; kuru noktayla ve en çok altı ondalıkla verin.',
    'Write TRY rather than TRL; give the rate with a point and at most six decimals.',
  ],
  GeneralCurrencyIDCheck: list(
    'Bir tutarın para birimi (currencyID)',
    'The currency of an amount (currencyID)',
  ),
  GeneralCurrencyCodeCheck: list('Kur bilgisindeki para birimi', 'The currency of an exchange rate'),
  GeneralUnitCodeCheck: list('Bir miktarın birimi (unitCode)', 'The unit of a quantity (unitCode)'),
  GeneralChannelCodeCheck: list('İletişim kanalının kodu', 'The code of the channel'),
  CountryCodeCheck: list('Ülke kodu', 'The country code'),
  MimeCodeCheck: list('Ekin içerik türü (mimeCode)', 'The type of an attachment (mimeCode)'),
  PaymentMeansCodeCheck: list('Ödeme şekli kodu', 'The means of payment'),
  ResponseCodeCheck: list('Yanıt kodu', 'The code of the response'),
  InvoicedQuantityCheck: empty(
    'Bir satırda miktarın birimi (unitCode)',
    'The unit of a line’s quantity (unitCode)',
  ),
  DeliveredQuantityCheck: empty(
    'Bir satırda sevk miktarı ya da birimi',
    'The delivered quantity of a line or its unit',
  ),
  ItemNameCheck: empty('Bir satırda mal ya da hizmetin adı', 'The name of a line’s item'),
  DespatchAddressCheck: [
    'Teslim adresinde ilçe, il, ülke ya da geçerli bir posta kodu eksik.',
    'The delivery address lacks district, province, country or a valid postal code.',
    'Teslim adresini tamamlayın; posta kodu beş haneli ve il koduyla başlar.',
    'Complete the delivery address; the postal code has five digits and begins with the province.',
  ],
  DespatchDateCheck: empty('Fiili sevk tarihi', 'The actual day of despatch'),
  DespatchTimeCheck: empty('Fiili sevk saati', 'The actual time of despatch'),
  DespatchCarrierDriverCheck: [
    'Ne sürücü ne de taşıyıcı yazılmış ya da sürücünün adı, soyadı, TCKN’si eksik.',
    'Neither driver nor carrier is named, or the driver’s names or TCKN are missing.',
    'Sürücüyü ad, soyad ve TCKN ile ya da taşıyıcı firmayı yazın.',
    'Name the driver with both names and TCKN, or the carrier.',
  ],
  DespatchLineIdCheck: empty('Satırın sıra numarası', 'The number of the line'),
  LicensePlateIDSchemeIDCheck: list('Plakanın türü (schemeID)', 'The kind of plate (schemeID)'),
  PartyIdentificationSchemeIDCheck: list(
    'Tarafın numara türü (schemeID)',
    'The kind of a party’s number (schemeID)',
  ),
  PartyIdentificationTCKNVKNCheck: [
    'Tarafın VKN’si on, TCKN’si on bir haneli değil.',
    'A VKN of the party has not ten digits, or a TCKN not eleven.',
    'Numarayı düzeltin ya da türünü (schemeID) hane sayısına göre seçin.',
    'Correct the number, or choose its kind (schemeID) by its digits.',
  ],
  PartyIdentificationPartyNamePersonCheck: [
    'Tarafın tek bir VKN’si ya da TCKN’si yok ya da VKN’lide unvan, TCKN’lide ad ve soyad eksik.',
    'The party has not one VKN or TCKN, or lacks its title (VKN) or first and family name (TCKN).',
    'Eksik adı yazın; şahıslarda ad ve soyadı ayrı alanlara girin.',
    'Write the missing name; of persons both names in their own fields.',
  ],
  DocumentSenderCheck: [
    'Zarfın göndericisi ile belgenin satıcısı aynı numarayı taşımıyor.',
    'The sender of the envelope and the seller of the document are not the same.',
    'Belgeyi satıcının kendi etiketiyle gönderin.',
    'Send the document under the seller’s own alias.',
  ],
  DocumentReceiverCheck: [
    'Zarfın alıcısı ile belgenin alıcısı aynı numarayı taşımıyor.',
    'The receiver of the envelope and the buyer of the document are not the same.',
    'Alıcının etiketini ve vergi numarasını karşılaştırın.',
    'Compare the alias of the receiver with the buyer’s number.',
  ],
  TaxExemptionReasonCheck: [
    'KDV’si sıfır olan kalemde istisna ya da muafiyet sebebi yazılmamış.',
    'A line without KDV gives no reason of exemption.',
    'İstisna kodunu ve açıklamasını yazın; istisna yoksa KDV oranını düzeltin.',
    'Write the exemption code and its text; where there is none, correct the rate.',
  ],
  TaxExemptionReasonCodeCheck: [
    'İstisna kodu listede yok ya da bu fatura tipinde kullanılamaz.',
    'The exemption code is not in the list, or not for this type of invoice.',
    'Kodu fatura tipine göre seçin: 2xx ve 3xx ISTISNA, 7xx IHRACKAYITLI, 8xx OZELMATRAH.',
    'Choose it by type: 2xx and 3xx ISTISNA, 7xx IHRACKAYITLI, 8xx OZELMATRAH.',
  ],
  TaxTypeCheck: list('Vergi türü kodu', 'The tax type'),
  WithholdingTaxTotalCheck: [
    'Tevkifat kodu listede yok ya da oranı o kodun oranı değil. Oran kodun yanına yazı olarak konur: 70 geçer, 70.00 geçmez.',
    'The withholding code is not in the list, or the rate is not its own. They are compared as text: 70 passes, 70.00 does not.',
    'Kodun güncel oranını tam sayı olarak yazın.',
    'Write the code’s current rate as a whole number.',
  ],
  GeneralWithholdingTaxTotalCheck: [
    'Tevkifat bilgisi var ama fatura tipi TEVKIFAT, IADE, SGK ya da YTB karşılığı değil.',
    'There is a withholding, but the type is not TEVKIFAT, IADE, SGK or its YTB counterpart.',
    'Fatura tipini TEVKIFAT yapın ya da tevkifat bilgisini çıkarın.',
    'Set the type to TEVKIFAT, or take the withholding out.',
  ],
  decimalCheck: [
    'Bir tutarda ikiden çok ondalık hane var ya da sayı geçersiz yazılmış.',
    'An amount has more than two decimals, or is no number.',
    'Tutarı noktayla ayırıp en çok iki ondalıkla yazın.',
    'Write the amount with a point and at most two decimals.',
  ],
  SignatureCheck: [
    'İmza bölümünde imzalayanın numarası VKN_TCKN türünde on ya da on bir haneli değil.',
    'The signatory’s number in the signature part is not one of ten or eleven digits of kind VKN_TCKN.',
    'İmza bölümünü program ayarlarındaki mükellef bilgisiyle tamamlayın.',
    'Complete it with the taxpayer’s data of the program’s settings.',
  ],
  SignatureCountCheck: [
    'Belgede birden çok imza bölümü var.',
    'The document has more than one signature part.',
    'Fazla cac:Signature öğesini kaldırın.',
    'Remove the surplus cac:Signature.',
  ],
  ARSignatureCheck: [
    'Uygulama yanıtında imza bölümü ya da imzanın yeri (UBLExtensions) yok.',
    'The application response has no signature part, or no place for the signature (UBLExtensions).',
    'Yanıtı mali mühürle ya da e-imzayla gönderin.',
    'Send the response with seal or signature.',
  ],
  XadesSignatureCheck: [
    'İmzanın anahtar, zaman ya da sertifika bilgisi eksik.',
    'The signature lacks key, time or certificate.',
    'Belgeyi yeniden imzalayın; imza programını XAdES için ayarlayın.',
    'Sign again; set the signing program to XAdES.',
  ],
  XadesSignatureCheckForInvoice: [
    'Faturadaki imzanın anahtar, zaman, sertifika ya da belgeye gönderme bilgisi eksik.',
    'The signature of the invoice lacks key, time, certificate or its reference to the document.',
    'Faturayı yeniden imzalayın; imza programını XAdES için ayarlayın.',
    'Sign the invoice again; set the signing program to XAdES.',
  ],
  TypeVersionCheck: [
    'Zarfın sürümü 1.2 değil.',
    'The version of the envelope is not 1.2.',
    'Gönderen programı güncelleyin.',
    'Update the sending program.',
  ],
  HKSInvioceCheck: [
    'Hal faturasında her satırın 19 haneli künye numarası yok.',
    'Not each line of the wholesale-market invoice has its künye number of 19 digits.',
    'Her satıra KUNYENO yazın.',
    'Write KUNYENO into each line.',
  ],
};

/** Null where we have no words of our own: then the official text stands alone. `rule` as in `RuleFault`. */
export function explainRule(rule: string): RuleExplanation | null {
  const words = Object.hasOwn(WORDS, rule) ? WORDS[rule] : undefined;
  if (words === undefined) return null;
  const [tr, en, remedyTr, remedyEn] = words;
  return { tr, en, remedy: { tr: remedyTr, en: remedyEn } };
}

/** The rules that `explainRule` knows. */
export const EXPLAINED_RULES: readonly string[] = Object.keys(WORDS);
