import { createCastellan, orThrow } from '@castellan/client';
import type { Castellan, EndReason } from '@castellan/client';

/** One for the whole app. `baseUrl` is the service's PUBLIC_URL; where it has the app's origin, leave it out. */
export function castellanFor(baseUrl: string, leaveForSignIn: (reason: EndReason | null) => void): Castellan {
  return createCastellan({ baseUrl, transport: 'cookie', onSessionOver: leaveForSignIn });
}

/** What to show; null: they are signed in. Who has a second factor goes on with its code. */
export async function signIn({ api }: Castellan, identifier: string, password: string): Promise<string | { sessionToken: string } | null> {
  const { data, error } = await api.POST('/api/auth/login', { body: { identifier, password } });
  if (error?.code === 'throttled') return `Wait ${error.retry_after} s.`;
  if (error) return error.detail;
  return data.requires_2fa ? { sessionToken: data.session_token } : null;
}

/** Refreshes by itself, and sends the picture again after it. */
export async function changePicture({ api }: Castellan, avatar: File): Promise<string | null> {
  const { avatar_url } = await orThrow(api.PUT('/api/profile/avatar', { body: { avatar } }));
  return avatar_url;
}
