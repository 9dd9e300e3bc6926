import { isFloat } from './output.ts';
import type { SavedAs } from './receipt.ts';

/** The statements that make the saved array of `images`, the stored rows; indented, as in `if __name__ == "__main__":`. */
export function pythonOfOutput(saved: SavedAs | undefined): string {
  if (saved === undefined) return '';
  const lines: string[] = [];
  if (isFloat(saved)) {
    lines.push('images = images.astype(np.float32)');
    if (saved.scale === 'unit') lines.push('images /= np.float32(255)');
    if (saved.normaliser !== null) {
      const { mean, std } = saved.normaliser;
      lines.push(`images -= np.array(${listOf(mean)}, np.float32)`);
      lines.push(`images /= np.array(${listOf(std)}, np.float32)`);
    }
    if (saved.dtype === 'float16') lines.push('images = images.astype(np.float16)');
  }
  if (saved.layout === 'nchw') {
    const axis = saved.shape[1] === 1 ? 'images[:, None]' : 'images.transpose(0, 3, 1, 2)';
    lines.push(`images = np.ascontiguousarray(${axis})`);
  }
  return lines.map((line) => `    ${line}\n`).join('');
}

/** Python reads a number back from JavaScript's shortest text of it. */
function listOf(numbers: readonly number[]): string {
  return `[${numbers.join(', ')}]`;
}
