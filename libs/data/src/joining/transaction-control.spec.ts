import { controlsTransaction, endsTransaction } from './transaction-control.js';

describe(endsTransaction.name, () => {
  it.each([
    'COMMIT',
    '/* x */ COMMIT',
    '/* /* x */ y */ COMMIT',
    '-- x\nCOMMIT',
    'SELECT 1; COMMIT',
    ';COMMIT',
    "SELECT 'it''s'; end",
    "SELECT e'it\\'s'; COMMIT",
    'SELECT $x$;$$;$x$; COMMIT',
    'ROLLBACK WORK',
    'rollback and chain',
    "PREPARE TRANSACTION 'x'",
    'ABORT',
  ])('finds the end in %j', (sql) => {
    expect(endsTransaction(sql)).toBe(true);
  });

  it.each([
    "SELECT '; COMMIT'",
    'SELECT $$; COMMIT; $$',
    'SELECT 1 AS "; COMMIT"',
    '-- ; COMMIT\nSELECT 1',
    '/* ; COMMIT */ SELECT 1',
    'ROLLBACK TO mine',
    'rollback work to savepoint mine',
    'UPDATE commits SET "end" = $1 WHERE x = $2; SELECT commit FROM commits',
  ])('finds none in %j', (sql) => {
    expect(endsTransaction(sql)).toBe(false);
  });
});

describe(controlsTransaction.name, () => {
  it.each(['SAVEPOINT mine', 'SELECT 1; RELEASE mine', '/* x */ ROLLBACK TO mine'])('finds a savepoint in %j', (sql) => {
    expect(controlsTransaction(sql)).toBe(true);
  });
});
