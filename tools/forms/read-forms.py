#!/usr/bin/env python3
"""Reads what write-forms.ts wrote with the libraries that people use, and compares it with the rows.

    npx tsx tools/forms/write-forms.ts FOLDER
    python tools/forms/read-forms.py FOLDER

Needs numpy, pillow, safetensors, pyarrow, datasets, torch and torchvision. The exit code is 0 if
everything is equal. Run with numpy 2.4.6, pillow 12.3.0, safetensors 0.8.0, pyarrow 25.0.1,
datasets 5.0.1, torch 2.13.0 and torchvision 0.28.0.
"""

import csv
import io
import json
import os
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import datasets
import numpy as np
import pyarrow.parquet
import safetensors
import safetensors.numpy
import torch
from PIL import Image
from torchvision.datasets import ImageFolder
from torchvision.transforms.functional import normalize, to_tensor

IMAGENET = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
SPLITS = ["train", "validation", "test"]


class Case:
    """The rows as they are stored, and what is known of them."""

    def __init__(self, folder):
        self.folder = folder
        self.facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
        self.stored = np.load(folder / "stored.npy")
        targets = self.facts["targets"]
        self.targets = None if targets is None else np.array(targets, np.float64)
        self.split = self.facts["split"]
        self.labels = np.array(self.facts["labels"])

    def expected(self):
        """The images as the output has them, made by torchvision and NumPy."""
        images = self.stored
        if self.facts["dtype"] != "uint8":
            images = np.stack([self.tensor(row).numpy() for row in images])
            if self.facts["layout"] == "nhwc":
                images = images.transpose(0, 2, 3, 1)
        elif self.facts["layout"] == "nchw":
            images = images.transpose(0, 3, 1, 2)
        return images.astype(self.facts["dtype"])

    def tensor(self, row):
        return normalize(to_tensor(row), *IMAGENET)

    def same_images(self, images):
        images, expected = np.asarray(images), self.expected()
        assert images.dtype == expected.dtype, images.dtype
        assert images.shape == expected.shape, images.shape
        assert images.tobytes() == np.ascontiguousarray(expected).tobytes()

    def same_row(self, row, image):
        assert np.array_equal(np.asarray(image), self.stored[row]), row

    def same_labels(self, labels):
        assert np.array_equal(labels, self.labels)

    def same_targets(self, targets):
        assert np.array_equal(np.array(targets, np.float32), self.targets.astype(np.float32), True)


def npy(case):
    case.same_images(np.load(case.folder / "photos.npy"))
    case.same_images(np.load(case.folder / "photos.npy", mmap_mode="r"))
    labels = np.load(case.folder / "photos.labels.npy")
    assert labels.dtype == np.int64
    case.same_labels(labels)
    classes = json.loads((case.folder / "photos.classes.json").read_text(encoding="utf-8"))
    assert classes == case.facts["classes"]
    file = case.folder / "photos.targets.npy"
    assert file.exists() == (case.targets is not None)
    if case.targets is not None:
        case.same_targets(np.load(file))
    case.same_images(torch.from_numpy(np.load(case.folder / "photos.npy")))


def npz(case):
    with zipfile.ZipFile(case.folder / "photos.npz") as archive:
        assert archive.testzip() is None
    with np.load(case.folder / "photos.npz") as arrays:
        case.same_images(arrays["images"])
        case.same_labels(arrays["labels"])
        assert arrays["paths"].tolist() == case.facts["paths"]
        assert arrays["classes"].tolist() == case.facts["classes"]
        names = {"images", "labels", "paths", "classes"}
        if case.split is not None:
            assert arrays["split"].tolist() == case.split
            names.add("split")
        if case.targets is not None:
            case.same_targets(arrays["targets"])
            names.add("targets")
        assert set(arrays.files) == names


def safetensors_(case):
    file = case.folder / "photos.safetensors"
    arrays = safetensors.numpy.load_file(file)
    case.same_images(arrays["images"])
    case.same_labels(arrays["labels"])
    if case.targets is not None:
        case.same_targets(arrays["targets"])
    with safetensors.safe_open(file, "pt") as tensors:
        case.same_images(tensors.get_tensor("images").numpy())
        metadata = tensors.metadata()
        assert json.loads(metadata["classes"]) == case.facts["classes"]
        if case.split is not None:
            splits = json.loads(metadata["splits"])
            assert [splits[at] for at in tensors.get_tensor("split").tolist()] == case.split


def parquet(case):
    file = case.folder / "photos.parquet"
    table = pyarrow.parquet.read_table(file)
    assert table.num_rows == len(case.stored)
    with tempfile.TemporaryDirectory() as cache:
        data = datasets.load_dataset(
            "parquet", data_files=str(file), split="train", cache_dir=cache
        )
        assert isinstance(data.features["image"], datasets.Image), data.features
        assert data.features["label"].names == case.facts["classes"]
        case.same_labels(data["label"])
        assert list(data["path"]) == case.facts["paths"]
        for row, sample in enumerate(data):
            case.same_row(row, sample["image"])
        if case.split is not None:
            assert list(data["split"]) == case.split
        if case.targets is not None:
            case.same_targets([np.nan if each is None else each for each in data["target"]])


def webdataset(case):
    file = case.folder / "photos.tar"
    with tarfile.open(file) as archive:
        members = archive.getmembers()
        assert len(members) == 3 * len(case.stored)
        for index, member in enumerate(members):
            row = index // 3
            data = archive.extractfile(member).read()
            if member.name.endswith(".png"):
                case.same_row(row, Image.open(io.BytesIO(data)))
            elif member.name.endswith(".cls"):
                assert int(data) == case.labels[row]
            else:
                facts = json.loads(data)
                assert facts["path"] == case.facts["paths"][row]
                assert facts.get("split") == (case.split and case.split[row])
    with tempfile.TemporaryDirectory() as cache:
        data = datasets.load_dataset(
            "webdataset", data_files=str(file), split="train", cache_dir=cache
        )
        case.same_labels(data["cls"])
        for row, sample in enumerate(data):
            case.same_row(row, sample["png"])


def imagefolder(case):
    with tempfile.TemporaryDirectory() as unpacked, zipfile.ZipFile(
        case.folder / "photos.zip"
    ) as archive:
        assert archive.testzip() is None
        archive.extractall(unpacked)
        with open(Path(unpacked, "rows.csv"), encoding="utf-8-sig", newline="") as table:
            lines = list(csv.DictReader(table))
        assert len(lines) == len(case.stored)
        mode = Image.fromarray(case.stored[0]).mode
        roots = [unpacked] if case.split is None else [Path(unpacked, part) for part in SPLITS]
        seen = []
        for root in roots:
            folder = ImageFolder(root, loader=lambda file: Image.open(file).convert(mode))
            for (image, target), (file, _) in zip(folder, folder.samples):
                row = int(Path(file).stem)
                case.same_row(row, image)
                # the class by its folder, without what tells folders apart that differ in case only
                name = folder.classes[target].removesuffix(" (2)")
                assert name == case.facts["classes"][case.labels[row]], name
                assert case.split is None or Path(root).name == case.split[row]
                seen.append(row)
        assert sorted(seen) == [row for row in range(len(lines)) if case.labels[row] >= 0]


READERS = [npy, npz, safetensors_, parquet, webdataset, imagefolder]


def main():
    folder = Path(sys.argv[1])
    datasets.disable_progress_bars()
    versions = [np, torch, datasets, pyarrow, safetensors]
    print(", ".join(f"{each.__name__} {each.__version__}" for each in versions))
    failed = 0
    for facts in sorted(folder.glob("*/facts.json")):
        case = Case(facts.parent)
        for read in READERS:
            name = f"{facts.parent.name}: {read.__name__.rstrip('_')}"
            try:
                read(case)
                print(f"{name}: {len(case.stored)} rows are equal")
            except Exception as error:
                failed += 1
                print(f"{name}: {type(error).__name__}: {error}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
