import { Transform } from 'class-transformer';

/** Blanks around an address or a name are typing, not meaning. Never for passwords. */
export const Trimmed = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));
