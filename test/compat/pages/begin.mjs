/**
 * A player with the plugin, everything automatic on.
 * @param {any} videojs
 */
export function begin(videojs) {
  const query = new URLSearchParams(location.search);
  const player = videojs('player', { preload: 'auto', muted: true });
  player.mediaTracking({
    collectionUrl: query.get('collectionUrl'),
    analytics: { trackingServer: 'company.sc.omtrdc.net', reportSuite: 'demo' },
    visitor: { marketingCloudOrgId: '0123456789ABCDEF@AdobeOrg' },
    media: { id: 'clip' },
  });
  player.src({ src: '/media/clip.webm', type: 'video/webm' });
}
