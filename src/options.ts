import type { Params } from './model';
import { sift, TEXT, type Table } from './options/check';
import type { MediaTrackingOptions } from './options/public';

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

/** `visitor.*` (API section "Parameters"). */
const VISITOR: Table = [
  ['marketingCloudOrgId* marketingCloudUserId', TEXT],
  ['aamLocationHint', 'an integer from 0'],
  [
    'customerIDs',
    'an object',
    [
      [
        /^[^*]+$/,
        'an object',
        [
          ['id*', TEXT],
          ['authState*', '0 or 1 or 2'],
        ],
      ],
    ],
  ],
];

/** `analytics.*` (API section "Parameters"). */
const ANALYTICS: Table = [
  ['trackingServer* reportSuite* visitorId aid', TEXT],
  ['enableSSL optOutServerSideForwarding optOutShare', 'a boolean'],
];

const OPTIONS: Table = [
  ['collectionUrl*', 'an http(s) URL without query', /^https?:\/\/[^\s?#/][^\s?#]*$/i],
  ['analytics*', 'an object', ANALYTICS],
  ['visitor*', 'an object or a function', VISITOR],
  ['appInstallationId', TEXT],
  ['media customMetadata', 'an object or a function'],
  ['mainPingInterval', 'a number of seconds from 10 to 50'],
  ['adPingInterval', 'a number of seconds from 1 to 10'],
  ['defaultConsent', '"in" or "out" or "pending"'],
  ['ads', 'a boolean or an object', [['describeAd*', 'a function']]],
  ['debug', 'a boolean'],
  ['chapters states', 'a boolean or a list'],
  ['qoe', 'a boolean or a function'],
  ['playhead', 'a function'],
  ['storage', '"local" or "memory"'],
  ['recovery', '"sessions" or "downloaded" or "off"'],
  ['recoveryMaxAge', 'a number of seconds from 0 to 86400'],
];

/**
 * Checks the options and fills in the defaults.
 * @returns the settings, a sentence for each thing that is wrong (with any, the settings are not to be
 * used), and one for each that is left out
 * @throws TypeError if any is wrong and `debug` is true: the integrator is looking
 */
export function resolveOptions<P>(options: unknown): { settings: Settings<P>; problems: string[]; warnings: string[] } {
  const problems: string[] = [];
  const warnings: string[] = [];
  const tell = (list: string[]) => (message: string) => void list.push(message);
  const given = sift('', options, OPTIONS, tell(warnings), tell(problems));
  if (given.debug && problems.length) throw new TypeError(`mediaTracking: ${problems.join('; ')}`);
  return { settings: { ...DEFAULTS, ...given } as Settings<P>, problems, warnings };
}

/** `visitor.*` as the API's schema wants it; throws, naming what is wrong, if that cannot be. */
export function visitorParams(visitor: unknown): Params {
  return sift(
    'visitor',
    visitor,
    VISITOR,
    () => undefined,
    (problem) => {
      throw new TypeError(problem);
    },
  ) as Params;
}
