import { Public } from '@castellan/access';
import { basePathOf, NotFound } from '@castellan/common';
import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Limit } from '../limits/limit.decorator.js';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';
import { renderFrontPage } from './front-page.js';
import { renderLinkPage } from './link-page-html.js';
import { LINK_PAGES } from './link-pages.js';
import { PAGE_STYLE, pageAsset } from './page-files.js';
import { PAGE_HEADERS } from './page-policy.js';

/** The front page, and the pages behind mailed links, which are used unless `FRONTEND_URL` names another front end. */
@ApiExcludeController()
@Public()
@Limit('pages')
@Controller()
export class PagesController {
  private readonly pages: ReadonlyMap<string, string>;
  private readonly script = pageAsset('page.js');

  constructor(@Inject(REST_OPTIONS) options: RestOptions) {
    const base = basePathOf(options.publicUrl);
    this.pages = new Map([['/', renderFrontPage(options)], ...LINK_PAGES.map((page) => [page.path, renderLinkPage(page, base)] as const)]);
  }

  @Get(['/', ...LINK_PAGES.map(({ path }) => path)])
  page(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string {
    const page = this.pages.get(request.routeOptions.url ?? '');
    if (page === undefined) throw new NotFound();
    void reply.type('text/html; charset=utf-8').headers(PAGE_HEADERS);
    return page;
  }

  @Get('assets/page.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  pageStyle(): string {
    return PAGE_STYLE;
  }

  @Get('assets/page.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  pageScript(): string {
    return this.script;
  }
}
