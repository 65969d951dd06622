/** What to do now about every finding that a document can have: those of the invoice, and those of how it came in. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { INVOICE_REMEDIES, type Remedy } from '@muhasebi/accounting/fatura/finding-remedies.ts';
import { explainRule } from '@muhasebi/connectors/gib-rules/explain-rule.ts';

const remedy = (tr: string, en: string, law: string | null = null): Remedy => ({ tr, en, law });
const nothing = remedy('Yapılacak bir şey yok.', 'There is nothing to do.');
const lookAtTexts = remedy(
  'Adlarda ve açıklamalarda bozuk harf varsa fişte düzeltin.',
  'Where names or texts have damaged letters, correct them in the voucher.',
);

const INTAKE: Readonly<Record<string, Remedy>> = {
  'arsiv.eksik': remedy(
    'Açılmayan dosyaları ayrıca yükleyin ya da arşivi yeniden paketleyin.',
    'Upload the files that could not be opened by themselves, or pack the archive again.',
  ),
  'arsiv.icindekiler': nothing,
  'belge.bu-mukellefin-degil': remedy(
    'Belgeyi doğru mükellefe taşıyın; hiçbirinin değilse reddedin.',
    'Move the document to the right client; if it is nobody’s, reject it.',
  ),
  'belge.bulgu-cok': remedy(
    'En ağır bulgulardan başlayın; belge bozuksa düzenleyenden yenisini isteyin.',
    'Begin with the gravest; if the document is broken, ask the issuer for a new one.',
  ),
  'belge.elle-kayit': remedy(
    'Kayıt gerekiyorsa fişi elle girin (Fişler, Yeni fiş).',
    'Where it needs an entry, enter the voucher by hand (Vouchers, New voucher).',
  ),
  'belge.ettn-mukerrer': remedy(
    'Öteki belgeyle karşılaştırın; aynıysa bunu reddedin (R).',
    'Compare it with the other document; if it is the same, reject this one (R).',
  ),
  'belge.goruntu': nothing,
  'belge.zarf-baskasinin': remedy(
    'Zarfı gönderen ya da alan bir hizmet sağlayıcıysa yapılacak bir şey yok; değilse belgenin neden burada olduğuna bakın.',
    'Where a service provider sent or received the envelope there is nothing to do; else look why the document is here.',
  ),
  'belge.iade-geldi': remedy(
    'İade faturasıyla karşılaştırın; ikisi birlikte net tutarı verir.',
    'Compare it with the return; the two together give what is left.',
    'KDVK md. 35',
  ),
  'belge.kayit-gerektirmez': nothing,
  'signature.broken': remedy(
    'Belgeyi düzenleyenden ya da entegratörden yeniden isteyin; açılıp yeniden kaydedilen bir kopyanın imzası da bozulur.',
    'Ask the issuer or the integrator for the document again; a copy that was opened and saved anew loses its signature too.',
  ),
  'signature.missing': remedy(
    'İmzalı dosyayı entegratörden indirin; bu, imzadan önceki taslak olabilir.',
    'Download the signed file from the integrator; this may be the draft from before it was signed.',
  ),
  'signature.unchecked': nothing,
  'signature.untrusted': remedy(
    'Düzenleyenin kim olduğunu başka yoldan doğrulayın; kök sertifikaları sistem yöneticisi belirler (SIGNATURE_ROOTS_FILE).',
    'Make sure by another way who the issuer is; the operator names the roots that are trusted (SIGNATURE_ROOTS_FILE).',
  ),
  'belge.numara-mukerrer': remedy(
    'Öteki belgeyle karşılaştırın; yerine geçen hangisiyse onu işleyin, ötekini reddedin (R).',
    'Compare it with the other document; post the one that stands and reject the other (R).',
  ),
  'belge.iptal': remedy(
    'İşlenmişse ilgili belgelerden ters kaydı hazırlayıp işleyin; yanlış yazıldıysa iptal kaydından vazgeçin.',
    'If it is posted, prepare its reversal among the linked documents and post it; withdraw the note where it is wrong.',
    'KDVK md. 35',
  ),
  'belge.iptal-gec': remedy(
    'Belgenin teslim gününü ve karşı tarafın onayını dosyaya ekleyin; kabul edilmemişse iade faturası isteyin.',
    'Keep the day of delivery and the consent of the other side on file; where there is none, ask for an invoice of return.',
    'TTK md. 21/2',
  ),
  'belge.yanit-iade': remedy(
    'İade faturası gelince onu işleyin; bu faturayı ters kayıtla düzeltmeyin.',
    'Enter the invoice of return when it comes; do not reverse this one.',
    'KDVK md. 35',
  ),
  'belge.yanit-kabul': nothing,
  'belge.yanit-red': remedy(
    'İşlenmemişse belgeyi gerekçesiyle reddedin (R); deftere işlenmişse fişini açıp ters kayıtla düzeltin (T).',
    'If it is not posted, reject the document with a reason (R); if it is, open its voucher and reverse it (T).',
    'TTK md. 21/2',
  ),
  'belge.yanit-suresi': remedy(
    'İtirazınız varsa ilgili belgelerde ret yanıtını yazın ve son günden önce gönderin; susmak kabul sayılır.',
    'If there is an objection, write the refusal among the linked documents and send it before that day; silence is acceptance.',
    'TTK md. 21/2',
  ),
  'belge.yanit-yazildi': remedy(
    'Yanıtın dosyasını indirip mükellefin e-Fatura uygulamasından imzalayarak gönderin.',
    'Download the file of the answer, sign and send it in the client’s e-Fatura application.',
    'TTK md. 21/2',
  ),
  'gib.not-judged': remedy(
    'Belgeyi yeniden denetletin; sürerse belge numarasıyla destek ekibine bildirin.',
    'Have the document judged again; if it persists, tell support its number.',
  ),
  'gib.rule': remedy(
    'Gelen belgede düzenleyenden doğrusunu isteyin; kendi belgenizse kuralın dediğini düzeltip yeniden düzenleyin.',
    'Where it came to you, ask the issuer for a right one; where it is yours, correct what the rule says and issue it again.',
  ),
  'gib.xsd': remedy(
    'İmzasız belgeyi düzenleyenden imzalı hâliyle isteyin; şemaya uymayan belgenin doğrusunu isteyin.',
    'Ask the issuer for the signed document, or where it does not fit the schema for a right one.',
  ),
  'ubl.currency-mixed': remedy(
    'Hangi tutarın hangi para biriminden olduğunu belgenin aslından okuyun; fişi düzeltin.',
    'Read from the original which amount is in which currency; correct the voucher.',
  ),
  'ubl.customization-missing': nothing,
  'ubl.exchange-rate-unusable': remedy(
    'Kuru düzenleyene sorun ya da fişte TCMB kurunu kullanın.',
    'Ask the issuer for the rate, or use TCMB’s in the voucher.',
  ),
  'xml.encoding-damaged': lookAtTexts,
  'xml.encoding-guessed': lookAtTexts,
  'xml.encoding-mismatch': lookAtTexts,
};

export const FINDING_REMEDIES: Readonly<Record<string, Remedy>> = { ...INTAKE, ...INVOICE_REMEDIES };

/**
 * What to do about a finding of a document of this direction. Of an official rule that we have words for, what its issuer
 * corrects: whoever received the document asks for that. Null for a code of an earlier release that is not made any more.
 */
export function remedyOf(
  { code, params }: Pick<Finding, 'code' | 'params'>,
  direction: 'alis' | 'satis' | null,
): Remedy | null {
  const rule = code === 'gib.rule' && params.rule !== undefined ? explainRule(params.rule) : null;
  if (rule === null) return FINDING_REMEDIES[code] ?? null;
  const { tr, en } = rule.remedy;
  if (direction === 'satis') return remedy(tr, en);
  if (direction === 'alis')
    return remedy(
      `Düzenleyenden belgeyi düzeltip yeniden göndermesini isteyin. Ona söyleyin: ${tr}`,
      `Ask the issuer to correct the document and send it again. Tell them: ${en}`,
    );
  return remedy(
    `Belge sizinse: ${tr} Size geldiyse bunu düzenleyenden isteyin.`,
    `If you issued it: ${en} If it came to you, ask its issuer for that.`,
  );
}
