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
      | 'chapters'
      | 'states'
      | 'qoe'
      | 'storage'
      | 'contentType'
      | 'recovery'
      | 'recoveryMaxAge'
    >
  >;

/** `visitor.*` (API section "Parameters"). */
export const VISITOR: Table = [
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
  ['collectionUrl*', 'an http(s) URL without query', /^(dry-run:|[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s?#/][^\s?#]*)$/],
  ['analytics*', 'an object', ANALYTICS],
  ['visitor*', 'an object or a function', VISITOR],
  ['appInstallationId', TEXT],
  ['media customMetadata', 'an object or a function'],
  ['mainPingInterval', 'a number of seconds from 10 to 50', 10],
  ['adPingInterval', 'a number of seconds from 1 to 10', 1],
  ['defaultConsent', '"in" or "out" or "pending"', 'in'],
  ['ads', 'a boolean or an object', [['describeAd*', 'a function']]],
  ['debug', 'a boolean'],
  ['chapters states', 'a boolean or a list', true],
  ['qoe', 'a boolean or a function', true],
  ['playhead', 'a function'],
  ['storage', '"local" or "memory"', 'local'],
  ['contentType', '"application/json" or "text/plain"', 'application/json'],
  ['recovery', '"sessions" or "downloaded" or "off"', 'sessions'],
  ['recoveryMaxAge', 'a number of seconds from 0 to 86400', 86_400],
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
  const settings = sift(
    '',
    options,
    OPTIONS,
    (message) => warnings.push(message),
    (message) => problems.push(message),
  ) as unknown as Settings<P>;
  if (settings.debug && problems.length) throw new TypeError(`mediaTracking: ${problems.join('; ')}`);
  return { settings, problems, warnings };
}
