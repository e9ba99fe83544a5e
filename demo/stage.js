import { make } from './dom.js';

/**
 * @typedef {{ at: number, type: string, playhead: number }} Recorded  what the player did, as it said itself
 * @typedef {'none' | 'starting' | 'playing' | 'paused' | 'stalled' | 'seeking' | 'ended'} PlayerState
 * @typedef {{ at: number, state: PlayerState }} StateChange
 * @typedef {{ from: number, to: number | null, label: string | null }} AdSpan  a break, or with a label an ad in it
 */

const recordedTypes = ['play', 'playing', 'pause', 'seeking', 'seeked', 'waiting', 'ended', 'loadstart'];

/** The state after an event; undefined: as before. @param {string} type @param {any} player @returns {PlayerState | undefined} */
function stateAfter(type, player) {
  const goesOn = !player.paused() && !player.ended();
  switch (type) {
    case 'loadstart':
      return goesOn ? 'starting' : 'none';
    case 'play':
      return 'starting';
    case 'playing':
      return 'playing';
    case 'waiting':
      return goesOn && !player.seeking() ? 'stalled' : undefined;
    case 'seeking':
      return goesOn || player.scrubbing() ? 'seeking' : undefined;
    case 'pause':
      return player.seeking() || player.scrubbing() ? undefined : 'paused';
    case 'ended':
      return 'ended';
    default:
      return undefined;
  }
}

/** Holds the player, and writes down what it does. */
export class Stage {
  /** @type {Recorded[]} */
  recorded = [];
  /** @type {StateChange[]} */
  states = [];
  /** @type {AdSpan[]} */
  ads = [];
  /** @type {any} */
  player;
  #playhead = 0;

  /** @param {HTMLElement} screen */
  constructor(screen) {
    this.screen = screen;
  }

  /** @param {{ autoplay: boolean, setUp: (player: any) => void }} options  `setUp` before anybody else listens */
  create({ autoplay, setUp }) {
    const video = make('video', {
      id: 'player',
      class: 'video-js vjs-big-play-centered',
      playsinline: '',
      preload: 'auto',
    });
    this.screen.replaceChildren(video);
    const videojs = /** @type {any} */ (window).videojs;
    const player = videojs(video, {
      controls: true,
      fluid: true,
      aspectRatio: '16:9',
      autoplay,
      responsive: true,
      // So that the ladder is climbed where it can be seen.
      html5: { vhs: { enableLowInitialPlaylist: true } },
    });
    setUp(player);
    this.#followAds(player);
    for (const type of recordedTypes) player.on(type, () => this.#record(type));
    player.on('timeupdate', () => this.#move());
    this.player = player;
    return player;
  }

  /** Breaks and ads as contrib-ads and its ad plugin tell of them. @param {any} player */
  #followAds(player) {
    const open = (/** @type {string | null} */ label) => this.ads.push({ from: Date.now(), to: null, label });
    const close = (/** @type {(span: AdSpan) => boolean} */ which) => {
      for (const span of this.ads) if (which(span)) span.to ??= Date.now();
    };
    player.on('adstart', () => {
      open(null);
      this.#turn('none');
    });
    player.on('ads-ad-started', () => {
      close(({ label }) => label !== null);
      open(player.ads.ad?.title ?? 'ad');
    });
    player.on(['ads-ad-ended', 'ads-ad-skipped'], () => close(({ label }) => label !== null));
    player.on(['adend', 'dispose'], () => close(() => true));
  }

  /** The end of a stall is not always told, and a `timeupdate` does not always mean that time moved. */
  #move() {
    const { player } = this;
    if (player.ads?.inAdBreak?.()) return;
    const playhead = player.currentTime() ?? 0;
    const moved = playhead > this.#playhead && !player.paused() && !player.ended() && !player.seeking();
    this.#playhead = playhead;
    if (moved) this.#turn('playing');
  }

  dispose() {
    this.player?.dispose();
    this.player = undefined;
    this.#turn('none');
    this.screen.replaceChildren(make('p', { class: 'gone' }, 'The player is disposed of; its viewing has ended.'));
  }

  /** @param {string} type */
  #record(type) {
    this.recorded.push({ at: Date.now(), type, playhead: this.player.currentTime() ?? 0 });
    this.#turn(stateAfter(type, this.player));
  }

  /** @param {PlayerState | undefined} state */
  #turn(state) {
    const before = this.states.at(-1)?.state;
    if (state === 'stalled' && before === 'starting') return;
    if (state && before !== state) this.states.push({ at: Date.now(), state });
  }
}
