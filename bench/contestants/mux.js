/** The plugin maps by itself; another item has to be told. */
export function track(player, port) {
  let items = 0;
  const about = () => ({ video_id: String(++items), video_title: 'Bench', player_name: 'video.js' });
  player.mux({ data: { env_key: 'bench', ...about() }, beaconCollectionDomain: `localhost:${port}` });
  player.on('emptied', () => player.mux.emit('videochange', about()));
  return { event: (n) => player.mux.emit('error', { player_error_code: n, player_error_message: 'bench' }) };
}
