/** Nobody reads more languages; a longer header is somebody's attempt to keep us busy. */
const MOST = 32;

/** The language ranges of an `Accept-Language` header, the most wanted first, without those that are refused (RFC 9110 §12.5.4). */
export function acceptedLanguages(header: string): readonly string[] {
  return header
    .split(',', MOST)
    .map((part) => {
      const [range = '', ...parameters] = part.split(';').map((each) => each.trim());
      return { range, weight: weightIn(parameters) };
    })
    .filter(({ range, weight }) => range !== '' && weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ range }) => range);
}

function weightIn(parameters: readonly string[]): number {
  const weight = parameters.map((parameter) => /^q\s*=\s*(.*)$/i.exec(parameter)?.[1]).find((found) => found !== undefined);
  if (weight === undefined) return 1;
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0;
}
