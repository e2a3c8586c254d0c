import { Public } from '@castellan/access';
import { basePathOf } from '@castellan/common';
import { DevInbox } from '@castellan/notifications';
import { Controller, Delete, Get, Header, HttpCode, Inject, Query, Req, Res, UseGuards, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChecksOrigin } from '../csrf/sets-cookies.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { inboxAsset, renderInbox } from './inbox-page.js';
import { namesType } from '../negotiation/accepts.js';
import { PageWriter } from '../pages/page-writer.js';
import { INBOX_HEADERS } from './inbox-policy.js';
import { InboxQuery } from './inbox-query.dto.js';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';
import { messageJson } from './message-json.js';
import { LoopbackGuard } from './loopback.guard.js';

/** The development inbox (docs/reference/contract.md#development-inbox). The module leaves it out in production. */
@ApiExcludeController()
@Public()
@Limit('open')
@UseGuards(LoopbackGuard)
@Controller('dev')
export class InboxController implements OnModuleInit {
  private inbox: DevInbox;
  private readonly pages: PageWriter;

  constructor(
    private readonly modules: ModuleRef,
    @Inject(REST_OPTIONS) { brand, messages, publicUrl }: RestOptions,
  ) {
    this.pages = new PageWriter(brand, messages, basePathOf(publicUrl), import.meta.dirname);
  }

  /** Wherever in the app the notifications are imported. */
  onModuleInit(): void {
    this.inbox = this.modules.get(DevInbox, { strict: false });
  }

  @Get('inbox')
  async showInbox(
    @Query() { to }: InboxQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | object> {
    const messages = await this.inbox.list(to);
    void reply.headers(INBOX_HEADERS);
    if (namesType(request.headers.accept, 'application/json')) return { results: messages.map(messageJson) };
    void reply.type('text/html; charset=utf-8');
    return renderInbox(this.pages.for(request), this.pages.languageOf(request), messages, to);
  }

  @Delete('inbox')
  @ChecksOrigin()
  @HttpCode(204)
  async emptyInbox(): Promise<void> {
    await this.inbox.clear();
  }

  @Get('inbox.css')
  @Header('content-type', 'text/css; charset=utf-8')
  inboxStyle(): string {
    return inboxAsset('inbox.css');
  }

  @Get('inbox.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  inboxScript(): string {
    return inboxAsset('inbox.js');
  }
}
