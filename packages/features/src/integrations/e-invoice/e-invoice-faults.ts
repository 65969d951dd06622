/** What went wrong at an integrator, in words for a person, and what to do now. */
import { EInvoiceFault } from '@muhasebi/connectors/e-invoice-api/provider.ts';
import type { Words } from '../../table-export.ts';
import { SyncFault, type SyncFaultKind } from '../connector.ts';

const AGAIN: Words = {
  tr: 'Kendiliğinden yeniden denenecek; kalan yerden sürer.',
  en: 'It is tried again by itself and goes on from there.',
};

interface Told {
  readonly kind: SyncFaultKind;
  readonly words: Words;
  readonly next: Words;
}

function told(kind: SyncFaultKind, words: Words, next: Words): Told {
  return { kind, words, next };
}

const TOLD: Readonly<Record<Exclude<EInvoiceFault['kind'], 'stopped'>, Told>> = {
  refused: told(
    'refused',
    { tr: 'Entegratör API anahtarını kabul etmedi.', en: 'The integrator did not accept the API key.' },
    {
      tr: 'Entegratörün portalından geçerli bir anahtar alıp ayarlara yazın.',
      en: 'Get a valid key from the integrator’s portal and put it into the settings.',
    },
  ),
  limited: told(
    'limited',
    {
      tr: 'Entegratör çok sık sorulduğunu söyledi.',
      en: 'The integrator says that it is asked too often.',
    },
    { tr: 'İstediği süre beklenip yeniden denenecek.', en: 'It is asked again after the time it wants.' },
  ),
  unreachable: told(
    'unreachable',
    { tr: 'Entegratöre ulaşılamıyor.', en: 'The integrator cannot be reached.' },
    AGAIN,
  ),
  address: told(
    'wrong-settings',
    {
      tr: 'Adres internetten ulaşılan bir yere gitmiyor.',
      en: 'The address leads to no place of the internet.',
    },
    {
      tr: 'Ayarlardaki adresi entegratörün verdiğiyle düzeltin. Sunucu iç ağınızdaysa sistem yöneticinizden bu ağa izin vermesini isteyin (OUTBOUND_PRIVATE_NETWORKS).',
      en: 'Correct the address to the one that the integrator gave. If the server is in your own network, ask your operator to allow that network (OUTBOUND_PRIVATE_NETWORKS).',
    },
  ),
  identity: told(
    'changed-identity',
    {
      tr: 'Sunucunun sertifikası geçerli değil; entegratörün kendisi olduğu anlaşılmıyor.',
      en: 'The server’s certificate does not hold; it may not be the integrator.',
    },
    {
      tr: 'Adresi denetleyin, entegratöre sorun; düzelince yeniden başlatın.',
      en: 'Check the address and ask the integrator; resume when it is mended.',
    },
  ),
  rejected: told(
    'bad-answer',
    {
      tr: 'Entegratör isteği anlamadı ya da belge orada değil.',
      en: 'The integrator did not understand, or the document is not there.',
    },
    {
      tr: 'Sürüyorsa türü ve adresi denetleyin, günlükteki yanıtla entegratöre sorun.',
      en: 'If it goes on, check kind and address, and ask the integrator with the answer in the log.',
    },
  ),
  'bad-answer': told(
    'bad-answer',
    {
      tr: 'Entegratörden anlaşılmayan bir yanıt geldi.',
      en: 'What came from the integrator is no proper answer.',
    },
    AGAIN,
  ),
  'too-large': told(
    'too-large',
    { tr: 'Belge 20 MB’tan büyük.', en: 'The document is larger than 20 MB.' },
    {
      tr: 'Entegratörün portalından indirip elle yükleyin.',
      en: 'Download it from the integrator’s portal and upload it by hand.',
    },
  ),
};

/** As the frame knows it; what is not an integrator's fault, or was stopped, is thrown on as it is. */
export function asSyncFault(error: unknown): unknown {
  if (!(error instanceof EInvoiceFault) || error.kind === 'stopped') return error;
  const { kind, words, next } = TOLD[error.kind];
  const said = { tr: `${words.tr} (${error.message})`, en: `${words.en} (${error.message})` };
  return new SyncFault(kind, said, next, error.retryAfterMs);
}

/** An integrator that answers with the same page for ever. */
export function repeatedPage(): SyncFault {
  return new SyncFault(
    'bad-answer',
    {
      tr: 'Entegratör aynı sayfayı yeniden verdi; liste ilerlemiyor.',
      en: 'The integrator gave the same page again; the list does not go on.',
    },
    {
      tr: 'Alınanlar yerinde. Sürüyorsa entegratöre bildirin; yeniden denenecek.',
      en: 'What was taken stays. If it goes on, tell the integrator; it is tried again.',
    },
  );
}
