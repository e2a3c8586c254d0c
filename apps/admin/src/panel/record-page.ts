/** A part of the page of one row, under a heading of its own; the server leaves out what the operator may not see. */
export interface Section {
  readonly title: string;
  /** To be seen at once. */
  readonly isAlert?: boolean;
  readonly text?: string;
  readonly fields?: readonly SectionField[];
  readonly table?: SectionTable;
  readonly links?: readonly SectionLink[];
}

export type Value = string | number | boolean | null;
/** How a value is shown: as it is, as a moment, or as a picture by its name. */
export type ValueKind = 'plain' | 'time' | 'picture';

export interface SectionField {
  readonly label: string;
  readonly value: Value;
  readonly kind?: ValueKind;
}

export interface SectionTable {
  readonly columns: readonly { readonly label: string; readonly kind?: ValueKind }[];
  readonly rows: readonly (readonly Value[])[];
  /** Said where there is no row. */
  readonly empty: string;
}

/** To another list with one filter, or to one row there. */
export interface SectionLink {
  readonly label: string;
  readonly resource: string;
  readonly filter?: { readonly name: string; readonly value: string };
  readonly record?: string;
  /** What to do there; looking at it unless told. */
  readonly action?: string;
}

export const moment = (value: unknown): string | null => (value instanceof Date ? value.toISOString() : null);
