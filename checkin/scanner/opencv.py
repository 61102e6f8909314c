"""The one place that imports OpenCV.

Its wheel brings a Qt of its own and points the environment at it, which would mislead our Qt and every
program we start. Both variables are put back to what they were.
"""

import os

_CLAIMED = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_before = {name: os.environ.get(name) for name in _CLAIMED}

# FFmpeg writes its complaints straight to the terminal; what matters of them is reported by us.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
# A picture of a few kilobytes may unpack to gigabytes; no camera shows more pixels than 8K has.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(7680 * 4320))

import cv2  # noqa: E402 - the environment must be remembered first

for _name in _CLAIMED:
    os.environ.pop(_name, None)
os.environ.update({name: value for name, value in _before.items() if value is not None})

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
# One frame is small work: more threads cost more than they bring and take cores from the window.
cv2.setNumThreads(1)

__all__ = ["cv2"]
