import type { AssuranceLevel } from '@castellan/access';
import type { SignedInUser } from '@castellan/accounts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { toUserDto } from './user.dto.js';

const JSON_TYPE = 'application/json; charset=utf-8'; // as Fastify names it

/**
 * The answer of `me/` as text, kept as long as the user is remembered as they are: whatever changes them makes another object, and with it
 * another text. Asked by every app at every start, so it is worth the memory.
 */
@Injectable()
export class UserTexts {
  private readonly texts: Readonly<Record<AssuranceLevel, WeakMap<SignedInUser, string>>> = { 1: new WeakMap(), 2: new WeakMap() };

  /** Answers with the user as they see themselves in a session of this assurance. */
  send(user: SignedInUser, aal: AssuranceLevel, reply: FastifyReply): void {
    void reply.header('content-type', JSON_TYPE).send(this.textOf(user, aal));
  }

  private textOf(user: SignedInUser, aal: AssuranceLevel): string {
    const known = this.texts[aal].get(user);
    if (known !== undefined) return known;
    const text = JSON.stringify(toUserDto(user, aal));
    this.texts[aal].set(user, text);
    return text;
  }
}
