import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.js';

/** The pages whose commands are run, in one shell and in this order: each goes on from the one before. */
export const WALK = [
  'README.md',
  'docs/guides/five-minute-walk.md',
  'docs/guides/from-a-browser-app.md',
  'docs/guides/accept-tokens.md',
  'docs/guides/profiles.md',
  'docs/guides/two-factor.md',
] as const;

const FOLDERS = ['docs', 'libs', 'apps', 'test'];
const BLOCK = /^```(\w+)\n(.*?)^```$/gms;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';
/** The rest of something long: a token, a key, a secret. */
const LONG = '[\\w.-]{30,}';

export interface Block {
  readonly language: string;
  readonly text: string;
}

/** Commands of the page and the answer printed below them; an empty text where nothing is printed. */
export interface Step {
  readonly commands: string;
  readonly answer: Block;
}

const NOTHING: Block = { language: 'text', text: '' };

/** A page of the documents, looked at by machine. */
export class Page {
  readonly text: string;

  /** @param path from the root of the project, such as `docs/README.md` */
  constructor(readonly path: string) {
    this.text = readFileSync(join(ROOT, path), 'utf8');
  }

  get blocks(): readonly Block[] {
    return [...this.text.matchAll(BLOCK)].map(([, language = '', text = '']) => ({ language, text }));
  }

  /** The text without its blocks of code. */
  get prose(): string {
    return this.text.replace(BLOCK, '');
  }

  /** Every `bash` block in order, with the block of another language that follows it as its answer. */
  get steps(): readonly Step[] {
    const { blocks } = this;
    return blocks.flatMap(({ language, text }, index) => {
      const next = blocks[index + 1];
      const isAnswered = next?.language === 'json' || next?.language === 'text';
      return language === 'bash' ? [{ commands: text, answer: isAnswered ? next : NOTHING }] : [];
    });
  }

  /** What stands below the heading, until the next one of its rank. */
  section(heading: string): string {
    const [, section] = this.text.split(`\n## ${heading}\n`);
    if (section === undefined) throw new Error(`${this.path} has no section "${heading}".`);
    return section.split('\n## ', 1).join();
  }

  /** The rows of the page's tables, or of those below one heading, as the `code` in each cell. */
  codeInTables(heading?: string): readonly (readonly (readonly string[])[])[] {
    const rows = (heading === undefined ? this.text : this.section(heading)).match(/^\|.*\|$/gm) ?? [];
    return rows.map((row) => cellsOf(row).map(codeIn)).filter(([first]) => (first ?? []).length > 0);
  }
}

/** Every page of the project. */
export function allPages(): readonly Page[] {
  const below = FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, String(name))));
  const paths = [...readdirSync(ROOT), ...below].filter((path) => path.endsWith('.md'));
  return paths.toSorted().map((path) => new Page(path));
}

const cellsOf = (row: string): readonly string[] => row.split(/(?<!\\)\|/).slice(1, -1);

export const codeIn = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** What an answer must look like: as printed, but for ids, times, and what `…` stands for. */
export function likeness(printed: string): RegExp {
  const literal = printed.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const masked = literal
    .replace(/[\w-]*…/g, LONG)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, UUID)
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\\\.\d{3}Z/g, TIME);
  return new RegExp(`^${masked}$`);
}

/** The same for a printed JSON value: exactly its keys and numbers, every text by its likeness. */
export function jsonLikeness(printed: unknown): unknown {
  if (typeof printed === 'string') return expect.stringMatching(likeness(printed));
  if (Array.isArray(printed)) return printed.map(jsonLikeness);
  if (typeof printed !== 'object' || printed === null) return printed;
  return Object.fromEntries(Object.entries(printed).map(([key, value]) => [key, jsonLikeness(value)]));
}
