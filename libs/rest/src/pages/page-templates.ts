import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';

const LAYOUT = readFileSync(join(import.meta.dirname, 'page.hbs'), 'utf8');
const ENDING = '.hbs';

/**
 * The templates of a folder, beside the code that fills them; each is compiled once, and may use any other by its name. What is between
 * double braces is escaped, in text and in quoted attributes (OWASP XSS prevention, rules 1 and 2); a value that is missing throws.
 * `{{#> page title="…"}}` gives a page the look of this service: `base` is the path that `/assets/page.css` is served below, such as
 * `/castellan`, and nothing where it is left out.
 */
export function pageTemplates(folder: string): (name: string) => (values: object) => string {
  const environment = Handlebars.create();
  const read = (name: string): string => readFileSync(join(folder, name + ENDING), 'utf8');
  for (const file of readdirSync(folder).filter((name) => name.endsWith(ENDING))) {
    const name = file.slice(0, -ENDING.length);
    environment.registerPartial(name, read(name));
  }
  environment.registerPartial('page', LAYOUT);
  return (name) => {
    const render = environment.compile(read(name), { strict: true });
    return (values) => render({ base: '', ...values });
  };
}
