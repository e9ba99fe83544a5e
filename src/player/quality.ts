import type { Quality, Warn } from '../model';
import { cleanQuality } from '../options/values';
import { attempt } from './attempt';
import type { HostPlayer } from './host';
import { segmentAt } from './segments';

/** What the player itself knows: nothing of the bitrate where the browser plays HLS, or a single file. */
function measured(player: HostPlayer): Record<string, unknown> {
  const segment = segmentAt(player, player.currentTime());
  const levels = player.qualityLevels?.();
  const level = levels?.[levels.selectedIndex];
  const attributes = player.tech(true)?.vhs?.playlists?.media?.()?.attributes;
  return {
    // The segment says what is on screen; the rest is what was decided to be loaded.
    bitrate: segment ? segment.value?.bandwidth : (level?.bitrate ?? attributes?.BANDWIDTH),
    framesPerSecond: level?.frameRate ?? attributes?.['FRAME-RATE'],
    droppedFrames: player.getVideoPlaybackQuality?.()?.droppedVideoFrames,
  };
}

/** @param own a function that gives the integrator's values, which win */
export const readQuality = (player: HostPlayer, warn: Warn, own: unknown): Quality => ({
  ...cleanQuality('', measured(player), () => undefined),
  ...cleanQuality('qoe', attempt('qoe', own, player, warn), warn),
});
