/** Why the service did not start, for whoever typed `npm start`. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
