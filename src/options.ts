import type { Params } from './model';
import { isObject, sift, type Table } from './options/check';
import { DRY_RUN, type MediaTrackingOptions } from './options/public';

/** The options, checked, with every default filled in. */
export type Settings<P = unknown> = MediaTrackingOptions<P> &
  Required<
    Pick<
      MediaTrackingOptions<P>,
      | 'mainPingInterval'
      | 'adPingInterval'
      | 'defaultConsent'
      | 'ads'
      | 'chapters'
      | 'states'
      | 'qoe'
      | 'storage'
      | 'recovery'
      | 'recoveryMaxAge'
      | 'debug'
    >
  >;

const DEFAULTS = {
  mainPingInterval: 10,
  adPingInterval: 1,
  defaultConsent: 'in',
  ads: true,
  chapters: true,
  states: true,
  qoe: true,
  storage: 'local',
  recovery: 'sessions',
  recoveryMaxAge: 86_400,
  debug: false,
} as const;

const url = (value: unknown): boolean =>
  value === DRY_RUN || (typeof value === 'string' && /^https?:\/\/[^\s?#/][^\s?#]*$/i.test(value));

const within =
  (low: number, high: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && value >= low && value <= high;

const isCustomerId = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).length === 2 &&
  typeof value.id === 'string' &&
  value.id !== '' &&
  [0, 1, 2].includes(value.authState as number);

/** `visitor.*` (API section "Parameters"). */
const VISITOR: Table = [
  ['marketingCloudOrgId* marketingCloudUserId', 'a non-empty string'],
  ['aamLocationHint', 'an integer', Number.isInteger],
  [
    'customerIDs',
    'an object of { id: string, authState: 0, 1 or 2 }',
    (value) => isObject(value) && Object.values(value).every(isCustomerId),
  ],
];

/** `analytics.*` (API section "Parameters"). */
const ANALYTICS: Table = [
  ['trackingServer* reportSuite* visitorId aid', 'a non-empty string'],
  ['enableSSL optOutServerSideForwarding optOutShare', 'a boolean'],
];

const OPTIONS: Table = [
  ['collectionUrl*', 'an http(s) URL without query', url],
  ['analytics*', 'an object', ANALYTICS],
  ['visitor*', 'an object or a function', VISITOR],
  ['appInstallationId', 'a non-empty string'],
  ['media customMetadata', 'an object or a function'],
  ['mainPingInterval', 'a number of seconds from 10 to 50', within(10, 50)],
  ['adPingInterval', 'a number of seconds from 1 to 10', within(1, 10)],
  ['defaultConsent', '"in" or "out" or "pending"'],
  ['ads', 'a boolean or an object', [['describeAd*', 'a function']]],
  ['debug', 'a boolean'],
  ['chapters states', 'a boolean or a list'],
  ['qoe', 'a boolean or a function'],
  ['playhead', 'a function'],
  ['storage', '"local" or "memory"'],
  ['recovery', '"sessions" or "downloaded" or "off"'],
  ['recoveryMaxAge', 'a number of seconds from 0 to 86400', within(0, 86_400)],
];

/**
 * Checks the options and fills in the defaults.
 * @returns the settings, a sentence for each thing that is wrong (with any, the settings are not to be
 * used), and one for each that is left out
 */
export function resolveOptions<P>(options: unknown): { settings: Settings<P>; problems: string[]; warnings: string[] } {
  const problems: string[] = [];
  const warnings: string[] = [];
  const tell = (list: string[]) => (message: string) => void list.push(message);
  const given = sift(options, OPTIONS, '', tell(warnings), tell(problems));
  return { settings: { ...DEFAULTS, ...given } as Settings<P>, problems, warnings };
}

/** `analytics.*` as the API's schema wants it. */
export const analyticsParams = (analytics: object): Params => analytics as Params;

/** `visitor.*` as the API's schema wants it; throws, naming what is wrong, if that cannot be. */
export function visitorParams(visitor: unknown): Params {
  const refuse = (problem: string): never => {
    throw new TypeError(problem);
  };
  return sift({ visitor }, [['visitor*', 'an object', VISITOR]], '', () => undefined, refuse).visitor as Params;
}
