/**
 * Port: where in the world an address is, for people who look at their sessions and for the mail about a new device. By default nobody
 * knows.
 *
 * Never called for private addresses, and never waited for at a sign-in: it is asked ahead, and what comes in time is said. An answer is
 * remembered for a day. The list of sessions waits a third of a second at most.
 */
export abstract class AddressPlaces {
  /**
   * As people say it, `Ghent, Belgium`: one line, at most 100 characters. Null where it is not known; so counts whatever else it gives or
   * throws, and an answer that takes longer than two seconds.
   * @param ip an address of the public internet, IPv4 or IPv6, as RFC 5952 writes it
   */
  abstract placeOf(ip: string): string | null | Promise<string | null>;
}
