/** The version of the API is the version of the package; a test compares the two. */
export const VERSION = '0.1.0';
