import type { Chapter, Warn } from '../model';
import { cleanChapter } from '../options/values';
import type { HostPlayer, HostTextTrack } from './host';

const LONGEST_SECONDS = 86_400;

/** The one that video.js's own chapters button lists: the last. */
function chaptersTrack(player: HostPlayer): HostTextTrack | undefined {
  const tracks = player.textTracks();
  for (let i = tracks.length - 1; i >= 0; i--) if (tracks[i]?.kind === 'chapters') return tracks[i];
  return undefined;
}

/** Chapters of a track that is loaded, or is loaded from now on. */
function fromTrack(player: HostPlayer): Chapter[] {
  const track = chaptersTrack(player);
  // A disabled track is never loaded.
  if (track?.mode === 'disabled') track.mode = 'hidden';
  const chapters: Chapter[] = [];
  for (let i = 0; i < (track?.cues?.length ?? 0); i++) {
    const cue = track?.cues?.[i];
    // A cue may be without end, which JSON cannot say.
    if (cue) chapters.push({ start: cue.startTime, end: Math.min(cue.endTime, LONGEST_SECONDS), title: cue.text });
  }
  return chapters;
}

/** Chapters of what is loaded: from the list on its source object, the option's list, or the player's track. */
export function readChapters(player: HostPlayer, wanted: boolean | readonly unknown[], warn: Warn): Chapter[] {
  if (!wanted) return [];
  const own = player.currentSource().mediaTracking?.chapters;
  const list = own ?? wanted;
  if (!Array.isArray(list)) return fromTrack(player);
  const path = own ? 'source.mediaTracking.chapters' : 'chapters';
  const chapters = list.map((chapter, index) => cleanChapter(chapter, warn, `${path}[${index}]`));
  return chapters.filter((chapter) => chapter !== undefined);
}
