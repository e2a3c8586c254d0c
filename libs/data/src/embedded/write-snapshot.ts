import { needed } from '@castellan/common';

/**
 * Writes what a closed embedded database holds into one file, which others begin with: making the tables takes seconds, reading them none.
 * @internal
 */
export async function writeSnapshot(directory: string, file: string): Promise<void> {
  const { dumpDirectory } = await needed('@electric-sql/pglite', 'The embedded database', () => import('./snapshot.js'));
  await dumpDirectory(directory, file);
}
