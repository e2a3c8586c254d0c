import { Public } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { UnknownProvider } from '@castellan/federation';
import { Controller, Get, Param, Post, Query, Redirect, Req, Res, UseGuards } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiSentOn } from '../accounts/api-answer.decorator.js';
import { FormBody, TakesForm } from '../body/forms.js';
import { MalformedJson, PayloadTooLarge, UnsupportedMediaType } from '../errors/http-errors.js';
import { TakesForeignPosts } from '../csrf/sets-cookies.decorator.js';
import { RemembersRefusals } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { AnswersWithCookies } from '../openapi/answers-with-cookies.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import type { Sent } from './departures.js';
import { GetAlone } from './get-alone.guard.js';
import { LED_ON, OwnSite } from './own-site.js';
import { ApiProviderAnswer, ProviderAnswerDto } from './provider-answer.dto.js';
import { ProviderParamDto } from './provider-param.dto.js';
import { Returns, type AnswerParameters } from './returns.js';

/** Where providers send people back to. */
@ApiTags('providers')
@Controller('api/auth/with/:provider/callback')
@Limit('provider_login')
export class ReturnsController {
  constructor(
    private readonly returns: Returns,
    private readonly ownSite: OwnSite,
  ) {}

  @Get()
  @UseGuards(GetAlone)
  @RemembersRefusals('federated_login')
  @ApiOperation({
    summary: 'Come back from a provider',
    description:
      'For the provider alone, in the browser that left: once. Leads on: to `next`; to the second factor, with the cookie that `2fa/verify-login/` takes; back to `/login`, or `/security`, with `error`; an app to its `redirect_uri` with `code` or `error`.',
  })
  @Public()
  @AnswersWithCookies('set')
  @ApiProviderAnswer()
  @ApiSentOn(303, 'Where to go on.')
  @ApiErrors(UnknownProvider)
  async returnFromProvider(
    @Param() { provider }: ProviderParamDto,
    @Query() { [LED_ON]: _led, ...answer }: AnswerParameters,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    if (this.ownSite.isBeyond(request)) return this.ownSite.leadOn(request, reply);
    const { url, statusCode } = await this.returns.arrive(provider, answer, context, request, reply);
    void reply.status(statusCode).header('location', url);
    return undefined;
  }

  @Post()
  @Redirect()
  @TakesForm()
  @TakesForeignPosts()
  @RemembersRefusals('federated_login')
  @ApiOperation({
    summary: 'Come back from a provider that posts its answer',
    description:
      'For the provider alone (`form_post`). Leads on as by GET where the browser shows its visit; else the answer is kept, and the browser led to the same address by GET, with `state` alone, since it shows no cookie with what another site posts.',
  })
  @Public()
  @ApiBody({ type: ProviderAnswerDto })
  @AnswersWithCookies('set')
  @ApiSentOn(303, 'Where to go on, or to the same address, with `state` alone.')
  @ApiErrors(UnknownProvider, MalformedJson, PayloadTooLarge, UnsupportedMediaType)
  returnFromProviderByPost(
    @Param() { provider }: ProviderParamDto,
    @FormBody() fields: AnswerParameters,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Sent> {
    return this.returns.post(provider, fields, context, request, reply);
  }
}
