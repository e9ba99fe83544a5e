export function showHome(main) {
  main.textContent = 'Choose a video.';
  return () => {};
}
