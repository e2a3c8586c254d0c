import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { FileFaults, type FileFault } from '../files/file-faults.js';

/** One text of a file: its keys from the outermost, and the line it stands on. */
export interface FileText {
  readonly path: readonly string[];
  readonly text: string;
  readonly line: number;
}

/** The texts of one language as a file has them, in its order. */
export interface MessageFile {
  readonly file: string;
  readonly texts: readonly FileText[];
}

/** @throws FileFaults, each with its line: what is no JSON, a text that is none, a key that stands twice */
export function readMessageFile(file: string, content: string): MessageFile {
  const source = content.replace(/^\uFEFF/, '');
  const lineOf = linesOf(source);
  const errors: ParseError[] = [];
  const root = parseTree(source, errors, { disallowComments: true });
  const [error] = errors;
  if (error) throw new FileFaults([{ file, line: lineOf(error.offset), problem: `is no JSON here: ${inWords(error)}` }]);
  if (root?.type !== 'object') throw new FileFaults([{ file, line: 1, problem: 'must be an object of texts, as {"pages": {…}}' }]);
  const faults: FileFault[] = [];
  const texts = textsIn(root, [], (node, problem) => faults.push({ file, line: lineOf(node.offset), problem }), lineOf);
  if (faults.length > 0) throw new FileFaults(faults);
  return { file, texts };
}

/** Tells the line of an offset. Asked for offsets that rise, as in the order of a file, it reads the source once. */
function linesOf(source: string): (offset: number) => number {
  let [at, line] = [0, 1];
  return (offset) => {
    if (offset < at) [at, line] = [0, 1];
    for (let next = source.indexOf('\n', at); next !== -1 && next < offset; next = source.indexOf('\n', at))
      [at, line] = [next + 1, line + 1];
    return line;
  };
}

type Refuse = (node: Node, problem: string) => void;

function textsIn(object: Node, above: readonly string[], refuse: Refuse, lineOf: (offset: number) => number): readonly FileText[] {
  const seen = new Set<string>();
  return (object.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (!key || !value) return [];
    const path = [...above, String(key.value)];
    if (seen.has(String(key.value))) refuse(key, `${path.join('.')} stands twice`);
    seen.add(String(key.value));
    if (value.type === 'object') return textsIn(value, path, refuse, lineOf);
    if (value.type === 'string') return [{ path, text: String(value.value), line: lineOf(key.offset) }];
    refuse(value, `${path.join('.')} is no text but ${value.type === 'array' ? 'a list' : `the ${value.type} ${String(value.value)}`}`);
    return [];
  });
}

/** `CloseBraceExpected` as `close brace expected`. */
const inWords = ({ error }: ParseError): string =>
  printParseErrorCode(error)
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase();
