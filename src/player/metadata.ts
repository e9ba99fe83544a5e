import { VERSION } from '../version';
import type { HostPlayer } from './host';

/** The URL without query and fragment: the same item keeps its id when a token in its address changes. */
export const withoutQuery = (url: string): string => url.replace(/[?#].*$/, '');

/** Which item is loaded. The list of sources stays the same while video.js falls back to its next one. */
export const identity = (player: HostPlayer): string => player.currentSources()[0]?.src || player.currentSrc();

/** What can be told of the loaded item without the integrator's help. */
export function defaultMedia(player: HostPlayer): Record<string, string | undefined> {
  const audio = player.isAudio() || player.audioOnlyMode?.() || player.currentSource().type?.startsWith('audio/');
  return {
    id: withoutQuery(identity(player)) || 'unknown',
    name: player.getMedia?.().title || undefined,
    streamType: audio ? 'audio' : 'video',
    playerName: 'video.js',
    channel: location.hostname || 'unknown',
    sdkVersion: VERSION,
  };
}
