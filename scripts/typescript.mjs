// Lets Node run the sources as they are: node --import ./scripts/typescript.mjs <file>.ts
// Unlike tsx it keeps the decorators' type metadata, without which Nest can inject nothing.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
