import type { Caller, Transport } from '@castellan/access';
import type { Visit } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import { keptSourceUrl } from '@castellan/sources';
import { Inject, Injectable } from '@nestjs/common';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';
import { sourceUrlOf } from '../accounts/source-url.js';
import { Places } from './places.js';
import { isRegistered } from './redirect-uris.js';
import type { BeginLinkDto, BeginVisitDto } from './visit.dto.js';

type AskedApp = Pick<BeginVisitDto, 'redirect_uri' | 'code_challenge' | 'code_challenge_method' | 'transport'>;

/** Judges for what somebody is to be sent to a provider, before anybody is sent anywhere. */
@Injectable()
export class Visits {
  readonly places: Places;
  private readonly redirectUris: readonly string[];

  constructor(@Inject(REST_OPTIONS) options: RestOptions) {
    this.places = new Places(options);
    this.redirectUris = options.redirectUris ?? [];
  }

  /** @throws ValidationFailed */
  signIn(asked: BeginVisitDto, referer: string | undefined): Visit {
    const [app, next] = [this.appOf(asked), this.places.judged(asked.next) ?? this.places.home];
    return { next, sourceUrl: keptSourceUrl(sourceUrlOf(asked, referer)), app, caller: null };
  }

  /** The cookie of a visit would be in an answer that an app drops, as its browser is another one. @throws ValidationFailed */
  link(asked: BeginLinkDto, caller: Caller, transport: Transport): Visit {
    const app = this.appOf(asked, transport === 'bearer');
    return { next: this.places.judged(asked.next) ?? this.places.security, sourceUrl: null, app, caller };
  }

  /** An app that could not prove that a code is for it gets none (RFC 8252 §6); a bearer session has no other way to it. */
  private appOf(
    { redirect_uri: redirectUri, code_challenge: codeChallenge, code_challenge_method: method, transport }: AskedApp,
    isBearer = transport === 'bearer',
  ): Visit['app'] {
    if (!redirectUri) {
      if (isBearer || codeChallenge || method) throw wrong('redirect_uri', 'This field is required.');
      return null;
    }
    if (!isRegistered(redirectUri, this.redirectUris)) throw wrong('redirect_uri', 'This address is not among REDIRECT_URIS.');
    if (transport === 'cookie') throw wrong('transport', 'An app gets its tokens in the body: leave it out, or give bearer.');
    if (!codeChallenge) throw wrong('code_challenge', 'This field is required.');
    return { redirectUri, codeChallenge };
  }
}

const wrong = (field: string, message: string): ValidationFailed => new ValidationFailed({ errors: { [field]: [message] } });
