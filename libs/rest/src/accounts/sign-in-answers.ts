import type { Transport } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import type {
  RenewedSession,
  SecondFactorRequired,
  SessionTokens,
  SignedIn,
  SignInContext,
  SignInResult,
  SignInName,
} from '@castellan/accounts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TransportCookies } from '../cookies/transport-cookies.js';
import type { DetailDto } from './detail.dto.js';
import { toSessionDto, toTokensDto } from './session.dto.js';
import type { RenewedByBearerDto, TokensDto } from './session.dto.js';
import type { SecondFactorRequiredDto, SignedInAnswer, SignedInDto, SignInDto } from './sign-in.dto.js';
import { toUserDto } from './user.dto.js';

/** How a body says where its tokens shall go, and which device it comes from. */
type TransportChoice = Pick<SignInDto, 'transport' | 'device_token'>;

/** Puts tokens where the session's transport wants them: cookies or body, never both (docs/reference/contract.md#transports). */
@Injectable()
export class SignInAnswers {
  constructor(private readonly cookies: TransportCookies) {}

  /** Of a first factor: signed in, or waiting for the second one. */
  outcome(result: SignInResult, reply: FastifyReply): SignedInAnswer | SecondFactorRequiredDto {
    return result.status === 'signed_in' ? this.signedIn(result, reply) : this.waiting(result);
  }

  /** For its second factor. */
  waiting({ sessionToken, methods, expiresInMs }: SecondFactorRequired): SecondFactorRequiredDto {
    return { requires_2fa: true, session_token: sessionToken, methods, expires_in: Math.floor(expiresInMs / 1000) };
  }

  signedIn(signedIn: SignedIn, reply: FastifyReply): SignedInAnswer {
    const { user, session, tokens, deviceToken } = signedIn;
    const answer = {
      detail: 'Login successful.',
      requires_2fa: false as const,
      user: toUserDto(user, session.aal),
      session: toSessionDto(session, session.id),
      ...backupCodesOf(signedIn),
    };
    if (session.transport === 'bearer') return { ...answer, device_token: deviceToken, tokens: toTokensDto(tokens) };
    this.cookies.setSession(reply, tokens);
    this.cookies.setDevice(reply, deviceToken);
    return answer;
  }

  refreshed(tokens: SessionTokens, transport: Transport, reply: FastifyReply): TokensDto | DetailDto {
    if (transport === 'bearer') return toTokensDto(tokens);
    this.cookies.setSession(reply, tokens);
    return { detail: 'Token refreshed.' };
  }

  /** Fresh tokens for the session of this request; without any, it is over and its cookies go. */
  renewed(detail: string, renewed: RenewedSession | null, reply: FastifyReply): RenewedByBearerDto | DetailDto {
    if (renewed?.transport === 'bearer') return { detail, tokens: toTokensDto(renewed.tokens) };
    if (renewed) this.cookies.setSession(reply, renewed.tokens);
    else this.cookies.clear(reply);
    return { detail };
  }

  /** The device token that the client shows, wherever its session's tokens are to go. */
  deviceOf(body: Pick<TransportChoice, 'device_token'>, request: FastifyRequest): string | null {
    return body.device_token ?? this.cookies.read(request).device ?? null;
  }

  contextOf(context: RequestContext, body: TransportChoice, request: FastifyRequest, fallback: Transport = 'cookie'): SignInContext {
    const transport = body.transport ?? fallback;
    const deviceToken = (transport === 'cookie' ? this.cookies.read(request).device : body.device_token) ?? null;
    return { ...context, transport, deviceToken };
  }
}

function backupCodesOf({ backupCodesRemaining: left, second }: SignedIn): Pick<SignedInDto, 'backup_codes_remaining' | 'warning'> {
  if (left === null) return {};
  if (second !== 'backup_code') return { backup_codes_remaining: left };
  const warning = `You signed in with a backup code. ${left} ${left === 1 ? 'is' : 'are'} left.`;
  return { backup_codes_remaining: left, warning };
}

/** An `@` makes an identifier an address: usernames have none. */
export function userNameOf({ email, username, identifier }: SignInDto): SignInName {
  if (email) return { email };
  if (username) return { username };
  const name = identifier ?? '';
  return name.includes('@') ? { email: name } : { username: name };
}
