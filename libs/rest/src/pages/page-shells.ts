import { basePathOf } from '@castellan/common';
import type { ProviderName } from '@castellan/federation';
import { type Asset, textAsset } from './asset.js';
import { type Boot, bootOf, inScript, type Seen } from './boot.js';
import { brandAssets } from './brand-assets.js';
import { BuiltPages } from './built-pages.js';
import type { Page } from './page-table.js';
import { pageTemplates } from './page-templates.js';
import type { RestOptions } from '../rest-options.js';

const shell = pageTemplates(import.meta.dirname)('page-shell');

/** What the shell says by itself: where there is no script, or where the words of the page cannot be had. */
const SENTENCES = ['needsScriptTitle', 'needsScript', 'notLoadedTitle', 'notLoaded', 'reload'] as const;

/** Sections of the messages that pages show. */
const SECTIONS = ['pages', 'problems', 'reasons', 'fields'] as const;

/** Renders the pages: one shell, told what it is for. Nothing of anybody is in it. */
export class PageShells {
  /** Everything that a shell names, and nothing else, is served. */
  readonly assets: readonly Asset[];
  private readonly built = BuiltPages.read();
  private readonly base: string;
  private readonly boot: ReturnType<typeof bootOf>;
  private readonly design: Asset;
  private readonly logo: Asset | null;
  private readonly words: ReadonlyMap<string, Asset>;

  /** @throws Error where the pages are not built */
  constructor(
    private readonly options: RestOptions,
    providers: readonly ProviderName[],
  ) {
    this.base = basePathOf(options.publicUrl);
    const { design, logo } = brandAssets(options.brand);
    this.design = design;
    this.logo = logo;
    this.words = new Map(options.messages.languages.map((language) => [language, this.wordsOf(language)]));
    this.assets = [...this.built.assets(), this.design, ...this.words.values(), ...(this.logo ? [this.logo] : [])];
    this.boot = bootOf(options, this.logo && this.address(this.logo.name), providers);
  }

  render({ title, module }: Page, language: string, seen: Seen): string {
    const { brand, messages } = this.options;
    const { script, styles, modules } = this.built.filesOf(module);
    const words = this.address(this.words.get(language)!.name);
    const boot: Boot = { ...this.boot, language, messagesUrl: words, ...seen };
    return shell({
      language,
      title: title === null ? brand.name : `${messages.text(language, title)} · ${brand.name}`,
      name: brand.name,
      initial: [...brand.name][0]?.toUpperCase() ?? '',
      logo: boot.brand.logo,
      home: null,
      ...this.sentencesIn(language),
      design: this.address(this.design.name),
      styles: styles.map(this.address),
      icon: boot.brand.logo ?? 'data:,',
      messages: words,
      modules: modules.map(this.address),
      script: this.address(script),
      boot: inScript(boot),
    });
  }

  private sentencesIn(language: string): object {
    return Object.fromEntries(SENTENCES.map((name) => [name, this.options.messages.text(language, `pages.common.${name}`)]));
  }

  private wordsOf(language: string): Asset {
    const sections = SECTIONS.map((name) => [name, this.options.messages.section(language, name)] as const);
    return textAsset(`messages-${language}`, 'json', JSON.stringify(Object.fromEntries(sections)));
  }

  private readonly address = (name: string): string => `${this.base}/assets/${name}`;
}
