import { shapeText } from './array-shape.ts';
import { pythonString } from './python-string.ts';
import type { SavedAs } from './receipt.ts';

/** How a library loads a file of an array. */
export interface LoadingLines {
  readonly library: string;
  readonly code: string;
  /** Whether the tests of the forms run it; else it is what the documentation of the library says. */
  readonly isRun: boolean;
}

/** The lines that load an array which was saved like this, by library. */
export function loadingLines(
  name: string,
  saved: Pick<SavedAs, 'form' | 'shape' | 'dtype'>,
): readonly LoadingLines[] {
  const facts = `${shapeText(saved.shape)} ${saved.dtype}`;
  return LINES[saved.form]((ending) => pythonString(`${name}${ending}`), facts);
}

type FileName = (ending: string) => string;

const LINES: Readonly<
  Record<SavedAs['form'], (file: FileName, facts: string) => readonly LoadingLines[]>
> = {
  npy: (file, facts) => [
    run('NumPy', `import numpy as np\nimages = np.load(${file('.npy')})  # ${facts}\n`),
    run(
      'PyTorch',
      `import numpy as np, torch\nimages = torch.from_numpy(np.load(${file('.npy')}))\n`,
    ),
    notRun('TensorFlow', tensorflow(`np.load(${file('.npy')})`, `np.load(${file('.labels.npy')})`)),
  ],
  npz: (file, facts) => [
    run(
      'NumPy',
      `import numpy as np\ndata = np.load(${file('.npz')})\nimages, labels = data["images"], data["labels"]  # ${facts}\n`,
    ),
    notRun(
      'TensorFlow',
      `import numpy as np, tensorflow as tf\ndata = np.load(${file('.npz')})\nds = tf.data.Dataset.from_tensor_slices((data["images"], data["labels"]))\n`,
    ),
  ],
  safetensors: (file, facts) => [
    run(
      'NumPy',
      `from safetensors.numpy import load_file\nimages = load_file(${file('.safetensors')})["images"]  # ${facts}\n`,
    ),
    run(
      'PyTorch',
      `from safetensors import safe_open\nwith safe_open(${file('.safetensors')}, "pt") as data:\n    images, labels = data.get_tensor("images"), data.get_tensor("labels")\n`,
    ),
  ],
  parquet: (file) => [
    run(
      'datasets',
      `from datasets import load_dataset\ndata = load_dataset("parquet", data_files=${file('.parquet')}, split="train")\n`,
    ),
  ],
  webdataset: (file) => [
    run(
      'datasets',
      `from datasets import load_dataset\ndata = load_dataset("webdataset", data_files=${file('.tar')}, split="train")\n`,
    ),
    notRun(
      'WebDataset',
      `import webdataset as wds\ndata = wds.WebDataset(${file('.tar')}).decode("pil").to_tuple("png", "cls")\n`,
    ),
  ],
  imagefolder: (file) => [
    run(
      'torchvision',
      `import zipfile\nfrom torchvision.datasets import ImageFolder\nzipfile.ZipFile(${file('.zip')}).extractall("images")\ndata = ImageFolder("images")  # if the data are split: "images/train"\n`,
    ),
    notRun(
      'TensorFlow',
      `import tensorflow as tf\nds = tf.keras.utils.image_dataset_from_directory("images")  # it resizes to 256 × 256 by default\n`,
    ),
  ],
};

function tensorflow(images: string, labels: string): string {
  return `import numpy as np, tensorflow as tf\nds = tf.data.Dataset.from_tensor_slices((${images}, ${labels}))\n`;
}

function run(library: string, code: string): LoadingLines {
  return { library, code, isRun: true };
}

function notRun(library: string, code: string): LoadingLines {
  return { library, code, isRun: false };
}
