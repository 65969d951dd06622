/** One line of the palette: where it leads or what it does. */
import type { IconName } from '../../ui/icon.tsx';

export const GROUPS = ['recent', 'clients', 'accounts', 'documents', 'vouchers', 'actions', 'pages'] as const;
export type PaletteGroup = (typeof GROUPS)[number];

export interface PaletteItem {
  /** One a palette: the address, or the name of the act. */
  readonly id: string;
  readonly group: PaletteGroup;
  readonly icon: IconName;
  readonly label: string;
  /** What tells it from others of the same name, faint at the end. */
  readonly hint?: string;
  /** An address of the app; can be opened in a new tab. Either this or `run`. */
  readonly href?: string;
  readonly run?: () => void;
}

/**
 * The page of another client that is of the same kind as the one open: documents for documents. What belongs to the
 * client alone (a voucher, an account) leads to the list it is in.
 */
export function sameKindOfPage(pathname: string, clientId: string): string {
  const kind = /^\/mukellefler\/[^/]+\/([^/]+)/.exec(pathname)?.[1];
  return `/mukellefler/${clientId}/${kind ?? 'belgeler'}`;
}
