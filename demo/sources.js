import { make } from './dom.js';

/**
 * @typedef {object} DemoSource
 * @property {string} label
 * @property {string} src
 * @property {string} type
 * @property {boolean} [tracks]  has captions and chapters
 * @property {boolean} [audio]
 * @property {{ id: string, name: string }} media
 */

const folder = '/demo/media/';
const tide = { id: 'tide', name: 'Tide' };

/** @type {Record<string, DemoSource>} */
export const sources = {
  mp4: { label: 'MP4', src: `${folder}clip.mp4`, type: 'video/mp4', tracks: true, media: tide },
  webm: { label: 'WebM', src: `${folder}clip.webm`, type: 'video/webm', tracks: true, media: tide },
  hls: { label: 'HLS', src: `${folder}hls/master.m3u8`, type: 'application/x-mpegURL', tracks: true, media: tide },
  second: {
    label: 'Second',
    src: `${folder}second.webm`,
    type: 'video/webm',
    media: { id: 'ember', name: 'Ember' },
  },
  audio: {
    label: 'Audio',
    src: `${folder}audio.m4a`,
    type: 'audio/mp4',
    audio: true,
    media: { id: 'tide-sound', name: 'Tide, the sound' },
  },
};

const texts = [
  { kind: 'captions', src: `${folder}captions.vtt`, srclang: 'en', label: 'English' },
  { kind: 'chapters', src: `${folder}chapters.vtt`, srclang: 'en', label: 'Chapters' },
];

/** @param {any} player @param {string} name */
export function load(player, name) {
  const source = sources[name];
  if (!source) return;
  const { src, type, media } = source;
  player.audioPosterMode(Boolean(source.audio));
  player.poster(name === 'second' ? '' : `${folder}poster.jpg`);
  player.src({ src, type, mediaTracking: { media } });
  // A new source takes the tracks of the one before with it.
  if (source.tracks) player.ready(() => texts.forEach((text) => player.addRemoteTextTrack(text, false)));
}

/** The source switch. @param {Element} group @param {(name: string) => void} choose @returns {(name: string) => void} shows which is chosen */
export function addSourceSwitch(group, choose) {
  const buttons = Object.entries(sources).map(([name, { label }]) => {
    const button = make('button', { type: 'button', 'data-source': name }, label);
    button.addEventListener('click', () => choose(name));
    return button;
  });
  group.append(...buttons);
  return (chosen) =>
    buttons.forEach((button) => button.setAttribute('aria-pressed', String(button.dataset['source'] === chosen)));
}
