/** What the page of the books loads after its lines, in one piece. */
export { AccountMonths } from './account-months.tsx';
export { BookFacts } from './book-facts.tsx';
export { BookTools } from './book-tools.tsx';
export { KebirAccounts } from './kebir-accounts.tsx';
export { pathOfFile } from './path-of-file.ts';
