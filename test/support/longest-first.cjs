// Long files first: one that starts last would keep a single core busy while the others have nothing left to do. Jest knows how long a file
// takes from earlier runs alone, and a fresh clone has none.
const { readFileSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

/** What starts processes or a browser, and what plays a whole table of cases. */
const LONG = /support\/(service|theft)\/|ChildProcess|describeInChromium|describe\.each/;

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const isLong = new Map(tests.map(({ path }) => [path, LONG.test(readFileSync(path, 'utf8'))]));
    return super.sort(tests).toSorted((one, other) => isLong.get(other.path) - isLong.get(one.path));
  }
};
