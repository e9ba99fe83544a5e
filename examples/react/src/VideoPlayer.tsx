import { useEffect, useRef } from 'react';
import videojs from 'video.js';
import 'video.js/dist/video-js.css';
import 'videojs-media-tracking';
import type { MediaInfo } from 'videojs-media-tracking';

type Player = ReturnType<typeof videojs>;

export interface Video {
  src: string;
  type: string;
  media: MediaInfo;
}

function createPlayer(element: HTMLElement): Player {
  const player = videojs(element, { controls: true, playsinline: true, preload: 'auto', width: 640, height: 360 });
  player.mediaTracking({
    collectionUrl: 'https://company.hb-api.omtrdc.net',
    analytics: { trackingServer: 'company.sc.omtrdc.net', reportSuite: 'rsid' },
    visitor: { marketingCloudOrgId: '0123456789ABCDEF@AdobeOrg' },
  });
  return player;
}

export function VideoPlayer({ video }: { video: Video }) {
  const container = useRef<HTMLDivElement>(null);
  const player = useRef<Player>(null);

  useEffect(() => {
    // video.js takes its element out of the page with the player. StrictMode runs effects twice, so React must not own that element.
    const element = document.createElement('video-js');
    container.current!.append(element);
    const created = createPlayer(element);
    player.current = created;
    return () => created.dispose(); // ends the viewing, too
  }, []);

  useEffect(() => {
    const { src, type, media } = video;
    // What is watched travels with its source: the next one is another viewing.
    player.current!.src({ src, type, mediaTracking: { media } });
  }, [video]);

  return <div ref={container} />;
}
