/** GİB's tax type codes of e-documents (UBL-TR Kod Listeleri 1.9, UBL-TR Müstahsil Makbuzu): names, and what each is to the books. */

/** `kdv` value added; `tevkifat` withheld KDV; `kesinti` withheld by the payer; `otv` stands inside the KDV base. */
export type TaxRole = 'kdv' | 'tevkifat' | 'kesinti' | 'otv' | 'diger';

export interface TaxCode {
  readonly code: string;
  readonly name: string;
  readonly role: TaxRole;
  /** Account in which a seller owes it (or, for `kesinti`, a buyer who withholds it). */
  readonly payableAccount: string;
}

const row = (code: string, name: string, role: TaxRole, payableAccount: string): TaxCode => ({
  code,
  name,
  role,
  payableAccount,
});

export const TAX_CODES: readonly TaxCode[] = [
  row('0003', 'Gelir Vergisi Stopajı', 'kesinti', '360.01'),
  row('0011', 'Kurumlar Vergisi Stopajı', 'kesinti', '360.01'),
  row('0015', 'Katma Değer Vergisi', 'kdv', '391.01'),
  row('0021', 'Banka Muameleleri Vergisi', 'diger', '360.08'),
  row('0022', 'Sigorta Muameleleri Vergisi', 'diger', '360.08'),
  row('0059', 'Konaklama Vergisi', 'diger', '360.07'),
  row('0061', 'Kaynak Kullanımı Destekleme Fonu Kesintisi', 'diger', '360.08'),
  row('0071', 'ÖTV I (petrol ve doğal gaz ürünleri)', 'otv', '360.05'),
  row('0073', 'ÖTV III (kolalı gazoz, alkollü içecek, tütün)', 'otv', '360.05'),
  row('0074', 'ÖTV IV (dayanıklı tüketim ve diğer mallar)', 'otv', '360.05'),
  row('0075', 'ÖTV III-A (alkollü içecekler)', 'otv', '360.05'),
  row('0076', 'ÖTV III-B (tütün mamulleri)', 'otv', '360.05'),
  row('0077', 'ÖTV III-C (kolalı gazozlar)', 'otv', '360.05'),
  row('1047', 'Damga Vergisi', 'diger', '360.04'),
  row('1048', '5035 Sayılı Kanuna Göre Damga Vergisi', 'diger', '360.04'),
  row('4071', 'Elektrik ve Havagazı Tüketim Vergisi', 'diger', '360.09'),
  row('4080', 'Özel İletişim Vergisi', 'diger', '360.06'),
  row('4081', '5035 Sayılı Kanuna Göre Özel İletişim Vergisi', 'diger', '360.06'),
  row('4171', 'Petrol ve Doğal Gaz Ürünleri ÖTV Tevkifatı', 'kesinti', '360.05'),
  row('8001', 'Borsa Tescil Ücreti', 'diger', '360.99'),
  row('8002', 'Enerji Fonu', 'diger', '360.09'),
  row('8004', 'TRT Payı', 'diger', '360.09'),
  row('8005', 'Elektrik Tüketim Vergisi', 'diger', '360.09'),
  row('8006', 'Telsiz Kullanım Ücreti', 'diger', '360.99'),
  row('8007', 'Telsiz Ruhsat Ücreti', 'diger', '360.99'),
  row('8008', 'Çevre Temizlik Vergisi', 'diger', '360.99'),
  row('9015', 'KDV Tevkifatı', 'tevkifat', '360.02'),
  row('9021', '4961 Banka ve Sigorta Muameleleri Vergisi', 'diger', '360.08'),
  row('9040', 'Mera Fonu', 'diger', '360.99'),
  row('9077', 'ÖTV II (tescile tabi motorlu taşıtlar)', 'otv', '360.05'),
  row('9944', 'Hal Rüsumu', 'diger', '360.11'),
  row('SGK_PRIM', 'Bağ-Kur Prim Kesintisi', 'kesinti', '361.02'),
];

const BY_CODE: ReadonlyMap<string, TaxCode> = new Map(TAX_CODES.map((tax) => [tax.code, tax]));

export function findTaxCode(code: string): TaxCode | null {
  return BY_CODE.get(code) ?? null;
}
