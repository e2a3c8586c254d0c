import type { Locator, Page } from 'playwright-core';
import type { Person } from '../people/people.js';
import type { Pages } from './pages.js';
import type { BrowserWindow, WindowOptions } from './window.js';

/** Somebody before a window, who finds things by what a screen reader reads. */
export class Visitor {
  private constructor(
    readonly window: BrowserWindow,
    private readonly base: string,
  ) {}

  static async at(pages: Pages, path: string, options: WindowOptions = {}): Promise<Visitor> {
    const window = await pages.window(options);
    await window.go(path);
    return new Visitor(window, pages.base);
  }

  get page(): Page {
    return this.window.page;
  }

  /** Below the service. */
  get path(): string {
    return this.page.url().slice(this.base.length);
  }

  /** What was posted, as `/api/auth/login`. */
  get posts(): readonly string[] {
    const posts = this.window.traffic.sent.filter((line) => line.startsWith('POST '));
    return posts.map((line) => line.slice('POST '.length + this.base.length));
  }

  go(path: string): Promise<void> {
    return this.window.go(path);
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  type(label: string, text: string): Promise<void> {
    return this.field(label).fill(text);
  }

  press(button: string): Promise<void> {
    return this.page.getByRole('button', { name: button, exact: true }).click();
  }

  follow(link: string): Promise<void> {
    return this.page.getByRole('link', { name: link, exact: true }).click();
  }

  /** Waits for the page with this heading. */
  sees(heading: string | RegExp): Promise<void> {
    return this.page.getByRole('heading', { level: 1, name: heading }).waitFor();
  }

  /** Waits for words. */
  reads(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }

  isFocused(element: Locator): Promise<boolean> {
    return element.evaluate((own: { matches(selector: string): boolean }) => own.matches(':focus'));
  }

  /** The form of `/login`. */
  async signIn({ email, password }: Person): Promise<void> {
    await this.type('Email address or username', email);
    await this.type('Password', password);
    await this.press('Sign in');
  }
}

/** Answers that are refusals, and a network that is away, are told by the browser's console as well. */
export const unexpected = (faults: readonly string[]): readonly string[] =>
  faults.filter((fault) => !/^Failed to load resource/.test(fault));
