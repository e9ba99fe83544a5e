import videojs from 'video.js';
import 'video.js/dist/video-js.css';
import 'videojs-media-tracking';

const videos = {
  tide: { name: 'Tide', src: '/media/clip.webm', type: 'video/webm' },
  ember: { name: 'Ember', src: '/media/second.webm', type: 'video/webm' },
};

const tracking = {
  collectionUrl: 'https://company.hb-api.omtrdc.net',
  analytics: { trackingServer: 'company.sc.omtrdc.net', reportSuite: 'rsid' },
  visitor: { marketingCloudOrgId: '0123456789ABCDEF@AdobeOrg' },
};

export function showWatch(main, { id }) {
  const video = videos[id];
  if (!video) {
    main.textContent = 'There is no such video.';
    return () => {};
  }
  const element = document.createElement('video-js');
  main.append(element);
  const player = videojs(element, { controls: true, playsinline: true, preload: 'auto', width: 640, height: 360 });
  player.mediaTracking({ ...tracking, media: { id, name: video.name } });
  player.src({ src: video.src, type: video.type });
  return () => player.dispose();
}
