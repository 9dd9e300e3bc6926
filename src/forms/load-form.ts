import type { FormId } from '../core/output/forms.ts';
import type { ArrayForm } from './array-form.ts';

/** Forms and their libraries are loaded when they are used. */
const LOADERS: Readonly<Record<FormId, () => Promise<ArrayForm>>> = {
  npy: async () => (await import('./npy-form.ts')).npyForm,
  npz: async () => (await import('./npz-form.ts')).npzForm,
  safetensors: async () => (await import('./safetensors-form.ts')).safetensorsForm,
  parquet: async () => (await import('./parquet-form.ts')).parquetForm,
  webdataset: async () => (await import('./webdataset-form.ts')).webdatasetForm,
  imagefolder: async () => (await import('./imagefolder-form.ts')).imagefolderForm,
};

export function loadForm(form: FormId): Promise<ArrayForm> {
  return LOADERS[form]();
}
