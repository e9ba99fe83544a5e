import type { MediaEvent, Params, Warn } from '../model';
import { analyticsParams, visitorParams, type Settings } from '../options';
import { isObject, shown } from '../options/check';
import type { CustomMetadata, MediaInfo } from '../options/public';
import { cleanCustomMetadata, cleanMedia } from '../options/values';
import type { Description } from '../session/viewing';
import { reason } from './attempt';
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
  readonly version: string;
  warn: Warn;
  /** Resolves when it is time to ask again after so many failures; rejects when there is no one left to ask. */
  again(failures: number): Promise<void>;
}

/** Asks an option that may be a function, a promise or a value; what fails costs its own data only. */
async function ask<P>(
  name: 'media' | 'customMetadata',
  { settings, player, warn }: DescribePorts<P>,
): Promise<unknown> {
  const option = settings[name];
  try {
    const value: unknown = typeof option === 'function' ? await option(player) : option;
    if (value !== undefined && value !== null && !isObject(value))
      warn(`${name} must give an object, gave ${shown(value)}; left out`);
    return value;
  } catch (error) {
    warn(`${name} failed: ${reason(error)}; left out`);
    return undefined;
  }
}

/** Who watches. The backend takes nothing without it, so a lookup that fails is made again. */
async function askVisitor<P>(ports: DescribePorts<P>): Promise<Params> {
  const { settings, player, warn } = ports;
  const { visitor } = settings;
  for (let failures = 1; ; failures++) {
    try {
      return visitorParams(typeof visitor === 'function' ? await visitor(player) : visitor);
    } catch (error) {
      warn(`visitor failed: ${reason(error)}; events wait, and it is asked again`);
      await ports.again(failures);
    }
  }
}

/** What `sessionStart` tells of a viewing: what is known at once, and all of it, read and asked for now. */
export function describe<P>(ports: DescribePorts<P>, overrides: Overrides): Description {
  const { settings, player, version, warn } = ports;
  const own = player.currentSource().mediaTracking;
  const defaults = { ...defaultMedia(player), sdkVersion: version };
  const params = (media: unknown, tell: Warn): Params & { media: Params } => ({
    analytics: analyticsParams(settings.analytics),
    appInstallationId: settings.appInstallationId || undefined,
    media: {
      ...defaults,
      ...cleanMedia(media, tell),
      ...cleanMedia(own?.media, tell, 'source.mediaTracking.media'),
      ...cleanMedia(overrides.media, tell, 'startSession.media'),
    },
  });
  const answers = Promise.all([ask('media', ports), ask('customMetadata', ports), askVisitor(ports)]);
  return {
    known: params(settings.media, () => undefined),
    details: answers.then(([media, custom, visitor]) => ({
      params: { ...params(media, warn), visitor },
      customMetadata: {
        ...cleanCustomMetadata(custom, warn),
        ...cleanCustomMetadata(own?.customMetadata, warn, 'source.mediaTracking.customMetadata'),
        ...cleanCustomMetadata(overrides.customMetadata, warn, 'startSession.customMetadata'),
      },
    })),
  };
}

/** Completes a `sessionStart` whose page was left before all was known of it: the same visitor is asked for now. */
export async function describeLate<P>(ports: DescribePorts<P>, start: MediaEvent): Promise<MediaEvent> {
  const media = { length: 0, contentType: 'vod', ...(start.params?.media as Params) };
  return { ...start, params: { ...start.params, media, visitor: await askVisitor(ports) } };
}
