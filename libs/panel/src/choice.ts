/** One box to tick. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}
