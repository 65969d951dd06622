/** What a person is told by this connector, in both languages. */
export interface Words {
  readonly tr: string;
  readonly en: string;
}
