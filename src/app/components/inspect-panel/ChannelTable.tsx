import type { ChannelStatistics } from '../../../core/inspect/channel-sums.ts';
import { DataTable } from '../charts/ChartFigure.tsx';
import { amountText } from '../quantity-text.ts';
import { CopyButton } from '../result-panel/CopyButton.tsx';

const NAMES = ['Red', 'Green', 'Blue', 'Alpha'];

function nameOf(channel: number, channels: number): string {
  return channels === 1 ? 'Grey' : (NAMES[channel] ?? String(channel));
}

/** Mean and standard deviation of the channels of the array, as numbers and as Python. */
export function ChannelTable(props: {
  readonly channels: readonly ChannelStatistics[];
  readonly zeros: number;
}) {
  const { channels, zeros } = props;
  const python = channelPython(channels);
  return (
    <section className="chart">
      <h3>Mean and standard deviation</h3>
      <DataTable
        table={{
          caption: 'Mean and standard deviation of the channels of the array',
          head: ['Channel', 'Mean', 'SD', 'Mean of 0 to 1', 'SD of 0 to 1'],
          rows: channels.map(({ mean, sd }, channel) => [
            nameOf(channel, channels.length),
            mean.toFixed(4),
            sd.toFixed(4),
            (mean / 255).toFixed(6),
            (sd / 255).toFixed(6),
          ]),
        }}
      />
      <p className="hint">
        Of all pixels of the array, as NumPy’s <code>mean</code> and <code>std</code>.
        {zeros > 0 && ` ${amountText(zeros, 'row')} of zeros, of images that failed, are included.`}
      </p>
      <div className="python">
        <pre tabIndex={0} aria-label="Python with mean and standard deviation">
          <code>{python}</code>
        </pre>
        <CopyButton text={python} />
      </div>
    </section>
  );
}

function channelPython(channels: readonly ChannelStatistics[]): string {
  const list = (of: (channel: ChannelStatistics) => number): string =>
    channels.map((channel) => (of(channel) / 255).toFixed(6)).join(', ');
  return `mean = [${list(({ mean }) => mean)}]\nstd = [${list(({ sd }) => sd)}]`;
}
