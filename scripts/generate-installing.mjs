// Writes what each package is for and needs, from the package.json files: generate-installing.mjs [file]
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { workspaces } from './workspaces.mjs';

const PAGE = 'docs/reference/installing.md';
const HEAD = `# What to install

Made from the \`package.json\` files by \`npm run generate\`. Why the packages are cut so:
[0120](../decisions/0120-one-package-a-lib.md). Node 20.19 or newer.

- **The service**: \`npm install castellan @castellan/admin\`, then \`npx castellan start\`. Without \`@castellan/admin\`, which brings AdminJS,
  there is no panel.
- **The whole of it in an application of yours**: \`npm install castellan\`.
- **A service that takes the tokens**: \`npm install @castellan/access\`; \`@castellan/common\` comes with it.
- **A browser app, or a script**: \`npm install @castellan/client\`.
- **One lib**: \`npm install\` its name.

npm installs the peers that are missing, in their newest version. On Nest 11, name those of Nest 11 in the same command, or npm finds no
way to have one Nest: \`npm install castellan @nestjs/platform-fastify@11 @nestjs/swagger@11 @nestjs/passport@11\`, or for the guard alone
\`npm install @castellan/access @nestjs/passport@11\`, which Jest needs, since 12 is ESM. \`npm ls @nestjs/core\` then shows one.

All of ours are ESM, and CommonJS loads them by \`require\`; \`access\`, \`common\` and \`client\` are CommonJS too, for Jest
([0121](../decisions/0121-two-formats-one-copy.md)).

| package | for | needs of the host | where it is used |
| --- | --- | --- | --- |
`;

const byName = workspaces().sort((a, b) => (a.name < b.name ? -1 : 1));
const page = HEAD + byName.map(row).join('\n');
const target = process.argv[2] ?? PAGE;
writeFileSync(target, await format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));

function row({ name, manifest: { description, peerDependencies = {}, peerDependenciesMeta = {} } }) {
  const peers = Object.keys(peerDependencies);
  const isOptional = (peer) => Boolean(peerDependenciesMeta[peer]?.optional);
  return `| \`${name}\` | ${description} | ${codes(peers.filter((peer) => !isOptional(peer)))} | ${codes(peers.filter(isOptional))} |`;
}

function codes(names) {
  return names.length > 0 ? names.map((name) => `\`${name}\``).join(', ') : '–';
}
