import { useState } from 'react';
import { VideoPlayer, type Video } from './VideoPlayer';

const videos: Video[] = [
  { src: '/media/clip.webm', type: 'video/webm', media: { id: 'tide', name: 'Tide' } },
  { src: '/media/second.webm', type: 'video/webm', media: { id: 'ember', name: 'Ember' } },
];

/** One player for all videos: another video is another viewing, and a closed player ends its own. */
export function App() {
  const [shown, setShown] = useState<Video | undefined>(videos[0]);
  return (
    <main>
      {videos.map((video) => (
        <button key={video.media.id} type="button" onClick={() => setShown(video)}>
          {video.media.name}
        </button>
      ))}
      <button type="button" onClick={() => setShown(undefined)}>
        Close
      </button>
      {shown && <VideoPlayer video={shown} />}
    </main>
  );
}
