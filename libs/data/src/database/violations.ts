// SQLSTATE class 23, https://www.postgresql.org/docs/current/errcodes-appendix.html
const FOREIGN_KEY_VIOLATION = '23503';
const UNIQUE_VIOLATION = '23505';

/** Did the write fail because another row holds what this unique index or constraint keeps apart? @internal */
export const violatesUnique = (error: unknown, constraint: string): boolean => violates(error, UNIQUE_VIOLATION, constraint);

/** Did the write fail because the row that this foreign key names is not there? @internal */
export const violatesForeignKey = (error: unknown, constraint: string): boolean => violates(error, FOREIGN_KEY_VIOLATION, constraint);

function violates(error: unknown, state: string, constraint: string): boolean {
  const failure = error as Partial<Record<'code' | 'constraint', unknown>> | null | undefined; // as pg's DatabaseError names them
  return failure?.code === state && failure.constraint === constraint;
}
