import type { Operator } from '@castellan/accounts';
import type { PanelList } from '@castellan/panel';
import type { ListRow } from '@castellan/data';
import type { Section } from './record-page.js';

/** A field as the panel shows it. */
export interface FieldDefinition {
  readonly name: string;
  readonly type: 'string' | 'textarea' | 'boolean' | 'datetime' | 'number';
  readonly label?: string;
  /** Where it is shown; everywhere but in forms and filters unless told. */
  readonly in?: readonly ('list' | 'show' | 'edit' | 'new' | 'filter')[];
  readonly values?: readonly string[];
  readonly isSortable?: boolean;
  /** The page it leads to: which resource, or in which field of the row that is, and in which the id is. */
  readonly link?: { readonly to: PanelList; readonly key: string } | { readonly toField: string; readonly key: string };
  /** As people read it; as it is unless told. */
  readonly format?: (value: unknown, row: ListRow) => unknown;
  /** Values that are exceptions, and how lists show them; any other value has no colour. */
  readonly marks?: Readonly<Record<string, 'bad' | 'warn' | 'note'>>;
  /** A component of ours that shows it in lists. */
  readonly listComponent?: string;
  /** The heading it stands under in a form. */
  readonly section?: string;
}

export type Payload = Readonly<Record<string, string>>;

/** What an operator fills in before something is done. */
export interface QuestionField {
  readonly name: string;
  readonly label: string;
  /** Several lines, of so many characters; one line unless told. */
  readonly maxLength?: number;
  /** May be left empty. */
  readonly isOptional?: boolean;
  /** One of these, the first unless another is chosen. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** Why, for what takes something from somebody; the audit log keeps it (`because` of libs/accounts). */
export const REASON: QuestionField = { name: 'reason', label: 'Reason (kept in the audit log; name nobody)', maxLength: 500 };

/** What an operator is asked before something is done. */
interface Question {
  readonly name: string;
  readonly label: string;
  readonly icon: string;
  /** Whether to offer it; the service that does it asks again. */
  readonly allows: (operator: Operator) => boolean;
  readonly isShownFor?: (row: ListRow, operator: Operator) => boolean;
  /** What the operator is asked before. */
  readonly text: string;
  readonly isDrastic?: boolean;
  readonly fields?: readonly QuestionField[];
  /** Boxes to tick, for one row; they come back in `chosen`, one a line. */
  readonly choices?: (operator: Operator, id: string) => Promise<readonly unknown[]>;
  /** The heading of the boxes; none unless told. */
  readonly choicesLabel?: string;
  /** What stands in the fields at first, by their names. */
  readonly values?: (operator: Operator, id: string) => Promise<Payload>;
  /** What comes of it for one row, a line each, to be read before. */
  readonly consequences?: (operator: Operator, id: string) => Promise<readonly string[]>;
}

/** What was done, and a secret that came of it: it is on this one page, and never again. */
export interface WithSecret {
  readonly message: string;
  readonly secret: string;
  /** What to do with it. */
  readonly advice: string;
}

/** Something an operator can have done, besides looking. */
export interface ActionDefinition extends Question {
  /** `record` for one row, `resource` for the list. */
  readonly kind: 'record' | 'resource';
  /** With an empty id for a list. Gives what to tell the operator. */
  readonly run: (operator: Operator, id: string, payload: Payload) => Promise<string | WithSecret>;
}

/** The same for the rows that are ticked. */
export interface BulkActionDefinition extends Question {
  readonly kind: 'bulk';
  /** All of them or none. Gives what to tell the operator. */
  readonly run: (operator: Operator, ids: readonly string[], payload: Payload) => Promise<string>;
}

/** One kind of thing that operators look at and work on. */
export interface ResourceDefinition {
  readonly id: PanelList;
  readonly label: string;
  readonly group: string;
  readonly icon: string;
  readonly key: string;
  readonly title: string;
  readonly fields: readonly FieldDefinition[];
  readonly actions?: readonly ActionDefinition[];
  readonly bulkActions?: readonly BulkActionDefinition[];
  readonly mayView: (operator: Operator) => boolean;
  readonly hasExport?: boolean;
  /** More of one row, for its own page. */
  readonly details?: (operator: Operator, id: string) => Promise<object>;
  /** The page of one row, where it is more than its fields. */
  readonly page?: (operator: Operator, row: ListRow) => Promise<readonly Section[]>;
  readonly create?: {
    /** What stands above the form. */
    readonly text?: string;
    readonly allows: (operator: Operator) => boolean;
    readonly run: (operator: Operator, payload: Payload) => Promise<string>;
  };
  readonly update?: {
    readonly allows: (operator: Operator) => boolean;
    readonly isShownFor?: (row: ListRow, operator: Operator) => boolean;
    readonly run: (operator: Operator, id: string, payload: Payload) => Promise<void>;
  };
}
