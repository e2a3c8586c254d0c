import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { analyticsSources } from './analytics-sources.js';

export function analytics(): Command {
  const command = new Command('analytics').summary('figures about users').description('Figures about users; nothing in them tells who.');
  return withExamples(command.addCommand(analyticsSources()), 'castellan analytics sources --since 2026-11-01');
}
