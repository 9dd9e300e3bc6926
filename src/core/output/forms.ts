/** The forms in which an array can be saved: what their files are called and hold. */
export const FORMS = ['npy', 'npz', 'safetensors', 'parquet', 'webdataset', 'imagefolder'] as const;
export type FormId = (typeof FORMS)[number];

export interface FormFacts {
  readonly label: string;
  /** The ending of its file with the images. */
  readonly ending: string;
  readonly mediaType: string;
  /** Whether it holds numbers, as the output has them; else it holds PNGs of the rows. */
  readonly hasNumbers: boolean;
}

const BYTES = 'application/octet-stream';

export const FORM_FACTS: Readonly<Record<FormId, FormFacts>> = {
  npy: { label: 'NumPy array', ending: '.npy', mediaType: BYTES, hasNumbers: true },
  npz: { label: 'NumPy archive', ending: '.npz', mediaType: 'application/zip', hasNumbers: true },
  safetensors: { label: 'safetensors', ending: '.safetensors', mediaType: BYTES, hasNumbers: true },
  parquet: {
    label: 'Parquet',
    ending: '.parquet',
    mediaType: 'application/vnd.apache.parquet',
    hasNumbers: false,
  },
  webdataset: {
    label: 'WebDataset',
    ending: '.tar',
    mediaType: 'application/x-tar',
    hasNumbers: false,
  },
  imagefolder: {
    label: 'Folders of PNGs',
    ending: '.zip',
    mediaType: 'application/zip',
    hasNumbers: false,
  },
};
