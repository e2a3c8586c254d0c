import helmet from '@fastify/helmet';
import { basePathOf } from '@castellan/common';
import { fastify } from 'fastify';
import type { RestOptions } from './rest-options.js';

/** Answers of the API are no documents; opened as one they may do nothing (OWASP ASVS 5.0 V3.4.3). */
const POLICY = { 'default-src': ["'none'"], 'base-uri': ["'none'"], 'form-action': ["'none'"], 'frame-ancestors': ["'none'"] };

/**
 * Helmet's headers as one constant table. They do not depend on the request, so helmet is asked once at start instead of building
 * them anew for each answer, which would cost more than the rest of the HTTP face together.
 */
export async function securityHeaders({
  publicUrl,
  hstsSubdomains,
}: Pick<RestOptions, 'publicUrl' | 'hstsSubdomains'>): Promise<Readonly<Record<string, string>>> {
  const probe = fastify();
  await probe.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    frameguard: { action: 'deny' },
    strictTransportSecurity: ownsHost(publicUrl) ? { maxAge: 31_536_000, includeSubDomains: hstsSubdomains } : false,
  });
  probe.get('/', (_request, reply) => reply.send());
  const { headers } = await probe.inject('/');
  await probe.close();
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => isHelmets(name))
      .map(([name, value]) => [name, String(value)]),
  );
}

/** HSTS holds for a host whole and for a year, so below a path it is for whoever the host is (RFC 6797 §8.1). */
const ownsHost = (publicUrl: string): boolean => publicUrl.startsWith('https:') && basePathOf(publicUrl) === '';

function isHelmets(name: string): boolean {
  return !['content-length', 'date', 'connection', 'content-type'].includes(name);
}
