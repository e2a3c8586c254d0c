import { SETTING_GROUPS } from './groups.js';
import type { NamedSetting } from './settings.js';

const INTRODUCTION = `# Configuration

By environment variables, read once at the start. Everything that is wrong is told at once, each with the line to change, and the start stops;
\`castellan config check\` does the same without starting. An empty value counts as not set. Every variable may come from a file that
\`NAME_FILE\` names, as orchestrators hand over secrets: \`SECRET_KEY_FILE=/run/secrets/secret_key\`. Durations are \`500ms\`, \`30s\`, \`15m\`,
\`12h\`, \`7d\`; rates \`10/min\`, \`3/hour\`, \`off\`. Why lifetimes are as they are: [lifetimes.md](lifetimes.md).

Generated from \`libs/config\`, where each variable is described beside the rule that reads it.`;

/** `docs/operations/configuration.md`: every variable. `scripts/generate-configuration.ts` writes it. */
export function renderConfigurationPage(): string {
  const sections = Object.entries(SETTING_GROUPS).map(([title, group]) =>
    [`## ${title}`, '', '| name | default | takes | meaning |', '| --- | --- | --- | --- |', ...Object.values(group).map(row)].join('\n'),
  );
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

function row({ name, byDefault, defaultInWords, as, meaning, isRequiredInProduction }: NamedSetting<unknown>): string {
  const standing = defaultInWords ?? (byDefault === undefined ? 'none' : `\`${byDefault}\``);
  const demand = isRequiredInProduction ? '. **Required in production**' : '';
  return `| \`${name}\` | ${standing} | ${as.takes ?? ''} | ${meaning}${demand} |`;
}
