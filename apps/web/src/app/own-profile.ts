import { api } from './client.js';

const ask = () => api.GET('/api/profile');
let asked: ReturnType<typeof ask> | null = null;

/** The profile of who is signed in: asked for once a page, by all who need a word of it. @throws NetworkFailure */
export function ownProfile(): ReturnType<typeof ask> {
  asked ??= ask();
  return asked;
}
