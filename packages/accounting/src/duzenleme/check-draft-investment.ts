/** Checks an invoice under an investment certificate: the certificate, what each line is, and the exemption that goes with it. */
import { basisPoints } from '../fatura/amounts.ts';
import { isIsoDate } from '../fatura/iso-date.ts';
import { isBlank } from './check-draft-parties.ts';
import { type DraftFault, draftFault, faultsOf } from './draft-fault.ts';
import { type DraftLine, type InvoiceDraft, isForgone } from './invoice-draft.ts';

const TYPES = new Set(['SATIS', 'TEVKIFAT', 'ISTISNA']);
const KINDS = new Set(['01', '02', '03', '04']);
/** GİB's schematron of 12.03.2026: machinery is exempt by 308 (KDVK md. 13/d), building works by 339 (geçici 37). */
const EXEMPT_BY: Readonly<Record<string, string>> = { '01': '308', '02': '339' };

/** The certificate, and types that its invoices have. */
export function checkCertificate({ profile, type, certificate, issueDate }: InvoiceDraft): DraftFault[] {
  if (profile !== 'YATIRIMTESVIK')
    return faultsOf([
      certificate !== null,
      'certificate.number',
      'Yatırım teşvik belgesi yalnız YATIRIMTESVIK profilinde yazılır.',
      'An investment certificate is stated under the profile YATIRIMTESVIK alone.',
    ]);
  return faultsOf(
    [
      !/^\d{6}$/.test(certificate?.number ?? ''),
      'certificate.number',
      'Alıcının yatırım teşvik belgesinin 6 haneli numarasını yazın.',
      'State the number of the buyer’s investment certificate, of six digits.',
    ],
    [
      certificate !== null && (!isIsoDate(certificate.issueDate) || certificate.issueDate > issueDate),
      'certificate.issueDate',
      'Teşvik belgesinin tarihini yazın; faturanın tarihinden sonra olamaz.',
      'State the date of the certificate; it cannot be after that of the invoice.',
    ],
    [
      !TYPES.has(type),
      'type',
      'YATIRIMTESVIK profilinde buradan SATIS, TEVKIFAT ve ISTISNA tipleri kesilir; ötekileri entegratörünüzden kesin.',
      'Under YATIRIMTESVIK the types SATIS, TEVKIFAT and ISTISNA are issued here; issue the others at your integrator.',
    ],
  );
}

/** One line of it; on any other profile nothing of it may stand there. */
export function checkInvestment(line: DraftLine, draft: InvoiceDraft, at: string): DraftFault[] {
  const item = line.investment;
  const place = `${at}.investment.kind`;
  if (draft.profile !== 'YATIRIMTESVIK')
    return faultsOf([
      item !== null,
      place,
      'Harcama tipi yalnız YATIRIMTESVIK profilinde yazılır.',
      'The kind of investment is stated under the profile YATIRIMTESVIK alone.',
    ]);
  if (item === null || !KINDS.has(item.kind))
    return [
      draftFault(
        place,
        'Satırın harcama tipini seçin (01 makine ve teçhizat, 02 inşaat işleri, 03 arsa ya da arazi, 04 diğer).',
        'Choose the kind of investment of the line (01 machinery, 02 building works, 03 land, 04 other).',
      ),
    ];
  const code = EXEMPT_BY[item.kind];
  const forgone = isForgone(draft);
  return faultsOf(
    ...(['model', 'traceId', 'serialId'] as const).map(
      (part) =>
        [
          item.kind === '01' && isBlank(item[part]),
          `${at}.investment.${part}`,
          'Makinenin adını, teşvik listesindeki sıra numarasını ve makine ID’sini yazın.',
          'State the name of the machine, its line in the certificate’s list and its ID.',
        ] as const,
    ),
    // The KDV is stated even where it is forgone.
    [
      (basisPoints(line.kdvPercent) ?? 0) === 0,
      `${at}.kdvPercent`,
      'Yatırım teşvik faturasında KDV oranı yazılır; istisnada hesaplanır ama istenmez.',
      'The KDV rate is stated under an investment certificate; where exempt it is reckoned and not asked for.',
    ],
    [
      forgone && code === undefined,
      place,
      'ISTISNA tipinde harcama tipi 01 ya da 02 olmalı.',
      'On the type ISTISNA the kind must be 01 or 02.',
    ],
    [
      forgone && code !== undefined && line.exemptionCode !== code,
      `${at}.exemptionCode`,
      `Harcama tipi ${item.kind} için istisna kodu ${code} olmalı.`,
      `The exemption code of the kind ${item.kind} must be ${code}.`,
    ],
  );
}
