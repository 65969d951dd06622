/**
 * Decides whose a file is, and never guesses: the bound client, else what the hints name, else whom every document
 * inside names. Two answers are no answer: then it lies in the tray, with the reason.
 */
import type { Words } from '../table-export.ts';

export type Owner =
  | { readonly clientId: string; readonly why: null }
  | { readonly clientId: null; readonly why: Words };

export interface Evidence {
  /** The client that the integration is bound to. */
  readonly bound: string | null;
  /** Clients that the sender, the alias or the numbers told beside the file name. */
  readonly hinted: readonly string[];
  /** For each document inside: the office's clients that are a party of it; null where there are too many to look at. */
  readonly inside: readonly (readonly string[])[] | null;
}

const NOBODY: Words = {
  tr: 'Göndereni, takma adı ve içindeki vergi numarası hiçbir mükellefi göstermiyor.',
  en: 'Neither its sender nor an alias nor a tax number inside names a client.',
};
const SEVERAL_SENDERS: Words = {
  tr: 'Göndereni ya da takma adı birden çok mükellefi gösteriyor.',
  en: 'Its sender or alias names more than one client.',
};
const SEVERAL_INSIDE: Words = {
  tr: 'İçindeki belgeler birden çok mükellefi gösteriyor.',
  en: 'The documents inside name more than one client.',
};
const CONTRADICTION: Words = {
  tr: 'Göndereni bir mükellefi, içindeki vergi numarası başka bir mükellefi gösteriyor.',
  en: 'Its sender names one client, the tax number inside another.',
};
const TOO_MANY: Words = {
  tr: 'Arşivde bakılabilecekten çok belge var; kimin olduğunu siz söyleyin.',
  en: 'The archive holds more documents than are looked into; say whose it is.',
};

export function whoseIsIt({ bound, hinted, inside }: Evidence): Owner {
  const told = bound === null ? [...new Set(hinted)] : [bound];
  if (told.length > 1) return { clientId: null, why: SEVERAL_SENDERS };
  const [named] = told;
  if (named !== undefined) return ofNamed(named, inside ?? []);
  if (inside === null) return { clientId: null, why: TOO_MANY };
  return ofInside(inside);
}

/** Somebody else's document from a known sender is nobody's yet; one that names no client of ours is left to the reader. */
function ofNamed(named: string, inside: readonly (readonly string[])[]): Owner {
  const isOthers = inside.some((clients) => clients.length > 0 && !clients.includes(named));
  return isOthers ? { clientId: null, why: CONTRADICTION } : { clientId: named, why: null };
}

/** The one client who is a party of every document; a sale between two clients names both, and so none. */
function ofInside(inside: readonly (readonly string[])[]): Owner {
  const [first, ...rest] = inside;
  if (first === undefined || inside.every((clients) => clients.length === 0))
    return { clientId: null, why: NOBODY };
  const common = first.filter((clientId) => rest.every((clients) => clients.includes(clientId)));
  const [only] = common;
  if (only === undefined || common.length > 1) return { clientId: null, why: SEVERAL_INSIDE };
  return { clientId: only, why: null };
}
