/**
 * A call got no answer of Castellan: the network is away, the answer was lost on its way, or something else answered, such as a proxy
 * whose upstream is down. Whether the service did what it was asked is not known. It ends no session.
 */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
  readonly code = 'network_failure';

  /** @param status of what answered instead of Castellan, null where nothing did */
  constructor(
    readonly status: number | null,
    options?: { readonly cause?: unknown },
  ) {
    super(status === null ? 'The service cannot be reached.' : `Something else than the service answered, with ${status}.`, options);
  }
}
