/** The letters that stand for a person where there is no room for a name. */

/** First letters of the first and the last name; "?" where there is none. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  );
  return letters.join('').toLocaleUpperCase('tr') || '?';
}
