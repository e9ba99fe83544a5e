import { EDGE, redirect } from './alloy-redirect.js';
import { createCustomInstance } from '@adobe/alloy';
import { streamingMedia } from '@adobe/alloy-core/core/componentCreators.js';

/** One for all players of a page. */
let alloy;
let players = 0;

function configured(port) {
  redirect.port = port;
  const instance = createCustomInstance({ name: 'alloy', components: [streamingMedia] });
  void instance('configure', {
    datastreamId: 'bench',
    orgId: '0123456789ABCDEF@AdobeOrg',
    edgeDomain: EDGE,
    context: [],
    thirdPartyCookiesEnabled: false,
    streamingMedia: { channel: 'bench', playerName: 'video.js', mainPingInterval: 10, adPingInterval: 1 },
  });
  return instance;
}

/** What an integrator writes: video.js's events to alloy's commands. */
export function track(player, port) {
  alloy ??= configured(port);
  const playerId = `player-${++players}`;
  let open = false;
  const send = (type, details) => {
    if (open) alloy('sendMediaEvent', { playerId, xdm: { eventType: `media.${type}`, ...details } }).catch(() => {});
  };
  const end = (type) => {
    send(type);
    open = false;
  };
  player.on('play', () => {
    if (open) return;
    open = true;
    const sessionDetails = {
      name: player.currentSrc(),
      friendlyName: 'Bench',
      length: Math.round(player.duration()) || 0,
      contentType: 'vod',
      streamType: 'video',
    };
    alloy('createMediaSession', {
      playerId,
      getPlayerDetails: () => ({ playhead: Math.floor(player.currentTime()) }),
      xdm: { mediaCollection: { sessionDetails } },
    }).catch(() => {});
  });
  player.on('playing', () => send('play'));
  player.on('waiting', () => send('bufferStart'));
  player.on('pause', () => player.ended() || send('pauseStart'));
  player.on('ended', () => end('sessionComplete'));
  player.on('loadstart', () => end('sessionEnd'));
  player.on('dispose', () => end('sessionEnd'));
  return {
    event: (n) => send('error', { mediaCollection: { errorDetails: { name: `bench-${n}`, source: 'player' } } }),
  };
}
