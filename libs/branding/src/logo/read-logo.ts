import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Logo } from '../brand.js';
import { FileFaults, type FileFault } from '../files/file-faults.js';
import { isPng, pngFault } from './png-fault.js';
import { svgFault } from './svg-fault.js';

/** What a logo may weigh: it is on every first page. */
const MOST_BYTES = 100 * 1024;

/**
 * The picture of a file, which is an SVG or a PNG by what it holds, whatever it is called.
 * @throws FileFaults @internal
 */
export function readLogo(file: string): Logo {
  const bytes = bytesOf(file);
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 10);
  const type = isPng(bytes) ? 'image/png' : 'image/svg+xml';
  const fault = type === 'image/png' ? wholeFile(pngFault(bytes)) : svgFault(bytes);
  if (fault) throw new FileFaults([{ file, ...fault }]);
  return { bytes, type, hash };
}

const wholeFile = (problem: string | null): Omit<FileFault, 'file'> | null => (problem === null ? null : { line: null, problem });

function bytesOf(file: string): Buffer {
  const refuse = (problem: string): never => {
    throw new FileFaults([{ file, line: null, problem }]);
  };
  try {
    const { size } = statSync(file);
    if (size > MOST_BYTES) return refuse(`has ${Math.ceil(size / 1024)} kB, and may have 100`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof FileFaults) throw error;
    return refuse(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`);
  }
}
