import { mediaTypeOf } from '../media-type.js';

/** The members of a JSON message, which stays readable; none where it has none. */
export async function membersOf(message: Request | Response): Promise<Readonly<Record<string, unknown>>> {
  if (mediaTypeOf(message) !== 'application/json') return {};
  const body: unknown = await message.clone().json();
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}; // that is what an object is
}

/** The request with further members in its body; those that it has stay. */
export async function withMembers(request: Request, members: Readonly<Record<string, unknown>>): Promise<Request> {
  const body = JSON.stringify({ ...members, ...(await membersOf(request)) });
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/json');
  return new Request(request, { body, headers });
}
