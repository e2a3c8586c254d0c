import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { Person } from '../federation.types.js';
import { IdentitiesRepository } from './identities.repository.js';
import type { Identity } from './identity.js';

/**
 * Who users are elsewhere, by user id. A person is known by issuer and subject, never by an address (OpenID Connect Core 1.0, §5.7). Who
 * may link or unlink what, and what of a user's ways in must be left, is the caller's rule. Everything joins the open transaction.
 */
@Injectable()
export class Identities {
  constructor(
    private readonly identities: IdentitiesRepository,
    private readonly clock: Clock,
  ) {}

  /** Whose subject it is; null while it is nobody's. */
  ofPerson({ issuer, subject }: Pick<Person, 'issuer' | 'subject'>): Promise<Identity | null> {
    return this.identities.findBySubject(issuer, subject);
  }

  /** Null for another user's. */
  find(userId: string, id: string): Promise<Identity | null> {
    return this.identities.find(userId, id);
  }

  /** The oldest first. */
  list(userId: string): Promise<readonly Identity[]> {
    return this.identities.list(userId);
  }

  count(userId: string): Promise<number> {
    return this.identities.count(userId);
  }

  /** Null where the subject is linked already, whoever has it: of parallel calls one links it. */
  link(userId: string, person: Pick<Person, 'provider' | 'issuer' | 'subject' | 'email'>): Promise<Identity | null> {
    return this.identities.insert(userId, person, this.clock.now());
  }

  /** It was just shown again; keeps how the provider calls it now. Null when it was removed meanwhile. */
  use(id: string, person: Person): Promise<Identity | null> {
    return this.identities.use(id, person, this.clock.now());
  }

  /** The one that was removed; null where the user has no such identity. */
  remove(userId: string, id: string): Promise<Identity | null> {
    return this.identities.delete(userId, id);
  }

  /** Gives their number. */
  removeAll(userId: string): Promise<number> {
    return this.identities.deleteAll(userId);
  }

  /** Those that were linked at that moment or after it, for an account that somebody else was in. */
  removeSince(userId: string, moment: Date): Promise<readonly Identity[]> {
    return this.identities.deleteSince(userId, moment);
  }

  /** How many users each provider has here. Reads the whole table: for figures that are kept for a while. */
  countByProvider(): Promise<readonly { readonly provider: string; readonly users: number }[]> {
    return this.identities.countByProvider();
  }

  /** What is stored about the user, by table. */
  async exportOf(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
    return { identities: await this.identities.exportOf(userId) };
  }
}
