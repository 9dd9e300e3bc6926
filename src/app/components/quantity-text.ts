const wholeNumber = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 12340 as `12,340`. */
export function countText(count: number): string {
  return wholeNumber.format(count);
}

/** `1 image`, `35,000 images`. */
export function amountText(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** A text whose lines do not end between a number and its unit. */
export function unbroken(text: string): string {
  return text.replaceAll(
    /(?<=\d) (?=(?:bytes|[KMGT]i?B|ms|s|min|h|MP|images\/s)\b|[%×])/g,
    '\u00a0',
  );
}

/** Facts in one line, `3 images · 1.0 s`; no line ends between a number and its unit. */
export function factsText(facts: readonly string[]): string {
  return facts.map(unbroken).join(' · ');
}

const BYTE_UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** Bytes in decimal units, three digits: `2.81 GB`. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? countText(value) : threeDigits(value)} ${BYTE_UNITS[unit]}`;
}

/** `0.42 s`, `28 s`, `3 min 20 s`, `1 h 4 min`. */
export function durationText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 100) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Images per second, with a sensible precision. */
export function rateText(perSecond: number): string {
  return `${perSecond < 100 ? threeDigits(perSecond) : countText(perSecond)} images/s`;
}

export function percentText(fraction: number): string {
  return `${(fraction * 100).toFixed(fraction > 0.9 && fraction < 1 ? 1 : 0)} %`;
}

function threeDigits(value: number): string {
  if (value >= 99.95) return value.toFixed(0);
  return value.toFixed(value >= 9.995 ? 1 : 2);
}
