export interface PanelOptions {
  /** How long the history of attempts is kept, in milliseconds: figures of older days would be wrong. */
  readonly eventsRetentionMs: number;
}

export const PANEL_OPTIONS = Symbol('PANEL_OPTIONS');
