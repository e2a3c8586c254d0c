import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars, { type HelperOptions } from 'handlebars';

const ENDING = '.hbs';
const layout = (name: string): string => readFileSync(join(import.meta.dirname, name + ENDING), 'utf8');

/**
 * The templates of a folder, beside the code that fills them; each is compiled once, and may use any other by its name. What is between
 * double braces is escaped, in text and in quoted attributes (OWASP XSS prevention, rules 1 and 2); a value that is missing throws.
 * `{{#> written title="…"}}` gives a page the look of the product, for which `PageWriter` gives the values; `{{say "…"}}` is the text with
 * that key.
 */
export function pageTemplates(folder: string): (name: string) => (values: object) => string {
  const environment = Handlebars.create();
  const read = (name: string): string => readFileSync(join(folder, name + ENDING), 'utf8');
  for (const file of readdirSync(folder).filter((name) => name.endsWith(ENDING))) {
    const name = file.slice(0, -ENDING.length);
    environment.registerPartial(name, read(name));
  }
  environment.registerPartial({ written: layout('written'), product: layout('product'), mark: layout('mark') });
  environment.registerHelper('say', say);
  return (name) => {
    const render = environment.compile(read(name), { strict: true });
    return (values) => render({ base: '', ...values });
  };
}

/** The words with this key, in the language of the page; what is put into them is escaped with them. */
function say(key: string, { hash, data }: HelperOptions): string {
  const { say: inWords } = (data as { root: { say: (key: string, values: object) => string } }).root;
  return inWords(key, hash as object);
}
