/** The package's version, written here by the build. */
export const VERSION = '__VERSION__';
