import type { Chapter, Emit, Extra, Reading } from '../model';

/** A chapter is begun this much before its start, in s: a seek to its start may land a little before. */
const EARLY_SECONDS = 0.05;

/** A chapter in its place: the index counts from 1. */
type PlacedChapter = Chapter & { readonly index: number };

/** What `chapterStart` tells of a chapter (API section "Parameters"). */
export const describeChapter = ({ index, start, end, title, customMetadata }: PlacedChapter): Extra => ({
  params: {
    media: {
      chapter: { index, offset: start, length: end - start, friendlyName: title || undefined },
    },
  },
  ...(customMetadata && { customMetadata }),
});

/** The chapter at a position: the last one begun, unless that is over. */
function chapterAt(chapters: readonly Chapter[], position: number): PlacedChapter | undefined {
  const begun = chapters.filter(({ start }) => start <= position).sort((a, b) => b.start - a.start);
  const [chapter] = begun;
  return chapter && position < chapter.end ? { ...chapter, index: begun.length } : undefined;
}

/** Chapters follow the content that is on screen, not the player's cues: those fire in the middle of a scrub too. */
export class Chapters {
  private _open: PlacedChapter | undefined;
  /** Content was on screen up to here, in s; NaN after a jump. */
  private _from = NaN;

  constructor(private readonly _emit: Emit) {}

  /** The position is about to be another, by no playing. */
  jump(): void {
    this._from = NaN;
  }

  /** Content is on screen, as read. What was not passed on the way here happened at the given moment. */
  move(r: Reading, at: number, playhead: number): void {
    const { _open: open, _from: from } = this;
    const next = chapterAt(r.chapters, r.mediaTime + EARLY_SECONDS);
    this._open = next;
    this._from = r.mediaTime;
    const boundary = next?.start ?? open?.end;
    if (boundary === undefined || open?.start === next?.start) return;
    if (boundary > from) {
      const ago = Math.max(0, r.mediaTime - boundary);
      at = r.at - (ago / (r.rate || 1)) * 1000;
      playhead = r.playhead - ago;
    }
    if (open) this._emit(from >= 0 ? 'chapterComplete' : 'chapterSkip', at, playhead);
    if (next) this._emit('chapterStart', at, playhead, describeChapter(next));
  }
}
