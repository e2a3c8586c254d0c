import type { Caller } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import type { DomainErrorClass, RequestContext } from '@castellan/common';
import type { FirstFactor, SecondFactor } from './factor.js';
import { KeptFactor } from './kept-factor.js';

/** What a client gives to prove who it acts for, by the names of the request's fields; null is the same as nothing. */
export type Answers = Readonly<Record<string, unknown>>;

/** A signed-in user has proven anew who they are. */
export interface Reproven {
  /** Of the tokens that the user had when the proof was looked at. */
  readonly tokenVersion: number;
  /** What raises the session to assurance level 2; null after a first factor. */
  readonly second: SecondFactor | null;
  /** What was proven where no second factor was: of level 2, it raises the session as well. */
  readonly first?: FirstFactor;
}

/**
 * One way for a signed-in user to prove anew who they are: by a first factor, unless it is a `SecondFactorProof`. Any provider of the app
 * that extends this class is found when the app starts; there is nothing to register. Where a second factor is on, no first one is asked.
 */
export abstract class FactorProof extends KeptFactor {
  /** The field of the request that holds the answer. Two of one step that read the same one stop the start. */
  abstract readonly field: string;
  /** What histories call a wrong answer. */
  abstract readonly wrong: string;
  /** What `prove` throws for a wrong answer. */
  readonly refusal: DomainErrorClass = ValidationFailed;
  /** Of its step it comes before the others: when several answers were given, and, to say what is missing, when none was. */
  readonly comesFirst: boolean = false;

  /**
   * @param answer what stands in the field, as it came; null when nothing does
   * @throws `refusal` for a wrong answer
   */
  abstract prove(caller: Caller, answer: unknown, context: RequestContext): Promise<Reproven>;

  /** See `KeptFactor`: what is kept nowhere stands. */
  stands(_userId: string, _first: FirstFactor): Promise<boolean> {
    return Promise.resolve(true);
  }
}

/** An answer that is a text; anything else counts as none. */
export const textOf = (answer: unknown): string | null => (typeof answer === 'string' ? answer : null);
