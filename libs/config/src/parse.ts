/** Thrown by a parser: `message` completes the sentence "<NAME> …" and never repeats a secret. */
export class Unreadable extends Error {
  /** @param example what would do in its place, where it is known */
  constructor(
    message: string,
    readonly example?: string,
  ) {
    super(message);
  }
}

/** Reads a value or throws `Unreadable`. `takes` tells people what it reads. */
export interface Parse<T> {
  (text: string): T;
  readonly takes?: string;
}

export const taking = <T>(takes: string, parse: (text: string) => T): Parse<T> => Object.assign((text: string) => parse(text), { takes });
