import { Public } from '@castellan/access';
import { basePathOf, carriesCookie, NotFound } from '@castellan/common';
import { Federation } from '@castellan/federation';
import { Controller, Get, Inject, Param, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Limit } from '../limits/limit.decorator.js';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';
import { Assets } from './assets.js';
import type { Seen } from './boot.js';
import { askedLanguage, languageCookie, pageLanguage } from './page-language.js';
import { PAGE_HEADERS } from './page-policy.js';
import { PageShells } from './page-shells.js';
import { PAGES, type Page } from './page-table.js';

/** The pages that people see (docs/guides/pages.md); of those, mails lead to some, which stay without `PAGES`. */
@ApiExcludeController()
@Public()
@Limit('pages')
@Controller()
export class PagesController {
  private readonly base: string;
  private readonly shells: PageShells;
  private readonly assets: Assets;
  private readonly pages: ReadonlyMap<string, Page>;

  constructor(
    @Inject(REST_OPTIONS) private readonly options: RestOptions,
    federation: Federation,
  ) {
    this.base = basePathOf(options.publicUrl);
    this.shells = new PageShells(options, federation.providers);
    this.assets = new Assets(this.shells.assets);
    this.pages = new Map(PAGES.filter(({ isMailed }) => isMailed || options.pages).map((page) => [page.path, page]));
  }

  @Get(PAGES.map(({ path }) => path))
  page(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string {
    const page = this.pages.get(request.routeOptions.url ?? '');
    if (!page) throw new NotFound();
    this.rememberLanguage(request, reply);
    void reply.type('text/html; charset=utf-8').headers(PAGE_HEADERS);
    return this.shells.render(page, pageLanguage(request, this.options.messages), this.seen(request));
  }

  @Get('assets/:name')
  asset(@Param('name') name: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): StreamableFile {
    return new StreamableFile(this.assets.send(name, request, reply));
  }

  private rememberLanguage(request: FastifyRequest, reply: FastifyReply): void {
    const language = askedLanguage(request, this.options.messages);
    if (language !== null) void reply.header('set-cookie', languageCookie(language, this.base));
  }

  private seen({ headers: { cookie = '' } }: FastifyRequest): Seen {
    const { accessName, refreshName, pendingName } = this.options.cookies;
    return {
      hasSession: carriesCookie(cookie, accessName) || carriesCookie(cookie, refreshName),
      hasPending: carriesCookie(cookie, pendingName),
    };
  }
}
