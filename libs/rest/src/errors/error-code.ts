/** What the documented list says of one code. The `code` is for programs; `title` and texts are for people and may be improved. */
export interface ErrorCode {
  readonly status: number;
  readonly title: string;
  /** When a client gets it. */
  readonly meaning: string;
  /** What a client should do then. */
  readonly remedy: string;
}
