/** The settings of an e-invoice integrator, as the form asks for them. */
import type { SettingField } from '../connector.ts';

export const E_INVOICE_FIELDS: readonly SettingField[] = [
  {
    name: 'provider',
    isAddress: true,
    label: { tr: 'Entegratör', en: 'Integrator' },
    kind: 'choice',
    required: true,
    choices: [
      { value: 'nilvera', label: { tr: 'Nilvera', en: 'Nilvera' } },
      { value: 'nilvera-test', label: { tr: 'Nilvera (deneme ortamı)', en: 'Nilvera (test environment)' } },
      {
        value: 'sozlesme',
        label: { tr: 'AI Muhasebi sözleşmesine uyan', en: 'One that keeps to AI Muhasebi’s contract' },
      },
    ],
    fallback: 'nilvera',
  },
  {
    name: 'baseUrl',
    isAddress: true,
    label: { tr: 'Adres', en: 'Address' },
    help: {
      tr: 'Yalnız sözleşmeye uyan entegratör için: https://… ; Nilvera’nınki bilinir.',
      en: 'Only for one that keeps to the contract: https://… ; Nilvera’s is known.',
    },
    kind: 'text',
    required: false,
  },
  {
    name: 'box',
    label: { tr: 'Hangi belgeler', en: 'Which documents' },
    help: {
      tr: 'Nilvera’da; sözleşmede yalnız gelenler.',
      en: 'At Nilvera; by the contract only those received.',
    },
    kind: 'choice',
    required: true,
    choices: [
      { value: 'gelen', label: { tr: 'Gelen e-Fatura', en: 'Received e-Fatura' } },
      { value: 'giden', label: { tr: 'Giden e-Fatura', en: 'Sent e-Fatura' } },
      { value: 'e-arsiv', label: { tr: 'Kesilen e-Arşiv', en: 'Issued e-Arşiv' } },
    ],
    fallback: 'gelen',
  },
  {
    name: 'apiKey',
    label: { tr: 'API anahtarı', en: 'API key' },
    help: {
      tr: 'Entegratörün portalından; şifrelenerek saklanır, bir daha gösterilmez.',
      en: 'From the integrator’s portal; kept encrypted and never shown again.',
    },
    kind: 'secret',
    required: true,
  },
];
