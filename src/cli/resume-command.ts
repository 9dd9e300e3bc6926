/** The command line that goes on with what this one has begun, as a shell takes it. */
export function resumeCommand(args: readonly string[]): string {
  const all = args.includes('--resume') ? args : [...args, '--resume'];
  return `pixelpool ${all.map(quoted).join(' ')}`;
}

function quoted(argument: string): string {
  return /^[\w./=,:@%+-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
