"""Draws a QR code the way a camera would see it, for demonstrations and tests."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import qrcode
from numpy.typing import NDArray

from checkin.scanner.decoded import Frame
from checkin.scanner.opencv import cv2

_QUIET = 4  # modules of white that a code needs around it


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the code appears in the frame; every share is between 0 and 1.

    Attributes:
        share: of the frame's height that the code takes.
        tilt: how far the paper is from facing the camera.
        turn: degrees the paper is turned, None to lay it down anyhow and anywhere.
        blur: sigma of the lens's blur in pixels; motion: length of a smear in pixels.
        noise: sigma of the sensor's noise in grey values.
        light: 1 is a well lit room, 0.2 a dim one; glare: share of the code under a reflection.
        damage: share of the code that is scratched away; inverted: light modules on dark.
    """

    share: float = 0.5
    tilt: float = 0.0
    turn: float | None = 0.0
    blur: float = 0.0
    motion: float = 0.0
    noise: float = 0.0
    light: float = 1.0
    glare: float = 0.0
    damage: float = 0.0
    inverted: bool = False


def random_look(level: int, seed: int) -> Look:
    """A look as it happens at a desk: level 1 is easy, level 5 brutal; the same seed gives the same look."""
    dice = np.random.default_rng([level, seed])
    hard = (level - 1) / 4

    def up_to(most: float) -> float:
        return float(dice.uniform(0.3, 1.0) * hard * most) if dice.random() < 0.25 + 0.5 * hard else 0.0

    return Look(
        share=float(dice.uniform(0.6 - 0.42 * hard, 0.7 - 0.3 * hard)),
        tilt=up_to(0.9),
        turn=None if level > 1 else 0.0,
        blur=up_to(3.0),
        motion=up_to(12.0),
        noise=up_to(28.0),
        light=1.0 - up_to(0.8),
        glare=up_to(0.35),
        damage=up_to(0.08),
        inverted=bool(dice.random() < 0.1 * hard),
    )


def qr_frame(
    payload: str | bytes, size: tuple[int, int] = (1280, 720), look: Look | None = None, seed: int = 0
) -> Frame:
    """A colour camera frame that shows `payload` as a QR code on a sheet of paper.

    Args:
        payload: text is put in as UTF-8.
        size: width and height in pixels.
        look: a flat, sharp, well lit code in the middle when None.
        seed: the same seed gives the same frame.
    """
    chosen = Look() if look is None else look
    dice = np.random.default_rng(seed)
    paper = _paper(payload, chosen, dice)
    scene = empty_frame(size, seed).astype(np.float32).mean(axis=2)
    scene = _laid_on(scene, paper, chosen, dice)
    return _seen(scene, chosen, dice)


def empty_frame(size: tuple[int, int] = (1280, 720), seed: int = 0) -> Frame:
    """A colour camera frame of a desk with nothing on it."""
    width, height = size
    dice = np.random.default_rng(seed)
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    grey = 92 + 40 * across / width + 26 * down / height
    grain = cv2.resize(dice.normal(0, 9, (height // 24 + 1, width // 24 + 1)).astype(np.float32), size)
    return cast(Frame, cv2.cvtColor(np.clip(grey + grain, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR))


def _paper(payload: str | bytes, look: Look, dice: np.random.Generator) -> NDArray[np.float32]:
    """The printed code with its quiet zone, before the camera sees it."""
    code = qrcode.QRCode(border=_QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(payload.encode() if isinstance(payload, str) else payload, optimize=0)
    dark = np.array(code.get_matrix(), dtype=bool)
    modules = np.where(dark != look.inverted, 24.0, 240.0).astype(np.float32)
    paper = np.kron(modules, np.ones((8, 8), dtype=np.float32))
    side = paper.shape[0]
    scratches = round(look.damage * 40)
    for _ in range(scratches):
        start, end = dice.integers(side // 8, side - side // 8, (2, 2))
        cv2.line(paper, start.tolist(), end.tolist(), float(dice.choice([60.0, 235.0])), 5)
    if look.glare:
        _reflect(paper, look.glare, dice)
    return paper


def _reflect(paper: NDArray[np.float32], share: float, dice: np.random.Generator) -> None:
    side = paper.shape[0]
    down, across = np.mgrid[0:side, 0:side].astype(np.float32)
    row, column = dice.uniform(0.25 * side, 0.75 * side, 2)
    spread = side * share / 2
    paper += 330 * np.exp(-((down - row) ** 2 + (across - column) ** 2) / (2 * spread**2))
    np.clip(paper, 0, 255, out=paper)


def _laid_on(
    scene: NDArray[np.float32], paper: NDArray[np.float32], look: Look, dice: np.random.Generator
) -> NDArray[np.float32]:
    height, width = scene.shape
    corners = _corners((width, height), look, dice)
    edge = paper.shape[0]
    sheet = np.array([[0, 0], [edge, 0], [edge, edge], [0, edge]], dtype=np.float32)
    bend = cv2.getPerspectiveTransform(sheet, corners)
    how = cv2.INTER_AREA if look.share * height < edge else cv2.INTER_LINEAR
    drawn = cv2.warpPerspective(paper, bend, (width, height), flags=how)
    covered = cv2.warpPerspective(np.ones_like(paper), bend, (width, height), flags=how)
    return cast(NDArray[np.float32], scene * (1 - covered) + drawn)


def _corners(size: tuple[int, int], look: Look, dice: np.random.Generator) -> NDArray[np.float32]:
    """Where the corners of the paper come to lie in a frame of `size`, from the upper left clockwise."""
    frame = np.array(size)
    side = look.share * frame[1]
    turn = np.deg2rad(float(dice.uniform(-35, 35)) if look.turn is None else look.turn)
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * side / 2
    turned = square @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    leaning = turned + dice.uniform(-0.22, 0.22, (4, 2)) * look.tilt * side
    slack = np.maximum(0.0, frame / 2 - side * 0.8) * (0.6 if look.turn is None else 0.0)
    middle = frame / 2 + dice.uniform(-1, 1, 2) * slack
    return np.asarray(leaning + middle, dtype=np.float32)


def _seen(scene: NDArray[np.float32], look: Look, dice: np.random.Generator) -> Frame:
    """What lens, light and sensor make of the scene."""
    if look.blur:
        scene = cast(NDArray[np.float32], cv2.GaussianBlur(scene, (0, 0), look.blur))
    smear = round(look.motion)
    if smear > 1:
        kernel = np.zeros((smear, smear), dtype=np.float32)
        angle = dice.uniform(0, np.pi)
        reach = np.array([np.cos(angle), np.sin(angle)]) * smear / 2
        middle = np.array([smear, smear]) / 2
        cv2.line(kernel, (middle - reach).astype(int).tolist(), (middle + reach).astype(int).tolist(), 1.0)
        scene = cast(NDArray[np.float32], cv2.filter2D(scene, -1, kernel / kernel.sum()))
    scene = scene * look.light
    if look.noise:
        scene += dice.normal(0, look.noise, scene.shape).astype(np.float32)
    return cast(Frame, cv2.cvtColor(np.clip(scene, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR))
