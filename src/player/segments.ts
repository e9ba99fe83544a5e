import type { HostPlayer, SegmentCue } from './host';

/** Between two segments there may be a gap of some ms. */
const GAP_SECONDS = 0.25;

/** What video.js's HLS engine says of the segment at a position in seconds. */
export function segmentAt(player: HostPlayer, position: number): SegmentCue | undefined {
  const tracks = player.textTracks();
  for (let t = 0; t < tracks.length; t++) {
    const track = tracks[t];
    if (track?.label !== 'segment-metadata') continue;
    // Emulated cue lists are not iterable. The newest segment is the likeliest.
    for (let c = (track.cues?.length ?? 0) - 1; c >= 0; c--) {
      const cue = track.cues?.[c];
      if (cue && position >= cue.startTime && position < cue.endTime + GAP_SECONDS) return cue;
    }
  }
  return undefined;
}
