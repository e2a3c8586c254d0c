/** One variable, or one option of a host, that stops the start. Holds no value of a secret. */
export interface Fault {
  readonly name: string;
  readonly problem: string;
  /** The exact line that puts it right, `NAME=value`; nothing where there is none. */
  readonly change: string;
}

/** All that is wrong with the environment, or with a host's options, at once. */
export class ConfigurationError extends Error {
  constructor(
    readonly faults: readonly Fault[],
    heading = 'The configuration is not usable:',
  ) {
    super([heading, ...faults.map(describe)].join('\n'));
    this.name = 'ConfigurationError';
  }
}

const describe = ({ name, problem, change }: Fault): string => `  ${name} ${problem}${change === '' ? '' : `\n    set: ${change}`}`;
