/** Which month of each client was chosen in this visit, so that coming back shows it again. */

const months = new Map<string, string>();

/** The month last chosen for the client, or the mark of every month; null: never chosen. */
export function rememberedMonth(clientId: string): string | null {
  return months.get(clientId) ?? null;
}

export function rememberMonth(clientId: string, month: string): void {
  months.set(clientId, month);
}

/** Another office, another person: nothing of before is remembered. */
export function forgetMonths(): void {
  months.clear();
}
