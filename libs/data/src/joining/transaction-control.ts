/** What is no code: texts, quoted names, comments. Each is one match, so that nothing in it is taken for the beginning of another. */
const NO_CODE =
  /\be'(?:[^'\\]|''|\\.)*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$(?:[a-z_]\w*)?\$)[\s\S]*?\1|--[^\n\r]*|\/\*(?:\/\*[\s\S]*?\*\/|[\s\S])*?\*\//gi;

const END = /^\s*(?:commit|end|abort|rollback(?!\s+(?:(?:work|transaction)\s+)?to\b)|prepare\s+transaction)\b/i;
const CONTROL = /^\s*(?:commit|end|abort|rollback|prepare\s+transaction|begin|start|savepoint|release)\b/i;

const statementsOf = (sql: string): readonly string[] => sql.replace(NO_CODE, ' ').split(';');

/**
 * Whether one of the statements ends the transaction, past the methods of the query runner. By reading, which is for a clear answer in time:
 * what really became of a transaction is asked of the server.
 */
export const endsTransaction = (sql: string): boolean => statementsOf(sql).some((statement) => END.test(statement));

/** Whether one of them ends it, or sets, releases or goes back to a savepoint. */
export const controlsTransaction = (sql: string): boolean => statementsOf(sql).some((statement) => CONTROL.test(statement));
