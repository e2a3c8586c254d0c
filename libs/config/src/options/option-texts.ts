import type { Fault } from '../faults.js';
import { VARIABLES } from './option-settings.js';

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
    if (variable === undefined) faults.push({ name: option, problem: 'is no option', change: '' });
    else if (text === undefined) faults.push({ name: variable, problem: unwritable(value), change: '' });
    else texts[variable] = text;
  }
  return { texts, faults };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' && !item.includes(','))) return value.join(',');
  return undefined;
}

const unwritable = (value: unknown): string =>
  Array.isArray(value) ? 'must be a list of texts without commas' : 'must be a text, a number, true or false, or a list of texts';
