/** Postings of KDV: by rate, the withheld part apart, and KDV that is computed but not collected. */
import { formatKurusTr, kurusToDecimal, sumKurus } from '../money/kurus.ts';
import { rateText, rateTextEn } from './amounts.ts';
import { kdvAccount } from './default-accounts.ts';
import type { Finding } from './finding.ts';
import { isPurchaseSide, signOf } from './invoice-kind.ts';
import type { Reading } from './invoice-reading.ts';
import { type KdvGroup, withheldByGroup } from './kdv-groups.ts';
import { finding } from './make-finding.ts';
import { type Posting, posting } from './posting.ts';

function kdvTexts(
  group: KdvGroup,
  amount: bigint,
  suffix: readonly [string, string],
): readonly [string, string] {
  const { rateBasisPoints: rate } = group;
  return [
    `KDV ${rateText(rate)} ${formatKurusTr(amount)}${suffix[0]}`,
    `KDV ${rateTextEn(rate)} ${kurusToDecimal(amount)}${suffix[1]}`,
  ];
}

/** KDV by rate; the buyer's withheld part in its own sub-account and owed to the state (KDVGUT I/C-2.1). */
export function kdvPostings(reading: Reading): Posting[] {
  const { kind, groups } = reading;
  if (!reading.isKdvCharged) return unchargedKdv(reading);
  const sign = signOf(kind);
  const kept = withheldByGroup(reading.withheld, groups);
  return groups.flatMap((group, index) => {
    const withheld = kept[index] ?? 0n;
    const own = group.tax - withheld;
    const key = group.rateBasisPoints ?? 'bilinmeyen';
    const suffix: [string, string] =
      withheld === 0n ? ['', ''] : [' (tevkifattan sonra kalan)', ' (left after tevkifat)'];
    const account = kdvAccount(kind, group.rateBasisPoints);
    const lines = [
      posting(`${kind}.kdv.${key}`, account, sign * own, kdvTexts(group, own, suffix), group.places),
    ];
    if (isPurchaseSide(kind) && withheld !== 0n) {
      const inner = kind === 'alis' ? account.replace('191.01', '191.02') : account;
      const texts = kdvTexts(group, withheld, [
        ' (sorumlu sıfatıyla, KDV2 ile beyan edilir)',
        ' (as the responsible payer, declared by KDV2)',
      ]);
      lines.push(
        posting(
          `${kind}.kdv-tevkifat.${key}`,
          inner,
          sign * withheld,
          texts,
          reading.withheld.map((each) => each.place),
        ),
      );
    }
    return lines;
  });
}

/** Ihraç kayıtlı sale: KDV is computed, not collected, declared and deferred (KDVK 11/1-c, KDVGUT II/A-8): 192 / 391. */
function unchargedKdv(reading: Reading): Posting[] {
  const { kind, groups, traits } = reading;
  if (!traits.isIhracKayitli || isPurchaseSide(kind)) return [];
  const sign = signOf(kind);
  return groups.flatMap((group) => {
    const account = kdvAccount('satis', group.rateBasisPoints).replace('391.01', '391.03');
    const key = group.rateBasisPoints ?? 'bilinmeyen';
    const deferred = kdvTexts(group, group.tax, [
      ' tahsil edilmedi, tecil edilecek (KDVK 11/1-c)',
      ' not collected, to be deferred (KDVK 11/1-c)',
    ]);
    const computed = kdvTexts(group, group.tax, [
      ' ihraç kayıtlı teslimde hesaplandı',
      ' computed on a delivery for export',
    ]);
    return [
      posting(`${kind}.tecil-kdv.${key}`, '192.01', -sign * group.tax, deferred, group.places),
      posting(`${kind}.ihrac-kayitli-kdv.${key}`, account, sign * group.tax, computed, group.places),
    ];
  });
}

/** Ihraç kayıtlı: KDV that is left out cannot be deferred by us, KDV that is asked for should not be (KDVK 11/1-c). */
export function exportFindings({ kind, traits, groups, isKdvCharged }: Reading): Finding[] {
  if (!traits.isIhracKayitli) return [];
  const kdv = sumKurus(groups.map((group) => group.tax));
  if (kdv !== 0n && isKdvCharged)
    return [
      finding(
        'fis.ihrac-kayitli-tahsil',
        'warning',
        'totals.payable',
        {
          tr: `İhraç kayıtlı teslimde KDV tahsil edilmez (KDVK 11/1-c), ama ödenecek tutar ${formatKurusTr(kdv)} KDV’yi de içeriyor; KDV’li işlem gibi önerildi. Düzenleyene sorun.`,
          en: `KDV is not collected on a delivery for export (KDVK 11/1-c), but the payable includes KDV of ${kurusToDecimal(kdv)}; it is proposed as one with KDV. Ask the issuer.`,
        },
        { kdv: kurusToDecimal(kdv) },
      ),
    ];
  if (kdv !== 0n || kind !== 'satis') return [];
  return [
    finding('fis.tecil-kdv-yok', 'info', 'taxTotals', {
      tr: 'İhraç kayıtlı satışın belgesinde KDV tutarı yazmıyor; tecil edilecek KDV kaydı (192 / 391) önerilemedi. Beyan edecekseniz satırlarını ekleyin (KDVGUT II/A-8).',
      en: 'The document of this delivery for export states no KDV; the entry of KDV to be deferred (192 / 391) is not proposed. Add its lines where it is to be declared (KDVGUT II/A-8).',
    }),
  ];
}
