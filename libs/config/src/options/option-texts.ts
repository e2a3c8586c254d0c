import type { Fault } from '../faults.js';
import { optionName, spelling, VARIABLES } from './option-settings.js';

interface Texts {
  /** What the variables would say. */
  readonly texts: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
}

/** Writes options as the environment would have them, which is what the loader reads. What it cannot write is a fault. */
export function readTexts(options: Readonly<Record<string, unknown>>): Texts {
  const texts: Record<string, string> = {};
  const faults: Fault[] = [];
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined || value === null) continue;
    const variable = VARIABLES.get(option);
    const text = textOf(value);
    if (variable === undefined) faults.push({ name: option, problem: noOption(option), change: '' });
    else if (text === undefined) faults.push({ name: option, problem: unwritable(value), change: '' });
    else texts[variable] = text;
  }
  return { texts, faults };
}

/** The same of what has a shape of its own, by the names of the variables; what is blank is not told. */
export function readOwnTexts(given: Readonly<Record<string, unknown>>): Texts {
  const told = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const wrong = told.filter(([, value]) => typeof value !== 'string');
  return {
    texts: Object.fromEntries(told.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].trim() !== '')),
    faults: wrong.map(([name]) => ({ name: optionName(name), problem: 'must be a text', change: '' })),
  };
}

function noOption(name: string): string {
  const spelt = spelling(name);
  return spelt === undefined ? 'is no option' : `is no option: it is spelt ${spelt}`;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' && !item.includes(','))) return value.join(',');
  return undefined;
}

const unwritable = (value: unknown): string =>
  Array.isArray(value) ? 'must be a list of texts without commas' : 'must be a text, a number, true or false, or a list of texts';
