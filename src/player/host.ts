/** A source as handed to `player.src()`, with this plugin's own key. */
export interface HostSource {
  src?: string;
  type?: string;
  mediaTracking?: { media?: object; customMetadata?: object };
}

/** A cue of the track on which video.js's HLS engine describes each segment. */
interface SegmentCue {
  readonly startTime: number;
  readonly endTime: number;
  readonly value?: { readonly programDateTime?: number; readonly dateTimeObject?: Date };
}

interface HostTextTrack {
  readonly label: string;
  readonly cues: ArrayLike<SegmentCue> | null;
}

/** The part of a video.js player that this plugin reads; its own types leave some of it out. */
export interface HostPlayer {
  currentTime(): number | undefined;
  duration(): number | undefined;
  paused(): boolean;
  seeking(): boolean;
  ended(): boolean;
  loop(): boolean | undefined;
  playbackRate(): number | undefined;
  isAudio(): boolean | undefined;
  audioOnlyMode?(): unknown;
  currentSrc(): string;
  currentSource(): HostSource;
  currentSources(): HostSource[];
  getMedia?(): { title?: string };
  seekable(): { readonly length: number; end(index: number): number };
  textTracks(): ArrayLike<HostTextTrack>;
  error(): { code: number; message?: string } | null | undefined;
  tech(safety: true): { el?(): { getStartDate?(): Date } } | undefined;
}
