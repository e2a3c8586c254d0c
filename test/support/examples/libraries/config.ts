import { ConfigurationError, loadConfiguration } from '@castellan/config';

export function configurationOf(environment: NodeJS.ProcessEnv) {
  try {
    return loadConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message; // every fault, each with the line to change
    throw error;
  }
}
