import type { Operator, PanelList } from '@castellan/accounts';
import type { ListRow } from '@castellan/data';

/** A field as the panel shows it. */
export interface FieldDefinition {
  readonly name: string;
  readonly type: 'string' | 'textarea' | 'boolean' | 'datetime' | 'number';
  readonly label?: string;
  /** Where it is shown; everywhere but in forms and filters unless told. */
  readonly in?: readonly ('list' | 'show' | 'edit' | 'new' | 'filter')[];
  readonly values?: readonly string[];
  readonly isSortable?: boolean;
}

export type Payload = Readonly<Record<string, string>>;

/** Something an operator can have done, besides looking. */
export interface ActionDefinition {
  readonly name: string;
  readonly label: string;
  readonly icon: string;
  /** `record` for one row, `bulk` for those ticked, `resource` for the list. */
  readonly kind: 'record' | 'bulk' | 'resource';
  /** Whether to offer it; the service that does it asks again. */
  readonly allows: (operator: Operator) => boolean;
  readonly isShownFor?: (row: ListRow) => boolean;
  /** What the operator is asked before. */
  readonly text: string;
  readonly isDrastic?: boolean;
  readonly fields?: readonly { readonly name: string; readonly label: string }[];
  /** Boxes to tick, for one row; they come back in `chosen`, one a line. */
  readonly choices?: (operator: Operator, id: string) => Promise<readonly unknown[]>;
  /** For each of the ids; once, with an empty one, for a list. Gives what to tell the operator. */
  readonly run: (operator: Operator, id: string, payload: Payload) => Promise<string>;
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
  readonly mayView: (operator: Operator) => boolean;
  readonly hasExport?: boolean;
  /** More of one row, for its own page. */
  readonly details?: (operator: Operator, id: string) => Promise<object>;
  readonly create?: {
    readonly allows: (operator: Operator) => boolean;
    readonly run: (operator: Operator, payload: Payload) => Promise<string>;
  };
  readonly update?: {
    readonly allows: (operator: Operator) => boolean;
    readonly run: (operator: Operator, id: string, payload: Payload) => Promise<void>;
  };
}
