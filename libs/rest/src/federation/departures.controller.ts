import { CurrentCaller, Public, RequiresRecentAuth, TwoFactorRequired } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { ProviderFailed, UnknownProvider } from '@castellan/federation';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Redirect, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiAnswer, ApiSentOn } from '../accounts/api-answer.decorator.js';
import { SetsCookies } from '../csrf/sets-cookies.decorator.js';
import { RemembersRefusals } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { AnswersWithCookies } from '../openapi/answers-with-cookies.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Departures, type Sent } from './departures.js';
import { GetAlone } from './get-alone.guard.js';
import { ProviderParamDto } from './provider-param.dto.js';
import { BeginLinkDto, BeginVisitDto, LinkBegunDto } from './visit.dto.js';

/** Sends people to a provider. */
@ApiTags('providers')
@Controller('api/auth/with')
@Limit('provider_begin')
export class DeparturesController {
  constructor(private readonly departures: Departures) {}

  @Get(':provider')
  @Redirect()
  @UseGuards(GetAlone)
  @RemembersRefusals('federated_login')
  @ApiOperation({
    summary: 'Sign in with a provider',
    description:
      'For a link or a button, not for `fetch`: leads the browser to the provider, and binds the visit to it by a cookie of its own. An app opens it in the system browser, with `redirect_uri` and `code_challenge`, and exchanges the code that it is handed at `with/exchange/`. A provider that cannot be reached leads back with `error`.',
  })
  @Public()
  @AnswersWithCookies('set')
  @ApiSentOn(302, 'To the provider.')
  @ApiSentOn(303, 'Back, with `error`: the provider cannot be reached.')
  @ApiErrors(UnknownProvider)
  signInWith(
    @Param() { provider }: ProviderParamDto,
    @Query() query: BeginVisitDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Sent> {
    return this.departures.begin(provider, query, request, reply);
  }

  @Post(':provider/link')
  @RemembersRefusals('identity_linked')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Begin to connect an account of a provider',
    description:
      'After a recent sign-in; while two-step sign-in is on, on a session of assurance level 2. A browser goes to `redirect_url`, and comes back to `next` with the account linked. An app, which is whoever asks by bearer, gives `redirect_uri`, opens it in the system browser, and sends the code that it is handed to `with/link/exchange/`.',
  })
  @RequiresRecentAuth()
  @SetsCookies()
  @ApiAnswer(200, LinkBegunDto)
  @ApiErrors(UnknownProvider, ProviderFailed, TwoFactorRequired)
  connectWith(
    @Param() { provider }: ProviderParamDto,
    @Body() body: BeginLinkDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LinkBegunDto> {
    return this.departures.beginLink(provider, body, caller, request, reply);
  }
}
