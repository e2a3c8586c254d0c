// Jest's environment for Node, in the realm of the worker. A file that replaces modules, or loads them anew, has a world of its own, as
// Jest makes it; with `ALONE=true` every file has, which tells whether one fails for what another left behind.
const { readFileSync } = require('node:fs');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { TestEnvironment: OwnEnvironment } = require('jest-environment-node');
const { realmOfWorker } = require('./realm.cjs');

const NEEDS_ITS_OWN = /\bjest\s*\.(mock|doMock|setMock|isolateModules|isolateModulesAsync|resetModules)\b/;

class SharedEnvironment {
  constructor({ projectConfig }) {
    this.realm = realmOfWorker();
    this.realm.refresh();
    this.global = this.realm.global;
    Object.assign(this.global, projectConfig.globals);
    this.moduleMocker = new ModuleMocker(this.global);
    this.fakeTimers = null; // the legacy ones
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: this.global });
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    this.fakeTimersModern = null;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return this.realm.context;
  }
}

/** Jest calls it with `new`, and takes what it gives. */
module.exports = function Environment(config, context) {
  const isAlone = process.env.ALONE === 'true' || NEEDS_ITS_OWN.test(readFileSync(context.testPath, 'utf8'));
  return isAlone ? new OwnEnvironment(config, context) : new SharedEnvironment(config);
};
