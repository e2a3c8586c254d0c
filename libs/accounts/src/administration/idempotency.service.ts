import { createHmac, timingSafeEqual } from 'node:crypto';
import { Clock, sha256, Vault } from '@castellan/common';
import type { SecretKeys } from '@castellan/common';
import { Jobs, Transaction } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { IdempotencyConflict } from './errors.js';
import { IdempotentAnswersRepository } from './idempotent-answers.repository.js';
import type { KeyOwner } from './idempotent-answers.repository.js';
import type { Operator } from './operator.js';

/** So long an answer is kept, as others keep them (https://docs.stripe.com/api/idempotent_requests). */
const KEPT_MS = 24 * 3_600_000;
const PURPOSE = 'idempotent-answers';
const REQUESTS = 'idempotent-answers-requests';

/** A request that may be sent more than once. */
export interface RepeatableRequest {
  /** As the client chose it. */
  readonly key: string;
  /** What it does, such as `POST /api/admin/users`. */
  readonly route: string;
  readonly body: unknown;
  /** The field of the answer that holds a secret: it is shown once, so it is not kept, and null in a repeated answer. */
  readonly toldOnce?: string | null;
}

/** What was done, or had been done. */
export interface OnceAnswer<T> {
  readonly answer: T;
  readonly isReplayed: boolean;
}

/**
 * Does what is asked once, however often it is asked (docs/reference/contract.md#machines): what was made and the answer are one
 * transaction. Refusals roll it back, so they are not remembered.
 */
@Injectable()
export class Idempotency implements OnModuleInit {
  private readonly keys: SecretKeys;
  private readonly vault: Vault;

  constructor(
    private readonly answers: IdempotentAnswersRepository,
    private readonly transaction: Transaction,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) { secretKeys }: AccountsOptions,
  ) {
    this.keys = secretKeys;
    this.vault = new Vault(secretKeys, PURPOSE);
  }

  onModuleInit(): void {
    this.jobs.schedule('idempotency', '23 3 * * *', async () => {
      await this.answers.deleteBefore(this.clock.in(-KEPT_MS));
    });
  }

  /** `work` gives what can be written as JSON. @throws IdempotencyConflict for a key that came with another request, what `work` throws */
  async once<T>(operator: Operator, request: RepeatableRequest, work: () => Promise<T>): Promise<OnceAnswer<T>> {
    const owner = ownerOf(operator);
    const keyHash = sha256(request.key);
    return this.transaction.run(async () => {
      const hash = this.hashes(request)[0]!;
      if (!(await this.answers.claim(owner, keyHash, hash, this.clock.now(), this.clock.in(-KEPT_MS)))) {
        return { answer: (await this.known(owner, keyHash, request)) as T, isReplayed: true }; // written below, by the same route
      }
      const answer = await work();
      await this.answers.keep(owner, keyHash, this.vault.seal(JSON.stringify(kept(answer, request)), contextOf(owner, keyHash)));
      return { answer, isReplayed: false };
    });
  }

  private async known(owner: KeyOwner, keyHash: Buffer, request: RepeatableRequest): Promise<unknown> {
    const known = await this.answers.find(owner, keyHash);
    if (!known || !this.hashes(request).some((hash) => isSame(hash, known.requestHash))) throw new IdempotencyConflict();
    if (known.answer === null) throw new Error('An answer was committed without its text.');
    return JSON.parse(this.vault.open(known.answer, contextOf(owner, keyHash)).toString('utf8')) as unknown;
  }

  /** By the current key first, then by those before it. */
  private hashes({ route, body }: RepeatableRequest): readonly Buffer[] {
    const text = `${route}\n${canonical(body)}`;
    return this.keys.all(REQUESTS).map(({ key }) => createHmac('sha256', key).update(text).digest());
  }
}

function ownerOf({ context }: Operator): KeyOwner {
  const { actor } = context;
  if (actor.kind === 'user' || actor.kind === 'api_key') return { kind: actor.kind, id: actor.id };
  throw new Error('Only requests of operators are repeatable.');
}

/** Without what is shown once. */
function kept(answer: unknown, { toldOnce = null }: RepeatableRequest): unknown {
  if (toldOnce === null || typeof answer !== 'object' || answer === null) return answer;
  return { ...answer, [toldOnce]: null };
}

const contextOf = ({ kind, id }: KeyOwner, keyHash: Buffer): string => `${kind}:${id}:${keyHash.toString('hex')}`;

/** However its members are ordered: two writers of JSON need not agree on that. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

const isSame = (one: Buffer, other: Uint8Array): boolean => one.length === other.length && timingSafeEqual(one, other);
