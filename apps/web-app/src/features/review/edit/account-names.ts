/** How the accounts of a voucher that is written are called, for whatever lies within it. */
import { createContext } from 'react';

/** Tells the name of a code, empty where it is not known; null outside of a voucher. */
export const AccountNames = createContext<((code: string) => string) | null>(null);
