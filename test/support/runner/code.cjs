// Files turned into functions, for a whole worker: found, transformed and compiled once, and called anew for each file that wants a module
// of its own.
const { readFileSync, statSync } = require('node:fs');
const { dirname } = require('node:path');
const { compileFunction } = require('node:vm');

/** What a module is called with; `jest` is undefined in packages. */
const PARAMETERS = ['module', 'exports', 'require', '__dirname', '__filename', 'jest'];
const AS_COMMONJS = {
  isInternalModule: false,
  supportsDynamicImport: false,
  supportsExportNamespaceFrom: false,
  supportsStaticESM: false,
  supportsTopLevelAwait: false,
};

class Code {
  paths = new Map();
  functions = new Map();

  constructor(context) {
    this.context = context;
  }

  /** The file that a name means in another; the name itself for what is Node's own. */
  resolve(resolver, from, name, conditions) {
    const key = `${name.startsWith('.') ? dirname(from) : from}\0${name}`;
    let path = this.paths.get(key);
    if (path === undefined)
      this.paths.set(key, (path = resolver.isCoreModule(name) ? name : resolver.resolveModule(from, name, conditions)));
    return path;
  }

  /** The module's function, and where the map of its source is, if it has one. `isAsItIs`: there is nothing to transform. */
  of(path, transformer, coverage, isAsItIs) {
    const { mtimeMs } = statSync(path); // it may change while somebody watches the tests
    const known = this.functions.get(path);
    if (known?.mtimeMs === mtimeMs) return known;
    const source = readFileSync(path, 'utf8').replace(/^#!/, '//');
    const { code, sourceMapPath } = isAsItIs ? { code: source } : transformer.transform(path, { ...AS_COMMONJS, ...coverage }, source);
    const compiled = { mtimeMs, sourceMapPath, run: this.compile(code, path) };
    this.functions.set(path, compiled);
    return compiled;
  }

  compile(code, filename) {
    return compileFunction(code, PARAMETERS, { filename, parsingContext: this.context });
  }
}

exports.Code = Code;
