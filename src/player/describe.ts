import type { Params, Warn } from '../model';
import { analyticsParams, visitorParams, type Settings } from '../options';
import { isObject, shown } from '../options/check';
import type { CustomMetadata, MediaInfo } from '../options/public';
import { cleanCustomMetadata, cleanMedia } from '../options/values';
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

/** All that `sessionStart` tells of a viewing, read and asked for now. */
export async function describe<P>(
  ports: DescribePorts<P>,
  overrides: Overrides,
): Promise<{ params: Params & { media: Params }; customMetadata: Record<string, string> }> {
  const { settings, player, version, warn } = ports;
  const { analytics, appInstallationId } = settings;
  const own = player.currentSource().mediaTracking;
  const defaults = { ...defaultMedia(player), sdkVersion: version };
  const [media, custom, visitor] = await Promise.all([
    ask('media', ports),
    ask('customMetadata', ports),
    askVisitor(ports),
  ]);
  return {
    params: {
      analytics: analyticsParams(analytics),
      visitor,
      appInstallationId: appInstallationId || undefined,
      media: {
        ...defaults,
        ...cleanMedia(media, warn),
        ...cleanMedia(own?.media, warn, 'source.mediaTracking.media'),
        ...cleanMedia(overrides.media, warn, 'startSession.media'),
      },
    },
    customMetadata: {
      ...cleanCustomMetadata(custom, warn),
      ...cleanCustomMetadata(own?.customMetadata, warn, 'source.mediaTracking.customMetadata'),
      ...cleanCustomMetadata(overrides.customMetadata, warn, 'startSession.customMetadata'),
    },
  };
}
