"""A made set of photos: scenes, what people do to a photo before they send it again, and scenes that only look alike."""

import io
import random
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZE = (800, 600)


@cache
def ground(seed, size=SIZE):
    """Uneven light and texture, as of walls, trees and paving."""
    made = np.random.default_rng(seed)
    total = np.zeros((size[1], size[0]))
    for cells, weight in ((4, 60), (12, 30), (40, 18), (160, 9)):
        grain = Image.fromarray(made.uniform(0, 255, (cells * 3 // 4, cells)).astype("uint8"))
        total += np.asarray(grain.resize(size, Image.Resampling.BICUBIC), dtype=float) * weight / 117
    return Image.fromarray(np.clip(total, 0, 255).astype("uint8")).convert("RGB")


def things(image, seed, count=14, low=0.35):
    """People, tables and bins: shapes of many colours in the lower part."""
    chance, draw = random.Random(seed), ImageDraw.Draw(image)
    width, height = image.size
    for _ in range(count):
        x, y = chance.uniform(0, 0.9) * width, chance.uniform(low, 0.8) * height
        w, h = chance.uniform(30, 120), chance.uniform(50, 150)
        colour, other = (tuple(chance.randrange(256) for _ in range(3)) for _ in range(2))
        draw.ellipse([x + w / 4, y - w / 2, x + 3 * w / 4, y], fill=other)
        draw.rectangle([x, y, x + w, y + h], fill=colour, outline=other, width=4)
        draw.line([x, y, x + w, y + h * chance.random()], fill=other, width=5)
    return image


def scene(seed, people=None):
    image = things(ground(seed).copy(), seed if people is None else people)
    draw, chance = ImageDraw.Draw(image), random.Random(-seed)
    draw.rectangle([100, 30, 700, 120], fill=(170, 30, 30))
    for number in range(14):
        x = 120 + number * 40
        for _ in range(4):
            x1, y1, x2, y2 = (chance.uniform(0, 30) for _ in range(4))
            draw.line([x + x1, 60 + y1, x + x2, 60 + y2], fill=(250, 240, 200), width=4)
    return image.filter(ImageFilter.GaussianBlur(1))


def jpeg(image, quality=88) -> bytes:
    file = io.BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=quality)
    return file.getvalue()


def saved(image, quality=88):
    return Image.open(io.BytesIO(jpeg(image, quality))).convert("RGB")


def recompressed(image, seed):
    return saved(image.resize((480, 360)), 30)


def cropped(image, seed):
    chance = random.Random(seed)
    w, h = int(800 * chance.uniform(0.6, 0.85)), int(600 * chance.uniform(0.6, 0.85))
    x, y = chance.randrange(800 - w), chance.randrange(600 - h)
    return saved(image.crop((x, y, x + w, y + h)), 80)


def screenshot(image, seed):
    chance = random.Random(seed)
    screen = Image.new("RGB", (720, 1500), chance.choice(["black", "white"]))
    draw = ImageDraw.Draw(screen)
    draw.rectangle([0, 0, 720, 90], fill=(40, 40, 44))
    for x in (30, 60, 600, 640, 670):
        draw.rectangle([x, 25, x + 18, 55], fill=(220, 220, 220))
    draw.rectangle([0, 1380, 720, 1500], fill=(246, 246, 246))
    for x in (90, 260, 430, 600):
        draw.ellipse([x, 1410, x + 50, 1460], outline=(90, 90, 90), width=5)
    screen.paste(image.resize((720, 540)), (0, chance.randrange(300, 700)))
    return saved(screen, 75)


def rotated(image, seed):
    return saved(image.rotate(random.Random(seed).choice([90, 180, 270]), expand=True), 80)


def tilted(image, seed):
    return saved(image.rotate(random.Random(seed).uniform(-12, 12), resample=Image.Resampling.BICUBIC), 80)


CHANGES = [recompressed, cropped, screenshot, rotated, tilted]


def sign_in_sheet(seed):
    """A printed form: the same lines and head, other hands."""
    image, chance = Image.new("RGB", (600, 800), (250, 249, 244)), random.Random(seed)
    draw, head = ImageDraw.Draw(image), random.Random(0)
    for number in range(10):
        x = 120 + number * 38
        for _ in range(4):
            x1, y1, x2, y2 = (head.uniform(0, 28) for _ in range(4))
            draw.line([x + x1, 40 + y1, x + x2, 40 + y2], fill=(20, 20, 20), width=3)
    for row in range(18):
        y = 110 + row * 36
        draw.line([40, y, 560, y], fill=(60, 60, 60), width=2)
        for column in (60, 230, 400):
            points = [(column + i * 9 + chance.uniform(-4, 4), y + 18 + chance.uniform(-13, 13)) for i in range(12)]
            draw.line(points, fill=(30, 30, 90), width=2)
    for x in (40, 210, 380, 560):
        draw.line([x, 110, x, 110 + 17 * 36], fill=(60, 60, 60), width=2)
    return saved(image, 80)


def same_place(seed):
    """The same wall and banner on another day: other people before it, the camera held elsewhere."""
    chance = random.Random(seed + 500)
    other = scene(seed, people=seed + 900)
    turned = other.rotate(chance.uniform(-4, 4), resample=Image.Resampling.BICUBIC)
    return saved(turned.crop((40, 30, 790, 590)), 80)
