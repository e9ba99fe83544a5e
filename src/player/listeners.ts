import type { SignalType } from '../model';

/** The player's events that say something about a viewing, or about the player's state. */
export const SIGNALS = (
  'play playing pause seeking seeked waiting timeupdate durationchange ended emptied loadstart playerreset error ' +
  'contentended volumechange texttrackchange fullscreenchange enterpictureinpicture leavepictureinpicture'
).split(' ') as readonly SignalType[];
