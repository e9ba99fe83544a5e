import type { MediaEvent, Params, Warn } from '../model';
import { visitorParams, type Settings } from '../options';
import { shown, sift, type Table } from '../options/check';
import type { CustomMetadata, MediaInfo } from '../options/public';
import { CUSTOM, MEDIA, OWN } from '../options/values';
import type { Description } from '../session/viewing';
import type { HostPlayer } from './host';
import { defaultMedia } from './metadata';

/** Metadata of one viewing that wins over the options. */
export interface Overrides {
  media?: MediaInfo;
  customMetadata?: CustomMetadata;
}

export interface DescribePorts<P> {
  readonly settings: Settings<P>;
  readonly player: P & HostPlayer;
  readonly warn: Warn;
  /** Resolves when it is time to ask again after so many failures; rejects when there is no one left to ask. */
  readonly again: (failures: number) => Promise<void>;
}

/** Asks an option that may be a function, a promise or a value; what fails costs its own data only. */
async function ask<P>(
  name: 'media' | 'customMetadata',
  table: Table,
  { settings, player, warn }: DescribePorts<P>,
): Promise<object> {
  const option = settings[name];
  try {
    return sift(name, typeof option === 'function' ? await option(player) : option, table, warn);
  } catch (error) {
    warn(`${name} failed: ${shown(error)}; left out`);
    return {};
  }
}

/** Who watches. The backend takes nothing without it, so a lookup that fails is made again. */
async function askVisitor<P>({ settings, player, warn, again }: DescribePorts<P>): Promise<Params> {
  const { visitor } = settings;
  for (let failures = 1; ; failures++) {
    try {
      return visitorParams(typeof visitor === 'function' ? await visitor(player) : visitor);
    } catch (error) {
      warn(`visitor failed: ${shown(error)}; events wait, and it is asked again`);
      await again(failures);
    }
  }
}

/** What `sessionStart` tells of a viewing: what is known at once, and all of it, read and asked for now. */
export function describe<P>(ports: DescribePorts<P>, overrides: Overrides): Description {
  const { settings, player, warn } = ports;
  const { analytics, appInstallationId, media } = settings;
  const own: Overrides = sift('source.mediaTracking', player.currentSource().mediaTracking, OWN, warn);
  const given: Overrides = sift('startSession', overrides, OWN, warn);
  const defaults = defaultMedia(player);
  const params = (asked: object): Params & { media: Params } => ({
    analytics: analytics as Partial<typeof analytics>,
    appInstallationId,
    media: { ...defaults, ...asked, ...own.media, ...given.media },
  });
  const answers = Promise.all([ask('media', MEDIA, ports), ask('customMetadata', CUSTOM, ports), askVisitor(ports)]);
  return {
    known: params(typeof media === 'object' ? sift('media', media, MEDIA, warn) : {}),
    details: answers.then(([asked, custom, visitor]) => ({
      params: { ...params(asked), visitor },
      customMetadata: { ...custom, ...own.customMetadata, ...given.customMetadata },
    })),
  } as Description;
}

/** Completes a `sessionStart` whose page was left before all was known of it: the same visitor is asked for now. */
export async function describeLate<P>(ports: DescribePorts<P>, start: MediaEvent): Promise<MediaEvent> {
  const media = { length: 0, contentType: 'vod', ...(start.params?.media as Params) };
  return { ...start, params: { ...start.params, media, visitor: await askVisitor(ports) } };
}
