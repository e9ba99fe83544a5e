import type { Chapter, Warn } from '../model';
import { cleanChapters } from '../options/values';
import type { HostPlayer, HostTextTrack } from './host';

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
  const cues = track?.cues;
  const chapters: Chapter[] = [];
  for (let i = 0; i < (cues?.length ?? 0); i++) {
    const cue = cues?.[i];
    if (cue) chapters.push({ start: cue.startTime, end: cue.endTime, title: cue.text });
  }
  return chapters;
}

/** Reads the chapters of what is loaded: from its source object, else from the option's list or the player's track. */
export class ChapterReader {
  private _list: unknown;
  private _clean: Chapter[] = [];

  constructor(
    private readonly _player: HostPlayer,
    private readonly _warn: Warn,
  ) {}

  read(wanted: boolean | readonly unknown[]): readonly Chapter[] {
    const own = this._player.currentSource().mediaTracking?.chapters;
    if (!wanted) return [];
    const list = own ?? wanted;
    if (list === true) return fromTrack(this._player);
    if (list !== this._list)
      this._clean = cleanChapters(list, this._warn, own ? 'source.mediaTracking.chapters' : 'chapters');
    this._list = list;
    return this._clean;
  }
}
