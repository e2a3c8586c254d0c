import Handlebars from 'handlebars';

/** Something that a template names, and where. */
export interface Use {
  readonly what: 'partial' | 'helper' | 'text' | 'value';
  readonly name: string;
  readonly line: number;
  /** The values that a part is handed. */
  readonly hands?: readonly string[];
}

/** Everything that a template names, or the line where it cannot be read, and why. */
export function usesIn(source: string): { readonly uses: readonly Use[] } | { readonly line: number | null; readonly problem: string } {
  try {
    const visitor = new Uses();
    visitor.accept(Handlebars.parse(source));
    return { uses: visitor.found };
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    const [, line] = /(?:line | - )(\d+)/.exec(words) ?? [];
    return { line: line === undefined ? null : Number(line), problem: words.split('\n').at(-1) ?? words };
  }
}

type Call = hbs.AST.MustacheStatement | hbs.AST.SubExpression | hbs.AST.BlockStatement;
type Part = hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement;

class Uses extends Handlebars.Visitor {
  readonly found: Use[] = [];

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    this.call(mustache);
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.call(expression);
  }

  override BlockStatement(block: hbs.AST.BlockStatement): void {
    this.call(block);
    this.acceptKey(block, 'program');
    this.acceptKey(block, 'inverse');
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.part(partial);
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.part(partial);
    this.acceptKey(partial, 'program');
  }

  /** What is called is seen in `call` and `part`; every other path is a value. `@…` is of Handlebars itself. */
  override PathExpression({ data, parts: [name], loc }: hbs.AST.PathExpression): void {
    if (!data && name !== undefined) this.found.push({ what: 'value', name, line: loc.start.line });
  }

  private call(call: Call): void {
    const { path, params, loc } = call;
    const isCall = params.length > 0 || pairsOf(call).length > 0 || path.type !== 'PathExpression';
    if (!isCall) {
      this.accept(path);
      return;
    }
    const { original: name } = path as hbs.AST.PathExpression;
    const [first] = params;
    this.found.push({ what: 'helper', name, line: loc.start.line });
    if (name === 't' && first?.type === 'StringLiteral')
      this.found.push({ what: 'text', name: (first as hbs.AST.StringLiteral).value, line: loc.start.line });
    this.within(call);
  }

  private part(part: Part): void {
    const { name, loc } = part;
    const hands = pairsOf(part).map(({ key }) => key);
    if ('original' in name && !name.data) this.found.push({ what: 'partial', name: name.original, line: loc.start.line, hands });
    this.within(part);
  }

  private within(use: Call | Part): void {
    this.acceptArray(use.params);
    for (const { value } of pairsOf(use)) this.accept(value);
  }
}

/** Whatever the types say, where nothing is named there is no hash. */
const pairsOf = ({ hash }: Call | Part): readonly hbs.AST.HashPair[] => (hash as hbs.AST.Hash | undefined)?.pairs ?? [];
