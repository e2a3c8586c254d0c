import { createCastellan, NetworkFailure, orThrow } from '@castellan/client';

/** A script of yours, which keeps its tokens in memory; in a browser: `{ transport: 'cookie' }`. */
export async function greet(baseUrl: string, email: string, password: string): Promise<string> {
  const { api } = createCastellan({ baseUrl, transport: 'bearer' });
  try {
    const { error } = await api.POST('/api/auth/login', { body: { email, password } });
    if (error) return error.code === 'throttled' ? `Wait ${error.retry_after} s.` : error.detail;
    const { first_name } = await orThrow(api.GET('/api/auth/me')); // refreshes where it must
    return `Hello, ${first_name}`;
  } catch (failure) {
    if (failure instanceof NetworkFailure) return 'The service cannot be reached.';
    throw failure; // a ProblemError: `failure.problem.code`
  }
}
