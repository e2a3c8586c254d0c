import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { configCheck } from './config-check.js';

export function config(): Command {
  const command = new Command('config').summary('check the environment').description('The environment that the service is configured by.');
  return withExamples(command.addCommand(configCheck()), 'castellan config check');
}
