import type { Warn } from '../model';
import { shown } from '../options/check';
import type { StandardState } from '../options/public';
import type { HostPlayer } from './host';
import { last } from './segments';

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
  const on: Record<StandardState, unknown> = {
    fullScreen: player.isFullscreen() || player.isFullWindow,
    mute: player.muted() || player.volume() === 0,
    closedCaptioning: last(
      player.textTracks(),
      ({ kind, mode }) => mode === 'showing' && /^(captions|subtitles)$/.test(kind),
    ),
    pictureInPicture: player.isInPictureInPicture?.(),
    inFocus: focused,
  };
  const known = Object.keys(on) as StandardState[];
  return (wanted === true ? known : wanted).filter((name) => {
    if (!known.includes(name)) warn(`states: ${shown(name)} is not known; left out`);
    return known.includes(name) && on[name];
  });
}
