import passport from 'passport';
import type { Strategy } from 'passport';

interface Holder {
  readonly issuer: string;
  readonly strategy: Strategy;
}

/** Passport has one list of names for the whole process; of ours, who is in it: the latest counts. */
const holders = new Map<string, readonly Holder[]>();

/** Guards that ask by the name would ask whoever came last, and let in who has a token of that one. @throws Error */
export function takeName(name: string, holder: Holder): void {
  const others = holders.get(name) ?? [];
  const other = others.find(({ issuer }) => issuer !== holder.issuer);
  if (other) {
    throw new Error(
      `AccessModule: in this process passport knows ${other.issuer} by the name ${name}. Give the option passportName for ${holder.issuer}: another name, or null.`,
    );
  }
  holders.set(name, [...others, holder]);
  passport.use(name, holder.strategy);
}

/** When its app stops. Another app of the same issuer takes over. */
export function freeName(name: string, strategy: Strategy): void {
  const left = (holders.get(name) ?? []).filter((holder) => holder.strategy !== strategy);
  const latest = left.at(-1);
  holders.set(name, left);
  if (latest) passport.use(name, latest.strategy);
  else passport.unuse(name);
}
