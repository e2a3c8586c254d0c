import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { Answer, HttpClient } from '../http/client.js';
import type { BearerSession } from './people.js';
import type { TestApp } from '../app/test-app.js';

/** A part of a form: a file by its bytes, a field by its text. */
export interface Part {
  readonly name: string;
  readonly content: Buffer | string;
  readonly fileName?: string;
  readonly type?: string;
}

/** A picture as a browser's form would send it. */
export const avatarPart = (content: Buffer, { fileName = 'me.jpg', type = 'image/jpeg' } = {}): Part => ({
  name: 'avatar',
  content,
  fileName,
  type,
});

/** Sends a form as `multipart/form-data`. */
export async function sendForm(
  client: HttpClient,
  path: string,
  parts: readonly Part[],
  { method = 'PUT', headers = {} }: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  const form = new FormData();
  for (const { name, content, fileName, type } of parts) {
    if (typeof content === 'string') form.append(name, content);
    else form.append(name, new Blob([new Uint8Array(content)], { type: type ?? '' }), fileName);
  }
  const encoded = new Response(form);
  const body = Buffer.from(await encoded.arrayBuffer());
  return client.send(method, path, body, { 'content-type': encoded.headers.get('content-type') ?? '', ...headers });
}

/** A picture of one colour. */
export const plain = (width = 120, height = 60): Sharp => sharp({ create: { width, height, channels: 3, background: '#ff0000' } });

/** Sends the form as the own avatar of whoever is signed in. */
export function putAvatar(app: TestApp, { bearer }: BearerSession, parts: readonly Part[], method = 'PUT'): Promise<Answer> {
  return sendForm(app.client(), '/api/profile/avatar/', parts, { method, headers: bearer });
}

/** The address that the profile tells; the test app itself listens elsewhere: see `here`. */
export async function avatarUrl(app: TestApp, { bearer }: BearerSession): Promise<string | null> {
  const { body } = await app.client().get('/api/profile/', bearer);
  return body.avatar_url as string | null;
}

/** The address at which the test app answers for the public one. */
export const here = (app: TestApp, url: string | null): string => app.base + new URL(url ?? '').pathname;
