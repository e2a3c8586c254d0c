import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ROOT } from '../root.js';
import { contextFilter, type Instruction, readDockerfile } from './dockerfile.js';

const DOCKERFILE = join(ROOT, 'deploy/Dockerfile');
/** Every step as it stands takes minutes; else what this repository has installed and built already is taken for the first of them. */
const IS_WHOLE = process.env['IMAGE_STEPS'] === 'all';
const MADE_ALREADY = /^npm (ci|run build)\b/;

/** What `docker build` would make of deploy/Dockerfile, made in a folder by its own steps. The base image is this machine's Node. */
export class Image {
  private constructor(
    private readonly directory: string,
    private readonly last: readonly Instruction[],
  ) {}

  /** @param parts the build argument PARTS */
  static build(parts: string): Image {
    const directory = mkdtempSync(join(tmpdir(), 'castellan-image-'));
    const [first, last] = readDockerfile(readFileSync(DOCKERFILE, 'utf8')) as [readonly Instruction[], readonly Instruction[]];
    const image = new Image(directory, last);
    const context = IS_WHOLE ? join(directory, 'build') : ROOT;
    for (const { name, value } of first) {
      if (name === 'COPY' && IS_WHOLE) copyContext(context);
      if (name === 'RUN' && (IS_WHOLE || !MADE_ALREADY.test(value)))
        run(value.replace('/castellan', image.root).replace('${PARTS}', parts), context);
    }
    return image;
  }

  /** Of the file system; /castellan there. */
  get root(): string {
    return join(this.directory, 'castellan');
  }

  get environment(): Readonly<Record<string, string>> {
    const words = this.instruction('ENV')
      .split(' ')
      .map((word) => word.split('=') as [string, string]);
    return Object.fromEntries(words.map(([name, value]) => [name, value.replace('${PATH}', '/usr/local/bin:/usr/sbin:/usr/bin:/bin')]));
  }

  /** The exec form of CMD or of HEALTHCHECK. */
  command(name: 'CMD' | 'HEALTHCHECK'): readonly string[] {
    const value = this.instruction(name);
    return JSON.parse(value.slice(value.indexOf('['))) as readonly string[];
  }

  /** What stands behind the instruction in the last stage. */
  instruction(name: string): string {
    return this.last.find((step) => step.name === name)?.value ?? '';
  }

  /** On disk. */
  get megabytes(): number {
    return Number(execFileSync('du', ['-sm', this.root], { encoding: 'utf8' }).split('\t')[0]);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function run(command: string, cwd: string): void {
  if (!existsSync(cwd)) mkdirSync(cwd);
  execFileSync('sh', ['-ec', command], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** COPY . . of what the ignore file lets through. */
function copyContext(target: string): void {
  const isLetThrough = contextFilter(readFileSync(`${DOCKERFILE}.dockerignore`, 'utf8'));
  for (const file of filesBelow(ROOT).filter(isLetThrough)) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(join(ROOT, file), join(target, file));
  }
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !['.git', 'node_modules', 'dist'].includes(name)); // large
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [relative(ROOT, path)];
  });
}
