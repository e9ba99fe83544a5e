import type { HostPlayer, SegmentCue } from './host';

/** Between two segments there may be a gap of some ms. */
const GAP_SECONDS = 0.25;

/** The last of a list that is as wanted; lists of video.js are not iterable. */
export function last<T>(list: ArrayLike<T> | null | undefined, wanted: (each: T) => boolean): T | undefined {
  for (let i = list?.length ?? 0; i--;) {
    const each = list?.[i];
    if (each && wanted(each)) return each;
  }
  return undefined;
}

/** What video.js's HLS engine says of the segment at a position in seconds; the newest is the likeliest. */
export const segmentAt = (player: HostPlayer, position: number): SegmentCue | undefined =>
  last(
    last(player.textTracks(), ({ label }) => label === 'segment-metadata')?.cues,
    ({ startTime, endTime }) => position >= startTime && position < endTime + GAP_SECONDS,
  );
