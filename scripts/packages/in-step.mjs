// What the package.json files must have in common.
import { readJson } from '../workspaces.mjs';

const KINDS = ['dependencies', 'devDependencies', 'peerDependencies'];

/** @returns a line for each that does not hold */
export function outOfStep(packages) {
  const root = readJson('package.json');
  const inStep = packages.flatMap((each) => [...unlikeRoot(each, root), ...otherVersions(each, packages, root.version)]);
  return [...inStep, ...twoRanges([{ name: root.name, manifest: root }, ...packages])];
}

function unlikeRoot({ name, manifest }, root) {
  const common = ['version', 'license', 'type'].filter((field) => manifest[field] !== root[field]);
  if (manifest.engines?.node !== root.engines.node) common.push('engines');
  return common.map((field) => `${name}: ${field} is not the repository's`);
}

/** Ours need each other in exactly one version: no process has two of a package. */
function otherVersions({ name, manifest }, packages, version) {
  const ours = new Set(packages.map((each) => each.name));
  const needed = KINDS.flatMap((kind) => Object.entries(manifest[kind] ?? {}));
  return needed
    .filter(([dependency, range]) => ours.has(dependency) && range !== version)
    .map(([dependency]) => `${name}: ${dependency} is not asked for as ${version}`);
}

/** One package, one range, wherever it is needed; what hosts bring (peers) has wider ones. */
function twoRanges(manifests) {
  const ranges = new Map();
  for (const { manifest } of manifests)
    for (const [dependency, range] of [...Object.entries(manifest.dependencies ?? {}), ...Object.entries(manifest.devDependencies ?? {})])
      ranges.set(dependency, (ranges.get(dependency) ?? new Set()).add(range));
  return [...ranges]
    .filter(([, found]) => found.size > 1)
    .map(([dependency, found]) => `${dependency} is asked for as ${[...found].join(' and ')}`);
}
