import { UnusableDatabase } from './unusable-database.js';

const EXAMPLE = 'postgres://user:password@db.example.com:5432/castellan';

/** What OpenSSL and `pg` say of certificates and TLS, and the options of the address that settle it. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/self.signed certificate|unable to (?:verify|get)|CERT_|altnames|certificate/i, '?sslmode=verify-full&sslrootcert=/path/to/ca.pem'],
  [/does not support SSL/i, '?sslmode=disable'],
  [/SSL off|no encryption|hostssl/i, '?sslmode=verify-full'],
];

/** Says of which variable an address cannot be reached, why, and what to set where that is known. Never the address: it may hold a password. */
export async function reaching<T>(variable: string, attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (error) {
    const reason = reasonOf(error);
    const remedy = REMEDIES.find(([saying]) => saying.test(reason))?.[1];
    const lines = remedy === undefined ? [] : [`${variable}=${EXAMPLE}${remedy}`];
    throw new UnusableDatabase(`${variable} cannot be used: ${reason}`, ...lines);
  }
}

/** Node tries each address of a host, and throws all the failures together, without a message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
