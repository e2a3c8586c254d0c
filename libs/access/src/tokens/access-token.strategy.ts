import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { IncomingMessage } from 'node:http';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import { ACCESS_OPTIONS } from '../options.js';
import type { AccessRules } from '../options.js';
import { SessionState } from '../session-state.js';
import type { Standing } from '../session-state.js';
import type { AccessClaims, Caller } from './claims.js';
import { presentedToken } from './presented-token.js';
import { TokenVerifier } from './token-verifier.js';

const NAME = 'castellan-access';

/** The caller and, where `SessionState` is there, how they stand right now. */
export interface Authenticated {
  readonly caller: Caller;
  readonly standing: Standing | null;
}

type Done = (error: Error | null, claims?: AccessClaims) => void;
type JwtVerify = (token: string, key: unknown, options: unknown, done: Done) => void;

/**
 * passport-jwt parses its key at every request, so for our strategy alone (told by the key being our verifier) the check is ours;
 * a host's own passport-jwt strategies keep theirs.
 */
const strategy = Strategy as unknown as { JwtVerifier: JwtVerify }; // a documented seam that the type package does not list
const theirs = strategy.JwtVerifier;
strategy.JwtVerifier = (token, key, options, done) => {
  if (key instanceof TokenVerifier) void verify(key, token, done);
  else theirs(token, key, options, done);
};

async function verify(verifier: TokenVerifier, token: string, done: Done): Promise<void> {
  let claims: AccessClaims;
  try {
    claims = await verifier.verify(token);
  } catch (error) {
    done(error as Error); // the verifier throws Errors only
    return;
  }
  done(null, claims);
}

@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, NAME) {
  /** passport keeps strategies by name for the whole process: each app's guard asks for its own. */
  readonly ownName = `${NAME}:${randomUUID()}`;

  constructor(
    verifier: TokenVerifier,
    @Inject(ACCESS_OPTIONS) options: AccessRules,
    @Optional() @Inject(SessionState) private readonly sessions: SessionState | null = null,
  ) {
    super({
      jwtFromRequest: (request: IncomingMessage) => presentedToken(request.headers, options.accessCookie),
      secretOrKeyProvider: (_request: unknown, _token: unknown, done: (error: null, key: unknown) => void) => done(null, verifier),
    } as unknown as ConstructorParameters<typeof Strategy>[0]); // the types allow text keys only
    passport.use(this.ownName, this);
    if (!sessions && !options.acceptsRevokedTokens) throw new Error('AccessModule: no imported module provides SessionState.');
  }

  async validate(claims: AccessClaims): Promise<Authenticated> {
    const standing = this.sessions ? await this.sessions.check(claims) : null;
    return { caller: callerOf(claims), standing };
  }
}

function callerOf(claims: AccessClaims): Caller {
  const { sub: userId, sid: sessionId, ver: version, step, aal, amr, auth_time: authTime } = claims;
  return { userId, sessionId, aal, amr, authTime, version, step };
}
