import { Inject, Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { Assertions } from './assertions.service.js';
import { PASSKEYS_OPTIONS } from './options.js';
import type { PasskeyRules } from './options.js';
import { demandName } from './passkey-name.js';
import { PasskeyUsersRepository } from './passkey-users.repository.js';
import { PasskeysRepository } from './passkeys.repository.js';
import type { Assertion, Ceremony, NewPasskey, Passkey, PasskeySignals, Person } from './passkeys.types.js';
import { Registrations } from './registrations.service.js';

/**
 * Passkeys by user id (WebAuthn level 3). It knows no users, passwords or sessions: who may call what, and how often, is the caller's
 * rule, and so is what is bound to what: a `Ceremony`. A challenge is good once, where it was asked for. Any failure of a credential is
 * `InvalidPasskey`; `Unavailable` while the store of the challenges is away.
 */
@Injectable()
export class Passkeys {
  constructor(
    @Inject(PASSKEYS_OPTIONS) private readonly rules: PasskeyRules,
    private readonly registrations: Registrations,
    private readonly assertions: Assertions,
    private readonly passkeys: PasskeysRepository,
    private readonly users: PasskeyUsersRepository,
  ) {}

  /** Where answers may come from: what `/.well-known/webauthn` of the RP id's host says (WebAuthn level 3, §5.11). */
  get origins(): readonly string[] {
    return this.rules.origins;
  }

  /** For `navigator.credentials.create()`: a discoverable credential, user verification preferred. @throws TooManyPasskeys */
  async registrationOptions(
    ceremony: Ceremony,
    person: Person,
  ): Promise<{ readonly options: PublicKeyCredentialCreationOptionsJSON; readonly expiresInMs: number }> {
    return { options: await this.registrations.options(ceremony, person), expiresInMs: this.rules.challengeTtlMs };
  }

  /** Looks at what that gave, and spends the challenge; nothing is kept before `add`. @throws InvalidPasskey */
  verifyRegistration(ceremony: Ceremony, credential: unknown): Promise<NewPasskey> {
    return this.registrations.verify(ceremony, credential);
  }

  /**
   * Keeps a passkey, under the name of its authenticator's model where none is given. Joins the open transaction.
   * @throws TooManyPasskeys; InvalidPasskey for a credential that is known already, whoever has it; ValidationFailed for a name that is none
   */
  add(userId: string, made: NewPasskey, name: string | null): Promise<{ readonly passkey: Passkey; readonly isFirst: boolean }> {
    return this.registrations.add(userId, made, name);
  }

  /** For `navigator.credentials.get()`, where nobody is known yet. `state` comes back with the answer. */
  async signInOptions(): Promise<{
    readonly options: PublicKeyCredentialRequestOptionsJSON;
    readonly state: string;
    readonly expiresInMs: number;
  }> {
    return { ...(await this.assertions.signInOptions()), expiresInMs: this.rules.challengeTtlMs };
  }

  /** Whose passkey it is: the answer names them by their handle. @throws InvalidPasskey; CounterWentBack */
  verifySignIn(state: string, credential: unknown): Promise<Assertion> {
    return this.assertions.verifySignIn(state, credential);
  }

  /** The same for a known user, by their passkeys, `except` those with these ids. @throws InvalidPasskey where none is left to ask for */
  async requestOptions(
    ceremony: Ceremony,
    except: readonly string[] = [],
  ): Promise<{ readonly options: PublicKeyCredentialRequestOptionsJSON; readonly expiresInMs: number }> {
    return { options: await this.assertions.requestOptions(ceremony, except), expiresInMs: this.rules.challengeTtlMs };
  }

  /** @throws InvalidPasskey; CounterWentBack */
  verify(ceremony: Ceremony, credential: unknown, except: readonly string[] = []): Promise<Assertion> {
    return this.assertions.verify(ceremony, credential, except);
  }

  /** The oldest first. */
  list(userId: string): Promise<readonly Passkey[]> {
    return this.passkeys.list(userId);
  }

  /** Null for another user's. */
  find(userId: string, id: string): Promise<Passkey | null> {
    return this.passkeys.find(userId, id);
  }

  /** How many the user has. */
  count(userId: string): Promise<number> {
    return this.passkeys.count(userId);
  }

  /** Null where the user has no such passkey. @throws ValidationFailed */
  async rename(userId: string, id: string, name: string): Promise<Passkey | null> {
    return this.passkeys.rename(userId, id, demandName(name));
  }

  /** The one that was removed; null where the user has no such passkey. What must be left is the caller's rule. */
  remove(userId: string, id: string): Promise<Passkey | null> {
    return this.passkeys.delete(userId, id);
  }

  /** Gives their number. */
  removeAll(userId: string): Promise<number> {
    return this.passkeys.deleteAll(userId);
  }

  /** Those that were added at that moment or after it, for an account that somebody else was in. */
  removeSince(userId: string, moment: Date): Promise<readonly Passkey[]> {
    return this.passkeys.deleteSince(userId, moment);
  }

  /** What browsers are told after a change; null for a user who never asked to add one. */
  async signalsOf(userId: string): Promise<PasskeySignals | null> {
    const handle = await this.users.handleOf(userId);
    if (!handle) return null;
    const credentials = await this.passkeys.credentialsOf(userId);
    return {
      rpId: this.rules.rpId,
      userHandle: handle.toString('base64url'),
      credentialIds: credentials.map(({ credentialId }) => credentialId.toString('base64url')),
    };
  }

  /** Those of the users who have any, and how many, for figures. Hand in some ten thousand at a time. */
  async countAmong(userIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return new Map((await this.passkeys.countAmong(userIds)).map(({ userId, count }) => [userId, count]));
  }

  /** How many users have any. Reads the whole table: for figures that are kept for a while. */
  countUsers(): Promise<number> {
    return this.passkeys.countUsers();
  }

  /** What is stored about the user, by table; no key. */
  async exportOf(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
    return { passkeys: await this.passkeys.exportOf(userId), passkey_users: await this.users.exportOf(userId) };
  }
}
