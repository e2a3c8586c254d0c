import { providerCallbackUrl } from '@castellan/config';
import type { Configuration } from '@castellan/config';
import type { FederationOptions } from '@castellan/federation';

/** People come back to the API itself. On loopback a provider of the same machine may do without TLS, but never in production. */
export function federationOptions(configuration: Configuration): FederationOptions {
  const { environment, federation } = configuration;
  const { providers, stateTtlMs } = federation;
  return {
    providers,
    callbackUrl: providerCallbackUrl(configuration),
    allowsHttpOnLoopback: environment !== 'production',
    ...(stateTtlMs !== undefined && { stateTtlMs }),
  };
}
