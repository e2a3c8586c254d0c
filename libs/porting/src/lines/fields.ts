/** Something in a line is not what the schema says; `message` names it. */
export class InvalidLine extends Error {}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** ISO 8601 in UTC. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/;
const SECONDS = 'YYYY-MM-DDTHH:MM:SS'.length;
const MOST_LEVELS = 32;

/** Null for what is none, such as the 31st of February. */
export function readTime(text: string): Date | null {
  const time = new Date(TIME.test(text) ? text : Number.NaN);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text.slice(0, SECONDS)) ? time : null;
}

type Members = Readonly<Record<string, unknown>>;

/** Members of an object, read as what the schema says they are. */
export class Fields {
  constructor(private readonly members: Members) {}

  text(name: string): string {
    const value = this.members[name];
    if (typeof value === 'string') return value;
    throw new InvalidLine(`${name} is no text.`);
  }

  textOrNull(name: string): string | null {
    return this.isMissing(name) ? null : this.text(name);
  }

  texts(name: string): readonly string[] {
    const value = this.members[name] ?? [];
    if (Array.isArray(value) && value.every((item): item is string => typeof item === 'string')) return value;
    throw new InvalidLine(`${name} is no list of texts.`);
  }

  flag(name: string): boolean {
    const value = this.members[name];
    if (typeof value === 'boolean') return value;
    throw new InvalidLine(`${name} is neither true nor false.`);
  }

  time(name: string): Date {
    const time = readTime(this.text(name));
    if (time) return time;
    throw new InvalidLine(`${name} is no time.`);
  }

  timeOrNull(name: string): Date | null {
    return this.isMissing(name) ? null : this.time(name);
  }

  /** Nested no deeper than what reads it can follow. */
  object(name: string): Members {
    const value = this.members[name];
    if (isMembers(value) && isWithin(value, MOST_LEVELS)) return value;
    throw new InvalidLine(`${name} is no object.`);
  }

  objectOrNull(name: string): Fields | null {
    return this.isMissing(name) ? null : new Fields(this.object(name));
  }

  uuid(name: string): string {
    const value = this.text(name);
    if (UUID.test(value)) return value;
    throw new InvalidLine(`${name} is no UUID.`);
  }

  private isMissing(name: string): boolean {
    return (this.members[name] ?? null) === null;
  }
}

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

const isWithin = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' || value === null || (levels > 0 && Object.values(value).every((inner) => isWithin(inner, levels - 1)));
