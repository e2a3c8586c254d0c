// Jest's runtime for the realm of a worker. Our own modules are made anew for each test file, as are Jest's; those of node_modules are made
// once and stay, as they are the most by far and keep nothing that a test changes.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, extname, sep } = require('node:path');
const { fileURLToPath } = require('node:url');
const { default: JestRuntime } = require('jest-runtime');
const { Code } = require('./code.cjs');
const { isEsm } = require('./is-esm.cjs');
const { stateOf } = require('./package-state.cjs');
const { remember } = require('./remember.cjs');

const PACKAGES = `${sep}node_modules${sep}`;
const OUTSIDE = Symbol.for('jest-resolve-outside-vm-option'); // how Jest's modules ask for a path that is loaded in Jest's own world

class SharingRuntime extends JestRuntime {
  constructor(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig) {
    super(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig);
    this.realm = environment.realm;
    Object.assign(this, { resolver, transformer, coverage, testPath });
    this.conditions = Object.freeze({ conditions: ['require', 'node', 'default', ...environment.exportConditions()] });
    this.code = this.realm.code ??= new Code(this.realm.context);
    this.packages = this.realm.packages;
    this.realm.runtime = this; // whom the packages ask from now on
    this.own = new Map();
    this.ofJest = new Map();
    this.sourceMaps = new Map();
  }

  requireModule(from, name, options) {
    const path = name ? this.code.resolve(this.resolver, from, name, this.conditions) : from;
    if (this.resolver.isCoreModule(path)) return this.requireCore(from, path);
    const isOfJest = options?.isInternalModule ?? false;
    const modules = isOfJest ? this.ofJest : path.includes(PACKAGES) ? this.packages : this.own;
    return (modules.get(path) ?? this.load(path, from, modules)).exports;
  }

  requireCore(from, name) {
    if (name !== 'module' && name !== 'node:module') return super.requireModule(from, name);
    return (this.realm.Module ??= moduleOf((file) => this.realm.runtime.requireOf({ filename: file }, this.packages)));
  }

  load(path, from, modules) {
    const module = this.realm.newObject();
    Object.assign(module, { id: path, filename: path, path: dirname(path), exports: this.realm.newObject(), loaded: false });
    Object.assign(module, { children: [], paths: [], parent: modules.get(from) ?? null, require: this.requireOf(module, modules) });
    modules.set(path, module);
    if (path === this.testPath) this.main = module;
    try {
      if (modules === this.packages) this.runPackage(module);
      else this.run(module, modules);
    } catch (error) {
      modules.delete(path);
      throw error;
    }
    module.loaded = true;
    return module;
  }

  runPackage(module) {
    this.realm.loadingPackage(() => this.run(module, this.packages));
    for (const object of stateOf(module.filename, module.exports)) this.realm.restorers.push(remember(object));
  }

  run(module, modules) {
    const { filename } = module;
    if (extname(filename) === '.json') module.exports = this.realm.global.JSON.parse(readFileSync(filename, 'utf8').replace(/^\uFEFF/, ''));
    else if (extname(filename) === '.node') module.exports = require(filename);
    else {
      // what packages have of CommonJS is as Jest wants it: even to learn so from the transformer would be a hash and a file for each
      const isAsItIs = modules === this.ofJest || (modules === this.packages && !isEsm(filename));
      const { run, sourceMapPath } = this.code.of(filename, this.transformer, this.coverage, isAsItIs);
      if (sourceMapPath) this.sourceMaps.set(filename, sourceMapPath);
      const jest = modules === this.packages ? undefined : this.jestObject();
      run.call(module.exports, module, module.exports, module.require, module.path, filename, jest);
    }
  }

  requireOf(module, modules) {
    const { realm } = this;
    if (modules === this.packages) return requireFor(realm, module, ofNow(realm), 'requireModule');
    return requireFor(realm, module, always(this), modules === this.ofJest ? 'requireInternalModule' : 'requireModuleOrMock');
  }

  resolveFor(from, name, options) {
    if (options?.paths) return this.requireBuilder.resolve(from, name, options);
    const path = this.code.resolve(this.resolver, from, name, this.conditions);
    return options?.[OUTSIDE] ? `jest-main://${encodeURIComponent(path)}` : path;
  }

  jestObject() {
    return (this.jest ??= this.jestGlobals.jestObjectFor(this.testPath));
  }

  getSourceMaps() {
    return this.sourceMaps;
  }

  teardown() {
    super.teardown();
    this.own.clear();
    this.ofJest.clear();
    this.main = undefined;
  }
}

/** @param how the runtime's method that loads what is asked for */
function requireFor(realm, { filename }, runtime, how) {
  const require = (name) => runtime()[how](filename, name);
  require.resolve = (name, options) => runtime().resolveFor(filename, name, options);
  require.cache = realm.newObject();
  require.extensions = realm.newObject();
  return Object.defineProperty(require, 'main', { enumerable: true, get: () => runtime().main });
}

/** A package outlives the test file that it was loaded for: it asks the runtime of the file that runs, and holds on to no other. */
const ofNow = (realm) => () => realm.runtime;
const always = (runtime) => () => runtime;

/** `node:module` with a `createRequire` that knows of Jest. */
function moduleOf(requireOf) {
  class Loader extends Module {}
  Object.assign(Loader, Module, { Module: Loader });
  Loader.createRequire = (at) => requireOf(String(at).startsWith('file:') ? fileURLToPath(at) : String(at));
  Loader.syncBuiltinESMExports = () => {};
  return Loader;
}

/** Jest's own way for a file that has a world of its own. Jest calls it with `new`, and takes what it gives. */
module.exports = function Runtime(config, environment, ...rest) {
  return environment.realm ? new SharingRuntime(config, environment, ...rest) : new JestRuntime(config, environment, ...rest);
};
Object.setPrototypeOf(module.exports, JestRuntime); // its static members
