import { sha256 } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { LINK_PURPOSES, LINKS_THAT_DIE_WITH_TOKENS } from './link-purposes.js';
import type { LinkPurpose } from './link-purposes.js';

/** How somebody names the link they hold. */
export interface PresentedLink {
  readonly purpose: LinkPurpose;
  readonly userId: string;
  readonly token: string;
}

export interface NewLink extends PresentedLink {
  readonly subject: string | null;
  readonly expiresAt: Date;
}

/** What a link is about, and when it was mailed. */
export interface LinkContent {
  readonly subject: string | null;
  readonly createdAt: Date;
}

/** Whose one it is, which purpose it has, and whether it still lives, is asked in one place: parameters 1 to 4. */
const PRESENTED = 'user_id = $1 AND purpose = $2 AND token_hash = $3 AND expires_at > $4';
const CONTENT = 'subject, created_at AS "createdAt"';

@Injectable()
export class MailedLinksRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Of a purpose that has one link a user it replaces the older one, also when two are made at once. */
  async put({ userId, purpose, token, subject, expiresAt }: NewLink, now: Date): Promise<void> {
    await this.transaction.query(
      `INSERT INTO mailed_links AS l (user_id, purpose, is_only, token_hash, subject, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (user_id, purpose) WHERE is_only
       DO UPDATE SET token_hash = $4, subject = $5, created_at = $6, expires_at = $7`,
      [userId, purpose, LINK_PURPOSES[purpose].isOnly, sha256(token), subject, now, expiresAt],
    );
  }

  /** Would it work? Spends nothing. */
  async isLive(link: PresentedLink, now: Date): Promise<boolean> {
    const live = await this.transaction.query(`SELECT 1 FROM mailed_links WHERE ${PRESENTED}`, presented(link, now));
    return live.length === 1;
  }

  /** Spends the link: of all who present it, one gets what it is about. */
  async take(link: PresentedLink, now: Date): Promise<LinkContent | null> {
    const [taken] = await this.transaction.query<LinkContent>(
      `DELETE FROM mailed_links WHERE ${PRESENTED} RETURNING ${CONTENT}`,
      presented(link, now),
    );
    return taken ?? null;
  }

  /** Whether anybody's link of that purpose is about it and lives. */
  async isAbout(purpose: LinkPurpose, subject: string, exceptOf: string, now: Date): Promise<boolean> {
    const live = await this.transaction.query(
      'SELECT 1 FROM mailed_links WHERE purpose = $1 AND subject = $2 AND user_id <> $3 AND expires_at > $4 LIMIT 1',
      [purpose, subject, exceptOf, now],
    );
    return live.length === 1;
  }

  /** All of the user's, but for the ways back that were mailed to another address before the moment. */
  async deleteOutranked(userId: string, address: string, moment: Date): Promise<void> {
    await this.transaction.query(
      'DELETE FROM mailed_links WHERE user_id = $1 AND NOT (purpose <> ALL ($2) AND subject <> $3 AND created_at < $4)',
      [userId, LINKS_THAT_DIE_WITH_TOKENS, address, moment],
    );
  }

  async deleteThoseOfTokens(userId: string): Promise<void> {
    await this.transaction.query('DELETE FROM mailed_links WHERE user_id = $1 AND purpose = ANY ($2)', [
      userId,
      LINKS_THAT_DIE_WITH_TOKENS,
    ]);
  }
}

function presented({ userId, purpose, token }: PresentedLink, now: Date): readonly unknown[] {
  return [userId, purpose, sha256(token), now];
}
