/**
 * A player whose tech has no media element: what it shows is set by the benchmark, so that all that is measured meets the same
 * events at the same times, and no decoder takes part. Runs in the page, after video.js.
 */
(() => {
  const TIMEUPDATE_MS = 250;
  const LENGTH_SECONDS = 7200;
  const Tech = videojs.getTech('Tech');

  class StubTech extends Tech {
    constructor(options, ready) {
      super(options, ready);
      this._moving = false;
      this._seconds = 0;
      this._since = 0;
      this._src = '';
      this.triggerReady();
    }
    createEl() {
      return Object.assign(document.createElement('div'), { className: 'vjs-tech' });
    }
    _stand(seconds, moving) {
      this._seconds = seconds;
      this._since = performance.now();
      this._moving = moving;
    }
    src(src) {
      if (src === undefined) return this._src;
      const loaded = this._src;
      this._src = src;
      this._stand(0, false);
      if (loaded) this.trigger('emptied');
      for (const type of ['loadstart', 'durationchange', 'loadedmetadata', 'loadeddata', 'canplay']) this.trigger(type);
      return src;
    }
    play() {
      this._stand(this._seconds, true);
      this.trigger('play');
    }
    pause() {
      if (!this._moving) return;
      this._stand(this.currentTime(), false);
      this.trigger('pause');
    }
    currentTime() {
      return this._seconds + (this._moving ? (performance.now() - this._since) / 1000 : 0);
    }
    duration() {
      return this._src ? LENGTH_SECONDS : NaN;
    }
    paused() {
      return !this._moving;
    }
    seekable() {
      return videojs.createTimeRange(0, this.duration() || 0);
    }
    buffered() {
      return videojs.createTimeRange();
    }
    dispose() {
      this.trigger('dispose');
      super.dispose();
    }
    static isSupported() {
      return true;
    }
    static canPlayType() {
      return 'maybe';
    }
    static canPlaySource() {
      return 'maybe';
    }
  }
  const constant = {
    currentSrc() {
      return this._src;
    },
    playbackRate: () => 1,
    readyState: () => 4,
    networkState: () => 1,
    volume: () => 1,
    poster: () => '',
    preload: () => 'auto',
    error: () => null,
  };
  Object.assign(StubTech.prototype, constant, { featuresTimeupdateEvents: true, featuresProgressEvents: true });
  for (const name of ['ended', 'seeking', 'loop', 'muted', 'controls', 'autoplay'])
    StubTech.prototype[name] = () => false;
  for (const name of [
    'reset',
    'load',
    'setCurrentTime',
    'setPoster',
    'setControls',
    'setVolume',
    'setMuted',
    'setAutoplay',
  ])
    StubTech.prototype[name] = () => undefined;
  for (const name of ['setLoop', 'setPreload', 'setPlaybackRate']) StubTech.prototype[name] = () => undefined;
  videojs.registerTech('StubTech', StubTech);

  const later = window.setInterval.bind(window);
  let made = 0;

  /** A player with an item; its clock ticks as a media element's does, while it plays. */
  function buildPlayer({ ticks }) {
    const element = document.createElement('video');
    document.body.append(element);
    // Nothing of its own user interface: its timers and work are not what is measured.
    const player = videojs(element, { techOrder: ['stubTech'], children: ['mediaLoader'], inactivityTimeout: 0 });
    const tech = () => player.tech(true);
    if (ticks) {
      const id = later(() => player.paused() || tech().trigger('timeupdate'), TIMEUPDATE_MS);
      player.on('dispose', () => clearInterval(id));
    }
    const stage = {
      player,
      /** The n-th item; it is there a moment later, and until then nothing plays. */
      load: (n = ++made) =>
        new Promise((resolve) => {
          player.one('canplay', resolve);
          player.src({ src: `https://media.bench/${n}.mp4`, type: 'video/mp4' });
        }),
      /** When it came to `playing`, ms since the epoch. */
      play() {
        player.play();
        const at = performance.timeOrigin + performance.now();
        tech().trigger('playing');
        return at;
      },
      pause: () => player.pause(),
      tick: () => tech().trigger('timeupdate'),
    };
    return new Promise((resolve) => player.ready(() => resolve(stage)));
  }

  Object.assign(window, { buildPlayer });
})();
