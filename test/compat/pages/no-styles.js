// Without this, video.js adds a style element of its own, which a strict policy forbids.
window.VIDEOJS_NO_DYNAMIC_STYLE = true;
