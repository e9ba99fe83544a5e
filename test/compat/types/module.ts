// In an ES module under node16, video.js's own types have `videojs` where it is not when it runs; a player's type is there.
import type videojs from 'video.js';
import { MediaTracking } from 'videojs-media-tracking';
import type { MediaTrackingOptions } from 'videojs-media-tracking';

type Player = ReturnType<typeof videojs.default>;

export function track(player: Player, options: MediaTrackingOptions): MediaTracking {
  const tracking = player.mediaTracking(options);
  tracking.on('eventdropped', (_, { event, reason }) => event.type + reason);
  return tracking;
}
