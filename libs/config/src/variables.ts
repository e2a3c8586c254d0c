import { ConfigurationError } from './faults.js';
import type { Fault } from './faults.js';

/** Thrown by a parser: `message` completes the sentence "<NAME> …" and never repeats a secret. */
export class Unreadable extends Error {}

export type Parse<T> = (text: string) => T;

/** The environment, read name by name. What cannot be read is noted and the reading goes on, so that all faults are told together. */
export class Variables {
  private readonly faults: Fault[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** The value, or undefined where it is not set; set to nothing counts as not set, as compose files do it. */
  text(name: string): string | undefined {
    const value = this.env[name]?.trim();
    return value === '' ? undefined : value;
  }

  /** The value with the blanks around it; for passwords. */
  untrimmed(name: string): string | undefined {
    return this.text(name) === undefined ? undefined : this.env[name];
  }

  /** The parsed value; `fallback` where it is not set or wrong. `example` is a value that would do. */
  read<T>(name: string, fallback: T, parse: Parse<T>, example: string): T {
    const text = this.text(name);
    if (text === undefined) return fallback;
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.refuse(name, error.message, example);
      return fallback;
    }
  }

  /** Notes that `name` is wrong and that `NAME=example` would put it right. */
  refuse(name: string, problem: string, example: string): void {
    this.faults.push({ name, problem, change: `${name}=${example}` });
  }

  /** Whether nothing was noted so far against `name`; without a name, against any. */
  isSound(name?: string): boolean {
    return !this.faults.some((fault) => name === undefined || fault.name === name);
  }

  /** @throws ConfigurationError when anything was noted */
  close(): void {
    if (this.faults.length > 0) throw new ConfigurationError(this.faults);
  }
}
