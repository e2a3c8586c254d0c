import { readFileSync } from 'node:fs';
import { ConfigurationError } from './faults.js';
import type { Fault } from './faults.js';
import { Unreadable } from './parse.js';
import { documented } from './settings.js';
import type { NamedSetting } from './settings.js';

/** The environment, read name by name. What cannot be read is noted and the reading goes on, so that all faults are told together. */
export class Variables {
  private readonly faults: Fault[] = [];
  private readonly fromFiles = new Map<string, string>();

  /** @param brought names that are not demanded */
  constructor(
    private readonly env: NodeJS.ProcessEnv,
    private readonly brought: readonly string[] = [],
  ) {}

  /** The value, or undefined where it is not set; set to nothing counts as not set, as compose files do it. */
  text(name: string): string | undefined {
    const value = this.value(name)?.trim();
    return value === '' ? undefined : value;
  }

  /** What is set whose name begins so, without the `_FILE` of those that are set by a file. */
  namesFrom(beginning: string): readonly string[] {
    const names = Object.keys(this.env).filter((name) => name.startsWith(beginning) && this.env[name]?.trim());
    return [...new Set(names.map((name) => name.replace(/_FILE$/, '')))];
  }

  /** The value with the blanks around it; for passwords. */
  untrimmed(name: string): string | undefined {
    return this.text(name) === undefined ? undefined : this.value(name);
  }

  /** The parsed value; the setting's default where it is not set or wrong. */
  take<T>(setting: NamedSetting<T> & { readonly byDefault: string }): T {
    return this.read(setting, documented(setting));
  }

  /**
   * The parsed value; undefined where it is not set or wrong. For settings whose rule is in a lib: the constant beside the rule holds then,
   * and `byDefault` documents it (test/contract/defaults.spec.ts).
   */
  told<T>(setting: NamedSetting<T>): T | undefined {
    return this.read(setting, undefined);
  }

  /** The parsed value; `fallback` where it is not set or wrong. */
  read<T, F>(setting: NamedSetting<T>, fallback: F): T | F {
    const text = this.text(setting.name);
    if (text === undefined) return fallback;
    try {
      return setting.as(text);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.refuse(setting.name, error.message, error.example ?? exampleOf(setting));
      return fallback;
    }
  }

  /** Notes that it is not set, where that is so. */
  demand(setting: NamedSetting<unknown>, why = 'is required in production'): void {
    if (this.text(setting.name) === undefined && !this.brought.includes(setting.name)) this.refuse(setting.name, why, exampleOf(setting));
  }

  /** Notes that `name` is wrong and that `NAME=example` would put it right; without an example, the problem says what would. */
  refuse(name: string, problem: string, example?: string): void {
    this.faults.push({ name, problem, change: example === undefined ? '' : `${name}=${example}` });
  }

  /** Whether nothing was noted so far against `name`; without a name, against any. */
  isSound(name?: string): boolean {
    return !this.faults.some((fault) => name === undefined || fault.name === name);
  }

  /** What it is set to, or what the file holds that `NAME_FILE` names: orchestrators hand secrets over as files (Docker and Kubernetes secrets). */
  private value(name: string): string | undefined {
    const file = this.env[`${name}_FILE`]?.trim();
    if (!file) return this.env[name];
    const held = this.fromFiles.get(name) ?? this.readFile(name, file);
    this.fromFiles.set(name, held);
    return held;
  }

  /** Its last line break is the editor's. */
  private readFile(name: string, file: string): string {
    if (this.env[name]?.trim()) this.refuse(`${name}_FILE`, `is set beside ${name}: which counts would be a guess`, '');
    try {
      return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? 'unreadable';
      this.refuse(`${name}_FILE`, `names a file that cannot be read (${why})`, `/run/secrets/${name.toLowerCase()}`);
      return '';
    }
  }

  /** @throws ConfigurationError when anything was noted */
  close(): void {
    if (this.faults.length > 0) throw new ConfigurationError(this.faults);
  }
}

const exampleOf = ({ example, byDefault }: NamedSetting<unknown>): string => example ?? byDefault ?? '';
