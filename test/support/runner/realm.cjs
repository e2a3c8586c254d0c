// The world that the tests of a worker run in: one context of `node:vm` for all its files, so that what was made of a package for one file
// (its objects, its compiled code) serves the next. What a file changed in it is put back.
const { createContext, runInContext } = require('node:vm');
const { installCommonGlobals } = require('jest-util');
const { descriptorsOf, remember } = require('./remember.cjs');

/** What Node's core hands out must be of the class that a test knows. */
const AS_IN_NODE = ['Buffer', 'ArrayBuffer', 'Uint8Array'];
const NOT_TAKEN = new Set(['GLOBAL', 'root', 'global', 'globalThis', 'jest-symbol-do-not-touch', ...AS_IN_NODE]);

class Realm {
  /** What the packages are loaded into. */
  packages = new Map();
  restorers = [];

  constructor() {
    this.context = createContext({});
    this.global = runInContext('this', this.context);
    this.newObject = runInContext('() => ({})', this.context);
    takeGlobals(this.global);
    installCommonGlobals(this.global, {});
    this.globals = new Map(descriptorsOf(this.global));
    this.restorers.push(remember(this.global, this.globals));
  }

  /** As if it were new: a `process` with a copy of the environment, and nothing that a file has left behind. */
  refresh() {
    for (const restore of this.restorers) restore();
    this.global.process = freshProcess();
    this.global.Error.stackTraceLimit = 100; // as Jest has it: a failure's place is often further away than Node's 10
  }

  /** Runs the code of a package. The globals that it makes stay, as it does; a package that loads another is one with it. */
  loadingPackage(load) {
    if (this.isLoading) return load();
    const before = new Set(Reflect.ownKeys(this.global));
    this.isLoading = true;
    try {
      return load();
    } finally {
      this.isLoading = false;
      for (const [key, descriptor] of descriptorsOf(this.global)) if (!before.has(key)) this.globals.set(key, descriptor);
    }
  }
}

function takeGlobals(global) {
  const has = new Set(Reflect.ownKeys(global));
  const missing = Object.getOwnPropertyNames(globalThis).filter((name) => !has.has(name) && !NOT_TAKEN.has(name));
  for (const name of missing) Object.defineProperty(global, name, lazily(global, name));
  for (const name of AS_IN_NODE) global[name] = globalThis[name];
  global.global = global;
  global.Symbol.asyncDispose ??= Symbol.for('nodejs.asyncDispose'); // Node 20 has these two under names of its own
  global.Symbol.dispose ??= Symbol.for('nodejs.dispose');
}

/** Read when it is asked for: some load a part of Node, or warn. */
function lazily(global, name) {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
  if ('value' in descriptor || !descriptor.configurable) return descriptor;
  const { enumerable } = descriptor;
  return {
    configurable: true,
    enumerable,
    get: () => globalThis[name],
    set(value) {
      Object.defineProperty(global, name, { configurable: true, enumerable, writable: true, value });
    },
  };
}

function freshProcess() {
  const holder = { Symbol, Date };
  installCommonGlobals(holder, {});
  return holder.process;
}

let realm;
/** The worker's. */
exports.realmOfWorker = () => (realm ??= new Realm());
