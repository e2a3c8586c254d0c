export interface Instruction {
  readonly name: string;
  readonly value: string;
}

/** The instructions of each stage after its FROM. */
export function readDockerfile(text: string): readonly (readonly Instruction[])[] {
  const joined = text.replaceAll(/^#.*\n/gm, '').replaceAll(/\\\n\s*/g, ' ');
  const stages: Instruction[][] = [];
  for (const line of joined.split('\n').filter((each) => each !== '')) {
    const name = line.split(' ', 1).join();
    if (name === 'FROM') stages.push([]);
    else stages.at(-1)?.push({ name, value: line.slice(name.length + 1) });
  }
  return stages;
}

/** Whether Docker takes a path into the build: of the patterns that match it or a folder above it, the last one decides. */
export function contextFilter(ignoreFile: string): (path: string) => boolean {
  const lines = ignoreFile.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const patterns = lines.map((line) => ({ isException: line.startsWith('!'), expression: expressionOf(line.replace(/^!/, '')) }));
  return (path) => patterns.findLast(({ expression }) => expression.test(path))?.isException ?? true;
}

function expressionOf(pattern: string): RegExp {
  const escaped = pattern
    .replaceAll(/[.+^$()|[\]\\]/g, '\\$&')
    .replaceAll('**/', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '(?:.*/)?');
  return new RegExp(`^${escaped}(?:/|$)`);
}
