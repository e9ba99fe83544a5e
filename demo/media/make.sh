#!/usr/bin/env bash
# Re-creates every media file of this folder from nothing but ffmpeg's own generators.
# Needs ffmpeg with libx264, libvpx-vp9, libopus and drawtext, and the Liberation Sans font. Takes a few minutes.
set -euo pipefail
cd "$(dirname "$0")"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ff() { ffmpeg -hide_banner -loglevel error -y "$@"; }

fps=24
# drawtext finds a family by name but not its bold, so both come as files.
regular=$(fc-match -f '%{file}' 'Liberation Sans')
bold=$(fc-match -f '%{file}' 'Liberation Sans:bold')

# Drawn at twice the size and scaled down at the end, which gives soft edges and movement by half pixels.

# strip FILE COLOURS HEIGHT CURVE: a band of water as wide as the picture and one period (800 px), with a wavy upper edge
strip() {
  local r g b; read -r r g b <<< "$2"
  ff -f lavfi -i "color=black:s=2080x720:r=1:d=1" -frames:v 1 -vf "format=rgba,geq=\
r='clip($r*(1.16-0.30*(Y-$3)/240),0,255)':g='clip($g*(1.16-0.30*(Y-$3)/240),0,255)':b='clip($b*(1.16-0.30*(Y-$3)/240),0,255)':\
a='clip((Y-($3+$4))/2,0,1)*255'" "$work/$1"
}
# turn N: an angle that goes round N times in the clip, so that it loops without a jump
turn() { printf '2*PI*t*%s/30' "$1"; }
# bar COLOUR SECONDS: the progress bar
bar() { printf 'color=white@0.28:s=1120x6:r=%s:d=%s,format=rgba[rail];color=%s:s=1120x6:r=%s:d=%s[fill];[rail][fill]overlay=x=-1120+1120*t/%s:y=0:format=rgb[bar]' "$fps" "$2" "$1" "$fps" "$2" "$2"; }

# --- TIDE, 30 s: four bands of water under a low sun
ff -f lavfi -i "color=black:s=1280x720:r=1:d=1" -frames:v 1 -vf "format=rgb24,geq=\
r='st(0,exp(-pow(hypot(X-956,Y-300)/330,2)));clip(10+40*Y/440+150*ld(0),0,255)':\
g='st(0,exp(-pow(hypot(X-956,Y-300)/330,2)));clip(34+70*Y/440+74*ld(0),0,255)':\
b='st(0,exp(-pow(hypot(X-956,Y-300)/330,2)));clip(50+62*Y/440-10*ld(0),0,255)'" "$work/sky.png"
ff -f lavfi -i "color=black:s=180x180:r=1:d=1" -frames:v 1 \
  -vf "format=rgba,geq=r=255:g=206:b=128:a='clip((86-hypot(X-90,Y-90))/2,0,1)*255'" "$work/sun.png"
k='2*PI*X/800'
strip wave1.png '30 126 132' 344 "26*sin($k)+11*sin(3*$k+1)"
strip wave2.png '20 98 112' 412 "28*sin(2*$k+2)+10*sin(3*$k)"
strip wave3.png '13 72 90' 488 "30*sin($k+4)+9*sin(4*$k)"
strip wave4.png '9 48 66' 566 "24*sin(2*$k+1)+9*sin(3*$k+3)"

words() { # title, its width, subtitle, length
  printf '%s' "\
drawtext=fontfile=$bold:text='$1':fontsize=20:fontcolor=white:x=40:y=34,\
drawtext=fontfile=$regular:text='$3':fontsize=15:fontcolor=white@0.8:x=$((40 + $2)):y=38,\
drawtext=fontfile=$bold:text='%{eif\:floor(t)\:d\:2}':fontsize=104:fontcolor=white:x=34:y=226,\
drawtext=fontfile=$bold:text='.%{eif\:mod(floor(t*10)\,10)\:d}':fontsize=46:fontcolor=white@0.86:x=154:y=272,\
drawtext=fontfile=$regular:text='of $4 s':fontsize=15:fontcolor=white@0.86:x=600-text_w:y=306"
}
still() { printf '%s' "-loop 1 -framerate $fps -i $work/$1"; }
# shellcheck disable=SC2046 # the words of still are meant to be split
tide() { # filters from [e] on, then output options
  ff $(still sky.png) $(still sun.png) $(still wave1.png) $(still wave2.png) $(still wave3.png) $(still wave4.png) -t 30 -filter_complex "\
[0][1]overlay=x=866:y='216-26*cos($(turn 1))':format=gbrp[a];\
[a][2]overlay=x='-mod(800*t*2/30,800)':y='10*sin($(turn 3))':format=gbrp[b];\
[b][3]overlay=x='-800+mod(800*t*3/30,800)':y='12*sin($(turn 4)+1)':format=gbrp[c];\
[c][4]overlay=x='-mod(800*t*3/30,800)':y='12*sin($(turn 5)+2)':format=gbrp[d];\
[d][5]overlay=x='-800+mod(800*t*2/30,800)':y='10*sin($(turn 6)+3)':format=gbrp[e];$1" "${@:2}"
}
tide "$(bar 0xFFBE50 30);[e][bar]overlay=x=80:y=664:format=gbrp,scale=640:360:flags=lanczos,$(words TIDE 68 'thirty seconds of water' 30)" \
  -c:v libx264 -qp 0 -preset ultrafast -pix_fmt yuv444p "$work/tide.mkv"
# a clock on a poster would be wrong
title=$(words TIDE 68 'thirty seconds of water' 30 | cut -d, -f1,2)
tide "[e]scale=640:360:flags=lanczos,$title" -ss 6 -frames:v 1 -update 1 -q:v 4 -pix_fmt yuvj420p poster.jpg

# a slow chord that swells as the waves do
ff -f lavfi -i "aevalsrc='0.10*sin(2*PI*196*t)*(0.6+0.4*sin(2*PI*t/10))+0.07*sin(2*PI*293.66*t)*(0.6+0.4*sin(2*PI*t/7.5+1))+0.05*sin(2*PI*392*t)*(0.6+0.4*sin(2*PI*t/6+2))':s=48000:d=30" \
  -af 'afade=in:d=0.6,afade=out:st=29.2:d=0.8' -ac 2 "$work/tide.wav"

# --- EMBER, 12 s: warm rings, so that nobody takes one clip for the other. Three seconds of them, four times
ring='st(0,hypot(X-470,Y-170));st(1,(0.5+0.5*sin(ld(0)/15-2*PI*T/3))*exp(-ld(0)/260))'
ff -f lavfi -i "color=black:s=640x360:r=$fps:d=3" -filter_complex "\
format=gbrp,geq=r='$ring;58+178*ld(1)':g='$ring;20+108*ld(1)':b='$ring;30+32*ld(1)',loop=3:$((fps * 3)):0,setpts=N/$fps/TB[a];\
$(bar 0xFFD678 12);[bar]scale=560:3[b];[a][b]overlay=x=40:y=332:format=gbrp:eof_action=repeat,$(words EMBER 84 'twelve seconds of warmth' 12)" \
  -t 12 -c:v libx264 -qp 0 -preset ultrafast -pix_fmt yuv444p "$work/ember.mkv"
ff -f lavfi -i "aevalsrc='0.10*sin(2*PI*146.83*t)*(0.6+0.4*sin(2*PI*t/3))+0.06*sin(2*PI*220*t)':s=48000:d=12" \
  -af 'afade=in:d=0.4,afade=out:st=11.4:d=0.6' -ac 2 "$work/ember.wav"

# --- progressive files: a key frame each second, so that every seek is quick
ff -i "$work/tide.mkv" -i "$work/tide.wav" -c:v libx264 -profile:v high -pix_fmt yuv420p -preset veryslow -crf 27 -tune animation \
  -g $fps -keyint_min $fps -sc_threshold 0 -c:a aac -b:a 40k -ac 1 -movflags +faststart clip.mp4
ff -i "$work/tide.mkv" -i "$work/tide.wav" -c:v libvpx-vp9 -pix_fmt yuv420p -crf 40 -b:v 0 -cpu-used 1 -row-mt 1 \
  -g $fps -keyint_min $fps -c:a libopus -b:a 32k -ac 1 clip.webm
ff -i "$work/ember.mkv" -i "$work/ember.wav" -c:v libvpx-vp9 -pix_fmt yuv420p -crf 42 -b:v 0 -cpu-used 1 -row-mt 1 \
  -g $fps -keyint_min $fps -c:a libopus -b:a 32k -ac 1 second.webm
ff -i "$work/tide.wav" -t 15 -af 'afade=out:st=14.2:d=0.8' -c:a aac -b:a 40k -ac 1 -movflags +faststart audio.m4a

# --- HLS: two renditions with segments cut at the same places
rm -rf hls && mkdir -p hls/low hls/high
rendition() { # folder, size, video bitrate
  ff -i "$work/tide.mkv" -i "$work/tide.wav" -vf "scale=$2:flags=lanczos" -c:v libx264 -profile:v baseline -pix_fmt yuv420p \
    -preset veryslow -b:v "$3" -maxrate "$3" -bufsize "$3" -g $((fps * 2)) -keyint_min $((fps * 2)) -sc_threshold 0 \
    -c:a aac -b:a 32k -ac 1 -f hls -hls_time 2 -hls_playlist_type vod -hls_segment_filename "hls/$1/%02d.ts" "hls/$1/index.m3u8"
}
rendition low 320x180 60k
rendition high 640x360 130k
cat > hls/master.m3u8 <<'M3U8'
#EXTM3U
#EXT-X-VERSION:3
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=140000,AVERAGE-BANDWIDTH=128000,RESOLUTION=320x180,FRAME-RATE=24.000,CODECS="avc1.42c015,mp4a.40.2"
low/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=210000,AVERAGE-BANDWIDTH=200000,RESOLUTION=640x360,FRAME-RATE=24.000,CODECS="avc1.42c01f,mp4a.40.2"
high/index.m3u8
M3U8

# --- ads of the sample ad integration: a few seconds each, with what they are and how long they last in big letters
mkdir -p ads
ad() { # name, seconds, background, stripe, pitch
  ff -f lavfi -i "color=$3:s=640x360:r=$fps:d=$2" -f lavfi -i "color=$4:s=900x90:r=$fps:d=$2" \
    -f lavfi -i "aevalsrc='0.12*sin(2*PI*$5*t)*exp(-3*mod(t,0.5))':s=48000:d=$2" -filter_complex "\
[1]format=rgba,rotate=-0.35:c=none:ow=1000:oh=420[stripe];[0][stripe]overlay=x='-700+mod(t*320,900)':y=-30:format=gbrp,\
drawtext=fontfile=$bold:text='ADVERTISEMENT':fontsize=20:fontcolor=white:x=40:y=34,\
drawtext=fontfile=$bold:text='$1':fontsize=72:fontcolor=white:x=38:y=150,\
drawtext=fontfile=$regular:text='%{eif\:ceil($2-t)\:d} s left of $2':fontsize=20:fontcolor=white:x=42:y=236[v]" \
    -map '[v]' -map 2 -c:v libvpx-vp9 -pix_fmt yuv420p -crf 44 -b:v 0 -cpu-used 2 -g $fps -c:a libopus -b:a 24k -ac 1 -t "$2" "ads/$(tr '[:upper:]' '[:lower:]' <<< "$1").webm"
}
ad Kettle 4 0x7A2E52 0x9C4A70 440
ad Bicycle 3 0x1F5A4C 0x357D6C 392
ad Lantern 6 0x8A4B1E 0xB06A35 330
ad Umbrella 3 0x2B3F7A 0x4A62A8 494
