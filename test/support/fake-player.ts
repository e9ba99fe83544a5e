import type { HostPlayer, HostTextTrack } from '../../src/player/host';

/** A text track as video.js's emulated ones are: its cues have a length and no iterator. */
export function track(kind: string, cues: readonly object[] | null = [], mode = 'disabled', label = ''): HostTextTrack {
  const list = cues && Object.assign({ length: cues.length }, { ...cues });
  return { kind, label, mode, cues: list as HostTextTrack['cues'] };
}

export const cue = (startTime: number, endTime: number, rest: object = {}): object => ({ startTime, endTime, ...rest });

/** What a player answers where it has nothing to say, with some of it replaced. */
export function fakePlayer(answers: Partial<HostPlayer> & { tracks?: readonly HostTextTrack[] } = {}): HostPlayer {
  const { tracks = [], ...rest } = answers;
  const list = Object.assign({ length: tracks.length }, { ...tracks });
  return {
    currentTime: () => 0,
    currentSource: () => ({}),
    textTracks: () => list,
    tech: () => undefined,
    isFullscreen: () => false,
    muted: () => false,
    volume: () => 1,
    ...rest,
  } as HostPlayer;
}
