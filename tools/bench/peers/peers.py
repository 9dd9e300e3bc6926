#!/usr/bin/env python3
"""Native Python peers on the same folder, the same number of processes, one JSON line each.

    .venv/bin/pip install pillow==12.3.0 numpy opencv-python-headless
    .venv/bin/python peers.py FOLDER [--workers 2] [--repeat 3] [--seconds 5] [--only pillow,opencv]

A measurement repeats the folder until it lasts --seconds (0: once); the median of --repeat of them is printed, with
the CPU time and the page faults of all processes, an image, and the share of the machine that other programs used
meanwhile (null if there is no /proc).

pillow         the talk's code as it stands today: convert("RGB").resize((64, 64)) in a ProcessPoolExecutor
pillow-draft   the same after im.draft("RGB", (64, 64)): libjpeg's DCT-scaled decode
opencv         imread + INTER_AREA          opencv-reduced   imread REDUCED_COLOR_2/4/8 + INTER_AREA
"""
import argparse, glob, json, os, statistics, time
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from PIL import Image

try:
    import cv2
    cv2.setNumThreads(1)
except ImportError:
    cv2 = None
W = H = 64


def pillow(f):
    return np.asarray(Image.open(f).convert("RGB").resize((W, H)))


def pillow_draft(f):
    im = Image.open(f)
    im.draft("RGB", (W, H))
    return np.asarray(im.convert("RGB").resize((W, H)))


def opencv(f):
    return cv2.resize(cv2.imread(f), (W, H), interpolation=cv2.INTER_AREA)


def opencv_reduced(f):
    w, h = Image.open(f).size
    k = min(w // W, h // H)
    flag = cv2.IMREAD_REDUCED_COLOR_8 if k >= 8 else cv2.IMREAD_REDUCED_COLOR_4 if k >= 4 else cv2.IMREAD_REDUCED_COLOR_2 if k >= 2 else cv2.IMREAD_COLOR
    return cv2.resize(cv2.imread(f, flag), (W, H), interpolation=cv2.INTER_AREA)


def used(pids):
    """CPU seconds and page faults of running processes, and the busy and all seconds of the machine's cores; None if there is no /proc."""
    try:
        stats = [open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split() for pid in pids]
        cores = [int(n) for n in open("/proc/stat").readline().split()[1:9]]
    except OSError:
        return None
    ticks = os.sysconf("SC_CLK_TCK")
    cpu = sum(int(s[11]) + int(s[12]) for s in stats) / ticks
    faults = sum(int(s[7]) + int(s[9]) for s in stats)
    return cpu, faults, (sum(cores) - cores[3] - cores[4]) / ticks, sum(cores) / ticks


if __name__ == "__main__":
    a = argparse.ArgumentParser()
    a.add_argument("folder"); a.add_argument("--workers", type=int, default=os.cpu_count()); a.add_argument("--repeat", type=int, default=3)
    a.add_argument("--only", default=""); a.add_argument("--seconds", type=float, default=5)
    o = a.parse_args()
    files = sorted(f for f in glob.glob(os.path.join(o.folder, "**"), recursive=True) if os.path.isfile(f))
    fns = [pillow, pillow_draft] + ([opencv, opencv_reduced] if cv2 else [])
    with ProcessPoolExecutor(o.workers) as pool:
        for fn in fns:
            if o.only and fn.__name__.replace("_", "-") not in o.only.split(","):
                continue
            times, images = [], 0
            list(pool.map(fn, files[: o.workers * 2]))
            pids = [os.getpid(), *pool._processes]
            before = used(pids)
            whole = time.perf_counter()
            for _ in range(o.repeat):
                t = time.perf_counter()
                passes = 0
                while passes == 0 or time.perf_counter() - t < o.seconds:
                    n = len(np.stack(list(pool.map(fn, files, chunksize=max(1, min(64, len(files) // (o.workers * 8)))))))
                    passes += 1
                    images += n
                times.append((time.perf_counter() - t) / passes)
            s = statistics.median(times)
            wall = time.perf_counter() - whole
            after = used(pids)
            busy, cost = None, {"cpu_ms": None, "faults": None, "others": None}
            if after is not None:
                cpu, faults, machine, cores = (later - earlier for later, earlier in zip(after, before))
                busy = round(cpu / wall / os.cpu_count(), 4)
                cost = {"cpu_ms": cpu * 1000 / images, "faults": faults / images, "others": max(0, machine - cpu) / cores if cores else 0}
            print(json.dumps({"peer": fn.__name__.replace("_", "-"), "workers": o.workers, "images": n, "seconds": round(s, 4), "images_per_second": round(n / s, 2), "busy": busy, **cost}), flush=True)
