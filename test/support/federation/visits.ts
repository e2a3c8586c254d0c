import { HttpClient } from '../http/client.js';
import type { Answer } from '../http/client.js';
import type { OpenIdProvider } from '../provider/open-id-provider.js';
import type { Persona } from '../provider/persona.js';
import { aPersona } from '../provider/persona.js';
import type { AppWithProvider } from './with-provider.js';
import { aVerifier as verifierOf } from './returns.js';

export type Query = Readonly<Record<string, string>>;

/** How a provider sends a browser back. */
export type Back = Awaited<ReturnType<OpenIdProvider['visit']>>;

/** The address without its host: where a client of these tests asks for it. */
export const pathOf = (address: string): string => {
  const { pathname, search } = new URL(address, 'http://localhost');
  return pathname + search;
};

export const leadsTo = ({ headers }: Answer): string => headers.get('location') ?? '';

/** A browser leaves for the provider. */
export async function leave(client: HttpClient, query: Query = {}, provider = 'acme'): Promise<string> {
  const answer = await client.get(`/api/auth/with/${provider}/?${new URLSearchParams(query).toString()}`);
  if (answer.status !== 302) throw new Error(`with/${provider}: ${String(answer.status)} ${answer.text} ${leadsTo(answer)}`);
  return leadsTo(answer);
}

/** It brings back what the provider has given it, by GET as by POST. */
export async function comeBack(client: HttpClient, { address, method, answer }: Back): Promise<Answer> {
  if (method === 'GET') return client.get(pathOf(address));
  const stranger = new HttpClient(client.base); // browsers show none of our cookies with it
  const form = new URLSearchParams(answer).toString();
  const posted = await stranger.send('POST', pathOf(address), form, { 'content-type': 'application/x-www-form-urlencoded' });
  return client.get(pathOf(leadsTo(posted)));
}

/** There and back, as whoever is signed in there. */
export async function signInWith({ acme }: Pick<AppWithProvider, 'acme'>, client: HttpClient, query: Query = {}): Promise<Answer> {
  return comeBack(client, await acme.visit(await leave(client, query)));
}

/** Somebody signs up by the provider, in a browser of their own. */
export async function aFederatedUser(
  { app, acme }: AppWithProvider,
  told: Partial<Persona> = {},
): Promise<{ readonly persona: Persona; readonly browser: HttpClient }> {
  const persona = (acme.persona = aPersona(told));
  const browser = app.client();
  const answer = await signInWith({ acme }, browser);
  if (!browser.jar.has('access_token')) throw new Error(`callback: ${String(answer.status)} ${leadsTo(answer)}`);
  return { persona, browser };
}

/** What an app keeps, and what it shows first (RFC 7636), as the fields of requests. */
export function aVerifier(): { readonly code_verifier: string; readonly code_challenge: string } {
  const { codeVerifier, codeChallenge } = verifierOf();
  return { code_verifier: codeVerifier, code_challenge: codeChallenge };
}
