/** One variable that stops the start. Holds no value of a secret. */
export interface Fault {
  readonly name: string;
  readonly problem: string;
  /** The exact line that puts it right, `NAME=value`. */
  readonly change: string;
}

/** All that is wrong with the environment, at once. */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(describe(faults));
    this.name = 'ConfigurationError';
  }
}

function describe(faults: readonly Fault[]): string {
  const lines = faults.map(({ name, problem, change }) => `  ${name} ${problem}\n    set: ${change}`);
  return ['The configuration is not usable:', ...lines].join('\n');
}
