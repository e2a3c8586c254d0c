/** Which methods each registered path has; asked only after no route matched. */
export class KnownPaths {
  private readonly paths = new Map<string, { readonly segments: readonly string[]; readonly methods: Set<string> }>();

  /** `pattern` as Fastify names it: `/api/auth/sessions/:id`, `/docs/*`. */
  add(pattern: string, methods: readonly string[]): void {
    if (pattern === '*') return; // the CORS preflight, which answers everywhere and names no path
    const key = trimmed(pattern);
    const known = this.paths.get(key) ?? { segments: key.split('/'), methods: new Set<string>() };
    for (const method of methods) known.methods.add(method);
    this.paths.set(key, known);
  }

  /** The methods of the path of `url`, with or without its trailing slash; empty when no pattern matches. */
  methodsOf(url: string): readonly string[] {
    const wanted = trimmed(url.split('?', 1)[0] ?? '').split('/');
    const methods = new Set<string>();
    for (const { segments, methods: known } of this.paths.values()) {
      if (matches(segments, wanted)) for (const method of known) methods.add(method);
    }
    return [...methods].sort();
  }
}

const trimmed = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.at(-1) === '*') return path.length >= pattern.length && pattern.slice(0, -1).every((segment, at) => fits(segment, path[at]));
  return pattern.length === path.length && pattern.every((segment, at) => fits(segment, path[at]));
}

function fits(segment: string, actual: string | undefined): boolean {
  return segment === actual || (segment.startsWith(':') && actual !== undefined && actual !== '');
}
