import type { FormId } from '../../../core/output/forms.ts';
import type { Dtype, Layout, NORMALISATIONS, Scale } from '../../../core/output/output.ts';

/** The hint under each form: what it holds, and who reads it. */
export const FORM_HINTS: Readonly<Record<FormId, string>> = {
  npy: 'one array; labels and classes are files beside it',
  npz: 'images, labels, paths and classes in one file',
  safetensors: 'tensors for PyTorch and others',
  parquet: 'PNGs and labels for Hugging Face datasets',
  webdataset: 'a tar of PNGs and labels, read in sequence',
  imagefolder: 'a ZIP with a folder for each class',
};

export const DTYPE_HINTS: Readonly<Record<Dtype, string>> = {
  uint8: 'the bytes of the pixels',
  float32: 'four times as large',
  float16: 'twice as large',
};

export const LAYOUT_TEXTS: Readonly<Record<Layout, string>> = { nhwc: 'NHWC', nchw: 'NCHW' };

export const LAYOUT_HINTS: Readonly<Record<Layout, string>> = {
  nhwc: 'channels last: NumPy, TensorFlow',
  nchw: 'channels first: PyTorch',
};

export const SCALE_TEXTS: Readonly<Record<Scale, string>> = {
  none: '0 to 255',
  unit: '0 to 1',
};

type Normalise = (typeof NORMALISATIONS)[number] | 'given';

export const NORMALISE_TEXTS: Readonly<Record<Normalise, string>> = {
  none: 'no',
  data: 'by the data',
  imagenet: 'ImageNet',
  clip: 'CLIP',
  given: 'your own',
};

export const NORMALISE_HINTS: Readonly<Record<Normalise, string>> = {
  none: 'nothing is subtracted',
  data: 'mean and deviation of this array',
  imagenet: 'as torchvision’s models expect',
  clip: 'as OpenAI’s CLIP expects',
  given: 'means/deviations, such as 0.5,0.5,0.5/0.25,0.25,0.25',
};
