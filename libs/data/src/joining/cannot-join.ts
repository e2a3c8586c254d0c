/** Castellan's work cannot be a part of that transaction; the message says why, and what to do. */
export class CannotJoin extends Error {
  constructor(problem: string) {
    super(`Transaction.join: ${problem}`);
    this.name = CannotJoin.name;
  }
}
