import type { Warn } from '../model';
import { shown } from '../options/check';
import type { StandardState } from '../options/public';
import type { HostPlayer } from './host';

/** Captions or subtitles are on screen. */
function captioned(player: HostPlayer): boolean {
  const tracks = player.textTracks();
  for (let i = 0; i < tracks.length; i++) {
    const { kind, mode } = tracks[i] ?? {};
    if (mode === 'showing' && (kind === 'captions' || kind === 'subtitles')) return true;
  }
  return false;
}

/**
 * The API's standard player states that are on.
 * @param wanted all of them, none, or those named
 * @param focused whether the page has the viewer's attention
 */
export function readStates(
  player: HostPlayer,
  wanted: boolean | readonly StandardState[],
  focused: boolean,
  warn: Warn,
): string[] {
  if (!wanted) return [];
  const on: Record<StandardState, boolean> = {
    fullScreen: player.isFullscreen() || !!player.isFullWindow,
    mute: player.muted() || player.volume() === 0,
    closedCaptioning: captioned(player),
    pictureInPicture: !!player.isInPictureInPicture?.(),
    inFocus: focused,
  };
  const all = Object.keys(on) as StandardState[];
  if (wanted === true) return all.filter((name) => on[name]);
  return wanted.filter((name) => {
    if (!(name in on)) warn(`states: ${shown(name)} is not known; left out`);
    return on[name];
  });
}
