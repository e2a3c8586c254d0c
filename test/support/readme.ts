import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

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

/** The README, looked at by machine. */
export class Readme {
  readonly text = readFileSync(join(ROOT, 'README.md'), 'utf8');

  get blocks(): readonly Block[] {
    return [...this.text.matchAll(BLOCK)].map(([, language = '', text = '']) => ({ language, text }));
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
    if (section === undefined) throw new Error(`The README has no section "${heading}".`);
    return section.split('\n## ', 1).join();
  }

  /** The rows of the section's tables, as the `code` in each cell. */
  codeInTables(heading: string): readonly (readonly (readonly string[])[])[] {
    const rows = this.section(heading).match(/^\|.*\|$/gm) ?? [];
    return rows
      .map((row) =>
        row
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map(codeIn),
      )
      .filter(([first]) => (first ?? []).length > 0);
  }
}

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
