/** The class of one kind of signal: its instances carry the facts as properties. */
export interface SignalClass<T extends object = object> {
  new (facts: T): Readonly<T>;
  /** Stable: waiting deliveries are found by it after a restart with newer code. */
  readonly signal: string;
  /** Does it happen inside of a transaction, that a handler can take part in? */
  readonly isTransactional: boolean;
}

/** Which signal this was; the same at every delivery. */
export interface SignalMeta {
  /** For handlers that must not act twice. */
  readonly id: string;
  /** When it happened; a delivery may come later. */
  readonly at: Date;
  /** Of which Castellan: the `issuer` in the options of `SignalsModule`, the `publicUrl` of a mounted one; null where none was told. */
  readonly issuer: string | null;
}

/**
 * Makes the class of one kind of signal: `export class UserSignedIn extends signal<{ userId: string }>('user_signed_in') {}`. The facts
 * travel as JSON: texts, numbers, booleans and null only.
 */
export function signal<T extends object>(
  name: string,
  { isTransactional = true }: { readonly isTransactional?: boolean } = {},
): SignalClass<T> {
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- what its instances have is given to the constructor
  const made = class {
    static readonly signal = name;
    static readonly isTransactional = isTransactional;

    constructor(facts: T) {
      Object.assign(this, facts);
    }
  };
  return made as unknown as SignalClass<T>; // TypeScript does not see what Object.assign adds
}
