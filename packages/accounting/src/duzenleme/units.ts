/** Units an invoice is written in: UN/ECE Rec 20 codes as GİB UBL-TR Kod Listeleri V1.42 (1.5) prefers them, and those of time and packing. */

export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

const unit = (code: string, name: string, nameEn: string): Unit => ({ code, name, nameEn });

/** Those most used first. */
export const UNITS: readonly Unit[] = [
  unit('C62', 'Adet', 'Piece'),
  unit('KGM', 'Kilogram', 'Kilogram'),
  unit('GRM', 'Gram', 'Gram'),
  unit('TNE', 'Ton', 'Tonne'),
  unit('LTR', 'Litre', 'Litre'),
  unit('MTR', 'Metre', 'Metre'),
  unit('MTK', 'Metrekare', 'Square metre'),
  unit('MTQ', 'Metreküp', 'Cubic metre'),
  unit('HUR', 'Saat', 'Hour'),
  unit('DAY', 'Gün', 'Day'),
  unit('WEE', 'Hafta', 'Week'),
  unit('MON', 'Ay', 'Month'),
  unit('ANN', 'Yıl', 'Year'),
  unit('SET', 'Set', 'Set'),
  unit('PR', 'Çift', 'Pair'),
  unit('BX', 'Kutu', 'Box'),
  unit('CT', 'Koli', 'Carton'),
  unit('PA', 'Paket', 'Packet'),
  unit('KWH', 'Kilowatt saat', 'Kilowatt hour'),
  unit('MWH', 'Megawatt saat', 'Megawatt hour'),
  unit('SM3', 'Standart metreküp', 'Standard cubic metre'),
  unit('CTM', 'Karat', 'Carat'),
  unit('CEN', 'Yüz adet', 'Hundred'),
  unit('T3', 'Bin adet', 'Thousand pieces'),
  unit('CMT', 'Santimetre', 'Centimetre'),
  unit('MMT', 'Milimetre', 'Millimetre'),
  unit('CMQ', 'Santimetreküp', 'Cubic centimetre'),
  unit('DMK', 'Desimetrekare', 'Square decimetre'),
  unit('R9', 'Bin metreküp', 'Thousand cubic metres'),
  unit('D40', 'Bin litre', 'Thousand litres'),
  unit('GT', 'Gros ton', 'Gross ton'),
  unit('LPA', 'Saf alkol litresi', 'Litre of pure alcohol'),
  unit('KWT', 'Kilowatt', 'Kilowatt'),
  unit('GWH', 'Gigawatt saat', 'Gigawatt hour'),
];

const CODES = new Set(UNITS.map(({ code }) => code));

export function isKnownUnit(code: string): boolean {
  return CODES.has(code);
}
