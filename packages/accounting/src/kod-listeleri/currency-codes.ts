/** Codes of money that e-documents may use (ISO 4217), as GİB lists them, with the last day of those that ended. */

/** GİB e-Fatura Paketi, CurrencyCodeList of 12.03.2026. */
const IN_USE = [
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF',
  'CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP',
  'GMD GNF GTQ GWP GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD',
  'KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK',
  'NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP',
  'STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST',
  'XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XFU XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG',
];

/** Of the same list, money that is paid with no more: its last day as ISO 4217's list of historic codes has it. */
const ENDED: Readonly<Record<string, string>> = {
  ANG: '2025-03-31',
  BGN: '2025-12-31',
  CUC: '2020-12-31',
  EEK: '2010-12-31',
  HRK: '2022-12-31',
  LTL: '2014-12-31',
  LVL: '2013-12-31',
  SLL: '2024-03-31',
  STD: '2017-12-31',
  USS: '2014-03-28',
  VEF: '2018-08-19',
  ZMK: '2012-12-31',
  ZWL: '2024-08-31',
};

const KNOWN: ReadonlySet<string> = new Set(IN_USE.flatMap((line) => line.split(' ')));

/** `endedOn`: its last day, an ISO date; null where it is in use. Null for a code that is in no list. */
export function findCurrency(code: string): { readonly endedOn: string | null } | null {
  const endedOn = ENDED[code];
  if (endedOn !== undefined) return { endedOn };
  return KNOWN.has(code) ? { endedOn: null } : null;
}
