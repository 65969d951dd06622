/** Names the XML formats of the field that are no UBL-TR, so that a refusal says what the file is and where its UBL-TR is found. */

export interface ForeignFormat {
  /** What it is called, in Turkish and in English. */
  readonly format: string;
  readonly formatEn: string;
  /** What a person does now, as a sentence. */
  readonly next: string;
  readonly nextEn: string;
}

/** GİB's e-Arşiv writes its reports, and e-SMM before UBL-TR had a receipt, in a namespace of its own: no schema of it is published with UBL-TR. */
const E_ARSIV: ForeignFormat = {
  format: 'e-Arşiv’in eski biçimi ya da e-Arşiv raporu (eArsivVeri)',
  formatEn: 'the older format of e-Arşiv, or its report (eArsivVeri)',
  next: 'Belgenin UBL-TR XML’ini entegratörden ya da GİB portalından indirip yükleyin.',
  nextEn: 'Download the document’s UBL-TR XML from the integrator or GİB’s portal and upload that.',
};

const FORMATS: readonly (readonly [root: RegExp, namespace: RegExp, format: ForeignFormat])[] = [
  [/^e-?arsiv/i, /earsiv/i, E_ARSIV],
  [
    /^(?:defter|berat|xbrl|edefter)$/i,
    /edefter|xbrl\.org/i,
    {
      format: 'e-Defter (XBRL)',
      formatEn: 'e-Defter (XBRL)',
      next: 'Defterin kendisi belge değildir; fişleri “Fiş aktar” ile alın.',
      nextEn: 'The ledger itself is no document; bring its vouchers in by “Import vouchers”.',
    },
  ],
  [
    /^Envelope$/,
    /schemas\.xmlsoap\.org|w3\.org\/2003\/05\/soap-envelope/,
    {
      format: 'bir web servis iletisi (SOAP)',
      formatEn: 'a message of a web service (SOAP)',
      next: 'İletinin içindeki belgeyi entegratörün portalından XML olarak indirin.',
      nextEn: 'Download the document inside of it as XML from the integrator’s portal.',
    },
  ],
  [
    /^CrossIndustryInvoice$/,
    /CrossIndustryInvoice/,
    {
      format: 'başka ülkelerin faturası (UN/CEFACT CII)',
      formatEn: 'an invoice of other countries (UN/CEFACT CII)',
      next: 'Faturayı elle kaydedin (Fişler, Yeni fiş).',
      nextEn: 'Enter the invoice by hand (Vouchers, New voucher).',
    },
  ],
];

/** By its namespace, or by its root where it is in none. */
export function foreignFormat(root: string, namespace: string): ForeignFormat | null {
  const found = FORMATS.find(([name, uri]) => (namespace === '' ? name.test(root) : uri.test(namespace)));
  return found?.[2] ?? null;
}
