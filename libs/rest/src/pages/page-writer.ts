import type { Brand, Messages, MessageValues } from '@castellan/branding';
import type { FastifyRequest } from 'fastify';
import type { Asset } from './asset.js';
import { brandAssets, type BrandAssets } from './brand-assets.js';
import { pageLanguage } from './page-language.js';
import { pageTemplates } from './page-templates.js';

/** Writes one page for whoever asks. */
export type Show = (template: string, values?: object) => string;

type Asking = Pick<FastifyRequest, 'headers' | 'query'>;

/**
 * The pages that are written whole by the server and run no script, from the templates of a folder: in the look of the product, and in the
 * language of whoever reads. In a template `{{#> written title=(say "…")}}` is such a page, and `{{say "panel.code.title"}}` the words of it.
 */
export class PageWriter {
  /** What every page loads; to be served at `/assets/`. */
  readonly assets: readonly Asset[];
  private readonly template: (name: string) => (values: object) => string;
  private readonly looks = new Map<string, object>();
  private readonly files: BrandAssets;

  /**
   * @param base the path below which the pages are, such as `/castellan`, or nothing
   * @param home where the name of the product leads; null: nowhere
   * @param more what every page is told besides
   */
  constructor(
    private readonly brand: Brand,
    readonly messages: Messages,
    private readonly base: string,
    folder: string,
    private readonly home: string | null = `${base}/`,
    private readonly more: object = {},
  ) {
    this.files = brandAssets(brand);
    this.assets = [this.files.design, this.files.logo].filter((asset) => asset !== null);
    this.template = pageTemplates(folder);
  }

  languageOf(request: Asking): string {
    return pageLanguage(request, this.messages);
  }

  for(request: Asking): Show {
    const look = this.lookIn(this.languageOf(request));
    return (template, values) => this.template(template)({ ...look, ...values });
  }

  private lookIn(language: string): object {
    const known = this.looks.get(language);
    if (known) return known;
    const { design, logo } = this.files;
    const { name } = this.brand;
    const say = (key: string, values: MessageValues): string => this.messages.text(language, key, { name, ...values });
    const look = {
      ...this.more,
      language,
      name,
      say,
      base: this.base,
      home: this.home,
      initial: [...name][0]?.toUpperCase() ?? '',
      design: this.address(design),
      logo: logo && this.address(logo),
      icon: logo ? this.address(logo) : 'data:,',
      links: this.linksIn(say),
    };
    this.looks.set(language, look);
    return look;
  }

  private linksIn(say: (key: string, values: MessageValues) => string): readonly object[] {
    const { supportEmail, termsUrl, privacyUrl } = this.brand;
    return [
      { href: termsUrl, label: say('pages.common.terms', {}) },
      { href: privacyUrl, label: say('pages.common.privacy', {}) },
      { href: supportEmail && `mailto:${encodeURIComponent(supportEmail).replaceAll('%40', '@')}`, label: say('pages.common.support', {}) },
    ].filter(({ href }) => href);
  }

  private address({ name }: Asset): string {
    return `${this.base}/assets/${name}`;
  }
}
