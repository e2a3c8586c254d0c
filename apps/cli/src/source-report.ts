import { figureQuery } from '@castellan/sources';
import type { FigureQuery, FigureTexts, SourceFigure } from '@castellan/sources';
import { ValidationFailed } from '@castellan/common';
import { barChart, labelColumns } from './bar-chart.js';
import { fitted, widthOf } from './cells.js';
import { fieldErrors, WrongUsage } from './failure.js';
import { table } from './table.js';
import { withCastellan } from './with-castellan.js';

const COLUMNS = 80;
const MIN_COLUMNS = 40;
const GAPS = 4;

/** Where the report is read: a terminal, or a file or another program, which gets no blocks. */
interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Where users come from, as a table and as bars. @throws WrongUsage for what is no moment or count */
export async function sourceReport(texts: FigureTexts, { isTTY = false, columns = COLUMNS }: Screen): Promise<string> {
  const query = queryOf(texts);
  const figures = await withCastellan(({ sources }) => sources.top(query));
  return printed(figures, { columns: Math.max(MIN_COLUMNS, Math.min(columns, COLUMNS)), isPlain: !isTTY });
}

/** For people, so each line fits; programs ask the API. */
export function printed(figures: readonly SourceFigure[], space: { readonly columns: number; readonly isPlain: boolean }): string {
  if (figures.length === 0) return 'Nobody came from any source.\n';
  const sources = figures.map(({ displayName }) => fitted(displayName, labelColumns(space.columns)));
  const users = figures.map(({ userCount }) => String(userCount));
  const room = space.columns - GAPS - widest(['source', ...sources]) - widest(['users', ...users]);
  const rows = figures.map(({ url }, at) => [sources[at]!, users[at]!, fitted(url, room)]);
  const bars = figures.map(({ displayName, userCount }) => ({ label: displayName, value: userCount }));
  return `${table(['source', 'users', 'url'], rows)}\n${barChart(bars, space)}`;
}

const widest = (texts: readonly string[]): number => Math.max(...texts.map(widthOf));

function queryOf(texts: FigureTexts): FigureQuery {
  try {
    return figureQuery(texts);
  } catch (error) {
    throw error instanceof ValidationFailed ? new WrongUsage(fieldErrors(error)) : error;
  }
}
