import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Asset, typeOf } from './asset.js';

const BUILT = join(import.meta.dirname, 'built');
const ENTRY = 'src/main.tsx';

/** What Vite notes of each file (https://vite.dev/guide/backend-integration). */
interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** What a page of a module loads, as names of assets. */
export interface PageFiles {
  readonly script: string;
  readonly styles: readonly string[];
  /** Fetched together with the script, which would ask for them one after the other. */
  readonly modules: readonly string[];
}

/** The pages as `apps/web` was built. */
export class BuiltPages {
  private constructor(
    private readonly manifest: Readonly<Record<string, Chunk>>,
    private readonly folder: string,
  ) {}

  /** @throws Error that says which command builds them */
  static read(folder = BUILT): BuiltPages {
    const path = join(folder, 'manifest.json');
    if (!existsSync(path)) throw new Error('The pages are not built. Run `npm run build`, which makes them and the service.');
    return new BuiltPages(JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, Chunk>>, folder);
  }

  /** @throws Error where the build does not know the module */
  filesOf(module = ENTRY): PageFiles {
    const [entry, ...others] = this.withImports([ENTRY, module]);
    return {
      script: basename(entry!.file),
      styles: [entry!, ...others].flatMap(({ css = [] }) => css).map((file) => basename(file)),
      modules: others.map(({ file }) => basename(file)),
    };
  }

  assets(): readonly Asset[] {
    const files = Object.values(this.manifest).flatMap(({ file, css = [] }) => [file, ...css]);
    return [...new Set(files)].map((file) => this.asset(file));
  }

  /** Each once, in the order in which they are met. */
  private withImports(modules: readonly string[]): readonly Chunk[] {
    const met = new Set<string>();
    const meet = (module: string): void => {
      if (met.has(module)) return;
      met.add(module);
      this.chunk(module).imports?.forEach(meet);
    };
    modules.forEach(meet);
    return [...met].map((module) => this.chunk(module));
  }

  private chunk(module: string): Chunk {
    const chunk = this.manifest[module];
    if (!chunk) throw new Error(`The pages are built without ${module}. Run \`npm run build\`.`);
    return chunk;
  }

  private asset(file: string): Asset {
    const path = join(this.folder, file);
    const name = basename(file);
    return { name, type: typeOf(name), plain: readFileSync(path), gzip: readFileSync(`${path}.gz`), br: readFileSync(`${path}.br`) };
  }
}
