import { StringDecoder } from 'node:string_decoder';

/** A user has some kilobytes. */
const LONGEST = 16 * 1024 * 1024;

/** Lines as they come, the last one too where nothing ends it; null in the place of one that is too long to be read. @throws what the stream does */
export async function* linesOf(input: AsyncIterable<string | Buffer>): AsyncGenerator<string | null> {
  const decoder = new StringDecoder();
  let line: string | null = '';
  for await (const chunk of input) {
    const [first = '', ...others] = decoder.write(chunk).split('\n'); // a text is given back as it is
    line = joined(line, first);
    for (const other of others) {
      yield line;
      line = other;
    }
  }
  line = joined(line, decoder.end());
  if (line !== '') yield line;
}

const joined = (line: string | null, more: string): string | null =>
  line === null || line.length + more.length > LONGEST ? null : line + more;
