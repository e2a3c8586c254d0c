const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const types = new Map();

/** Whether Node takes the JavaScript of a file for a module of ECMAScript. */
exports.isEsm = (file) => file.endsWith('.mjs') || (file.endsWith('.js') && packageType(dirname(file)) === 'module');

function packageType(folder) {
  if (!types.has(folder)) types.set(folder, typeIn(folder));
  return types.get(folder);
}

function typeIn(folder) {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).type ?? 'commonjs';
  const parent = dirname(folder);
  return parent === folder ? 'commonjs' : packageType(parent);
}
