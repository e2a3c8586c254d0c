import { inOptions } from '@castellan/config';

/** Waits for a step of the start. The error of one that fails names options where that of a service names variables. */
export async function namingOptions<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { message, stack } = error;
    error.message = inOptions(message);
    if (stack !== undefined) error.stack = stack.replace(message, () => error.message);
    throw error;
  }
}
