import { randomUUID } from 'node:crypto';

/** Somebody who has an account at the provider, as its claims tell of them. */
export interface Persona {
  /** `sub`. */
  readonly subject: string;
  /** `email`; undefined where none is told. */
  readonly email?: unknown;
  /** `email_verified`, of whatever type; undefined where nothing is said. */
  readonly emailVerified?: unknown;
  readonly givenName?: string;
  readonly familyName?: string;
  /** Claims besides. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A stranger with a verified address of their own. */
export function aPersona(told: Partial<Persona> = {}): Persona {
  const subject = randomUUID();
  return { subject, email: `${subject}@example.org`, emailVerified: true, givenName: 'Ada', familyName: 'Lovelace', ...told };
}

/** The claims of a persona (OpenID Connect Core 1.0, §5.1), of the scopes that were granted (§5.4). */
export function claimsOf({ email, emailVerified, givenName, familyName, claims }: Persona, scope: string): Record<string, unknown> {
  const granted = scope.split(' ');
  return withoutUndefined({
    ...(granted.includes('email') && { email, email_verified: emailVerified }),
    ...(granted.includes('profile') && { given_name: givenName, family_name: familyName }),
    ...claims,
  });
}

/** What is undefined is left out, as JSON does. */
export function withoutUndefined(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
