import type { Params } from './model';
import {
  bool,
  either,
  func,
  isObject,
  list,
  object,
  onlyKnown,
  oneOf,
  optional,
  problemsIn,
  range,
  text,
  unknownIn,
  type Check,
} from './options/check';
import type { MediaTrackingOptions } from './options/public';
import { VISITOR_CHECKS } from './options/values';

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
  debug: false,
} as const;

const url: Check = (value) =>
  !(typeof value === 'string' && /^https?:\/\/[^/\s]+[^\s?#]*$/.test(value)) && 'an http(s) URL without query';

const OPTIONS: Readonly<Record<keyof MediaTrackingOptions, Check>> = {
  collectionUrl: url,
  analytics: object,
  visitor: either(object, func),
  appInstallationId: optional(text),
  media: optional(either(object, func)),
  customMetadata: optional(either(object, func)),
  mainPingInterval: range(10, 50),
  adPingInterval: range(1, 10),
  defaultConsent: oneOf('in', 'out', 'pending'),
  ads: bool,
  chapters: either(bool, list),
  states: either(bool, list),
  qoe: either(bool, func),
  playhead: optional(func),
  storage: oneOf('local', 'memory'),
  debug: bool,
};

const ANALYTICS: Readonly<Record<string, Check>> = {
  trackingServer: text,
  reportSuite: text,
  enableSSL: optional(bool),
  visitorId: optional(text),
  aid: optional(text),
  optOutServerSideForwarding: optional(bool),
  optOutShare: optional(bool),
};

/**
 * Checks the options and fills in the defaults.
 * @returns the settings, a sentence for each thing that is wrong (with any, the settings are not to be
 * used), and one for each that is left out
 */
export function resolveOptions<P>(options: unknown): { settings: Settings<P>; problems: string[]; warnings: string[] } {
  const given = Object.entries(isObject(options) ? options : {}).filter(([, value]) => value !== undefined);
  const settings = { ...DEFAULTS, ...Object.fromEntries(given) } as Settings<P>;
  const { analytics } = settings;
  const visitor = isObject(settings.visitor) ? settings.visitor : undefined;
  return {
    settings,
    problems: [
      ...problemsIn(settings, OPTIONS),
      ...(isObject(analytics) ? problemsIn(analytics, ANALYTICS, 'analytics.') : []),
      ...(visitor ? problemsIn(visitor, VISITOR_CHECKS, 'visitor.') : []),
    ],
    warnings: [
      ...unknownIn(settings, OPTIONS),
      ...unknownIn(analytics, ANALYTICS, 'analytics.'),
      ...unknownIn(visitor, VISITOR_CHECKS, 'visitor.'),
    ],
  };
}

/** `analytics.*` as the API's schema wants it. */
export const analyticsParams = (analytics: object): Params => onlyKnown(analytics, ANALYTICS) as Params;

/** `visitor.*` as the API's schema wants it; throws, naming what is wrong, if that cannot be. */
export function visitorParams(visitor: unknown): Params {
  const problems = isObject(visitor)
    ? problemsIn(visitor, VISITOR_CHECKS, 'visitor.')
    : problemsIn({ visitor }, { visitor: object });
  if (problems.length) throw new TypeError(problems.join('; '));
  return onlyKnown(visitor as object, VISITOR_CHECKS) as Params;
}
