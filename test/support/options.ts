import { resolveOptions, type Settings } from '../../src/options';

export const ANALYTICS = { trackingServer: 'company.sc.omtrdc.net', reportSuite: 'rsid' };
export const VISITOR = { marketingCloudOrgId: '0123@AdobeOrg' };
/** The least that is enough. */
export const REQUIRED = { collectionUrl: 'https://company.hb-api.omtrdc.net', analytics: ANALYTICS, visitor: VISITOR };

/** What is said of the required options with some changed or added. */
export const resolved = (changes: object = {}): ReturnType<typeof resolveOptions> =>
  resolveOptions({ ...REQUIRED, ...changes });

export const problems = (changes: object): string[] => resolved(changes).problems;
export const warnings = (changes: object): string[] => resolved(changes).warnings;
export const settings = (changes: object = {}): Settings => resolved(changes).settings;

/** Calls back with something that collects warnings, and returns what was cleaned along with them. */
export function cleaned<T>(clean: (warn: (message: string) => void) => T): { clean: T; told: string[] } {
  const told: string[] = [];
  return { clean: clean((message) => told.push(message)), told };
}
