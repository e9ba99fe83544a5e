import type { HostPlayer } from './host';

/** The URL without query and fragment: the same item keeps its id when a token in its address changes. */
export const withoutQuery = (url: string): string => url.replace(/[?#].*$/, '');

function sourceId(player: HostPlayer): string {
  const { src } = player.currentSource();
  return withoutQuery(src || player.currentSrc() || '') || 'unknown';
}

/** What can be told of the loaded item without the integrator's help. */
export function defaultMedia(player: HostPlayer): Record<string, string | undefined> {
  const audio =
    player.isAudio() || player.audioOnlyMode?.() === true || !!player.currentSource().type?.startsWith('audio/');
  return {
    id: sourceId(player),
    name: player.getMedia?.().title || undefined,
    streamType: audio ? 'audio' : 'video',
    playerName: 'video.js',
    channel: location.hostname || 'unknown',
  };
}
