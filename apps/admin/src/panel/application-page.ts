import type AdminJS from 'adminjs';
import { Router as AdminRoutes } from 'adminjs';
import type { CurrentAdmin } from 'adminjs';
import { COMPONENT_SCRIPTS } from './browser-files.js';

const STATE = /window\.REDUX_STATE = (.*);\n\s*window\.THEME = (.*);\n/;

/** The path that the panel is reached at, and what the product is called. */
interface Place {
  readonly base: string;
  readonly name: string;
}

interface Pages {
  index(): Promise<string>;
}

/**
 * The page that AdminJS's scripts run in. AdminJS writes one of its own, with scripts inside and its state as they stand: a name with
 * `</script>` in it would run. Ours takes over the state only, as data that no browser executes, and loads every script from a file.
 */
export async function applicationPage(admin: AdminJS, currentAdmin: CurrentAdmin, at: Place): Promise<string> {
  const Controller = AdminRoutes.routes.find(({ action }) => action === 'index')?.Controller as new (...parts: unknown[]) => Pages;
  const [, state, theme] = STATE.exec(await new Controller({ admin }, currentAdmin).index()) ?? [];
  if (state === undefined || theme === undefined) throw new Error('The page of this version of AdminJS cannot be read.');
  return page(at, `{"state":${inert(state)},"theme":${inert(theme)}}`);
}

/** As JSON says the same, without a `<` that could end the element it stands in. */
const inert = (json: string): string => json.replaceAll('<', '\\u003c');

/** In an element that holds text alone. */
const inTitle = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function page({ base, name }: Place, json: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${inTitle(name)} panel</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${base}/assets/application.css" />
    <script type="application/json" id="panel-state">${json}</script>
    <script defer src="${base}/assets/panel-state.js"></script>
    <script defer src="${base}/frontend/assets/global.bundle.js"></script>
    <script defer src="${base}/frontend/assets/design-system.bundle.js"></script>
    <script defer src="${base}/frontend/assets/app.bundle.js"></script>
    ${COMPONENT_SCRIPTS.map((name) => `<script defer src="${base}/assets/${name}"></script>`).join('\n    ')}
    <script defer src="${base}/assets/panel-start.js"></script>
  </head>
  <body>
    <div id="app"></div>
    <noscript>The panel needs JavaScript.</noscript>
  </body>
</html>
`;
}
