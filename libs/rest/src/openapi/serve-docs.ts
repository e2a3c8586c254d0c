import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import Handlebars from 'handlebars';
import type { RestOptions } from '../rest-options.js';
import { buildOpenApi } from './document.js';

/** Swagger UI styles itself inline and draws `data:` images; its scripts are files. Looser for these pages only. */
export const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join(';');

/** Serves `/docs`, `/docs-json` and `/docs-yaml`. The document is built when it is first asked for. */
export function serveDocs(app: NestFastifyApplication, options: RestOptions): void {
  SwaggerModule.setup('docs', app, () => titled(buildOpenApi(app, options), options), {
    jsonDocumentUrl: 'docs-json',
    yamlDocumentUrl: 'docs-yaml',
    customSiteTitle: Handlebars.escapeExpression(`${options.brand.name} API`), // Swagger UI writes it into its page as it is
    swaggerOptions: { persistAuthorization: false },
  });
}

/** A running service is called what its operator calls it; the document of this repository is Castellan's. */
const titled = (document: OpenAPIObject, { brand }: RestOptions): OpenAPIObject => ({
  ...document,
  info: { ...document.info, title: brand.name },
});
