import type { MediaEvent, Params, Warn } from '../model';
import { VISITOR, type Settings } from '../options';
import { shown, sift, type Table } from '../options/check';
import type { CustomMetadata, MediaInfo } from '../options/public';
import { CUSTOM, MEDIA, OWN } from '../options/values';
import type { Description } from '../session/viewing';
import type { HostPlayer } from './host';
import { defaultMedia } from './metadata';

/** Metadata of one viewing that wins over the options. */
export interface Overrides {
  /** Keys that are left out are those of the options. */
  media?: MediaInfo;
  /** The same for metadata of your own. */
  customMetadata?: CustomMetadata;
}

export interface DescribePorts<P> {
  readonly settings: Settings<P>;
  /** Of the next viewing. */
  readonly overrides: Overrides;
  readonly player: P & HostPlayer;
  readonly warn: Warn;
  /** Resolves when it is time to ask again after so many failures; rejects when there is no one left to ask. */
  again(failures: number): Promise<void>;
}

/**
 * Asks an option that may be a function, a promise or a value; what fails costs its own data only. But the backend
 * takes nothing without a visitor, so a lookup of that is made again.
 */
async function ask<P>(
  name: 'media' | 'customMetadata' | 'visitor',
  table: Table,
  ports: DescribePorts<P>,
): Promise<Params> {
  const { settings, player, warn } = ports;
  const option = settings[name];
  const needed = name === 'visitor';
  const refuse: Warn = (problem) => {
    if (/^visitor(\.marketingCloudOrgId)? /.test(problem)) throw new TypeError(problem);
    warn(`${problem}; left out`);
  };
  for (let failures = 1; ; failures++)
    try {
      const given: unknown = typeof option === 'function' ? await option(player) : option;
      const kept = sift(name, given, table, warn, needed ? refuse : undefined);
      const ids = kept.customerIDs as Record<string, Params> | undefined;
      // The backend refuses a session for one of them that lacks its id.
      if (ids) kept.customerIDs = Object.fromEntries(Object.entries(ids).filter(([, { id }]) => id));
      return kept as Params;
    } catch (error) {
      warn(`${name} failed: ${shown(error)}; ${needed ? 'events wait, and it is asked again' : 'left out'}`);
      if (!needed) return {};
      await ports.again(failures);
    }
}

const askVisitor = <P>(ports: DescribePorts<P>): Promise<Params> => ask('visitor', VISITOR, ports);

/** What `sessionStart` tells of a viewing: what is known at once, and all of it, read and asked for now. */
export function describe<P>(ports: DescribePorts<P>): Description {
  const { settings, overrides, player, warn } = ports;
  const { analytics, appInstallationId } = settings;
  const own: Overrides = sift('source.mediaTracking', player.currentSource().mediaTracking, OWN, warn);
  const given: Overrides = sift('startSession', overrides, OWN, warn);
  const defaults = defaultMedia(player);
  const params = (asked: object): Params & { media: Params } => ({
    analytics: analytics as Partial<typeof analytics>,
    appInstallationId,
    media: { ...defaults, ...asked, ...own.media, ...given.media },
  });
  const answers = Promise.all([ask('media', MEDIA, ports), ask('customMetadata', CUSTOM, ports), askVisitor(ports)]);
  const fixed = (name: 'media' | 'customMetadata', table: Table): Params =>
    typeof settings[name] === 'object' ? (sift(name, settings[name], table, warn) as Params) : {};
  const custom = (asked: Params): object => ({ ...asked, ...own.customMetadata, ...given.customMetadata });
  return {
    known: { params: params(fixed('media', MEDIA)), customMetadata: custom(fixed('customMetadata', CUSTOM)) },
    details: answers.then(([asked, answered, visitor]) => ({
      params: { ...params(asked), visitor },
      customMetadata: custom(answered),
    })),
  } as Description;
}

/** Completes a `sessionStart` whose page was left before all was known of it: the same visitor is asked for now. */
export async function describeLate<P>(ports: DescribePorts<P>, start: MediaEvent): Promise<MediaEvent> {
  const media = { length: 0, contentType: 'vod', ...(start.params?.media as Params) };
  return { ...start, params: { ...start.params, media, visitor: await askVisitor(ports) } };
}
