import { Public } from '@castellan/access';
import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '../errors/http-errors.js';
import { Limit } from '../limits/limit.decorator.js';
import { LINK_PAGES } from './link-pages.js';
import { pageAsset, renderLinkPage } from './page-files.js';
import { PAGE_HEADERS } from './page-policy.js';

/** The pages behind mailed links, served here unless `FRONTEND_URL` names another front end. */
@ApiExcludeController()
@Public()
@Limit('open')
@Controller()
export class PagesController {
  private readonly pages = new Map(LINK_PAGES.map((page) => [page.path, renderLinkPage(page)]));
  private readonly style = pageAsset('page.css');
  private readonly script = pageAsset('page.js');

  @Get(LINK_PAGES.map(({ path }) => path))
  linkPage(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string {
    const page = this.pages.get(request.routeOptions.url ?? '');
    if (page === undefined) throw new NotFound();
    void reply.type('text/html; charset=utf-8').headers(PAGE_HEADERS);
    return page;
  }

  @Get('assets/page.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  pageStyle(): string {
    return this.style;
  }

  @Get('assets/page.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  pageScript(): string {
    return this.script;
  }
}
