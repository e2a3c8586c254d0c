/** One thing that is wrong in a file of the operator's. */
export interface FileFault {
  readonly file: string;
  /** From 1; null where it is about the file as a whole. */
  readonly line: number | null;
  readonly problem: string;
}

/** All that is wrong with files of the operator's, at once. */
export class FileFaults extends Error {
  constructor(readonly faults: readonly FileFault[]) {
    super(faults.map(spellFileFault).join('\n'));
    this.name = 'FileFaults';
  }
}

/** `fr.json:12: …` as editors and terminals open it. @internal */
export const spellFileFault = ({ file, line, problem }: FileFault): string => `${file}${line === null ? '' : `:${line}`}: ${problem}`;
