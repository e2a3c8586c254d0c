import { canonicalAddress, isPublicAddress } from '@castellan/common';
import type { WebBounds, WebRules } from '@castellan/outbound';

/** A provider answers within `timeoutMs` (docs/reference/contract.md#providers); its metadata and keys take some kilobytes. */
export const PROVIDER_BOUNDS: WebBounds = { timeoutMs: 5_000, answerBytes: 1_048_576 };

interface ProviderPlaces {
  /** Outside production: http, and addresses of this machine. */
  readonly allowsLoopback: boolean;
  readonly allowsPrivateAddresses: boolean;
}

/** Where providers may be. */
export function providerRules({ allowsLoopback, allowsPrivateAddresses }: ProviderPlaces): WebRules {
  return {
    takesName: (hostname, protocol) => protocol === 'https:' || (allowsLoopback && (hostname === 'localhost' || isLoopback(hostname))),
    takesAddress: (address) => allowsPrivateAddresses || isPublicAddress(address) || (allowsLoopback && isLoopback(address)),
  };
}

function isLoopback(address: string): boolean {
  const canonical = canonicalAddress(address);
  return canonical !== undefined && (canonical === '::1' || /^127\./.test(canonical));
}
