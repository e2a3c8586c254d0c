import type { Transaction } from '@castellan/data';
import { quantile } from './rounds.js';

const ROUNDS = 11;
/** Tables that stay so small that reading all of them is right. */
const SMALL = ['registration_sources'];

/** Median and longest of some rounds, in ms. */
export async function timesOf(ask: () => Promise<unknown>, rounds = ROUNDS): Promise<readonly string[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return [0.5, 1].map((part) => quantile(times, part).toFixed(0));
}

/** What the plans of the statements that it sends read of tables that grow. */
export async function readsOf(transaction: Transaction, ask: () => Promise<unknown>): Promise<ReadonlySet<string>> {
  const query = transaction.query.bind(transaction);
  const reads = new Set<string>();
  transaction.query = async <T>(sql: string, parameters?: readonly unknown[]): Promise<readonly T[]> => {
    const [explained] = await query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(`EXPLAIN (FORMAT JSON) ${sql}`, parameters);
    for (const { Plan } of explained!['QUERY PLAN']) collectReads(Plan, reads);
    return query<T>(sql, parameters);
  };
  await ask();
  transaction.query = query;
  return reads;
}

/** Of a plan as PostgreSQL tells it. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

function collectReads(node: PlanNode, reads: Set<string>): void {
  const { 'Node Type': type, 'Index Name': index, 'Relation Name': table } = node;
  if (index) reads.add(index);
  if (type === 'Seq Scan' && table && !SMALL.includes(table)) reads.add(`all of ${table}`);
  for (const child of node.Plans ?? []) collectReads(child, reads);
}
